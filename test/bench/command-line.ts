/** The command line of `npm run bench`. */
import { parseArgs } from "node:util";
import { criteria } from "./criteria/index.js";
import { type Criterion } from "./criterion.js";
import { bare } from "./rivals/bare.js";
import { rivals } from "./rivals/index.js";
import { sections } from "./sections/index.js";
import { type Workload, workloads } from "./workload.js";

/** What is to be done. */
export interface Asked {
  help: boolean;
  /** Whether criteria are judged. */
  judged: boolean;
  workloads: readonly Workload[];
  criteria: readonly Criterion[];
  rounds: number;
  /** Files to write; null where standard output does, or nothing. */
  markdown: string | null;
  json: string | null;
}

const list = (rows: readonly { id: string }[]): string => rows.map(({ id }) => id).join(", ");

/** What `--help` prints. */
export function usage(): string {
  return `npm run bench -- [options] [workload or section…]     what profiling costs, beside the bare program and other tools
npm run bench -- accept [options] [criterion…]        judges the criteria of time and memory; exit code 1 unless all are met

Each workload runs in turns under
${[bare, ...rivals].map(({ id, what }) => `  ${id.padEnd(14)} ${what}`).join("\n")}
each time in a process of its own; times are from its begin, when its files are loaded, to its exit. Cells are ratios of medians over
the bare program; in brackets the reach of the middle half of the rounds. What is very slow runs a part of the work, as does the bare
program beside it, in one round.

  --rounds N          rounds of each comparison (${defaultRounds.plain}; ${defaultRounds.judged} for accept)
  --markdown FILE     the tables to a file, not to standard output
  --json FILE         every figure, with the times of each round
  --help

workloads: ${list(workloads)}
sections:  ${list(sections)}
criteria:  ${list(criteria)}
`;
}

const defaultRounds = { plain: 3, judged: 9 };

function roundsFrom(text: string): number {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError(`--rounds ${text}: a whole number of at least 1 is wanted`);
  return rounds;
}

/** Reads arguments. Throws, with the names there are, where one names nothing. */
export function readCommandLine(args: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: "string" }, json: { type: "string" }, markdown: { type: "string" }, help: { type: "boolean", default: false },
    },
  });
  const judged = positionals[0] === "accept";
  const names = judged ? positionals.slice(1) : positionals;
  const known = judged ? criteria : sections;
  const timed = judged ? [] : workloads;
  const unknown = names.filter((name) => ![...known, ...timed].some(({ id }) => id === name));
  if (unknown.length > 0) throw new RangeError(`there is no ${unknown.join(", ")}; there are ${list([...timed, ...known])}`);
  const isAsked = ({ id }: { id: string }): boolean => names.length === 0 || names.includes(id);
  const rounds = values.rounds === undefined ? defaultRounds[judged ? "judged" : "plain"] : roundsFrom(values.rounds);
  return {
    help: values.help, judged, rounds,
    workloads: timed.filter(isAsked), criteria: known.filter(isAsked),
    markdown: values.markdown ?? null, json: values.json ?? null,
  };
}
