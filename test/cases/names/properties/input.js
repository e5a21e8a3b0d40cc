const s = Symbol("s"), none = Symbol();
const o = { p: () => {}, ["q" + 1]: () => {}, [s]: function () {}, [none]: () => {}, r() {}, get t() { return 1; }, 5: () => {}, "a b": class {} };
console.log(o.p.name, o.q1.name, o[s].name, JSON.stringify(o[none].name), o.r.name, o[5].name, o["a b"].name);
console.log(Object.getOwnPropertyDescriptor(o, "t").get.name);
