exports.early = 1;
const { seen } = require("./other.cjs");
exports.late = 2;
console.log(seen);
