// Counts the statements of the files whose path contains ISTANBUL_FILES with istanbul, an independent instrumenter, and writes
// them to ISTANBUL_OUT at exit: { file: { statements: [[startLine, startColumn, count], …] } }.
const { writeFileSync } = require("node:fs");
const Module = require("node:module");
const { pathToFileURL } = require("node:url");
const { isMainThread } = require("node:worker_threads");

if (isMainThread) {
  const { instrument } = require("./instrument.cjs");
  const compile = Module.prototype._compile;
  // Behind the file stands the format: "module" where an ES module is required.
  Module.prototype._compile = function (code, file, ...rest) {
    return compile.call(this, instrument(code, file, rest[0] === "module"), file, ...rest);
  };
  Module.register(pathToFileURL(require.resolve("./loader.mjs")).href);
  const { emit } = process;
  // Behind the last listener: what those of the program count belongs to it.
  process.emit = function (name, ...rest) {
    const heard = emit.call(this, name, ...rest);
    if (name === "exit") write();
    return heard;
  };
}

function write() {
  const counts = {};
  for (const [file, coverage] of Object.entries(globalThis.__coverage__ ?? {})) {
    counts[file] = Object.entries(coverage.statementMap).map(([id, { start }]) => [start.line, start.column, coverage.s[id]]);
  }
  writeFileSync(process.env.ISTANBUL_OUT, JSON.stringify(counts));
}
