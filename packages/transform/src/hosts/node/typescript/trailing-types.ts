/**
 * Where a type stood right before something inserted, blanks are left: between what a person wrote and what was inserted. Taken out
 * of the text of a function that ends there, as `() => value as Type` does, what was inserted would leave the blanks. So they go
 * behind it; within a line, since lines are to stay.
 */
import { mark } from "@perline/format";

/** The stripped text of an instrumented one, with blanks of types behind what was inserted. */
export function typesBehindInserted(instrumented: string, stripped: string): string {
  const [before, after] = [instrumented.split(mark), stripped.split(mark)];
  if (before.length !== after.length) return stripped;
  // Pieces of the file, and between each two what was inserted.
  for (let piece = 0; piece + 2 < after.length; piece += 2) {
    const [text = "", inserted = "", next = ""] = after.slice(piece, piece + 3);
    const bare = text.replace(/[ \t]+$/, "");
    if (bare.length === text.length || before[piece]?.at(-1) === text.at(-1) || inserted.includes("\n")) continue;
    [after[piece], after[piece + 2]] = [bare, text.slice(bare.length) + next];
  }
  return after.join(mark);
}
