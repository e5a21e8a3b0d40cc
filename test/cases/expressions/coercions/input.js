const v = {
  valueOf() { console.log("valueOf"); return 1; },
  toString() { console.log("toString"); return "v"; },
};
const w = v;
const sum = +w +
  1;
const text = `${w}` +
  w;
console.log(sum, text, Object.is(-0, -0), [NaN].includes(NaN));
