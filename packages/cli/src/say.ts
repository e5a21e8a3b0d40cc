/** What perline itself has to say: on stderr, a line at a time, each with its name in front. */
import { visible } from "@perline/format";

/** Says one thing. */
export function say(sentence: string): void {
  process.stderr.write(`perline: ${visible(sentence)}\n`);
}
