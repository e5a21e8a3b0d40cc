/**
 * What was typed behind a command, by the table of its options.
 *
 * Options come as everyone knows them: `-o file`, `-ofile`, `--output file`, `--output=file`, `-vz` for two without a value; `--`
 * ends them.
 */
import { PerlineError } from "@perline/format";
import { nearest } from "../settings/nearest.js";
import { type Command, type Flags, flagsOf, helpOption, type Option, programOptions } from "./command.js";

const helpHint = "Try `perline --help`.";

/** What was given. Options are asked for by their long name, without its dashes. */
export class Given {
  /** What stands behind the options. */
  readonly words: string[] = [];
  /** Whether `--` ended the options before any word. */
  dashed = false;
  /** The option right before the first word whose value may be left out, and was; null for none. */
  openOption: string | null = null;
  /** Whether help is all that is wanted. */
  wantsHelp = false;
  private readonly values = new Map<string, string[]>();

  /** Takes in one more value; empty for an option that has none. */
  add(long: string, value: string): void {
    const known = this.values.get(long) ?? [];
    this.values.set(long, [...known, value]);
  }

  /** Whether an option was given. */
  has(name: string): boolean {
    return this.values.has(`--${name}`);
  }

  /** The last value of an option; undefined where it was not given. */
  text(name: string): string | undefined {
    return this.values.get(`--${name}`)?.at(-1);
  }

  /** All values of an option that may be repeated; undefined where it was not given. */
  list(name: string): string[] | undefined {
    return this.values.get(`--${name}`);
  }
}

/**
 * Reads what stands behind a command.
 *
 * @throws PerlineError `usage` for an option that is none or lacks its value, and for too many words or too few
 */
export function readArguments({ name, options, words }: Command, typed: readonly string[]): Given {
  const given = new Given();
  const known = [...options, helpOption].map((option) => ({ option, flags: flagsOf(option) }));
  for (let at = 0; at < typed.length && !given.wantsHelp; at++) {
    const word = typed[at]!;
    if (word === "--") {
      given.dashed = given.words.length === 0;
      given.words.push(...typed.slice(at + 1));
      break;
    }
    if (word !== "-" && word.startsWith("-")) at += take(given, known, typed.slice(at));
    else if (words.passedOn) {
      given.words.push(...typed.slice(at));
      break;
    } else given.words.push(word);
  }
  if (given.wantsHelp) return given;
  if (given.words.length < words.atLeast) throw usage(`missing required argument '${words.name}'`);
  if (given.words.length <= words.atMost) return given;
  const expected = `${words.atMost} argument${words.atMost === 1 ? "" : "s"}`;
  throw usage(`too many arguments for '${name}': expected ${expected} but got ${given.words.length}`);
}

/** An option with its declaration read. */
interface Known {
  option: Option;
  flags: Flags;
}

/** Takes one word of options, and its value where that is the next one. Gives how many words it took beside the first. */
function take(given: Given, known: readonly Known[], [word = "", next]: readonly string[]): 0 | 1 {
  const isLong = word.startsWith("--");
  const [, name = word, attached] = (isLong ? /^(--[^=]*)=(.*)$/s : /^(-.)(.+)$/s).exec(word) ?? [];
  const found = known.find(({ flags }) => name === flags.long || name === flags.short);
  if (found === undefined) throw unknown("option", name, known.map(({ flags }) => flags.long));
  const { option, flags: { long, value } } = found;
  given.openOption = null;
  if (value === "none") {
    if (isLong && attached !== undefined) throw new PerlineError("usage", `${name} takes no value`);
    given.add(long, "");
    given.wantsHelp = option === helpOption;
    // The rest of a word of one letter each.
    return attached === undefined || given.wantsHelp ? 0 : take(given, known, [`-${attached}`, ...(next === undefined ? [] : [next])]);
  }
  if (attached !== undefined) {
    given.add(long, attached);
    return 0;
  }
  if (value === "required") {
    if (next === undefined) throw usage(`option '${option.flags}' argument missing`);
    given.add(long, next);
    return 1;
  }
  const isNumber = next !== undefined && next !== "" && !Number.isNaN(Number(next));
  given.add(long, isNumber ? next : option.bare ?? "");
  given.openOption = isNumber ? null : long;
  return isNumber ? 1 : 0;
}

/** Wrong usage, with what to do about it. */
function usage(sentence: string, hint = helpHint): PerlineError {
  return new PerlineError("usage", sentence, { hint });
}

/** A name that there is not, of `known` ones. */
function unknown(what: "command" | "option", name: string, known: readonly string[]): PerlineError {
  const meant = nearest(name, known);
  return usage(`unknown ${what} '${name}'`, meant === null ? helpHint : `Did you mean ${meant}?`);
}

/**
 * The command of that name.
 *
 * @throws PerlineError `usage` where there is none
 */
export function commandOf(name: string, commands: readonly Command[]): Command {
  const command = commands.find((one) => one.name === name);
  if (command !== undefined) return command;
  if (name.startsWith("-")) throw unknown("option", name, programOptions.map((option) => flagsOf(option).long));
  throw unknown("command", name, commands.map((one) => one.name));
}
