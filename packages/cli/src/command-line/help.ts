/** What `--help` prints, from the same table that arguments are read by. */
import { type Command, type Commands, helpOption, type Option, programOptions } from "./command.js";

/** A term, and what it means. */
type Row = readonly [term: string, meaning: string];

/** Columns between a term and its meaning. */
const gap = 2;
const indent = 2;
/** Where a terminal does not tell its own. */
const usualWidth = 80;

/** The help of one command. `width`: columns to fill. */
export function helpOf({ name, description, usage, words, options, table, epilogue }: Command, width = usualWidth): string {
  const all = [...options, helpOption].map(rowOf);
  const argument: Row = [words.name, words.meaning];
  const ways = usage.map((way) => `perline ${name} ${way}`).join("\n       ");
  const column = columnOf([argument, ...all]);
  return [
    `Usage: ${ways}`, wrapped(description, width), section("Arguments", [argument], { column, width }),
    section("Options", all, { column, width }), ...table === undefined ? [] : [tableOf(table, width)], epilogue,
  ].join("\n\n");
}

function tableOf({ title, rows }: NonNullable<Command["table"]>, width: number): string {
  return section(title, rows, { column: columnOf(rows), width });
}

/** The help of the program. `width`: columns to fill. */
export function programHelp(commands: Commands, width = usualWidth): string {
  const options = programOptions.map(rowOf);
  const all = Object.values(commands).map((load) => load());
  const listed: Row[] = all.map(({ name, usage: [first = ""], summary }) => [`${name} ${first}`, summary]);
  const rows: Row[] = [...listed, ["help [command]", "display help for command"]];
  const column = columnOf([...options, ...rows]);
  return [
    "Usage: perline [options] [command]", "The deterministic line profiler for JavaScript and TypeScript.",
    section("Options", options, { column, width }), section("Commands", rows, { column, width }),
    "Example:\n  $ perline run --view app.js",
  ].join("\n\n");
}

function rowOf({ flags, meaning }: Option): Row {
  return [flags, meaning];
}

/** Where meanings begin. */
function columnOf(rows: readonly Row[]): number {
  return indent + Math.max(...rows.map(([term]) => term.length)) + gap;
}

function section(title: string, rows: readonly Row[], { column, width }: { column: number; width: number }): string {
  const lines = rows.map(([term, meaning]) => {
    const text = wrapped(meaning, width - column).replaceAll("\n", `\n${" ".repeat(column)}`);
    return `${" ".repeat(indent)}${term}`.padEnd(column) + text;
  });
  return `${title}:\n${lines.join("\n")}`;
}

/** A text in lines of so many columns; a longer word has a line of its own. */
function wrapped(text: string, columns: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}
