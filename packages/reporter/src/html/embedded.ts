/** What a page holds: the profile that it is of, and what was found out about it when it was written. */
import type { Profile, SourceRecord } from "@perline/format";
import type { TreeShape } from "../views/call-tree.js";

/** The data of a page. */
export interface Embedded {
  /** Sentences that stand above everything: warnings, contradictions, what was hidden. */
  notes: string[];
  /** Where an activation stands that was resumed. */
  stacks: TreeShape["stacks"];
  /** Of the threads that were asked for. */
  profile: Omit<Profile, "sources">;
  /** Of the profile; their texts as reports show them, `\n` between lines, and as much of them as was asked for. */
  sources: SourceRecord[];
}

/** The id of the element that holds the data. */
export const dataId = "profile";
