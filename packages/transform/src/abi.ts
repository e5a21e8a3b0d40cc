/** The number of the names that generated code is printed with; apart, so that who compares numbers loads nothing else. */
export { abiVersion } from "@perline/format";
