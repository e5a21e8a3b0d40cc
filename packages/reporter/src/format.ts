/** What a format is: one way of writing a profile out. */
import { type Profile } from "@perline/format";
import { type ReportOptions } from "./options.js";

/** One output format; formats/index.ts lists them. */
export interface Format {
  /** What `--format` calls it. */
  id: string;
  title: string;
  /** Without the leading dot. */
  extension: string;
  /** Whether its pieces are bytes and not text. */
  binary: boolean;
  /** What of a profile it cannot hold, a phrase each. */
  loses: readonly string[];
  /** Wishes that it does something with; each format tells of the threads that were asked for. */
  takes: readonly (keyof ReportOptions)[];
  /**
   * The output in pieces, in order: joined they are the file. A large report is never held whole, so write each piece as it
   * comes, as `stream.pipeline(Readable.from(pieces), out)` does. Options that are not given have their defaults.
   */
  export(profile: Profile, options?: Partial<ReportOptions>): Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}
