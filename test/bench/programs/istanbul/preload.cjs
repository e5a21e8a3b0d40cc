// Instruments with istanbul the files whose path contains ISTANBUL_FILES, as they load; ES modules where ISTANBUL_MODULES is set.
const Module = require("node:module");
const { pathToFileURL } = require("node:url");
const { instrumented } = require("./cached.cjs");

const compile = Module.prototype._compile;
Module.prototype._compile = function (code, file, ...rest) {
  return compile.call(this, instrumented(code, file, rest[0] === "module"), file, ...rest);
};
if (process.env.ISTANBUL_MODULES !== undefined) Module.register(pathToFileURL(require.resolve("./loader.mjs")).href);
