/** What the threads of a process ask the one instrumenter, and what it answers: plain data. */
import type { MessagePort } from "node:worker_threads";
import type { DerivedProbe, MeasuredClock, SourceRecord } from "@perline/format";
import type { Goal } from "../../1-parse/parse.js";
import type { FileGoal } from "./goal.js";
import type { PreparedEntry } from "./prepared-entry.js";

/** How a run instruments. */
export interface HostOptions {
  /** Absolute folder that paths of records and patterns are relative to. */
  root: string;
  select: "all" | "marked";
  include: string[];
  exclude: string[];
  clock: MeasuredClock;
  /** Keep source text in the records. */
  keepText: boolean;
  /** Count objects where they are created. */
  memory: boolean;
  /** Hand them over there, to be traced. */
  traced: boolean;
  /** Weigh the expressions that create them. */
  weighed: boolean;
  /** Have Node ask for the excerpts of uncaught errors: it does for code that names a source map. */
  excerpts: boolean;
  /** Absolute folder of instrumented files kept for the next run; without it none are. */
  cache?: string;
}

/** A file about to run. */
export interface SourceRequest {
  kind: "source";
  /** Absolute. */
  filename: string;
  text: string;
  /** As Node says or the file's name tells; null where only the text can tell. */
  goal: FileGoal | null;
  /** The one goal the asker can run; another is only named in the answer. Null for any. */
  only: FileGoal | null;
  /** Whether Node leads stack traces by source maps. */
  leadsTraces: boolean;
}

/** What is to run in its place. */
export interface SourceAnswer {
  /** Null: run the file as it is. */
  code: string | null;
  goal: FileGoal;
  hasDynamicImport: boolean;
  /** Whether the code ends in a map to what the file was compiled from. */
  hasMap: boolean;
  /** Why a TypeScript file cannot be turned into JavaScript; null where it can. */
  error: SyntaxFault | null;
}

/** What is wrong with a text. */
export interface SyntaxFault {
  message: string;
  /** What Node shows above an error that nobody catches: the place, and a line each for the text and marks below it. */
  excerpt: string;
}

/** What the runtime's sampler is told about a source. */
export interface SourceMessage {
  /** Absolute id of its first probe. */
  base: number;
  record: SourceRecord;
  /** Probes of this and of the next sources that no code counts; absolute ids. */
  derived: DerivedProbe[];
  /** What the person should know about it: sentences that begin with file and line. */
  warnings: string[];
}

/** JavaScript that the program compiles by itself (`node:vm`), whatever its file's name says. */
export interface TextRequest {
  kind: "text";
  /** Absolute. */
  filename: string;
  text: string;
  /** `commonjs` for the body of a function. */
  goal: Goal;
}

/** What is compiled in its place; null: the text itself. */
export interface TextAnswer {
  code: string | null;
}

/** What runs for a JavaScript file, whichever thread had it loaded. The answer is null where that is the file itself, or has a map. */
export interface CodeRequest {
  kind: "code";
  /** Absolute. */
  filename: string;
}

/** What a TypeScript file means by a specifier. */
export interface ResolveRequest {
  kind: "resolve";
  specifier: string;
  /** Absolute name of the importing file. */
  importer: string;
}

/** Null: whatever Node finds. */
export interface ResolveAnswer {
  /** Absolute. */
  filename: string | null;
}

/** What a thread may ask. */
export type Request = SourceRequest | TextRequest | CodeRequest | ResolveRequest;

/** A thread's end of a line over a port. */
export interface PortLine {
  port: MessagePort;
  /** One cell, raised with each answer. */
  answered: Int32Array;
}

/** A request by broadcast. */
export interface Call {
  request: Request;
  /** The channel of the answer. */
  reply: string;
  /** One cell, raised with each answer. */
  answered: Int32Array;
}

/** The instrumenter thread's workerData. */
export interface InstrumenterPlan {
  options: HostOptions;
  /** Where `{ base, record }` of each instrumented source goes, before its answer. */
  sources: MessagePort;
  /** One cell: the next free probe id of the process. */
  ids: Int32Array;
  /** One cell: 1 when the thread listens. */
  up: Int32Array;
  /** What the sampler was told before; null for nothing. */
  entry: PreparedEntry | null;
  /** Whether TypeScript will be asked for at once. */
  typeScript: boolean;
}
