/** What a command of `perline` is declared as: one table, from which arguments are read and help is printed. */
import type { Given } from "./given.js";

/** An option of a command. */
export interface Option {
  /** As a person writes it: `-o, --output <file>`. A value in square brackets may be left out; then it is `bare`. */
  flags: string;
  meaning: string;
  /** What holds where a value in square brackets is left out: where nothing that is a number stands behind. */
  bare?: string;
}

/** What stands behind a command's options. */
export interface Words {
  /** As the first line of help has it, and as it is called where it is missing. */
  name: string;
  meaning: string;
  atLeast: number;
  atMost: number;
  /** Whether all that stands behind the first one is no option of ours. */
  passedOn: boolean;
}

/** A command. */
export interface Command {
  name: string;
  /** Its line among the commands. */
  summary: string;
  description: string;
  /** What may stand behind its name, each way to use it an item. */
  usage: readonly string[];
  words: Words;
  options: readonly Option[];
  /** A table that its help has besides. */
  table?: { title: string; rows: readonly (readonly [term: string, meaning: string])[] };
  /** The end of its help. */
  epilogue: string;
  /** Does it. What a person can get wrong is thrown as a PerlineError. */
  run(this: void, given: Given): Promise<void>;
}

/** What loads each command, by its name. */
export type Commands = Readonly<Record<string, () => Command>>;

/** The options that every command has. */
export const helpOption: Option = { flags: "-h, --help", meaning: "display help for command" };

/** The options of `perline` itself, in front of a command. */
export const programOptions: readonly Option[] = [{ flags: "-V, --version", meaning: "output the version number" }, helpOption];

/** An option's names, without dashes, and whether it takes a value. */
export interface Flags {
  short: string | null;
  long: string;
  value: "none" | "required" | "optional";
}

/** Reads what an option is declared as. */
export function flagsOf({ flags }: Option): Flags {
  const [, short = null, long = "", bracket] = /^(?:-(\w), )?--([\w-]+)(?: ([<[]))?/.exec(flags) ?? [];
  return { short, long, value: bracket === undefined ? "none" : bracket === "<" ? "required" : "optional" };
}
