/** The name that V8 gives the frame of whoever calls this. */
function named() {
  return /at (?:(.*) \(|.*$)/.exec(new Error().stack.split("\n")[2])[1] ?? "nobody";
}
const call = (fn, ...rest) => rest.at(-1)?.(fn) ?? fn();
class Executor {
  constructor(fn) {
    this.name = fn();
  }
}
function* generator() {
  yield () => named();
  const several = yield [() => named(), () => named()];
  yield { property: several || (() => named()) };
}
class Fields {
  list = [() => named()];
  made = new Executor(() => named()).name;
}
const none = null;
const returned = {
  function: () => () => named(),
  class: () => class { constructor() { this.name = named(); } },
  either(which) { return which ? () => named() : () => "other"; },
  property(none) { return { key: [none, () => named()], made: new Executor(() => named()).name }; },
  list() { try { return [() => named()]; } finally { none; } },
};
function names() {
  const { function: made, class: Made } = returned;
  const { key, made: executed } = returned.property(none);
  console.log("returned:", made()(), new (Made())().name, returned.either(true)(), key[1](), executed, returned.list()[0]());
  const [first, second, third] = [...generator()];
  console.log("yielded:", first(), second.map((fn) => fn()), third.property());
  console.log("fields:", new Fields().list[0](), new Fields().made);
  console.log("beside others:", call(() => named(), (fn) => fn()), new Map([["a", () => named()], ["b", () => 1]]).get("a")());
  console.log("on lines:", call(() => named(),
    call(() => (fn) => fn())));
}
async function awaited() {
  const executor = await new Promise((resolve) => resolve(named()));
  const list = await [() => named()];
  const argument = await call(() => named());
  console.log("awaited:", executor, list[0](), argument);
  return Promise.resolve().then(() => named(), () => "rejected").then((name) => console.log("handler:", name));
}
names();
module.exports = awaited();
