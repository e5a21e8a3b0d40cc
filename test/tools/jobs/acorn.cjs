// Parses a program, and a table of messages ROUNDS times (once unless told); prints the whole tree of the program.
const { readFileSync } = require("node:fs");
const acorn = require("acorn");

const parse = (text) => acorn.parse(text, { ecmaVersion: "latest", locations: true });
const tree = parse(readFileSync(require.resolve("acorn"), "utf8"));
const messages = `(${readFileSync(require.resolve("typescript/lib/de/diagnosticMessages.generated.json"), "utf8")})`;
for (let round = 0; round < Number(process.env.ROUNDS ?? 1); round++) parse(messages);
process.stdout.write(JSON.stringify(tree));
try {
  acorn.parse("let x = ;", { ecmaVersion: "latest" });
} catch (error) {
  process.stdout.write(`\n${error.message}`);
}
