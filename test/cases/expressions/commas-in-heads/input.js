const calls = [];
const f = (x) => {
  calls.push(x);
  return x;
};
function head(a) {
  for (const y of (f("of"), [a]))
    return (f("return"), y);
}
async function later() {
  return await f("awaited"), await null, (f("behind"), 1);
}
function* items() {
  return yield (f("yield"), 2), yield* (function* () { yield f("inner"); return 3; })();
}
const choose = (x) => (x ? (f("yes"), 4) : (f("no"), 5)) && (f("and"), 6);
while (f("test"), calls.length < 3) f("body");
switch (f("discriminant"), 1) { case (f("case"), 1): f("matched"); }
if (f("if"), 0) f("never"); else f("else");
console.log(head(0), [...items()], choose(1), choose(0), calls.join());
module.exports = later().then((x) => console.log(x, calls.at(-1)));
