/** Values of options: what is wrong with one names its option. */
import { PerlineError } from "@perline/format";
import { eitherOf } from "@perline/transform/settings";

/** Reads the value of an option; what is wrong with it then names the option, by its long name. */
export function named<T>(option: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    if (!(cause instanceof PerlineError)) throw cause;
    throw new PerlineError(cause.code, `--${option}: ${cause.message}`, { cause, ...(cause.hint === undefined ? {} : { hint: cause.hint }) });
  }
}

/**
 * The name of a file to write.
 *
 * @throws PerlineError `usage` for no name
 */
export function notEmpty(file: string): string {
  if (file !== "") return file;
  throw new PerlineError("usage", "the name of a file is missing", { hint: "Leave the option out to print on stdout." });
}

/**
 * What was typed for an option, the first of the allowed words where nothing was.
 *
 * @throws PerlineError `usage`
 */
export function oneOf<T extends string>(option: string, text: string | undefined, allowed: readonly [T, ...T[]]): T {
  const found = text === undefined ? allowed[0] : allowed.find((one) => one === text);
  if (found !== undefined) return found;
  throw new PerlineError("usage", `${option} must be ${eitherOf(allowed)}, not ${JSON.stringify(text)}`);
}
