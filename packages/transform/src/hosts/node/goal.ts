/** Which goal a file has by its name and package, as Node decides it before it looks at the text. */
import fs from "node:fs";
import path from "node:path";
import { OwnMap } from "../../primitives.js";

/** A file of a program is one or the other. */
export type FileGoal = "module" | "commonjs";

// Taken before user code can replace them.
const { readFileSync } = fs;
const { basename, dirname, extname, sep } = path;
const { parse } = JSON;

/** Whether Node needs help to run a file: TypeScript, and JSX in a file that says so. */
export function isTypeScript(filename: string): boolean {
  const extension = extname(filename);
  return extension === ".ts" || extension === ".mts" || extension === ".cts" || extension === ".tsx" || extension === ".jsx";
}

const packageTypes = new OwnMap<string, FileGoal | null>();

/** A file's goal; null where only its text can tell. */
export function goalByName(filename: string): FileGoal | null {
  const extension = extname(filename);
  if (extension === ".mjs" || extension === ".mts") return "module";
  if (extension === ".cjs" || extension === ".cts") return "commonjs";
  return packageType(dirname(filename));
}

/** Whether Node hands an entry to its ES-module loader because of its name or package, before it looks at the text. */
export function entersAsModule(filename: string): boolean {
  // Of TypeScript's extensions Node 20 knows none: the package alone decides.
  return goalByName(filename) === "module" || (isTypeScript(filename) && packageType(dirname(filename)) === "module");
}

/** The `type` of the package a folder belongs to. */
function packageType(folder: string): FileGoal | null {
  let type = packageTypes.get(folder);
  if (type === undefined) {
    type = readType(folder) ?? null;
    packageTypes.set(folder, type);
  }
  return type;
}

function readType(folder: string): FileGoal | null {
  if (basename(folder) === "node_modules") return null;
  let text: string;
  try {
    text = readFileSync(`${folder}${sep}package.json`, "utf8");
  } catch {
    return folder === dirname(folder) ? null : packageType(dirname(folder));
  }
  try {
    const { type } = parse(text) as { type?: unknown };
    return type === "module" || type === "commonjs" ? type : null;
  } catch {
    return null;
  }
}
