/** Records of threads that do not tell when something was: where that is not known, or takes too much room. */
import type { ThreadRecord } from "@perline/format";

/** The record without its stretches and its timeline. */
export function withoutCourse({ blocked: _, timeline: __, ...thread }: ThreadRecord): ThreadRecord {
  return thread;
}
