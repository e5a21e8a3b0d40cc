/**
 * "@perline/transform/typescript": what tsconfig.json names under ts-patch, and other hosts call or take apart. A plugin of ts-patch
 * is a module that is a function; one of ts-jest has a `name`, which every function has, a `version` and a `factory`.
 */
import { createRequire } from "node:module";
import type ts from "typescript";
import type { TypeScript } from "../../3-emit/typescript.js";
import type { PluginOptions } from "../build/index.js";
import { folderOf, transformerOf } from "./transformer.js";

/** What ts-patch passes on of an entry under `plugins` in tsconfig.json that is its own. */
const ofHost: ReadonlySet<string> = new Set(["import", "isEsm", "resolvePathAliases", "tsConfig"]);

/** What ts-patch gives beside program and options. */
interface Extras {
  ts?: TypeScript;
}

/** What ts-jest gives: its compiler, which knows its configuration. */
interface JestCompiler {
  configSet: { compilerModule: TypeScript; rootDir?: string };
}

/**
 * The transformer for a program, to be applied before all others.
 *
 * @throws Error that says `config-invalid` for wrong options, `typescript-unsupported` for a compiler without transformers
 */
function perline(program?: ts.Program, entry: PluginOptions = {}, extras: Extras = {}): ts.TransformerFactory<ts.SourceFile> {
  const options = Object.fromEntries(Object.entries(entry).filter(([key]) => !ofHost.has(key)));
  return transformerOf(options, { typescript: extras.ts, folder: folderOf(program) });
}

const { version } = createRequire(__filename)("../../../package.json") as { version: string };

/** What ts-jest takes, which reads no types: what they told, ES modules could import by name, and would not find. */
const forJest = {
  /** What ts-jest keeps what it has compiled by, beside the text. */
  version: [version, process.env["PERLINE"], process.env["NODE_ENV"]].join(" "),
  /** The transformer for ts-jest, whose code runs in Node. */
  factory: ({ configSet }: JestCompiler, options: PluginOptions = {}): ts.TransformerFactory<ts.SourceFile> =>
    transformerOf(options, { typescript: configSet.compilerModule, folder: configSet.rootDir ?? process.cwd(), inNode: true }),
};

const transformer: typeof perline = Object.assign(perline, forJest);

export = transformer;
