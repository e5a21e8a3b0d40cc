/** How linked code is measured where its program does not say: by the environment, in the words of `perline run`. */
import type { ClockChoice } from "@perline/format";
import type { Configuration } from "./control.js";

/** All settings; null where there is a default that is known later. */
export interface LinkedSettings {
  autostart: boolean;
  clock: ClockChoice | null;
  output: string | null;
  interval: number | null;
  delay: number;
  duration: number | null;
  source: boolean;
  view: boolean;
}

/** What the environment says, and what of it cannot be understood: a sentence each. */
export interface Told {
  settings: LinkedSettings;
  faults: string[];
}

const yes = ["1", "true", "yes"];
const no = ["0", "false", "no"];

/** Reads the variables of `environment` whose names begin with `PERLINE_`. A wrong one has its default, and is told. */
export function settingsOf(environment: Readonly<NodeJS.ProcessEnv>): Told {
  const faults: string[] = [];
  const read = <T>(name: string, otherwise: T, parse: (text: string) => T | undefined): T => {
    const text = environment[`PERLINE_${name}`];
    if (text === undefined || text === "") return otherwise;
    const value = parse(text);
    if (value === undefined) faults.push(`PERLINE_${name} is ${JSON.stringify(text)}, which is nothing it can be`);
    return value ?? otherwise;
  };
  const flag = (text: string): boolean | undefined =>
    yes.includes(text.toLowerCase()) ? true : no.includes(text.toLowerCase()) ? false : undefined;
  const seconds = (text: string): number | undefined => (Number(text) >= 0 ? Number(text) : undefined);
  const clock = (text: string): ClockChoice | undefined => (text === "sampled" || text === "exact" || text === "none" ? text : undefined);
  const settings: LinkedSettings = {
    autostart: environment["PERLINE"] !== "0" && read("AUTOSTART", true, flag),
    clock: read<LinkedSettings["clock"]>("CLOCK", null, clock),
    output: read<string | null>("OUTPUT", null, (text) => text),
    interval: read<number | null>("INTERVAL", null, seconds),
    delay: read("DELAY", 0, seconds),
    duration: read<number | null>("DURATION", null, seconds),
    source: read("SOURCE", true, flag),
    view: read("VIEW", false, flag),
  };
  return { settings, faults };
}

/** Settings with what a program says of them. */
export function withConfiguration(settings: LinkedSettings, configuration: Configuration): LinkedSettings {
  const said = Object.entries(configuration).filter(([key, value]) => value !== undefined && key in settings);
  return { ...settings, ...(Object.fromEntries(said) as Partial<LinkedSettings>) };
}
