let f = function () { return f === null; };
const g = f;
f = null;
console.log(g(), g.name);
exports.g = g;
