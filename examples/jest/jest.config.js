module.exports = {
  rootDir: __dirname,
  transform: {
    "\\.js$": ["babel-jest", { configFile: false, presets: [["@babel/preset-env", { targets: "node 20" }]], plugins: ["@perline/transform/babel"] }],
  },
};
