/**
 * What the instrumenter thread does with a request. Invariants: probe ids of the process's sources never overlap; a source's
 * record is sent before its code is handed out; whatever fails, the file runs as it was, and a record says why.
 */
import { createHash } from "node:crypto";
import Module, { createRequire } from "node:module";
import { abi, mark, PerlineError, type SourceRecord } from "@perline/format";
import type * as transform from "../../index.js";
import type { Goal, Instrumented } from "../../index.js";
import { FileSelection } from "../../selection.js";
import { entryName, InstrumentedCache } from "./cache.js";
import { fileSkipReasons } from "./file-skips.js";
import { goalByName, isTypeScript, type FileGoal } from "./goal.js";
import { ownLayout } from "./own-layout.js";
import { codeBehind, type PreparedEntry } from "./prepared-entry.js";
import { ProbeIds } from "./probe-ids.js";
import type {
  CodeRequest, HostOptions, Request, ResolveAnswer, SourceAnswer, SourceMessage, SourceRequest, TextAnswer, TextRequest,
} from "./protocol.js";
import { compilerOptions, jsxRuntime } from "./typescript/compiler-options.js";
import type * as resolving from "./typescript/resolve.js";
import type * as stripping from "./typescript/strip.js";
import type * as sourceMaps from "../source-maps/compiled-from.js";
import type { CompiledFrom } from "../source-maps/compiled-from.js";

/** `import(` with whatever may stand between: may also see one in a comment or string, which costs only time. */
const dynamicImport = /\bimport\s*(\/\*[^]*?\*\/\s*)?\(/;

/** Texts of one name that a program may compile by itself: what makes a new one each time would fill the tables. */
const textLimit = 64;

/** TypeScript that only CommonJS can mean. */
const commonJsSyntax = /^\s*(export\s*=|(export\s+)?import\s+[\w$]+\s*=\s*require\s*\()/m;

/** Whether the thread that imports a module also knows what runs for it. */
const hooksInThread = "registerHooks" in Module;

/** Of a text that nobody compiled from another. */
const ownSource: CompiledFrom = { originals: null, warnings: [], chain: null };

/** How to read a file, and what it then runs as. */
interface Attempt {
  syntax: FileGoal;
  goal: FileGoal;
}

/** A text to instrument. */
interface SourceText {
  filename: string;
  text: string;
  goal: Goal;
  /** Whether it is JavaScript whatever the file's name says. */
  isJavaScript: boolean;
}

type Reading = { goal: FileGoal; instrumented: Result | null; failure: PerlineError | null };

/** An instrumented text, and what leads past it. */
interface Result extends Instrumented, Pick<CompiledFrom, "chain"> {
  /** Its first id, which is not taken yet. */
  base: number;
  /** Whether it, or what it was compiled from, is profiled. */
  isProfiled: boolean;
}

// Loaded where it is wanted: a program whose files are in the cache waits for none of it.
const load = createRequire(__filename);

/** The state of the instrumenter of a process. */
export class Instrumentation {
  private readonly selection: FileSelection;
  private readonly cache: InstrumentedCache | null;
  /** What was sent for the file that is made for the cache; null while none is. */
  private passed: SourceMessage[] | null = null;
  /** By file name: what several threads load, or Node twice, is one source. */
  private readonly answers = new Map<string, { hash: string; answer: SourceAnswer }>();
  /** By file name, then by goal and hash: runners compile a file once for each of their contexts. */
  private readonly texts = new Map<string, Map<string, TextAnswer>>();

  /** `ids`: those of the process; by default nothing else is loaded in it. */
  constructor(
    private readonly options: HostOptions,
    private readonly send: (message: SourceMessage) => void,
    private readonly ids = new ProbeIds(),
  ) {
    this.selection = new FileSelection(options);
    this.cache = options.cache === undefined ? null : new InstrumentedCache(options.cache);
  }

  /** Goes on where the process that prepared the entry has stopped; its ids are taken. */
  continueFrom({ filename, text, answer }: PreparedEntry): void {
    this.answers.set(filename, { hash: hashOf(text), answer });
  }

  /** Answers; never throws. */
  async answer(request: Request): Promise<SourceAnswer | TextAnswer | ResolveAnswer> {
    if (request.kind === "source") return this.answerSource(request);
    if (request.kind === "text") return this.answerText(request);
    if (request.kind === "code") return this.answerCode(request);
    const { resolveFromTypeScript } = load("./typescript/resolve.js") as typeof resolving;
    return { filename: resolveFromTypeScript(request.specifier, request.importer) };
  }

  /** What is to run for a file; never throws. */
  async answerSource(request: SourceRequest): Promise<SourceAnswer> {
    const { filename, text, goal, only } = request;
    const hash = hashOf(text);
    const known = this.answers.get(filename);
    if (known?.hash === hash && [goal, only].every((wanted) => wanted === null || wanted === known.answer.goal)) return known.answer;
    const answer = await this.cachedAnswer(request);
    if (answer.code !== null) this.answers.set(filename, { hash, answer });
    return answer;
  }

  /** As from the cache, where it is there. What leads to other files is not kept: those may have changed. */
  private async cachedAnswer(request: SourceRequest): Promise<SourceAnswer> {
    const { cache, options, ids: { base } } = this;
    const { filename, text, goal, only, leadsTraces } = request;
    if (cache === null || text.includes("sourceMappingURL=")) return this.makeAnswer(request);
    const compiler = isTypeScript(filename) ? compilerOptions(filename) : null;
    const name = entryName(text, { filename, goal: goal ?? goalByName(filename), only, leadsTraces, options, base, compiler });
    if (name === null) return this.makeAnswer(request);
    const kept = cache.read(name);
    if (kept !== null && this.ids.take(base, kept.messages.reduce((count, { record }) => count + record.probes.length, 0))) {
      kept.messages.forEach((message) => this.pass(message));
      return kept.answer;
    }
    const messages: SourceMessage[] = this.passed = [];
    const answer = await this.makeAnswer(request);
    this.passed = null;
    if (answer.code !== null) cache.write(name, { answer, messages });
    return answer;
  }

  /** Sends a record. */
  private pass(message: SourceMessage): void {
    this.send(message);
    this.passed?.push(message);
  }

  private answerText({ filename, text, goal }: TextRequest): TextAnswer {
    const known = this.texts.get(filename) ?? new Map<string, TextAnswer>();
    this.texts.set(filename, known);
    const key = `${goal} ${hashOf(text)}`;
    let answer = known.get(key);
    if (answer === undefined) {
      if (known.size >= textLimit) return { code: null };
      answer = this.makeText({ filename, text, goal, isJavaScript: true });
      known.set(key, answer);
    }
    return answer;
  }

  private answerCode({ filename }: CodeRequest): TextAnswer {
    const known = this.answers.get(filename)?.answer;
    return { code: known === undefined ? null : codeBehind(known) };
  }

  private makeText(source: SourceText): TextAnswer {
    const { filename, text } = source;
    try {
      const instrumented = this.instrument(source);
      if (!instrumented.isProfiled) return { code: null };
      if (!this.takeIds(instrumented)) return this.makeText(source);
      this.tell(filename, text, instrumented);
      return { code: this.naming(instrumented.code) };
    } catch (failure) {
      this.tell(filename, text, coded(failure, filename));
      return { code: null };
    }
  }

  private async makeAnswer(request: SourceRequest): Promise<SourceAnswer> {
    const { filename, text, only, leadsTraces } = request;
    const needsStripping = isTypeScript(filename);
    const { goal, instrumented, failure } = this.read(request, attemptsFor(request));
    const isProfiled = instrumented?.isProfiled ?? this.selection.includes(filename);
    const answer: SourceAnswer = {
      code: null, goal, error: null, hasMap: false,
      hasDynamicImport: instrumented?.hasDynamicImport ?? dynamicImport.test(text),
    };
    if (only !== null && only !== goal) return answer;
    if (isProfiled && instrumented !== null && !this.takeIds(instrumented)) return this.makeAnswer(request);
    if (isProfiled) this.tell(filename, text, instrumented ?? failure);
    if (!needsStripping && !isProfiled) return answer;
    if (!needsStripping) {
      const { code, hasMap } = leadsTraces ? withMap(instrumented) : { code: instrumented?.code ?? null, hasMap: false };
      return { ...answer, code: code === null ? null : this.naming(code), hasMap };
    }
    const { stripTypes } = load("./typescript/strip.js") as typeof stripping;
    const marksLead = this.options.excerpts && !leadsTraces && hooksInThread;
    const stripped = await stripTypes({ filename, text, goal, instrumented, marksLead });
    return { ...answer, ...stripped, code: stripped.code === null ? null : this.naming(stripped.code) };
  }

  /** Instruments by the first goal that fits; the first one's failure where none does. */
  private read({ filename, text }: SourceRequest, attempts: readonly Attempt[]): Reading {
    let reading: Reading | null = null;
    for (const { goal, syntax } of attempts) {
      try {
        return { goal, instrumented: this.instrument({ filename, text, goal: syntax, isJavaScript: false }), failure: null };
      } catch (cause) {
        const failure = coded(cause, filename);
        reading ??= { goal, instrumented: null, failure };
        if (failure.code !== "source-syntax") return { ...reading, failure };
      }
    }
    return reading ?? { goal: "commonjs", instrumented: null, failure: null };
  }

  private instrument({ filename, text, ...language }: SourceText): Result {
    const { select, clock, keepText, memory, traced, weighed } = this.options;
    const included = this.selection.includes(filename);
    const acceptsFunction = included ? this.selection.functionsOf(filename) : () => false;
    const mayBeCompiled = (language.isJavaScript || !isTypeScript(filename)) && this.selection.concerns(filename, text);
    const { originals, warnings, chain } = mayBeCompiled ? this.compiledFrom(filename, text) : ownSource;
    const { instrument } = load("../../index.js") as typeof transform;
    const { base } = this.ids;
    const instrumented = instrument(text, {
      ...language, filename, path: this.selection.path(filename), select, clock, keepText, memory, weighed, base,
      ...(traced ? { traced: ownLayout } : {}),
      ...(memory && /x$/.test(filename) ? { jsx: jsxRuntime(compilerOptions(filename)) } : {}),
      ...(acceptsFunction === null ? {} : { acceptsFunction }),
      ...(originals === null ? {} : { originals }),
    });
    const isProfiled = included || originals?.files.some((original) => original !== null) === true;
    return { ...instrumented, base, warnings: [...instrumented.warnings, ...warnings], chain, isProfiled };
  }

  /** Takes the ids of what will run; gives whether nobody else has taken them meanwhile. */
  private takeIds({ base, probeCount }: Result): boolean {
    return this.ids.take(base, probeCount);
  }

  /** What a text was compiled from. Loaded with the first map: every program waits for what is loaded here. */
  private compiledFrom(filename: string, text: string): CompiledFrom {
    if (!text.includes("sourceMappingURL=")) return ownSource;
    const { compiledFrom } = load("../source-maps/compiled-from.js") as typeof sourceMaps;
    return compiledFrom(text, { filename, selection: this.selection, root: this.options.root });
  }

  /** Code that names a source map, which leads nowhere unless it does already, where Node is to ask for excerpts. */
  private naming(code: string): string {
    return !this.options.excerpts || code.includes("sourceMappingURL=") ? code : mapping(code, "data:,");
  }

  /** Sends the record of what will run, or of what could not be instrumented. */
  private tell(filename: string, text: string, outcome: Result | PerlineError | null): void {
    // Linked code tells of itself when it is loaded.
    if (outcome === null || (outcome instanceof PerlineError && text.includes(abi.register))) return;
    if (outcome instanceof PerlineError) {
      this.pass({ base: this.ids.base, record: this.bareRecord(filename, text, outcome), derived: [], warnings: [] });
      return;
    }
    const path = this.selection.path(filename);
    const warnings = outcome.warnings.map(({ line, message }) => `${path}:${line}: ${message}`);
    const told = { derived: [...outcome.derived], warnings };
    let { base } = outcome;
    for (const [index, record] of outcome.sources.entries()) {
      this.pass({ base, record, ...(index === 0 ? told : { derived: [], warnings: [] }) });
      base += record.probes.length;
    }
  }

  private bareRecord(filename: string, text: string, failure: PerlineError): SourceRecord {
    const { code } = failure;
    const { syntax, instrumented, failed } = fileSkipReasons;
    const reason = code === "source-syntax" ? syntax : code === "source-instrumented" ? instrumented : failed;
    return {
      path: this.selection.path(filename),
      hash: hashOf(text),
      text: this.options.keepText ? text : null,
      functions: { name: [], kind: [], line: [], column: [], endLine: [], calls: [] },
      lines: { line: [], function: [], countable: [] },
      probes: [],
      skipped: [{ line: 0, reason }],
    };
  }
}

/** The code, with a map of its own where its text had one. */
function withMap(result: Result | null): Pick<SourceAnswer, "code" | "hasMap"> {
  if (result === null || result.chain === null) return { code: result?.code ?? null, hasMap: false };
  return { code: mapping(result.code, result.chain(result.map())), hasMap: true };
}

/** The code with a comment that names its map. What a text calls itself in its last line ends there, before any mark of ours. */
function mapping(code: string, url: string): string {
  const namesItself = /\/\/[#@][ \t]sourceURL=.*$/.test(code);
  return `${code}${namesItself ? `\n${mark}` : `${mark}\n`}//# sourceMappingURL=${url}\n${mark}`;
}

/** A failure to instrument, with its code. */
function coded(failure: unknown, file: string): PerlineError {
  return failure instanceof PerlineError ? failure : new PerlineError("edit-not-applied", "instrumenting failed", { file, cause: failure });
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The ways to read a file, in order. TypeScript that runs as CommonJS may be written with `import` and `export`. */
function attemptsFor({ filename, text, goal: told }: SourceRequest): readonly Attempt[] {
  const typeScript = isTypeScript(filename);
  const goal = told ?? (typeScript ? goalByName(filename) ?? (commonJsSyntax.test(text) ? "commonjs" : null) : null);
  if (goal === null) return [{ syntax: "commonjs", goal: "commonjs" }, { syntax: "module", goal: "module" }];
  if (goal === "commonjs" && typeScript) return [{ syntax: "commonjs", goal }, { syntax: "module", goal }];
  return [{ syntax: goal, goal }];
}
