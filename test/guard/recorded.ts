/** The figures that were recorded: those of the program by the V8 that compiled it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engine, type Figures } from "./figures.js";

const file = join(__dirname, "recorded.json");

/** By version of V8. */
type Recorded = Record<string, Figures>;

/** What was recorded on a V8; null for one that was never asked. */
export function recorded(): Figures | null {
  return (JSON.parse(readFileSync(file, "utf8")) as Recorded)[engine] ?? null;
}

/** Rows of a table, each on a line of its own. */
function rows(table: object): string {
  return Object.entries(table).map(([name, row]) => `      ${JSON.stringify(name)}: ${JSON.stringify(row)}`).join(",\n");
}

/** Records figures of this V8, beside those of others. */
export function record(figures: Figures): void {
  const all = { ...(JSON.parse(readFileSync(file, "utf8")) as Recorded), [engine]: figures };
  const tables = Object.entries(all).map(([version, { inserted, allocated }]) =>
    `  "${version}": {\n    "inserted": {\n${rows(inserted)}\n    },\n    "allocated": {\n${rows(allocated)}\n    }\n  }`);
  writeFileSync(file, `{\n${tables.join(",\n")}\n}\n`);
}

/** What has grown since, as sentences. */
export function grown(now: Figures, before: Figures): string[] {
  const more = (what: string, value: number, known: number | undefined): string[] =>
    known !== undefined && value <= known ? [] : [`${what}: ${value}, recorded ${known ?? "nothing"}`];
  const inserted = Object.entries(now.inserted).flatMap(([name, { counts, positions, bytecode, bytecodeUntimed, bytecodeLinked }]) => {
    const known = before.inserted[name];
    return [
      ...more(`${name}, places that count`, counts, known?.counts),
      ...more(`${name}, places that write a position`, positions, known?.positions),
      ...more(`${name}, bytes of bytecode inserted`, bytecode, known?.bytecode),
      ...more(`${name}, bytes of bytecode inserted where no time is measured`, bytecodeUntimed, known?.bytecodeUntimed),
      ...more(`${name}, bytes of bytecode inserted by a build`, bytecodeLinked, known?.bytecodeLinked),
    ];
  });
  const allocated = Object.entries(now.allocated).flatMap(([name, bytes]) =>
    more(`${name}, bytes allocated by a call`, bytes, before.allocated[name]));
  return [...inserted, ...allocated];
}
