/** Where the programs are that the benchmarks run. */
import { join } from "node:path";

export const programs = join(__dirname, "programs");
