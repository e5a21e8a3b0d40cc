/** The version of perline, as its package tells it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** `1.2.3`. */
export const version = (JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8")) as { version: string }).version;
