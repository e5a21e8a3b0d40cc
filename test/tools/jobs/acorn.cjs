// Parses a large file and prints the whole tree.
const { readFileSync } = require("node:fs");
const acorn = require("acorn");

const text = readFileSync(require.resolve("acorn"), "utf8");
const tree = acorn.parse(text, { ecmaVersion: "latest", locations: true });
process.stdout.write(JSON.stringify(tree));
try {
  acorn.parse("let x = ;", { ecmaVersion: "latest" });
} catch (error) {
  process.stdout.write(`\n${error.message}`);
}
