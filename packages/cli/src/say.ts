/** What perline itself has to say: on stderr, a line at a time, each with its name in front. */

/** Says one thing. */
export function say(sentence: string): void {
  process.stderr.write(`perline: ${sentence}\n`);
}
