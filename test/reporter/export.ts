/** Reports as tests read them: the pieces of a format joined. */
import { type Profile, type Report } from "@perline/format";
import { formats, type ReportOptions } from "@perline/reporter";

/** The whole output of a format of text. */
export async function exported(id: string, profile: Profile, options: Partial<ReportOptions> = {}): Promise<string> {
  const format = formats.find((known) => known.id === id);
  if (format === undefined) throw new Error(`there is no format ${id}`);
  let output = "";
  for await (const piece of format.export(profile, options)) output += String(piece);
  return output;
}

/** The text report. */
export const textOf = (profile: Profile, options?: Partial<ReportOptions>): Promise<string> => exported("text", profile, options);

/** The report for machines. */
export async function reportOf(profile: Profile, options?: Partial<ReportOptions>): Promise<Report> {
  return JSON.parse(await exported("json", profile, options)) as Report;
}
