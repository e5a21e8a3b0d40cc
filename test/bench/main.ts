/**
 * `npm run bench` prints what profiling costs; `npm run bench -- accept` judges the criteria; `--help` tells the rest.
 *
 * Tables on stdout, progress on stderr where a person watches.
 */
import { writeFileSync } from "node:fs";
import { readCommandLine, usage } from "./command-line.js";
import { costsOf, failed, overall, type WorkloadCosts } from "./costs.js";
import { costsTable } from "./costs-table.js";
import { outcomeOf, verdict, type Outcome } from "./criterion.js";
import { loadNow, machine } from "./machine.js";
import { markdown } from "./markdown.js";
import { race } from "./race.js";
import { rivals } from "./rivals/index.js";
import { type Workload } from "./workload.js";

// Where this names certificates, Node 20 reads them at every start, for longer than all else it does then. Nothing here needs them.
delete process.env["NODE_EXTRA_CA_CERTS"];

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

/** A workload that cannot be measured is a row too, since the others still count. */
async function costs(workload: Workload, rounds: number): Promise<WorkloadCosts> {
  try {
    return costsOf(workload, await race(workload, { rivals, rounds, progress }));
  } catch (error) {
    return failed(workload, error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<void> {
  const loadBefore = loadNow();
  const asked = readCommandLine(process.argv.slice(2));
  const { judged, rounds } = asked;
  if (asked.help) {
    process.stdout.write(usage());
    return;
  }
  const rows: WorkloadCosts[] = [];
  for (const workload of asked.workloads) rows.push(await costs(workload, rounds));
  const outcomes: Outcome[] = [];
  for (const criterion of asked.criteria) {
    outcomes.push(await outcomeOf(criterion, { rounds, progress: (text) => progress(`${criterion.id}: ${text}`) }));
  }
  progress("");

  const where = `${machine(loadBefore)}; ${rounds} rounds`;
  const text = [costsTable(rows), markdown(outcomes, judged)].filter((part) => part !== "").join("\n");
  if (asked.markdown === null) process.stdout.write(`${where}\n\n${text}`);
  else writeFileSync(asked.markdown, `${where}\n\n${text}`);
  if (asked.json !== null) {
    const judgements = outcomes.map((outcome) => ({ ...outcome, verdict: judged ? verdict(outcome) : null }));
    const document = { machine: where, rivals: overall(rows), workloads: rows, outcomes: judgements };
    writeFileSync(asked.json, `${JSON.stringify(document, null, 2)}\n`);
  }
  const unmeasured = rows.some(({ failure }) => failure !== null) || outcomes.some(({ failure }) => failure !== null);
  if (unmeasured || (judged && outcomes.some((outcome) => verdict(outcome) === "not met"))) process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
