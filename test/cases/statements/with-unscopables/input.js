const o = { get [Symbol.unscopables]() { console.log("asked"); return {}; }, $s() { console.log("captured"); } };
with (o) {
  1;
}
