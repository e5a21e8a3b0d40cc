/**
 * One build of a bundler, and its modules. A bundler hands over an id and the text that it has; what comes back is code with a source
 * map, or nothing where the module stays as it is.
 */
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { PerlineError } from "@perline/format";
import { Build, mayMark, type BuildHost, type PluginOptions } from "@perline/transform/build";
import { fileOf, pathOf } from "./module-id.js";

/** How a bundler lets a plugin speak. */
export interface Speaker {
  warn(message: string): void;
  /** Fails the build, at once or at its end. */
  error(failure: Failure): void;
}

/** What fails a build. */
export interface Failure {
  message: string;
  /** Line 1-based, column 0-based; absent where no place is known. */
  loc?: { file: string; line: number; column: number };
}

/** A module as a bundler has it. */
export interface Module {
  id: string;
  text: string;
  /** Whether the code will run in Node. */
  inNode: boolean;
  /** The map from the text to what a person wrote, as far as the bundler knows; asked for only where the text is something else. */
  map: () => unknown;
}

/** Code for a bundler. */
export interface Transformed {
  code: string;
  map: SourceMapText;
}

/** A source map (version 3) that holds what it leads to. */
export interface SourceMapText {
  version: 3;
  sources: string[];
  sourcesContent: string[];
  names: string[];
  mappings: string;
}

/** Why a component's script is left alone. */
const unplaced = "the build does not tell where its script stands in the file, as builds do that make source maps";

/** Which modules a plugin is asked for: scripts as people wrote them, or what other plugins made of components. */
export type Part = "scripts" | "components";

export class Host {
  #build: Build;
  /** What was told, since bundlers ask for a module again and again. */
  readonly #told = new Set<string>();

  /** @throws PerlineError `config-invalid` for options that cannot be had */
  constructor(private readonly options: PluginOptions | undefined, known: BuildHost) {
    this.#build = new Build(options, known);
  }

  /** Whether anything is to be done. */
  get enabled(): boolean {
    return this.#build.enabled;
  }

  /** The absolute folder that paths in profiles are relative to. */
  get root(): string {
    return this.#build.root;
  }

  /** The bundler knows more of the build now. */
  learn(known: BuildHost): void {
    this.#build = new Build(this.options, known);
  }

  /** Whether a module may be instrumented, as far as its id tells. */
  concerns(id: string, part: Part): boolean {
    const file = fileOf(id);
    if (file === null || (file.language === null) !== (part === "components")) return false;
    return this.#build.concerns(file.filename, file.language ?? ".js");
  }

  /** Instruments a module; null: it stays as it is. */
  transform({ id, text, inNode, map }: Module, speaker: Speaker): Transformed | null {
    const file = fileOf(id);
    if (file === null) return null;
    const { filename, language } = file;
    const own = textOf(filename);
    const origin = text === own ? null : mapTo(own, map());
    if (origin === null && language !== extname(filename)) {
      if (this.options?.select === "all" || mayMark.test(text)) this.#tell([`${filename}: not instrumented: ${unplaced}.`], speaker);
      return null;
    }
    try {
      const { instrumented, warnings } = this.#build.instrument({ filename, text, language: language ?? ".js", inNode, map: origin });
      this.#tell([...this.#build.warnings, ...warnings], speaker);
      if (instrumented === null) return null;
      const { mappings } = instrumented.map();
      return { code: instrumented.code, map: { version: 3, sources: [pathOf(id)], sourcesContent: [text], names: [], mappings } };
    } catch (failure) {
      if (!(failure instanceof PerlineError)) throw failure;
      const { line } = failure;
      speaker.error({ message: failure.describe(), ...(line === undefined ? {} : { loc: { file: filename, line, column: 0 } }) });
      return null;
    }
  }

  #tell(warnings: readonly string[], speaker: Speaker): void {
    for (const warning of warnings) {
      if (this.#told.has(warning)) continue;
      this.#told.add(warning);
      speaker.warn(warning);
    }
  }
}

/** The map, if what it leads to is this text; null for one that leads elsewhere, or nowhere. */
function mapTo(text: string | null, map: unknown): unknown {
  if (typeof map !== "object" || map === null || !("mappings" in map) || map.mappings === "") return null;
  const contents: unknown = "sourcesContent" in map ? map.sourcesContent : [];
  const told = Array.isArray(contents) ? contents.filter((content) => typeof content === "string") : [];
  return told.length === 0 || told.some((content) => content.replace(/^\uFEFF/, "") === text) ? map : null;
}

/** The text of a file as bundlers hand it out; null for one that is not there. */
function textOf(filename: string): string | null {
  try {
    return readFileSync(filename, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return null;
  }
}
