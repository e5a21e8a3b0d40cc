/** Bundles the server for Node, with perline in it. */
const { join } = require("node:path");
const { build } = require("esbuild");
const { perline } = require("@perline/unplugin/esbuild");

build({
  absWorkingDir: __dirname,
  entryPoints: ["src/server.ts"],
  outfile: join(__dirname, "dist", "server.js"),
  bundle: true,
  platform: "node",
  plugins: [perline()],
});
