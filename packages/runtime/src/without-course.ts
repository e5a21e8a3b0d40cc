/** Records of threads that do not tell when something was: where that is not known, or takes too much room. */
import type { ThreadRecord } from "@perline/format";

/** The record without its stretches, its timeline and its marks. */
export function withoutCourse({ blocked: _, marks: __, timeline: ___, ...thread }: ThreadRecord): ThreadRecord {
  return thread;
}
