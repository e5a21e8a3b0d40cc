/**
 * The rule for `switch`. A probe at a test that runs no code would take from V8 the table by which it jumps; so such a test has none,
 * and how often it was evaluated follows from where control went. Tests are evaluated in order until one matches:
 *
 *     evaluations(test) = matches(its case) + evaluations(the next test)
 *     matches(case)     = arrivals at the case - those that fell in from the case above
 *
 * Behind the last test stand the matches of `default`, one of ours where there is none. Most often that takes no other probes than
 * those of the statements: cases that are left by a jump let nothing fall through.
 */
import type { SwitchCase, SwitchStatement } from "@babel/types";
import { firstStatement } from "./first-statement.js";
import type { Frame, JumpTarget } from "./frames.js";
import { completes } from "./hoisting.js";
import type { Planner } from "./planner.js";
import type { Terms } from "./probes.js";
import { endOf, isAtHand, startOf } from "./positions.js";
import type { Rules } from "./rules.js";
import { begin, statements } from "./rules-statements.js";
import { inScope } from "./scopes.js";

/** A case, or several that stand on one line with nothing between them: a line's hits are those of the first. */
interface Arm {
  /** The test; null for `default`. */
  readonly test: SwitchCase["test"];
  readonly line: number;
  /** Whether its evaluations are derived. */
  readonly derives: boolean;
  /** The last of its cases, which has its statements. */
  readonly last: SwitchCase;
}

/** Probes of an arm; -1 for none. */
interface Counted {
  test: number;
  /** Counts each arrival at its statements. */
  arrivals: number;
  /** Counts what falls through to the next arm. */
  falls: number;
}

/** Whether an arm has no test: `default`. */
function isRest({ test }: Arm): boolean {
  return test === null || test === undefined;
}

/** Whether a test runs no code, and cannot fail. */
function isInert({ test }: SwitchCase, { names }: Frame): boolean {
  return test !== null && test !== undefined && isAtHand(test, names);
}

/** The arms of a `switch` whose arrival counts on line `counted`, where no test that is inert needs a count of its own. */
function armsOf({ cases }: SwitchStatement, frame: Frame, planner: Planner): Arm[] {
  const lineOf = (branch: SwitchCase): number => planner.positions.start(branch);
  const derives = cases.some((branch) => isInert(branch, frame) && lineOf(branch) !== planner.counted);
  const arms: Arm[] = [];
  let first: SwitchCase | null = null;
  cases.forEach((branch, index) => {
    const head = first ?? branch;
    const inert = isInert(branch, frame);
    const next = branch.consequent.length === 0 ? cases[index + 1] : undefined;
    const joins = inert && next !== undefined && isInert(next, frame) && lineOf(next) === lineOf(head);
    first = joins ? head : null;
    if (!joins) arms.push({ test: head.test, line: lineOf(head), derives: derives && inert, last: branch });
  });
  return arms;
}

/** Whether control may go on with the next case. */
function fallsThrough({ consequent }: SwitchCase): boolean {
  return completes(consequent);
}

/** Plans the count of arrivals at a case's statements; gives its probe. */
function planArrivals(branch: SwitchCase, planner: Planner): number {
  const { consequent } = branch;
  const start = consequent[0] === undefined ? endOf(branch) : startOf(consequent[0]);
  const first = consequent.some((statement) => planner.selection.ignores(statement)) ? null : firstStatement(consequent);
  const line = first?.once === true ? planner.positions.start(first.node) : 0;
  return line > 0 ? planner.arriveAt(line, start) : planner.countAt(start);
}

/** Plans an arm; `matches` says whether to count what matches it, `falls` what falls through to the next. */
function planArm(arm: Arm, planner: Planner, { matches, falls }: { matches: boolean; falls: boolean }): Counted {
  const { test, line, derives, last } = arm;
  const { frame, counted } = planner;
  const probes: Counted = { test: -1, arrivals: -1, falls: -1 };
  planner.line = 0;
  if (test !== null && test !== undefined) {
    if (derives && frame !== null) probes.test = planner.table.counting(frame.fn, line);
    else if (frame === null || !isInert(last, frame)) probes.test = planner.countedRoot(test, line);
  }
  planner.line = 0;
  if (matches) probes.arrivals = planArrivals(last, planner);
  statements(last.consequent, planner);
  if (falls && fallsThrough(last)) {
    probes.falls = last.consequent.length === 0 && matches ? probes.arrivals : planner.countAt(endOf(last), true);
  }
  planner.counted = counted;
  return probes;
}

/** What did not match: planned as a `default` behind the last arm, where there is none. */
function planDefault({ end }: SwitchStatement, last: Arm | undefined, planner: Planner): number {
  const at = (end ?? 0) - 1;
  const hit = planner.table.lineless();
  const breaks = last !== undefined && fallsThrough(last.last);
  planner.add({ kind: "default", start: at, end: at, hit, breaks, transparent: planner.frame?.transparent ?? false });
  return hit;
}

/** Plans the cases, and derives the evaluations of their tests. */
function planCases(node: SwitchStatement, planner: Planner): void {
  const { frame, table } = planner;
  if (frame === null) return;
  const arms = armsOf(node, frame, planner);
  const rest = arms.findIndex(isRest);
  const restMatters = arms.findLast((arm) => !isRest(arm))?.derives === true;
  const matters = (arm: Arm | undefined): boolean => arm !== undefined && (isRest(arm) ? restMatters : arm.derives);
  const counted = arms.map((arm, index) => planArm(arm, planner, { matches: matters(arm), falls: matters(arms[index + 1]) }));
  const matchesOf = (index: number): Terms => ({ plus: [counted[index]?.arrivals ?? -1], minus: [counted[index - 1]?.falls ?? -1] });
  // Evaluations of the next test; behind the last one, what matched none.
  let next: Terms = matchesOf(rest);
  if (restMatters && rest < 0) next = { plus: [planDefault(node, arms.at(-1), planner)], minus: [] };
  for (let index = arms.length - 1; index >= 0; index--) {
    const test = counted[index]?.test ?? -1;
    if (index === rest) continue;
    const { plus, minus } = matchesOf(index);
    if (arms[index]?.derives === true) table.derive(test, { plus: [...plus, ...next.plus], minus: [...minus, ...next.minus] });
    next = { plus: [test], minus: [] };
  }
}

export const switchRules: Rules = {
  SwitchStatement(node, planner) {
    begin(node, planner);
    planner.root(node.discriminant);
    const target: JumpTarget = { labels: planner.labels(), takes: "break", turn: null, closesAt: 0, passes: null };
    const inside = node.cases.flatMap(({ consequent }) => consequent);
    inScope(inside, planner, () => planner.within(target, () => planCases(node, planner)));
    planner.line = 0;
  },
};
