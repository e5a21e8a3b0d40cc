/** What is recorded of a page, and where: plain data, which the page's thread hands to whichever thread records it. */
import type { Profile, ThreadRecord } from "@perline/format";
import type { Order, ThreadPlan, MeasurementOptions } from "../sampler/plan.js";
import type { Membership } from "./page.js";

/** How one thread of a page is recorded. */
export interface RecordingPlan {
  thread: ThreadPlan;
  options: MeasurementOptions;
  membership: Membership;
  /** Where profiles are sent: an absolute URL; null for nowhere. */
  server: string | null;
  /** What the profile says of the measurement: sentences. */
  warnings: readonly string[];
}

/**
 * What a thread asks of who records it. `rest`: the last message to the server, as far as it is not there yet. With `mark` comes the
 * name of the mark.
 */
export type Request = Exclude<Order["what"], "write"> | "profile" | "rest";

/** What a thread tells of itself to the page it belongs to. */
export interface Part {
  /** A number that no other thread of the page has. */
  thread: number;
  /** Its sources, each as JSON. */
  sources: readonly string[];
  /** Null while there is nothing to tell. */
  record: ThreadRecord | null;
  warnings: readonly string[];
}

/** The name of the broadcast channel on which a page's threads talk: parts to the page, requests to its workers. */
export function channelOf(page: number): string {
  return `perline ${page}`;
}

/** What a page sends to its server: a whole profile, but for the sources that are there from messages before. */
export interface Message {
  page: number;
  /** What the page's profile is to be called, without an ending. */
  name: string;
  /** How many of the profile's sources the server has; `profile.sources` are those that come behind. */
  knownSources: number;
  profile: Profile;
}
