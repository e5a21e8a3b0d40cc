// Compiles the examples as `tsc` does, by its own command line, ROUNDS times (once unless told); prints the names of what it wrote.
const { join } = require("node:path");
const ts = require("typescript");

const cache = join(__dirname, "../../../node_modules/.cache/perline-tools");
const args = ["-p", join(__dirname, "examples.json"), "--outDir", cache, "--listEmittedFiles"];
const written = [];
/** The command line of a system that goes on where the process would exit. */
const system = { ...ts.sys, args, exit: () => undefined, write: (text) => written.push(text) };
for (let round = 0; round < Number(process.env.ROUNDS ?? 1); round++) {
  written.length = 0;
  ts.executeCommandLine(system, () => undefined, args);
}
process.stdout.write(written.join(""));
