/**
 * What every test starts from, wherever it runs: an environment in which nothing asks for colours, options, a debugging log or a
 * profile, in which `node` is the Node that runs the tests, and random programs that grow from the seed of the suite (effort.ts). A
 * continuous integration that sets FORCE_COLOR for its own log would otherwise colour the reports that tests compare.
 */
import { delimiter, dirname } from "node:path";
import fc from "fast-check";
import { seed } from "./effort.js";

/** Of Node's own variables those stay by which npm reaches its registry. */
const asked = [
  /^(FORCE_COLOR|NO_COLOR|DEBUG|ROUNDS)$/, /^NODE_(?!EXTRA_CA_CERTS$|TLS_|USE_)/, /^(BABEL|ESBUILD|JEST|MOCHA|TS_NODE|TSC|TSX|VITEST)(_|$)/,
  /^PERLINE(_(?!MUTATIONS$).*)?$/,
];

for (const name of Object.keys(process.env)) if (asked.some((pattern) => pattern.test(name))) delete process.env[name];

// What earlier runs have kept would decide what a test sees; it has tests of its own.
process.env["PERLINE_CACHE"] = "false";

const path = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
process.env[path] = `${dirname(process.execPath)}${delimiter}${process.env[path] ?? ""}`;

fc.configureGlobal({ seed });
