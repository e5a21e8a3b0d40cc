/**
 * Read by any tool that compiles a file of this repository by Babel.
 *
 * The packages themselves are compiled by `tsc -b`; perline uses only Babel's parser, and never this file. So it says the one
 * thing such a tool must know: the oldest Node that everything here runs on, as in every package.json.
 */
module.exports = {
  targets: { node: "20.19" },
};
