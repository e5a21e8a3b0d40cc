/** Colours of a terminal, or none: the same functions, which then give the text back. */
import { createColors } from "picocolors";

/** The colours in use. */
export type Colours = ReturnType<typeof createColors>;

/** @param enabled as the caller knows from its terminal, NO_COLOR and FORCE_COLOR */
export function coloursIf(enabled: boolean): Colours {
  return createColors(enabled);
}

/** A share of a function's time as heat: from half of it on red and bold, then red, yellow, plain, and next to nothing dim. */
export function heat(colours: Colours, percent: number): (text: string) => string {
  if (percent >= 50) return (text) => colours.bold(colours.red(text));
  if (percent >= 20) return colours.red;
  if (percent >= 5) return colours.yellow;
  return percent < 0.1 ? colours.dim : String;
}
