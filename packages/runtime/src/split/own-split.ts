/**
 * V8's own profiler in this thread, beside the sampler: it says what runs, where it is not instrumented. It is asked by a session
 * within the process, without a port, which answers at once. What goes wrong stays here, and is told in the profile.
 */
import { Session } from "node:inspector";
import { join } from "node:path";
import * as v8 from "node:v8";
import { threadId } from "node:worker_threads";
import { keptMicroseconds, noteWaits, now } from "../clock.js";
import { tellSampler } from "../own-thread.js";
import type { V8Profile } from "./told.js";

/** Finer costs more, and the sampler looks no more often once a run is long. */
const intervalUs = 1_000;
/** V8 cuts its times to microseconds. */
const roundingNs = 2_000;

/** The profiler of a thread. */
export interface OwnSplit {
  /** User code starts now. */
  begin(this: void): void;
  /** It has ended: all that was seen is told. */
  end(this: void): void;
}

/** The last Node whose V8 is known to have the flag below: one that has not would say so on stderr. */
const lastMajor = 24;
const hasFlag = parseInt(process.versions.node, 10) <= lastMajor;
const perline = join(__dirname, "..", "..", "..");

// Taken before user code can replace them.
const { String } = globalThis;
const { defineProperty } = Reflect;
const { setFlagsFromString } = v8;

/** The profiler of this thread, which does not run yet. */
export function ownSplit(): OwnSplit {
  const waits: { since: number[]; ns: number[] } = { since: [], ns: [] };
  let session: Session | null = null;
  let [before, after] = [0, 0];
  const guarded = (action: (own: Session) => void): void => {
    if (session === null) return;
    try {
      action(session);
    } catch (error) {
      session = null;
      fail(error);
    }
  };
  try {
    session = connected();
  } catch (error) {
    fail(error);
  }
  return {
    begin: () => guarded((own) => {
      before = now();
      naming(() => own.post("Profiler.start", refuse));
      after = now();
      noteWaits((since, ns) => {
        const { length } = waits.ns;
        waits.since[length] = since;
        waits.ns[length] = ns;
      });
    }),
    end: () => guarded((own) => own.post("Profiler.stop", (error, { profile }) => {
      refuse(error);
      const split = { intervalNs: intervalUs * 1_000, profile, startNs: processTime(profile, before, after), waits, perline };
      tellSampler({ kind: "split", thread: threadId, split });
    })),
  };
}

/** A session that is ready to begin. */
function connected(): Session {
  const session = new Session();
  // What V8 tells unasked, as of profiles that the program takes, is nobody's: the program may count what is emitted.
  defineProperty(session, "emit", { value: () => false });
  session.connect();
  session.post("Profiler.enable", refuse);
  session.post("Profiler.setSamplingInterval", { interval: intervalUs }, refuse);
  return session;
}

/**
 * Has V8 learn the names of its built-ins while it begins a profile; else it charges them to whoever calls them. It takes them for a
 * browser's otherwise, and that is what it has to be again: else it would not tell of collections.
 */
function naming(start: () => void): void {
  if (!hasFlag) return start();
  setFlagsFromString("--no-prof-browser-mode");
  try {
    start();
  } finally {
    setFlagsFromString("--prof-browser-mode");
  }
}

function refuse(error: Error | null): void {
  if (error !== null) throw error;
}

/** Process time at which a profile began that was started between two readings: by V8's clock, where that is the process's. */
function processTime({ startTime }: V8Profile, before: number, after: number): number {
  const startNs = (startTime % keptMicroseconds) * 1_000;
  return startNs >= before - roundingNs && startNs <= after ? startNs : before;
}

function fail(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  tellSampler({ kind: "warning", warning: `Thread ${threadId}: V8's profiler cannot be used, so nothing is split: ${why}.` });
}
