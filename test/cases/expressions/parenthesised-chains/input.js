const o = null;
const p = { m() { return this === p; } };
try {
  (o?.a).b;
} catch (e) {
  console.log(e.name);
}
console.log((p?.m)());
