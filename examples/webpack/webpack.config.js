/** A program for Node in one file, with perline in it; `enabled: true`, since without a development mode this is for production. */
const { join } = require("node:path");
const { perline } = require("@perline/unplugin/webpack");

module.exports = {
  context: __dirname,
  mode: "production",
  target: "node",
  entry: "./src/main.js",
  output: { path: join(__dirname, "dist"), filename: "main.js" },
  plugins: [perline({ enabled: true })],
};
