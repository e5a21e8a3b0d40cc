const input = require("./input.js");
exports.seen = Object.keys(input).join();
