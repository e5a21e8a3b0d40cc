const o = {
  get a() { console.log("get"); return 1; },
  set a(v) { console.log("set", v); },
};
o.a ??= console.log("never");
o.a &&=
  2;
let x = null;
x ??=
  Number("3");
const t = (n) => (console.log("object", n), {});
t(1).p ||= 1;
console.log(x);
