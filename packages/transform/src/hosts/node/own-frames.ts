/** What fails as the program's own, and has come through code of ours, shows nothing of that. */
import { filter, includes, join, split } from "../../primitives.js";

/** A stack without the frames of this folder, and of the built-ins that called on for them. */
export function withoutOwnFrames(stack: string): string {
  return join(filter(split(stack, "\n"), (line) => !includes(line, __dirname) && !includes(line, "at Reflect.")), "\n");
}
