const v = {
  [Symbol.toPrimitive](hint) { return hint; },
};
console.log(`${v} ${
  v
}`, `${[1, 2]}`, ``);
try {
  `${Symbol()}`;
} catch (e) {
  console.log(e.name);
}
