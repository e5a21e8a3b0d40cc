/**
 * Read by any tool that compiles a file of this repository by Babel.
 *
 * The packages themselves are compiled by `tsc -b`, and perline uses only Babel's parser. With PERLINE=1 perline's own plugin has each
 * function of them counted: so perline profiles perline (see CONTRIBUTING.md). What works while it is counted stays out: the runtime,
 * and who hands files to the planner.
 */
const measured = ["packages/transform/dist/{1-parse,2-plan,3-emit}/**", "packages/reporter/dist/**"];

module.exports = {
  targets: { node: "20.19" },
  plugins: process.env.PERLINE === "1" ? [["@perline/transform/babel", { select: "all", include: measured }]] : [],
};
