/**
 * The TypeScript transformer: each file of a program that is to be measured is instrumented as text, from the text that the compiler
 * has read, and put into the compiler's tree before anything is made of that.
 */
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { PerlineError } from "@perline/format";
import type ts from "typescript";
import { printTypeScript, type TreePlace, type TypeScript } from "../../3-emit/typescript.js";
import { Build, type BuildFile, withWholeMessage } from "../build/index.js";

/** What a transformer is made for. */
export interface TransformerHost {
  /** The compiler; absent: the one that is installed. */
  typescript?: TypeScript | undefined;
  /** The folder of the configuration, or else the working directory. */
  folder: string;
  /** Whether it is known that the code will run in Node; else its module format tells. */
  inNode?: boolean;
}

/** Builds by what they depend on: compilers ask for a transformer with each file that has changed. */
const builds = new Map<string, Build>();

function buildOf(options: unknown, folder: string): Build {
  const { PERLINE, NODE_ENV } = process.env;
  const key = JSON.stringify([options, folder, PERLINE, NODE_ENV]);
  const known = builds.get(key);
  if (known !== undefined) return known;
  const build = withWholeMessage(() => new Build(options, { cwd: folder }));
  build.warnings.forEach(warn);
  builds.set(key, build);
  return build;
}

/**
 * Makes a transformer, to be applied before all others.
 *
 * @throws Error that says `config-invalid` for wrong options, `typescript-unsupported` for a compiler without transformers
 */
export function transformerOf(options: unknown, host: TransformerHost): ts.TransformerFactory<ts.SourceFile> {
  const build = buildOf(options, host.folder);
  if (!build.enabled) return () => (file) => file;
  const typescript = host.typescript ?? withWholeMessage(installed);
  withWholeMessage(() => checkVersion(typescript));
  return (context) => (file) => {
    const source = sourceOf(file, { typescript, context, host });
    const { instrumented, warnings } = withWholeMessage(() => build.instrument(source));
    warnings.forEach(warn);
    if (instrumented === null) return file;
    return withWholeMessage(() => printTypeScript(file, instrumented.code, { typescript, context }));
  };
}

/** The folder that a program's paths and options belong to. */
export function folderOf(program: ts.Program | undefined): string {
  const configuration = program?.getCompilerOptions()["configFilePath"];
  return typeof configuration === "string" ? dirname(configuration) : program?.getCurrentDirectory() ?? process.cwd();
}

/** Where a file is transformed. */
interface FilePlace extends TreePlace {
  host: TransformerHost;
}

/** What is to be instrumented of a file. */
function sourceOf(file: ts.SourceFile, { typescript, context, host }: FilePlace): BuildFile {
  const { CommonJS, ESNext, Node16, NodeNext } = typescript.ModuleKind;
  const { module = ESNext } = context.getCompilerOptions();
  const isOfNode = module >= Node16 && module <= NodeNext;
  // Where the compiler makes CommonJS of modules, for certain: what it then makes of an import costs a property's look-up each time.
  const isCommonJs = file.impliedNodeFormat !== ESNext && (module === CommonJS || (isOfNode && file.impliedNodeFormat === CommonJS));
  return {
    filename: resolve(host.folder, file.fileName), text: file.text, inNode: host.inNode ?? (module === CommonJS || isOfNode),
    ...(typescript.isExternalModule(file) ? { goal: "module" } : {}),
    ...(isCommonJs ? { loadedAs: "commonjs" } : {}),
  };
}

/** The compiler that the project has. */
function installed(): TypeScript {
  try {
    return createRequire(__filename)("typescript") as TypeScript;
  } catch (cause) {
    throw new PerlineError("typescript-unsupported", "there is no TypeScript to transform for", { hint: "Install typescript 5.4 to 6.", cause });
  }
}

/** The oldest TypeScript that has what the printer uses, and the first one that has no transformers. */
const [oldest, native] = [5.4, 7];

function checkVersion({ version }: Pick<TypeScript, "version">): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major >= native) {
    throw new PerlineError("typescript-unsupported", `TypeScript ${version} takes no transformers`, {
      hint: "Instrument the text instead: by `perline run`, or by a bundler's plugin (@perline/unplugin).",
    });
  }
  if (major + minor / 10 < oldest) {
    throw new PerlineError("typescript-unsupported", `TypeScript ${version} is older than ${oldest}`, { hint: `Install typescript ${oldest} to 6.` });
  }
}

function warn(warning: string): void {
  process.stderr.write(`perline: ${warning}\n`);
}
