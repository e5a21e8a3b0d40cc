/** Bundles the program, and runs it. */
const { join } = require("node:path");
const webpack = require("webpack");
const configuration = require("./webpack.config.js");

webpack(configuration, (error, stats) => {
  if (error !== null || stats.hasErrors()) throw error ?? new Error(stats.toString());
  require(join(configuration.output.path, configuration.output.filename));
});
