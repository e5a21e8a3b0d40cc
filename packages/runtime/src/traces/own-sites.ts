/** The objects that lines of this thread create, traced as a run asks for it. */
import { threadId } from "node:worker_threads";
import type { TracingChoice } from "@perline/format";
import { beginWaiting, endWaiting, now, programTime } from "../clock.js";
import { contextOf } from "../contexts.js";
import { countdown, handOverTo } from "../hand-over.js";
import { Clock, contextLimit } from "../memory.js";
import { memory } from "../own-memory.js";
import { tellSampler } from "../own-thread.js";
import { pointerBytes } from "../pointer.js";
import { collector } from "../readings.js";
import { livingByEntries, livingByFinalization, type WeakEntries } from "./living.js";
import { seeded } from "./random.js";
import { type SiteHost, SiteTraces, type Traced } from "./site-traces.js";

const { stack, clock } = memory;

/** Begins to trace in this thread; `entriesOf`: null where nobody can tell what a weak map holds. Gives what is traced. */
export function traceSites({ frames, sampleBytes }: TracingChoice, entriesOf: WeakEntries | null): SiteTraces {
  const host: SiteHost = {
    // A single frame is the site itself: nobody need look at the stack.
    stackOf: frames === 1 ? (site) => contextLimit + site : (site) => contextOf(stack[0]!, site),
    aside(action) {
      beginWaiting(memory);
      try {
        action();
      } finally {
        endWaiting(memory);
      }
    },
    collect: collector(),
    now: () => programTime(memory, now()) - clock[Clock.begin]!,
    elapsed: now,
    tell: (traces) => void tellSampler({ kind: "traces", thread: threadId, traces }),
  };
  const living = entriesOf === null ? livingByFinalization<Traced>() : livingByEntries<Traced>(entriesOf);
  const traces = new SiteTraces({ frames, sampleBytes, pointerBytes, random: seeded(now()), countdown }, living, host);
  handOverTo(traces.made);
  return traces;
}
