/** Outcomes as a Markdown table: what notes and pull requests quote. */
import { keeps, verdict, type Figure, type Limit, type Outcome } from "./criterion.js";

/** At most four significant digits, and never an exponent. */
function digits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const whole = Math.trunc(Math.abs(value)).toString().length;
  return value.toFixed(Math.max(0, Math.min(2, 4 - whole)));
}

function limitText(limit: Limit): string {
  if ("atMost" in limit) return `≤ ${limit.atMost}`;
  if ("atLeast" in limit) return `≥ ${limit.atLeast}`;
  return `${limit.between[0]}–${limit.between[1]}`;
}

function row(figure: Figure, judged: boolean): string {
  const { what, value, unit, spread, limit } = figure;
  const cells = [what, `${digits(value)} ${unit}`, spread === null ? "" : `${digits(100 * spread)} %`];
  if (judged) cells.push(limit === null ? "" : limitText(limit), limit === null ? "" : keeps(figure) ? "yes" : "**no**");
  return `| ${cells.join(" | ")} |`;
}

function section(outcome: Outcome, judged: boolean): string {
  const { id, claim, figures, failure } = outcome;
  const head = `### ${id}${judged ? `: ${verdict(outcome)}` : ""}\n\n${claim}\n`;
  if (failure !== null) return `${head}\nCould not be measured: ${failure}\n`;
  const columns = judged ? "| figure | value | spread | limit | kept |\n|---|--:|--:|--:|---|" : "| figure | value | spread |\n|---|--:|--:|";
  return `${head}\n${columns}\n${figures.map((figure) => row(figure, judged)).join("\n")}\n`;
}

/** All outcomes, a section each; `judged` adds verdicts and the count of those met. */
export function markdown(outcomes: readonly Outcome[], judged: boolean): string {
  const met = outcomes.filter((outcome) => verdict(outcome) === "met").length;
  const summary = judged ? `${met} of ${outcomes.length} criteria met.\n` : "";
  return [...outcomes.map((outcome) => section(outcome, judged)), summary].filter((part) => part !== "").join("\n");
}
