const { createContext, runInContext } = require("node:vm");
const context = createContext({ f: (n) => n + 1 });
console.log(runInContext("[1, 2].map((x) => f(x)).join()", context));
