/** Whether a report draws pictures, and how wide: on a terminal, and where it is asked for. */
import { PerlineError } from "@perline/format";

const choices = ["auto", "always", "never"] as const;

/** What `--graph` can say. */
export type GraphChoice = (typeof choices)[number];

/** Stdout. */
export interface GraphTarget {
  isTerminal: boolean;
  /** Its width; undefined where it is no terminal. */
  columns: number | undefined;
}

/** Of what is no terminal, or does not say. */
const usualColumns = 80;

/**
 * A choice as written.
 *
 * @throws PerlineError `usage`
 */
export function parseGraphChoice(text: string): GraphChoice {
  const choice = choices.find((each) => each === text);
  if (choice !== undefined) return choice;
  throw new PerlineError("usage", `${JSON.stringify(text)} is no time to draw`, { hint: `Use one of ${choices.join(", ")}.` });
}

/**
 * How many columns wide to draw; null for not at all. A pipe that FORCE_COLOR makes a terminal is one here too; NO_COLOR says nothing
 * of pictures, which have no colour.
 *
 * @param target null for a file
 */
export function graphColumns(choice: GraphChoice, target: GraphTarget | null, env: NodeJS.ProcessEnv): number | null {
  const columns = target?.columns ?? usualColumns;
  if (choice !== "auto") return choice === "always" ? columns : null;
  if (target === null) return null;
  return (forced(env) ?? false) || (target.isTerminal && env["TERM"] !== "dumb") ? columns : null;
}

/** What FORCE_COLOR says; null where it says nothing. */
export function forced({ FORCE_COLOR }: NodeJS.ProcessEnv): boolean | null {
  return FORCE_COLOR === undefined || FORCE_COLOR === "" ? null : FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
}
