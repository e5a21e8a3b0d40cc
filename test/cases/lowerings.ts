/** From a case's files to JavaScript that Node runs: as it is, or by each way TypeScript and JSX are lowered. */
import { join } from "node:path";
import ts from "typescript";
import type { Goal, Instrumented } from "@perline/transform";
import { stripTypes } from "../../packages/transform/dist/hosts/node/typescript/strip.js";
import { settingsOf } from "../../packages/transform/dist/hosts/node/typescript/tsconfig.js";
import { builds } from "./builds.js";
import type { Case, CaseFile } from "./case.js";

/** A text to lower; its types are still there. */
export interface Lowered {
  /** In the case's folder. */
  filename: string;
  /** As it is on disk. */
  text: string;
  goal: Goal;
  /** What was made of it; null for the bare run. */
  instrumented: Instrumented | null;
}

/** One way to lower. */
export interface Lowering {
  name: string;
  lower(source: Lowered): Promise<string>;
  /** What becomes of all files, once each is lowered; absent: they stay. */
  bundle?(files: ReadonlyMap<string, string>, entry: CaseFile): Promise<Map<string, string>>;
}

const asItIs: Lowering = {
  name: "",
  lower: ({ text, instrumented }) => Promise.resolve(instrumented?.code ?? text),
};

/** What `perline run` does. */
const stripped: Lowering = {
  name: "stripped",
  async lower({ goal, ...source }) {
    const { code, error } = await stripTypes({ ...source, goal: goal === "module" ? "module" : "commonjs", marksLead: false });
    if (code === null) throw new SyntaxError(error?.message ?? "The text could not be stripped.");
    return code;
  },
};

/** The options of a case's tsconfig.json that matter to one file. */
const taken = new Set(["jsx", "jsxFactory", "jsxFragmentFactory", "experimentalDecorators", "emitDecoratorMetadata", "useDefineForClassFields"]);

/** What TypeScript's own compiler does, decorator metadata included. */
const compiled: Lowering = {
  name: "compiled",
  lower({ filename, text, goal, instrumented }) {
    const asked = Object.entries(settingsOf(filename).options).filter(([name]) => taken.has(name));
    const { options } = ts.convertCompilerOptionsFromJson(Object.fromEntries(asked), ".");
    const { outputText, diagnostics = [] } = ts.transpileModule(instrumented?.code ?? text, {
      fileName: filename, reportDiagnostics: true,
      compilerOptions: {
        target: ts.ScriptTarget.ES2022, ...options,
        module: goal === "module" ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
      },
    });
    const [first] = diagnostics;
    if (first !== undefined) throw new SyntaxError(ts.flattenDiagnosticMessageText(first.messageText, " "));
    return Promise.resolve(outputText);
  },
};

/** The ways to lower a case. */
export function loweringsOf({ entry, settings: { lowerings } }: Case): readonly Lowering[] {
  const usual = isLowered(entry) ? [stripped, compiled] : [asItIs];
  return lowerings === undefined ? usual : [...usual, ...builds].filter(({ name }) => lowerings.includes(name));
}

/** Whether what runs is the text itself, and what was inserted into it. */
export function runsAsWritten({ entry }: Case, { name }: Lowering): boolean {
  return name === asItIs.name && !isLowered(entry);
}

/** Whether a file needs to be lowered. */
export function isLowered({ name }: CaseFile): boolean {
  return /\.([cm]?ts|tsx|jsx)$/.test(name);
}

/** How a file is read: TypeScript that becomes CommonJS may be written with `import` and `export`. */
export function syntaxOf(file: CaseFile): Goal {
  return isLowered(file) && /^(import|export)\b/m.test(file.text) ? "module" : file.goal;
}

/** The file's place in its case. */
export function filenameOf({ folder }: Case, { name }: CaseFile): string {
  return join(folder, name);
}
