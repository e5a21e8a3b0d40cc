/**
 * A build: what perline's plugins have in common, whichever tool they are plugins of. From their options follows which files are
 * instrumented, and how; a host hands in files and prints.
 *
 * What cannot be instrumented stays as it is, and the build is told; what would go wrong unseen fails it.
 */
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { PerlineError } from "@perline/format";
import { mayMark } from "../../2-plan/marks.js";
import { skipReasons } from "../../2-plan/skips.js";
import {
  instrument, prepare, type FlowSyntax, type Goal, type Instrumented, type InstrumentOptions, type Originals, type Plan, type Prepared,
} from "../../index.js";
import { FileSelection, findRoot } from "../../selection.js";
import { originalsOf } from "../source-maps/originals.js";
import { checkedMap } from "../source-maps/read.js";
import { goalOf } from "./goal.js";
import { checkOptions, runtimeOf, type PluginOptions } from "./options.js";

/** What a host knows of the build. */
export interface BuildHost {
  /** Absolute folder in which the build was started. */
  cwd: string;
  /** Whether what is built is for production; where the host does not know, NODE_ENV says it. */
  production?: boolean | undefined;
  /** Whether every file is an ES module to the host. */
  modulesOnly?: boolean;
  /** The file that holds the options, where the host knows it. */
  configuration?: string | undefined;
  environment?: Readonly<NodeJS.ProcessEnv>;
}

/** A file of a build. */
export interface BuildFile {
  /** Absolute. */
  filename: string;
  text: string;
  /** The extension that says in which language the text is; absent: that of the file. */
  language?: string;
  /** That JavaScript has types of Flow, and how the host reads them. */
  flow?: FlowSyntax;
  /** Absent where the host does not know. */
  goal?: Goal;
  /** How the code will be loaded, where the host makes something else of it than its syntax says. */
  loadedAs?: "module" | "commonjs";
  /** Whether the code will run in Node, in which the sampled clock is always to be had. */
  inNode?: boolean;
  /** The source map (version 3) that leads from the text to what a person wrote, where that is something else. */
  map?: unknown;
}

/** What became of a file. */
export interface Built {
  /** Null: it stays as it is. */
  instrumented: Instrumented | null;
  /** Sentences that begin with file and line. */
  warnings: readonly string[];
}

/** What is to become of a file whose host prints into a tree of its own. */
export interface BuildPlan {
  /** Null: it stays as it is. */
  prepared: Prepared | null;
  /** Sentences that begin with file and line. */
  warnings: readonly string[];
}

/** Off by one switch, whatever the options say. */
const off: ReadonlySet<string | undefined> = new Set(["0", "false", "no"]);

const inProduction = "perline instruments a production build. Say so by `enabled: true` if this is meant, or leave it out by "
  + "`enabled: false` or PERLINE=0.";

const tracesNothing = "perline counts the objects that are created in what is built, and none is traced there: what stays alive of them no "
  + "option tells, at run time neither. Run the sources by `perline run --leaks` for that.";

/** A build with perline in it. */
export class Build {
  /** Whether anything is instrumented at all; otherwise the host leaves everything as it is. */
  readonly enabled: boolean;
  /** What to tell once, at the start. */
  readonly warnings: readonly string[];
  /** The absolute folder that paths are relative to. */
  readonly root: string;
  readonly #options: PluginOptions;
  readonly #host: BuildHost;
  readonly #selection: FileSelection;
  /** The folder of the runtime, which cannot count itself; null where there is none. */
  readonly #runtimeFolder: string | null;

  /** @throws PerlineError `config-invalid` for options that cannot be had */
  constructor(options: unknown, host: BuildHost) {
    this.#options = checkOptions(options, host.configuration);
    this.#host = host;
    const { enabled, root, include, exclude, memory } = this.#options;
    const { PERLINE, NODE_ENV } = host.environment ?? process.env;
    this.enabled = enabled !== false && !off.has(PERLINE?.toLowerCase());
    const isUnmeant = enabled !== true && (host.production ?? NODE_ENV === "production");
    this.warnings = this.enabled ? [...isUnmeant ? [inProduction] : [], ...memory === true ? [tracesNothing] : []] : [];
    this.root = root === undefined ? findRoot(host.cwd) : resolve(host.cwd, root);
    this.#selection = new FileSelection({ root: this.root, include: listOf(include), exclude: listOf(exclude) });
    this.#runtimeFolder = runtimeFolder(this.root);
  }

  /** Whether a file may be instrumented, as far as its absolute name and its language tell. */
  concerns(filename: string, language = extname(filename)): boolean {
    if (!this.enabled || (this.#runtimeFolder !== null && filename.startsWith(this.#runtimeFolder))) return false;
    return /^\.[cm]?[jt]sx?$/.test(language) && !/\.d\.[cm]?ts$/.test(filename) && this.#selection.includes(filename);
  }

  /** A file's absolute name as profiles and messages have it: relative to the root. */
  path(filename: string): string {
    return this.#selection.path(filename);
  }

  /** How a file is to be instrumented; null: it stays as it is. */
  optionsFor(file: BuildFile): (InstrumentOptions & { link: { runtime: string } }) | null {
    const { filename, text, language = extname(filename), inNode = false } = file;
    const { select = "marked", source = true, memory = false } = this.#options;
    if (!this.concerns(filename, language) || (select === "marked" && !mayMark.test(text))) return null;
    const clock = this.#options.clock ?? (inNode ? "sampled" : "auto");
    const originals = this.#originals(file);
    const acceptsFunction = this.#selection.functionsOf(filename);
    return {
      filename: language === extname(filename) ? filename : `${filename}${language}`,
      select,
      path: this.path(filename),
      ...(file.flow === undefined ? {} : { flow: file.flow }),
      goal: file.goal ?? goalOf(file, this.#host.modulesOnly === true),
      clock: clock === "auto" ? "exact" : clock,
      link: { runtime: runtimeOf(this.#options), clock, ...(file.loadedAs === undefined ? {} : { as: file.loadedAs }) },
      keepText: source, memory,
      ...(acceptsFunction === null ? {} : { acceptsFunction }),
      ...(originals === null ? {} : { originals }),
    };
  }

  /**
   * Instruments a file as text.
   *
   * @throws PerlineError `edit-not-applied`, with file and line
   */
  instrument(file: BuildFile): Built {
    const { made, told: warnings } = this.#make(file, (options) => {
      const instrumented = instrument(file.text, options);
      return { made: instrumented, told: instrumented };
    });
    return { instrumented: made?.code === file.text ? null : made, warnings };
  }

  /** Plans a file that its host prints. */
  plan(file: BuildFile): BuildPlan {
    const { made, told: warnings } = this.#make(file, (options) => {
      const prepared = prepare(file.text, options);
      return { made: prepared, told: prepared.plan };
    });
    return { prepared: made?.plan.edits.length === 0 ? null : made, warnings };
  }

  #make<Made>(file: BuildFile, make: (options: InstrumentOptions) => Making<Made>): Making<Made | null, readonly string[]> {
    const options = this.optionsFor(file);
    if (options === null) return { made: null, told: [] };
    const { path } = options;
    try {
      const { made, told } = make(options);
      return { made, told: warningsOf(told, path) };
    } catch (failure) {
      if (!(failure instanceof PerlineError) || failure.code === "edit-not-applied") throw failure;
      const place = failure.line === undefined ? path : `${path}:${failure.line}`;
      return { made: null, told: [`${place}: not instrumented: ${failure.message}.`] };
    }
  }

  /** What a file's text was made from; null where it is its own source. */
  #originals({ filename, map }: BuildFile): Originals | null {
    if (map === undefined || map === null) return null;
    return originalsOf(checkedMap(map, pathToFileURL(filename).href), { filename, selection: this.#selection, root: this.root });
  }
}

/** What tells what the person who builds should know. */
type Told = Pick<Plan, "warnings" | "source">;

/** What is made of a file, and what tells of it. */
interface Making<Made, Telling = Told> {
  made: Made;
  told: Telling;
}

/** What the person who builds should know of an instrumented file. */
export function warningsOf({ warnings, source }: Told, path: string): string[] {
  const wholeFile = source.skipped.filter(({ line, reason }) => line === 0 && reason !== skipReasons.ignoreComment);
  return [
    ...warnings.map(({ line, message }) => `${path}:${line}: ${message}`),
    ...wholeFile.map(({ reason }) => `${path}: not instrumented: ${reason}.`),
  ];
}

function listOf(globs: string | readonly string[] | undefined): readonly string[] {
  return globs === undefined ? [] : typeof globs === "string" ? [globs] : globs;
}

function runtimeFolder(root: string): string | null {
  try {
    const description = createRequire(join(root, "package.json")).resolve("@perline/runtime/package.json");
    return `${dirname(realpathSync(description))}${sep}`;
  } catch {
    return null;
  }
}
