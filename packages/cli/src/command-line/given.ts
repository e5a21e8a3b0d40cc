/**
 * What was typed behind a command, by the table of its options.
 *
 * Options come as everyone knows them: `-o file`, `-ofile`, `--output file`, `--output=file`, `-vz` for two without a value; `--`
 * ends them. Node takes a word of options apart, one at a time: whether the word behind it is a value is decided here, and it never
 * sees the program's words, since a long one with a dash in front would cost it seconds.
 */
import { parseArgs } from "node:util";
import { PerlineError } from "@perline/format";
import { nearest } from "@perline/transform/settings";
import { type Command, type Commands, type Flags, flagsOf, helpOption, type Option, programOptions } from "./command.js";

/** What was given. Options are asked for by their long name, without its dashes. */
export class Given {
  /** What stands behind the options. */
  readonly words: string[] = [];
  /** Whether `--` ended the options before any word. */
  dashed = false;
  /** The option right before the first word whose value may be left out, and was; null for none. */
  openOption: string | null = null;
  private readonly values = new Map<string, string[]>();

  /** Takes in one more value; empty for an option that has none. */
  add(name: string, value: string): void {
    this.values.set(name, [...this.values.get(name) ?? [], value]);
  }

  /** Whether an option was given. */
  has(name: string): boolean {
    return this.values.has(name);
  }

  /** The last value of an option; undefined where it was not given. */
  text(name: string): string | undefined {
    return this.values.get(name)?.at(-1);
  }

  /** All values of an option that may be repeated; undefined where it was not given. */
  list(name: string): string[] | undefined {
    return this.values.get(name);
  }
}

/**
 * Reads what stands behind a command, up to where help is asked for.
 *
 * @throws PerlineError `usage` for an option that is none or lacks its value, and for too many words or too few
 */
export function readArguments({ name, options, words }: Command, typed: readonly string[]): Given {
  const given = new Given();
  const known = [...options, helpOption].map((option) => ({ ...option, ...flagsOf(option) }));
  const hint = `Try \`perline ${name} --help\`.`;
  const rest = [...typed];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") {
      given.dashed = given.words.length === 0;
      given.words.push(...rest.splice(0));
    } else if (word === "-" || !word.startsWith("-")) {
      given.words.push(word, ...words.passedOn ? rest.splice(0) : []);
    } else {
      for (const { option, attached } of optionsIn(word, known, hint)) {
        const value = valueOf(option, attached, rest);
        if (value === undefined) throw usage(`option '${option.flags}' argument missing`, hint);
        given.add(option.long, value ?? option.bare ?? "");
        given.openOption = value === null ? `--${option.long}` : null;
        if (given.has("help")) return given;
      }
    }
  }
  if (given.words.length < words.atLeast) throw usage(`missing required argument '${words.name}'`, hint);
  if (given.words.length <= words.atMost) return given;
  const expected = `${words.atMost} argument${words.atMost === 1 ? "" : "s"}`;
  throw usage(`too many arguments for '${name}': expected ${expected} but got ${given.words.length}`, hint);
}

/** An option with its declaration read. */
type Known = Option & Flags;

/** The options in one word, as far as they are asked for, each with the value in the same word. */
function* optionsIn(word: string, known: readonly Known[], hint: string): Generator<{ option: Known; attached: string | undefined }> {
  const declared = known.map(({ long, short, value }) => (
    [long, { type: value === "none" ? "boolean" : "string", ...(short === null ? {} : { short }) }] as const
  ));
  const { tokens } = parseArgs({ args: [word], options: Object.fromEntries(declared), strict: false, tokens: true });
  for (const token of tokens) {
    // A dash among letters is taken for the end of options, and is an unknown one.
    const { name, rawName, value: attached } = token.kind === "option" ? token : { name: word, rawName: word, value: undefined };
    const option = known.find(({ long }) => long === name);
    if (option === undefined) throw usage(`unknown option '${rawName}'`, meant(rawName, known.map(({ long }) => `--${long}`)) ?? hint);
    if (option.value === "none" && attached !== undefined) throw usage(`${rawName} takes no value`, hint);
    yield { option, attached };
  }
}

/** An option's value: of its own word, else the next one, which it takes. Null: left out, as it may be; undefined: it is missing. */
function valueOf({ value }: Known, attached: string | undefined, rest: string[]): string | null | undefined {
  if (value === "none") return "";
  if (attached !== undefined) return attached;
  const [next] = rest;
  if (value === "optional" && (next === undefined || next === "" || Number.isNaN(Number(next)))) return null;
  return rest.shift();
}

/** Wrong usage, with what to do about it. */
function usage(sentence: string, hint: string): PerlineError {
  return new PerlineError("usage", sentence, { hint });
}

/** The one of the known names that was probably meant, as a question; null where none is like it. */
function meant(typed: string, known: readonly string[]): string | null {
  const found = nearest(typed, known);
  return found === null ? null : `Did you mean ${found}?`;
}

/**
 * The command of that name.
 *
 * @throws PerlineError `usage` where there is none
 */
export function commandOf(name: string, commands: Commands): Command {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load !== undefined) return load();
  const isOption = name.startsWith("-");
  const known = isOption ? programOptions.map((option) => `--${flagsOf(option).long}`) : Object.keys(commands);
  throw usage(`unknown ${isOption ? "option" : "command"} '${name}'`, meant(name, known) ?? "Try `perline --help`.");
}
