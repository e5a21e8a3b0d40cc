/** The number of the names generated code calls; apart, so that who compares numbers loads nothing else: "@perline/runtime/abi". */
export { abiVersion } from "./vocabulary.js";
