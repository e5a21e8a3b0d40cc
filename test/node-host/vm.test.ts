/** What programs compile by themselves with `node:vm`: measured in every realm, and the program cannot tell. */
import { expect } from "chai";
import { hitsOf } from "../cli/harness.js";
import type { Finished } from "../runs.js";
import { comparable, runBothWays, type Setting } from "./programs.js";

/** The text that is compiled as lib.js; its lines 1, 2, 3, 4 and 6 count. */
const lib = "exports.sum = function sum(n) {\n  let t = 0;\n  for (let i = 0; i < n; i++) t += i;\n  return t;\n};\nexports.one = 1;\n";

/** Before each program: the text, the name it is compiled by, and what to do with the exports. */
const prelude = `const vm = require("node:vm"), path = require("node:path");
const filename = path.join(__dirname, "lib.js"), text = ${JSON.stringify(lib)};
const wrapped = "(function (exports, require, module) {" + text + "\\n});";
function use(exports) { console.log(exports.sum(4), exports.one, String(exports.sum)); }
function called(f) { const module = { exports: {} }; f(module.exports, require, module); use(module.exports); }
`;

interface Case extends Setting {
  title: string;
  /** What the program does behind the prelude. */
  program: string;
  /** Hits of lib.js by line; of each line 0 where it is left alone. */
  hits: Record<number, number>;
}

const once = { 1: 1, 2: 1, 3: 5, 4: 1, 6: 1 };

const cases: Case[] = [
  { title: "runInThisContext", program: "called(vm.runInThisContext(wrapped, { filename }));", hits: once },
  { title: "runInThisContext by name alone", program: "called(vm.runInThisContext(wrapped, filename));", hits: once },
  { title: "Script, in this context", program: "called(new vm.Script(wrapped, { filename }).runInThisContext());", hits: once },
  {
    title: "Script, in several contexts, under a name that is a URL",
    program: `const script = new vm.Script('({"Object.<anonymous>":function(module,exports){' + text + "}});", { filename: require("url").pathToFileURL(filename).href });
for (let n = 0; n < 3; n++) {
  const realm = vm.createContext({ n });
  const exports = {};
  script.runInContext(realm)["Object.<anonymous>"]({}, exports);
  use(exports);
  console.log(vm.runInContext("Object.getOwnPropertyNames(globalThis).length", realm), Reflect.ownKeys(realm));
}`,
    hits: { 1: 3, 2: 3, 3: 15, 4: 3, 6: 3 },
  },
  { title: "runInContext", program: "called(vm.runInContext(wrapped, vm.createContext({}), { filename }));", hits: once },
  { title: "runInNewContext", program: "called(vm.runInNewContext(wrapped, {}, filename));", hits: once },
  { title: "a script's runInNewContext, with and without an object", program: "const script = new vm.Script(wrapped, { filename });\ncalled(script.runInNewContext({}));\ncalled(script.runInNewContext());", hits: { 1: 2, 2: 2, 3: 10, 4: 2, 6: 2 } },
  { title: "compileFunction", program: 'called(vm.compileFunction(text, ["exports"], { filename }));', hits: once },
  { title: "compileFunction, in a context", program: 'called(vm.compileFunction(text, ["exports"], { filename, parsingContext: vm.createContext() }));', hits: once },
  {
    title: "a script with a value of its own, and names for the scripts after it",
    program: `const realm = vm.createContext({});
console.log(vm.runInContext("var a = 3;\\nlet b = 4;\\nfunction f() { return a * b; }\\nf();", realm, filename), vm.runInContext("typeof a + typeof b + f()", realm));`,
    hits: { 1: 1, 2: 1, 3: 2, 4: 1 },
  },
  {
    title: "contexts on objects that nobody may touch",
    program: `const trap = new Proxy({}, { get: (_, name) => () => { throw new Error(String(name)); } });
for (const object of [Object.freeze({}), new Proxy({}, trap), { Function: 1, Object: 2, Reflect: 3 }]) {
  const realm = vm.createContext(object);
  called(new vm.Script(wrapped, { filename }).runInContext(realm));
}`,
    hits: { 1: 3, 2: 3, 3: 15, 4: 3, 6: 3 },
  },
  {
    title: "the text of functions from one realm to another",
    program: `const realm = vm.createContext({ use, print: console.log });
called(vm.runInContext(wrapped, realm, filename));
realm.sum = vm.runInContext("(n) =>\\n  n + 1", realm, filename);
vm.runInContext("print(String(sum), String(use), Function.prototype.toString.call(use))", realm);
console.log(String(realm.sum), vm.runInContext("[String(Function.prototype.toString), Function.prototype.toString.name, Object.keys(Function.prototype)]", realm));`,
    hits: once,
  },
  {
    title: "ES modules",
    node: ["--experimental-vm-modules", "--no-warnings"],
    program: `(async () => {
  for (const context of [undefined, vm.createContext({})]) {
    const module = new vm.SourceTextModule("export const exports = {};\\n" + text, { identifier: filename, context });
    await module.link(() => undefined);
    await module.evaluate();
    use(module.namespace.exports);
  }
  console.log(vm.SourceTextModule.prototype instanceof vm.Module, new vm.SourceTextModule(text, { identifier: filename }).createCachedData().includes("perline"));
})();`,
    hits: { 1: 2, 2: 2, 3: 2, 4: 10, 5: 2, 7: 2 },
  },
  {
    title: "an ES module that imports the functions by name",
    node: ["--input-type=module"],
    program: 'import("node:vm").then(({ Script, createContext }) => called(new Script(wrapped, { filename }).runInContext(createContext({}))));',
    hits: once,
  },
  {
    title: "code for a cache, which is the program's own",
    program: `const script = new vm.Script(wrapped, { filename });
console.log(script.createCachedData().includes("perline"));
called(script.runInThisContext());
const caching = new vm.Script(wrapped, { filename, produceCachedData: true });
console.log(caching.cachedDataProduced, caching.cachedData.includes("perline"));
const cached = new vm.Script(wrapped, { filename, cachedData: caching.cachedData });
console.log(cached.cachedDataRejected);
called(cached.runInThisContext());`,
    hits: once,
  },
  {
    title: "what does not parse, and what is no context, with the program's own trace",
    program: `for (const wrong of [() => new vm.Script("let = ;", { filename }), () => vm.compileFunction("let = ;", [], { filename }), () => vm.runInThisContext("let = ;", filename),
  () => vm.createContext(3), () => new vm.Script("1").runInNewContext(3), () => vm.compileFunction(3)]) {
  try { wrong(); } catch (error) { console.log(error.stack); }
}`,
    hits: {},
  },
  {
    title: "what goes wrong in a script, with the program's own trace",
    program: `for (const run of [() => vm.runInThisContext("\\nnull.x", filename), () => vm.runInNewContext("\\nnull.x", {}, filename), () => vm.runInContext("\\nnull.x", vm.createContext(), filename)]) {
  try { run(); } catch (error) { console.log(error.stack); }
}`,
    hits: { 2: 3 },
  },
  { title: "other names, which are left alone", program: 'for (const name of ["lib.js", "evalmachine", "node:x", "file://%", "/elsewhere/lib.js"]) called(vm.runInThisContext(wrapped, name));', hits: {} },
  { title: "functions with objects around them, which are left alone", program: 'called(vm.compileFunction(text, ["exports"], { filename, contextExtensions: [{ x: 1 }] }));', hits: {} },
];

describe("code that a program compiles with node:vm", () => {
  for (const { title, program, hits, ...setting } of cases) {
    it(title, async () => {
      const { bare, ours } = await runBothWays({ "main.js": prelude + program }, "main.js", { ...setting, exclude: ["main.js"] });
      const seen = ({ code, stdout, stderr }: Finished): unknown[] => [code, comparable(stdout), comparable(stderr)];
      expect(seen(ours)).to.deep.equal(seen(bare));
      const counted = Object.fromEntries(Object.keys(hits).map((line) => [line, hitsOf(ours.profile, "lib.js", Number(line))]));
      expect(counted).to.deep.equal(hits);
      if (Object.keys(hits).length === 0) expect(ours.instrumented).to.deep.equal([]);
    });
  }

  it("is not asked for again and again where its text is always another", async () => {
    const program = "for (let n = 0; n < 200; n++) vm.runInThisContext(n + ';', filename);";
    const { ours } = await runBothWays({ "main.js": prelude + program }, "main.js", { exclude: ["main.js"] });
    expect(ours.instrumented).to.have.length(64);
  });
});
