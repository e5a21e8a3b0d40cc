/** Five rounds of work. Each makes rows that nobody needs afterwards, and keeps an answer for ever: memory grows. At which line? */
import { mark } from "@perline/runtime/memory";

const answers = new Map<number, number[]>();

function rowsOf(round: number): { id: number; weight: number }[] {
  return Array.from({ length: 500 }, (_, id) => ({ id, weight: (id * round) % 7 }));
}

function answer(round: number): number {
  const rows = rowsOf(round);
  const all = new Array<number>(10_000).fill(round);
  answers.set(round, all);
  return rows.reduce((sum, { weight }) => sum + weight, all.length);
}

for (let round = 1; round <= 5; round++) {
  console.log(`round ${round}: ${answer(round)}`);
  mark(`round ${round}`);
}
