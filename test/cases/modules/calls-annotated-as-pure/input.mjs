// A bundler leaves out what nobody needs, where it may.
function make(name) {
  console.log(name);
  return [name];
}
const unused = /* @__PURE__ */ make("unused");
const used = /*#__PURE__*/ make("used");
class Part {
  static made = /* @__PURE__ */ make("made with the class");
}
console.log(used, /* @__PURE__ */ new Part() instanceof Part);
