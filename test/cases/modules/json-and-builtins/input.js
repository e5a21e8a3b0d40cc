const { sep } = require("node:path");
const { name } = require("typescript/package.json");
console.log(typeof sep, name);
