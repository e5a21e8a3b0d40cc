/** What a thread tells the sampler of V8's own profile of it, as V8 gives it: whoever reads it is not in the program's thread. */

/** A node of V8's tree of calls. */
export interface V8Node {
  id: number;
  /** A script of number 0 is none: then the function is V8's, or of native code. The line, from 0, is the one it begins in. */
  callFrame: { functionName: string; scriptId: string; url: string; lineNumber: number };
  children?: number[] | undefined;
}

/** V8's profile; times in microseconds of the system's steady clock. */
export interface V8Profile {
  nodes: V8Node[];
  startTime: number;
  /** By sample: the node that was innermost. */
  samples?: number[] | undefined;
  /** By sample: the time since the one before it, of the first since the start. */
  timeDeltas?: number[] | undefined;
}

/** A profile, and what puts it on the clocks of the process. */
export interface ToldSplit {
  intervalNs: number;
  profile: V8Profile;
  /** Process time at which V8's profile began. */
  startNs: number;
  /** The waits of the thread for perline, from first to last: process time of the begin of each, and how long it was. */
  waits: { since: number[]; ns: number[] };
  /** The folder that holds our packages: those of a checkout, or the installed ones of our scope. */
  perline: string;
}
