/** A thread's way to ask the instrumenter and stand still until it has answered. */
import process from "node:process";
import type { Line } from "./line.js";
import { waitForChange } from "./patience.js";
import { answerFrom, codeBehind, type PreparedEntry } from "./prepared-entry.js";
import type { Request, ResolveAnswer, SourceAnswer, SourceRequest, TextAnswer, TextRequest } from "./protocol.js";

/** Whoever is silent for longer is dead, and the program goes on without. */
const patienceMs = 60_000;
/** The largest files are granted more: half a million functions in 20 MB took two minutes on a busy machine. */
const patienceMsPerUnit = 0.01;

// Taken before user code can replace it.
const { add, load } = Atomics;

/** Asks over one {@link Line}; its thread's alone. */
export class InstrumenterClient {
  /** Told of instrumented code that has no map, before it runs in this thread. */
  remember: (filename: string, code: string) => void = () => undefined;
  /** Where an error holds the excerpt that Node shows above it; null where that is out of reach. */
  excerptKey: symbol | null = null;
  /** What needs no question; null where everything does. */
  entry: PreparedEntry | null = null;
  /** One shared cell: files that run as they are, since nobody has answered. */
  missed: Int32Array | null = null;
  private line: Line | null = null;
  private dead = false;

  /** `open`: opens its line, with the first question. */
  constructor(private readonly open: () => Line) {}

  /** What to run for a file. */
  instrument(request: Omit<SourceRequest, "kind" | "leadsTraces">): SourceAnswer {
    const wanted = { leadsTraces: process.sourceMapsEnabled, ...request };
    const answer = (this.entry && answerFrom(this.entry, wanted)) ?? this.ask<SourceAnswer>({ kind: "source", ...wanted });
    if (typeof answer?.code === "string" && !answer.hasMap) this.remember(request.filename, answer.code);
    if (answer === null && this.missed !== null) add(this.missed, 0, 1);
    return answer ?? { code: null, goal: request.goal ?? "commonjs", hasDynamicImport: false, hasMap: false, error: null };
  }

  /** What to compile in place of a text; null for the text itself. */
  instrumentText(request: Omit<TextRequest, "kind">): string | null {
    const code = this.ask<TextAnswer>({ kind: "text", ...request })?.code ?? null;
    if (code !== null) this.remember(request.filename, code);
    return code;
  }

  /** What runs for a JavaScript file that another thread had loaded; null where that is the file itself, or has a map. */
  codeOf(filename: string): string | null {
    if (filename === this.entry?.filename) return codeBehind(this.entry.answer);
    return this.ask<TextAnswer>({ kind: "code", filename })?.code ?? null;
  }

  /** The file a TypeScript file means by a specifier; null to leave it to Node. */
  resolve(specifier: string, importer: string): string | null {
    return this.ask<ResolveAnswer>({ kind: "resolve", specifier, importer })?.filename ?? null;
  }

  private ask<Answer>(request: Request): Answer | null {
    if (this.dead) return null;
    this.line ??= this.open();
    const { answered } = this.line;
    const before = load(answered, 0);
    this.line.post(request);
    this.dead = !waitForChange(answered, before, patienceMs + ("text" in request ? request.text.length * patienceMsPerUnit : 0));
    return (this.line.take() as Answer | undefined) ?? null;
  }
}
