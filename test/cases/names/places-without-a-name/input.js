let f;
(f) = function () {};
const o = { __proto__: function () {} };
o.m = () => {};
o["n"] = function () {};
console.log([f, Object.getPrototypeOf(o), o.m, o.n].map((each) => JSON.stringify(each.name)).join());
