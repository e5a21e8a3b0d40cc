/** A report on its way out: to stdout or into a file, piece by piece. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isatty } from "node:tty";
import { PerlineError, type Profile } from "@perline/format";
import type { Format, ReportOptions } from "@perline/reporter";
import { writeRefusalOf } from "../refusal.js";
import { forced, type GraphChoice, graphColumns, type GraphTarget } from "./graph.js";

/** What to print, and where. */
export interface Print {
  format: Format;
  options: Partial<ReportOptions>;
  /** A file; null for stdout. */
  output: string | null;
  /** When to draw; `auto` unless told. */
  graph?: GraphChoice;
}

/**
 * Prints a report of a profile.
 *
 * @throws PerlineError `output-not-writable`
 */
export async function printReport(profile: Profile, { format, options, output, graph = "auto" }: Print): Promise<void> {
  const colour = output === null && wantsColour(process.stdout);
  const { columns, fd } = process.stdout;
  const target: GraphTarget | null = output === null ? { isTerminal: isatty(fd), columns } : null;
  await print(format.export(profile, { ...options, colour, graph: graphColumns(graph, target, process.env) }), output);
}

/**
 * Prints a report that comes in pieces, into a file, or on stdout for null.
 *
 * @throws PerlineError `output-not-writable`
 */
export async function print(pieces: ReturnType<Format["export"]>, output: string | null): Promise<void> {
  try {
    if (output === null) await pipeline(Readable.from(pieces), process.stdout, { end: false });
    else await pipeline(Readable.from(pieces), createWriteStream(output));
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    // What becomes of stdout is told where all that is written there fails: see main.ts.
    if (output === null && (syscall === "write" || code === "ERR_STREAM_PREMATURE_CLOSE")) return;
    if (output === null || code === undefined) throw cause;
    throw new PerlineError("output-not-writable", `the report cannot be written there: ${writeRefusalOf(cause, output)}`, {
      file: output, cause, hint: "Choose another place with --output.",
    });
  }
}

/** Whether to colour: what FORCE_COLOR and NO_COLOR say, else a terminal that can. */
function wantsColour(stream: NodeJS.WriteStream & { fd: number }): boolean {
  const { NO_COLOR } = process.env;
  return forced(process.env) ?? ((NO_COLOR === undefined || NO_COLOR === "") && isatty(stream.fd) && stream.hasColors());
}
