/**
 * The Babel plugin: plans what a person wrote, from the text that Babel was given, and prints into Babel's tree.
 *
 * It works before the tree is traversed (`pre`), so before every other plugin and preset, wherever in the configuration it stands:
 * what they make of the text is made of the instrumented one, and its lines are those that the person knows.
 */
import type { Program } from "@babel/types";
import { PerlineError } from "@perline/format";
import { skipReasons } from "../../2-plan/skips.js";
import { printBabel } from "../../3-emit/babel.js";
import { Build, type BuildFile, withWholeMessage } from "../build/index.js";
import { placeFunctions } from "./metro.js";
import { standsInText } from "./places.js";

/** What is used of Babel's interface for plugins. */
export interface BabelApi {
  /** Asks who called Babel; Babel keeps the plugin for callers that answer the same. */
  caller<Answer extends boolean | string>(ask: (caller: BabelCaller | undefined) => Answer): Answer;
  cache: { using(key: () => unknown): unknown };
}

/** What tells that a tool calls Babel. */
export interface BabelCaller {
  name?: string;
  /** What it builds for, where it says that. */
  target?: string;
}

/** A syntax that Babel's parser was told of, perhaps with what else there is to say of it. */
type ParserPlugin = string | readonly [name: string, options?: object];

/** What is used of a file that Babel transforms. */
export interface BabelFile {
  ast: { program: Program };
  code: string;
  opts: {
    filename?: string | null | undefined;
    inputSourceMap?: unknown;
    parserOpts?: { plugins?: readonly ParserPlugin[] | undefined } | undefined;
  };
  /** The map that leads from the text to what it was made from; from Babel 8 on only where it is asked for a map of its own. */
  inputMap: { toObject(): unknown } | null;
  scope: { crawl(): void };
}

/** What Babel takes for a plugin. */
export interface BabelPlugin {
  name: string;
  pre?(file: BabelFile): void;
}

/** Tools that run in Node what they let Babel compile. */
const runners: ReadonlySet<string | undefined> = new Set(["@babel/register", "@babel/node", "babel-jest"]);

/** Whether the tool that calls Babel compiles for Node. */
function isForNode(caller: BabelCaller | undefined): boolean {
  return runners.has(caller?.name) || /node/.test(caller?.target ?? "");
}

/**
 * The plugin. `folder` is that of the configuration which names it.
 *
 * @throws Error that says `config-invalid` for options that cannot be had
 */
export function babelPlugin(api: BabelApi, options: unknown, folder: string): BabelPlugin {
  api.cache.using(() => `${process.env["PERLINE"]} ${process.env["NODE_ENV"]}`);
  const inNode = api.caller(isForNode);
  const inMetro = api.caller((caller) => caller?.name === "metro");
  const build = withWholeMessage(() => new Build(options, { cwd: folder }));
  build.warnings.forEach(warn);
  if (!build.enabled) return { name: "perline" };
  return {
    name: "perline",
    pre(file) {
      const { filename } = file.opts;
      if (filename === undefined || filename === null) return;
      const { prepared, warnings } = withWholeMessage(() => build.plan({ ...sourceOf(file, filename), inNode }));
      warnings.forEach(warn);
      if (prepared === null) return;
      const { program } = file.ast;
      if (!standsInText(program, file.code)) {
        warn(`${build.path(filename)}: not instrumented: ${skipReasons.misplaced}.`);
        return;
      }
      try {
        printBabel(program, prepared.plan.edits, { ...prepared.print, text: file.code });
      } catch (failure) {
        throw failure instanceof PerlineError ? shown(failure) : failure;
      }
      if (inMetro) placeFunctions(program);
      // What Babel knows of names is from before.
      file.scope.crawl();
    },
  };
}

/** An error as Babel shows it: of the code, the line and the next step it would say nothing. */
function shown({ code, message, file = "", line = 1 }: PerlineError): Error {
  return new Error(new PerlineError(code, message, { file, line, hint: "Please report this." }).describe());
}

/** What is to be planned. */
function sourceOf({ ast, code, inputMap, opts }: BabelFile, filename: string): BuildFile {
  const isModule = ast.program.body.some(({ type }) => /^(?:Import|Export)/.test(type));
  const map = inputMap?.toObject() ?? (typeof opts.inputSourceMap === "object" ? opts.inputSourceMap : null);
  return {
    filename, text: code, ...flowOf(opts.parserOpts?.plugins ?? []), ...(isModule ? { goal: "module" } : {}),
    ...(map === null ? {} : { map }),
  };
}

/** How the host reads types of Flow, if it does. */
function flowOf(plugins: readonly ParserPlugin[]): Pick<BuildFile, "flow"> {
  for (const plugin of plugins) {
    const [name, options = {}] = typeof plugin === "string" ? [plugin] : plugin;
    if (name === "flow") return { flow: options };
  }
  return {};
}

function warn(warning: string): void {
  process.stderr.write(`perline: ${warning}\n`);
}
