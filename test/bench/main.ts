/**
 * `npm run bench` prints what profiling costs; `npm run bench -- accept [criterion…]` judges the criteria.
 *
 * Markdown on stdout, progress on stderr where a person watches, `--json FILE` for machines, `--rounds N` for a quick look.
 * With `accept` the exit code is 1 unless every criterion is met.
 */
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { criteria } from "./criteria/index.js";
import { outcomeOf, verdict, type Bench, type Outcome } from "./criterion.js";
import { markdown } from "./markdown.js";
import { ratios } from "./ratios.js";

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

/** Where the figures come from; a load above the processors' number says that they were shared with others. */
function machine(loadBefore: number): string {
  const processors = `${cpus().length} × ${cpus()[0]?.model ?? "processor"}`;
  const load = `load ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`;
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${processors}, ${load}`;
}

async function main(): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: "string", default: "9" }, json: { type: "string" } },
  });
  const judged = positionals[0] === "accept";
  const names = judged ? positionals.slice(1) : positionals;
  const known = judged ? criteria : ratios;
  const unknown = names.filter((name) => !known.some((criterion) => criterion.id === name));
  if (unknown.length > 0) throw new Error(`no criterion ${unknown.join(", ")}; there are ${known.map(({ id }) => id).join(", ")}`);

  const outcomes: Outcome[] = [];
  for (const criterion of known.filter(({ id }) => names.length === 0 || names.includes(id))) {
    const bench: Bench = { rounds: Number(values.rounds), progress: (text) => progress(`${criterion.id}: ${text}`) };
    outcomes.push(await outcomeOf(criterion, bench));
  }
  progress("");

  const where = machine(loadBefore);
  process.stdout.write(markdown(outcomes, where, judged));
  if (values.json !== undefined) {
    const judgements = outcomes.map((outcome) => ({ ...outcome, verdict: judged ? verdict(outcome) : null }));
    writeFileSync(values.json, `${JSON.stringify({ machine: where, outcomes: judgements }, null, 2)}\n`);
  }
  if (judged && outcomes.some((outcome) => verdict(outcome) === "not met")) process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
