/**
 * What a run does with what its processes measured: gathers it, writes it, tells it. Loaded while Node comes up in the program's
 * process: nothing of it is needed before.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import type * as reporter from "@perline/reporter";
import type * as printing from "../report/print.js";
import { say } from "../say.js";
import type { Settings } from "../settings/index.js";
import { type Ending, endAs } from "./child.js";
import { gather, type Harvest, withWarnings } from "./harvest.js";
import { incompletenessOf, noticesOf, skipsOf } from "./notices.js";
import { publish } from "./publish.js";
import { closeSession } from "./session.js";
import { commandName, nearby, quoted } from "./shown.js";

// Loaded where it is wanted: most runs end without a report.
const load = createRequire(__filename);

/** Keeps the output up to date while the program runs, where a period is asked for. Gives what ends that. */
export function publishRegularly(folder: string, output: string, seconds: number | null): () => Promise<void> {
  if (seconds === null) return () => Promise.resolve();
  let last: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(() => {
      const harvest = gather(folder, null);
      if (harvest !== null) publish(harvest.content, output);
    }).catch(() => {
      // The program may have taken the folder away; what becomes of the profile is told at the end.
    });
  }, seconds * 1000);
  return () => {
    clearInterval(timer);
    return last;
  };
}

/** How the program ended, and where what it measured is to go. */
export interface Finish {
  folder: string;
  output: string;
  settings: Settings;
  /** Whether the program has no file. */
  isCode: boolean;
  /** How the report is shown, where it is. */
  report: Partial<reporter.ReportOptions>;
  ending: Ending;
}

/** The last part. Whatever fails here, the exit code is the program's, unless that hides that there is no profile at all. */
export async function finish({ folder, ...delivery }: Finish): Promise<void> {
  const { ending } = delivery;
  let place: string | null = null;
  try {
    const harvest = gather(folder, ending.at);
    if (harvest !== null) place = await deliver(harvest, delivery);
    else if (existsSync(folder)) say("no process of Node was profiled, so there is no profile: what is run must start Node ≥ 20.19, without the permission model");
    else say(`the profile is lost: its folder ${folder} is gone`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
  closeSession(folder);
  endAs(place === null && ending.code === 0 ? { ...ending, code: 1 } : ending);
}

/** Writes the profile, tells what there is to tell and, where that is asked for, prints the report. Gives where the profile is. */
async function deliver(harvest: Harvest, { output, settings, isCode, report, ending }: Omit<Finish, "folder">): Promise<string | null> {
  const notices = noticesOf(harvest.profile, { settings, isCode });
  const { profile, content } = notices.length === 0 ? harvest : withWarnings(harvest.profile, notices);
  const place = publish(content, output);
  for (const notice of notices) say(notice);
  if (settings.verbose) for (const skip of skipsOf(profile)) say(skip);
  if (place === null) say(`the profile could be written neither to ${output} nor to the temporary folder`);
  else {
    const shown = nearby(place, process.cwd());
    const holds = settings.source ? " (it holds source text; --no-source keeps that out)" : "";
    const failed = place === output ? "" : `${output} could not be written; `;
    const command = commandName({ environment: process.env, script: process.argv[1], cwd: process.cwd() });
    const reading = settings.view ? "" : `; read it with: ${command} report ${quoted(shown)}`;
    say(`${failed}the profile is ${shown}${incompletenessOf(profile, ending)}${holds}${reading}`);
  }
  const asked = [...settings.view ? ["text"] : [], ...settings.leaks === null ? [] : ["leaks"]];
  for (const id of asked) {
    const { printReport } = load("../report/print.js") as typeof printing;
    const { parseFormat } = load("@perline/reporter") as typeof reporter;
    await printReport(profile, { format: parseFormat(id), options: report, output: null });
  }
  return place;
}
