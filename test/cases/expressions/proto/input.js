const __proto__ = { inherited: 1 };
const a = { __proto__ };
const b = { __proto__: __proto__ };
const c = {
  __proto__:
    (() => __proto__)(),
};
const d = { ["__proto__"]: 1, __proto__() {} };
console.log(Object.keys(a), b.inherited, c.inherited, Object.keys(d));
