/** Entry of the sampler thread. */
import { workerData } from "node:worker_threads";
import { processMemory, Session } from "../process-memory.js";
import { Account } from "./account.js";
import { CounterWindow } from "./counter-window.js";
import { Course } from "./course.js";
import { Gaps } from "./gaps.js";
import { Glances } from "./glances.js";
import { Habits } from "./habits.js";
import { LookLog } from "./look-log.js";
import type { SamplerPlan } from "./plan.js";
import { SampledObserver } from "./sampled-observer.js";
import { Sampler } from "./sampler.js";
import { Schedule } from "./schedule.js";
import { StackWindow } from "./stack-window.js";
import { Timeline } from "./timeline.js";
import { leaveUnoptimised } from "./unoptimised.js";
import { WatchedThread } from "./watched-thread.js";

const { session } = processMemory;

/** What takes some steps at each look. What goes through a stack, frame by frame, or through all that is known, is none of these. */
const looking = [
  Account, CounterWindow, Course, Gaps, Glances, Habits, LookLog, SampledObserver, Sampler, Schedule, StackWindow,
  Timeline, WatchedThread,
];

try {
  leaveUnoptimised(looking);
  new Sampler(workerData as SamplerPlan).run();
} finally {
  // Whatever became of the sampler, nobody shall wait for it: 0 becomes "never will" and "could not be written".
  for (const cell of [Session.ready, Session.finished]) {
    Atomics.compareExchange(session, cell, 0, 2);
    Atomics.notify(session, cell);
  }
}
