/** Costs as a Markdown table: a row a workload, a column a rival. */
import { overall, type Cost, type WorkloadCosts } from "./costs.js";

function cell({ ratio, spread, ms }: Cost): string {
  return ms.length < 2 ? `${ratio.toFixed(2)} ×` : `${ratio.toFixed(2)} × (${Math.round(100 * spread)} %)`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** The table; what could not be measured is told under it. Empty where there is nothing to tell. */
export function costsTable(rows: readonly WorkloadCosts[]): string {
  if (rows.length === 0) return "";
  const measured = rows.filter(({ failure }) => failure === null);
  const means = overall(rows);
  const lines = [
    row(["workload", "what", "bare", ...means.map(({ rival }) => rival)]),
    `|---|---|--:|${"--:|".repeat(means.length)}`,
    ...measured.map(({ workload, what, bareMs, bareSpread, costs }) =>
      row([workload, what, `${Math.round(bareMs)} ms (${Math.round(100 * bareSpread)} %)`, ...costs.map(cell)])),
    row(["**geometric mean**", "", "", ...means.map(({ mean }) => `**${mean.toFixed(2)} ×**`)]),
    row(["worst", "", "", ...means.map(({ worst }) => `${worst.toFixed(2)} ×`)]),
  ];
  const failures = rows.filter(({ failure }) => failure !== null).map(({ workload, failure }) => `\n${workload} could not be measured: ${failure}\n`);
  return `${lines.join("\n")}\n${failures.join("")}`;
}
