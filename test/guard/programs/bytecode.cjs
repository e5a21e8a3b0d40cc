// Compiles CommonJS files as Node would, with all their functions, and lets V8 print the bytecode; nothing of them runs. In front of
// each one, and behind the last, stands that of a function named `file_` and its number.
const { readFileSync } = require("node:fs");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

function compile(texts, mark) {
  texts.forEach((text, index) => {
    new Script(`function ${mark}_${index}() {}`);
    new Script(`(function (exports, require, module, __filename, __dirname) {${text}\n})`);
  });
  new Script(`function ${mark}_${texts.length}() {}`);
}

const texts = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));
setFlagsFromString("--no-lazy");
// So that all functions of Node's that take part are compiled by then.
compile([""], "none");
setFlagsFromString("--print-bytecode");
compile(texts, "file");
setFlagsFromString("--no-print-bytecode");
