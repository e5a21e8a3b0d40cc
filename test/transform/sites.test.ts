/** Where objects are created, and how often: what is planned for memory, on programs that know the answer. */
import { expect } from "chai";
import { transformSync } from "esbuild";
import { mark } from "@perline/format";
import { instrument, plan, printText, unmark, type Edit } from "@perline/transform";
import { deriveHits } from "./derived-hits.js";
import { execute, programOptions, run, type Run } from "./instrumented-program.js";
import { readRealSource, someRealSourceFiles } from "../real-sources.js";
import { StubRuntime } from "./stub-runtime.js";

/** A program, what it is given, and how often each of its lines created what: `line kind count`, in the order of the text. */
interface Case {
  text: string;
  names?: Record<string, unknown>;
  sites: readonly string[];
}

function sitesOf({ instrumented, runtime }: Run): string[] {
  const { sites, lines } = instrumented.source;
  if (sites === undefined) throw new Error("no sites were planned");
  deriveHits(runtime.hits, instrumented.derived);
  const all = sites.row.map((row, site) => {
    const [counter, times] = [sites.counter[site] ?? -1, sites.times[site] ?? 0];
    const count = counter < 0 ? "?" : String((runtime.hits[counter + 1] ?? 0) * times);
    return { line: lines.line[row] ?? 0, column: sites.column[site] ?? 0, text: `${sites.kind[site]} ${count}` };
  });
  return all.toSorted((a, b) => a.line - b.line || a.column - b.column).map(({ line, text }) => `${line} ${text}`);
}

/** The kinds and places of edits; those of sites, and the counts among statements that tell of them, left out. */
function kindsOf(edits: readonly Edit[]): string[] {
  return edits.filter(({ kind }) => kind !== "site" && kind !== "count").map(({ kind, start, end }) => `${kind} ${start} ${end}`);
}

/** How many objects of a kind there are by what sites say. */
function countOf(sites: readonly string[], kind: string): number {
  return sites.reduce((sum, site) => sum + (site.split(" ")[1] === kind ? Number(site.split(" ")[2]) : 0), 0);
}

const fails = (): never => {
  throw new Error("on purpose");
};

/** Elements of JSX, and what is made of them by each runtime; sites of lists of children are the automatic one's. */
const elements: Readonly<Record<string, Pick<Case, "text" | "sites">>> = {
  "with one child, none, several": {
    text: "const go = (x) => <a id={[x]}>{x}</a>;\ngo(1);\ngo(<b/>);\ngo(<>one {[2]}\n  <i/></>);",
    sites: ["1 closure 1", "1 jsx 3", "1 array 3", "3 jsx 1", "4 jsx 1", "4 children 1", "4 array 1", "5 jsx 1"],
  },
  "that are chosen, and made in loops": {
    text: "const xs = [1, 2, 3];\nconst list = <ul>{xs.map((x) => x > 1 && <li key={x}>{x} <b/></li>)} end</ul>;\nconst no = xs.length > 3 ? <a/> : <b/>;",
    sites: ["1 array 1", "2 jsx 1", "2 children 1", "2 call 1", "2 closure 1", "2 jsx 2", "2 children 2", "2 jsx 2", "3 jsx 0", "3 jsx 1"],
  },
  "that are not reached": {
    text: "const go = (f) => {\n  try {\n    return <a><b/>{f()}<c/></a>;\n  } catch {}\n};\ngo(() => 1);\ngo(() => { throw new Error(); });",
    sites: ["1 closure 1", "3 jsx 1", "3 children 2", "3 jsx 2", "3 jsx 1", "6 closure 1", "7 closure 1", "7 new 1"],
  },
  "whose properties fail": {
    text: "const go = (f, x) => {\n  try {\n    return x ? <a id={f()}>{x}{[x]}</a> : <a>{x}<b id={f()}/></a>;\n  } catch {}\n};\n"
      + "const fail = () => { throw 1; };\ngo(() => 1, 1); go(fail, 1); go(() => 1, 0); go(fail, 0);",
    sites: [
      "1 closure 1", "3 jsx 1", "3 children 1", "3 array 1", "3 jsx 1", "3 children 2", "3 jsx 1", "6 closure 1", "7 closure 1", "7 closure 1",
    ],
  },
  "with children and properties that are spread": {
    text: "const xs = [1];\nconst a = <A>{...xs}</A>;\nconst b = <A {...xs} key={1}>{xs} {xs}</A>;\nconst c = <A key={1} {...xs}>{xs} {xs}</A>;",
    sites: ["1 array 1", "2 jsx 1", "2 children 1", "3 jsx 1", "4 jsx 1", "4 children 1"],
  },
  "with blanks that are no children": {
    text: "const a = <a>\n  {1}\n</a>;\nconst b = <a> {1}</a>;\nconst c = <a>{/* nothing */}{1}</a>;\nconst d = <a>{1}\n  &nbsp;\n</a>;",
    sites: ["1 jsx 1", "4 jsx 1", "4 children 1", "5 jsx 1", "6 jsx 1", "6 children 1"],
  },
};

/** What makes elements, and how often it did, by the runtimes' names; and how many lists of children it was given. */
class Maker {
  elements = 0;
  children = 0;
  readonly Fragment = "";
  readonly createElement = (tag: unknown): unknown => this.jsx(tag, {});
  readonly jsx = (tag: unknown, props: { children?: unknown }): unknown => {
    this.elements++;
    return { tag, props };
  };
  readonly jsxs = (tag: unknown, props: { children?: unknown }): unknown => {
    if (Array.isArray(props.children)) this.children++;
    return this.jsx(tag, props);
  };
}

const cases: Readonly<Record<string, Case>> = {
  "literals, once for each evaluation": {
    text: "for (let i = 0; i < 3; i++) {\n  const a = { i };\n  const b = [i];\n  const c = /x/;\n  const d = [1.5, i];\n  const e = [1.5, 2];\n}",
    sites: ["2 object 3", "3 array 3", "4 regexp 3", "5 array 3", "6 doubles 3"],
  },
  "numbers of their own": { text: "const a = { x: 1.5, y: 2, z: -0.5 };", sites: ["1 object 1", "1 number 2"] },
  "functions of every form": {
    text: "const a = () => 1;\nconst b = function () {};\nconst c = async () => 1;\nfunction d() {}\nfunction* e() {}\nconst f = { g() {}, get h() { return 1; } };",
    sites: ["1 closure 1", "2 function 1", "3 closure 1", "4 function 1", "5 function 1", "6 object 1", "6 closure 1", "6 closure 1"],
  },
  "functions declared in blocks, each time these are entered": {
    text: "for (const i of [1, 2]) {\n  function f() { return i; }\n  if (i > 1) { function g() {} }\n}\nfunction h() { function k() {} }\nh(); h(); h();",
    sites: ["1 array 1", "2 function 2", "3 function 1", "5 function 1", "5 function 3"],
  },
  "classes, their methods, and their fields for each instance": {
    text: "class A { x = []; y = () => 1; m() {} static s = {}; }\nclass B extends A {}\nnew A(); new B();",
    sites: ["1 class 1", "1 closure 1", "1 array 2", "1 closure 2", "1 object 1", "2 class 1", "3 new 1", "3 new 1"],
  },
  "classes behind what may fail": {
    text: "const x = [].at(0);\nclass A { m() {} static s() {} }\nif (x) {\n  class B { y = []; }\n}\nfor (const z of [1, 2]) {\n  String(z); class C {}\n}",
    sites: ["1 array 1", "2 class 1", "2 closure 2", "4 class 0", "4 array 0", "6 array 1", "7 class 2"],
  },
  "a class whose heritage fails": { text: "try {\n  class A extends fails() {}\n} catch {}", names: { fails }, sites: ["2 class 0"] },
  "text put together": {
    text: "const x = 7;\nconst a = \"a\" + x + x;\nconst b = x + x;\nconst c = `a${x}`;\nconst d = `plain`;\nlet e = \"\";\ne += \"tail\";",
    sites: ["2 string 2", "4 string 1", "7 string 1"],
  },
  "alternatives, each for itself": {
    text: "function f(x) {\n  return x ? { a: 1 } : [x];\n}\nf(1); f(2); f(0);\nconst a = null ?? {};\nconst b = 1 || {};\nconst c = 0 && [];\nlet d = null;\nd ??= [];\nd ??= [];",
    sites: ["2 object 2", "2 array 1", "1 function 1", "5 object 1", "6 object 0", "7 array 0", "9 array 1", "10 array 0"]
      .toSorted((a, b) => parseInt(a) - parseInt(b)),
  },
  "optional chains, where they get there": {
    text: "const go = (o) => o?.f({}, [1].map(String))?.slice(0);\ngo(null);\ngo({ f: () => [1] });\ngo({ f: () => null });",
    sites: ["1 closure 1", "1 call 1", "1 object 2", "1 array 2", "1 call 2", "3 object 1", "3 closure 1", "3 array 1", "4 object 1", "4 closure 1"],
  },
  "optional chains whose calls end with a name": {
    text: "const go = (xs, f) => xs?.map(f)?.slice(0, f.length);\ngo([1], String);\ngo(null, String);",
    sites: ["1 closure 1", "1 call 1", "1 call 1", "2 array 1"],
  },
  "default values, where they are used": {
    text: "function f(a = {}, { b = [] } = { c: 1 }) { return a; }\nf(); f(1); f(1, {}); f(1, { b: 2 });\nconst { x = [], y = {} } = { x: 1 };\nconst [z = () => 1] = [];",
    sites: [
      "1 function 1", "1 object 1", "1 array 3", "1 object 2", "2 object 1", "2 object 1", "3 array 0", "3 object 1", "3 object 1", "4 closure ?", "4 array 1",
    ],
  },
  "what an exception keeps from being reached": {
    text: "const go = (f) => {\n  try {\n    f({ a: f() }, [2]);\n  } catch {}\n};\ngo(fails); go(Object);\ngo(() => 1);",
    names: { fails },
    sites: ["1 closure 1", "3 object 3", "3 array 2", "7 closure 1"],
  },
  "what fails while it is made": {
    text: "for (const text of [\"1\", \"{\"]) {\n  try {\n    JSON.parse(text);\n  } catch {}\n}\ntry { new fails(); } catch {}",
    names: { fails: function Fails() { fails(); } },
    sites: ["1 array 1", "3 call 1", "6 new 0"],
  },
  "names without a value": {
    text: "try {\n  use({ a: later }, []);\n  let later;\n} catch {}\nfunction use() {}",
    sites: ["2 object 1", "2 array 0", "5 function 1"],
  },
  "loop headers": {
    text: "for (let a = [], i = 0; i < [1, 2].length; i++, a = [i]);\nfor (const k in { x: 1, y: 2 });\nlet n = 0;\ndo {} while ({ n: n++ }.n < 2);\nwhile ([n--][0]);",
    sites: ["1 array 1", "1 array 3", "1 array 2", "2 object 1", "4 object 3", "5 array 4"],
  },
  "rest and spread": {
    text: "function f(a, ...more) { return more; }\nconst g = ({ a, ...more }) => more;\nf(1, 2); f(...[1, 2]); f(...[1], 2);\ng({ a: 1 });\nconst [h, ...k] = [1, 2], { x, ...y } = { x: 1, ...g };\nlet m;\n[h.z, ...m] = [1];",
    sites: [
      "1 function 1", "1 array 3", "2 closure 1", "2 object 1", "3 array 1", "3 array 1", "3 array 1", "4 object 1", "5 array 1", "5 array 1", "5 object 1",
      "5 object 1", "7 array 1", "7 array 1",
    ],
  },
  "rest elements in heads of loops, once for each turn": {
    text: "for (const [a, ...r] of [[1], [2, 3]]) a;\nlet m;\nfor ({ x: m.y, ...m } of []) {}\nfor (var { x, ...o } of [{}, {}]) {\n  if (o) continue;\n}\n"
      + "for (const [k, ...more] in { ab: 1, c: 2, d: 3 }) break;\ntry {\n  for (const [...r] of [[1], 1]) r;\n} catch {}",
    sites: [
      "1 array 2", "1 array 1", "1 array 1", "1 array 1", "3 object 0", "3 array 1", "4 object 2", "4 array 1", "4 object 1", "4 object 1", "7 array 1",
      "7 object 1", "9 array 1", "9 array 1", "9 array 1",
    ],
  },
  "rest elements of what is caught": {
    text: "for (const each of [{ a: 1 }, { b: 2 }, null]) {\n  try {\n    try {\n      throw each;\n    } catch ({ a, ...rest }) { rest.b; }\n  } catch {}\n}",
    sites: ["1 array 1", "1 object 1", "1 object 1", "5 object 2"],
  },
  "rest elements of what a loop begins with": {
    text: "const go = (xs) => {\n  for (let [a, ...r] = xs, { b, ...s } = {}, i = [0]; i < 3; i++) r;\n};\ngo([1]); go([1, 2]);\ntry { go(null); } catch {}\n"
      + "let q;\nfor ([, ...q] = []; q;) q = 0;\nfor (var { z, ...w } = {}; ;) break;",
    sites: [
      "1 closure 1", "2 array 2", "2 object 2", "2 object 2", "2 array 2", "4 array 1", "4 array 1", "7 array 1", "7 array 1", "8 object 1", "8 object 1",
    ],
  },
  "arguments, once for each call": {
    text: "function f() { const g = () => arguments; return g; }\nf(); f();\nfunction h() { return function () { return arguments; }; }\nh();",
    sites: ["1 function 1", "1 arguments 2", "1 closure 2", "3 function 1", "3 function 1", "3 arguments 0"],
  },
  "generators and promises": {
    text: "function* g() { yield {}; yield []; }\nasync function a() {}\na(); a();\nfor (const x of g()) { break; }\nnew Promise(() => {});\nPromise.resolve(1);",
    sites: [
      "1 function 1", "1 object 1", "1 array 0", "2 closure 1", "3 promise 1", "3 promise 1", "4 generator 1", "5 promise 1", "5 closure 1", "6 promise 1",
    ],
  },
  "generators and promises of private methods, which no other class replaces": {
    text: "class A {\n  async #a() {}\n  *#g() { yield 1; }\n  #plain() {}\n  static async #s() {}\n  #f = async () => 1;\n  async m() {}\n  go() {\n"
      + "    this.#a(); this.#plain(); this.#f(); this.m();\n    return [...this.#g()];\n  }\n  static go() {\n    A.#s();\n    this?.#s(1);\n  }\n}\n"
      + "class B {\n  async #twice() {}\n  go() {\n    this.#twice();\n  }\n}\nclass C {\n  #twice() {}\n}\n"
      + "const a = new A(); a.go(); a.go(); A.go();\ntry { A.prototype.go(); } catch {}\nnew B().go();",
    sites: [
      "1 class 1", "1 closure 7", "6 closure 1", "9 promise 2", "10 array 2", "10 generator 2", "13 promise 1", "14 promise 1", "17 class 1", "17 closure 2",
      "23 class 1", "23 closure 1", "26 new 1", "28 new 1",
    ],
  },
  "promises that follow others": {
    text: "const p = Promise.resolve(1);\np.then(Number).catch(Number).finally(Number);\np?.then(Number);\nnull?.then(Number);",
    sites: ["1 promise 1", "2 promise 1", "2 promise 1", "2 promise 1", "3 promise 1", "4 promise 0"],
  },
  "built-ins that return new objects": {
    text: "const a = [3, 1];\na.map(String).filter(Boolean).concat(a).slice(1);\nObject.keys(a); Object.assign({}, a);\nnew Map(); new Set(a); new Date(0);\nnew Uint8Array(100); new ArrayBuffer(8); Buffer.alloc(4);\n"
      + "Uint8Array.from(a); Float64Array.of(1, 2);\nReflect.ownKeys(a); Object.getOwnPropertySymbols(a);",
    sites: [
      "1 array 1", "2 call 1", "2 call 1", "2 call 1", "2 call 1", "3 call 1", "3 call 0", "3 object 1", "4 map 1", "4 set 1", "4 date 1",
      "5 typedArray 1", "5 arrayBuffer 1", "5 buffer 1", "6 typedArray 1", "6 typedArray 1", "7 call 1", "7 call 1",
    ],
  },
  "names that only look like built-ins": {
    text: "const Map = class {};\nnew Map();\nconst Object = { keys: () => 1 };\nObject.keys();",
    sites: ["1 class 1", "2 new 1", "3 object 1", "3 closure 1"],
  },
  "patterns of exports, in which nothing stands": {
    text: "Object.defineProperty(exports, \"a\", { configurable: true, get: function () { return 1; } });\nexports.b = () => ({});\n"
      + "module.exports = { c: exports.b, d: [] };",
    names: { exports: {}, module: {} },
    sites: ["1 object 1", "1 function 1", "2 closure 1", "2 object 0", "3 object 1", "3 array 1"],
  },
  "functions in naming places, behind what may fail": {
    text: "const make = (f) => ({ a: f(), b: () => 1, c() {} });\nmake(Object);\ntry { make(fails); } catch {}",
    names: { fails },
    sites: ["1 closure 1", "1 object 2", "1 closure 1", "1 closure 1"],
  },
};

describe("sites", () => {
  for (const clock of ["sampled", "none"] as const) {
    for (const [name, { text, names = {}, sites }] of Object.entries(cases)) {
      it(`are counted exactly: ${name} (${clock})`, () => {
        expect(sitesOf(run(text, names, { memory: true, clock }))).to.deep.equal(sites);
      });
    }
  }

  for (const jsx of ["classic", "automatic"] as const) {
    for (const [name, { text, sites }] of Object.entries(elements)) {
      it(`are counted exactly: elements of JSX ${name} (${jsx})`, () => {
        const options = programOptions({ memory: true, filename: "/program/program.jsx", jsx });
        const instrumented = instrument(text, options);
        const { code } = transformSync(instrumented.code.replaceAll(mark, " ".repeat(mark.length)), {
          loader: "jsx", format: "cjs", jsx: jsx === "classic" ? "transform" : "automatic",
        });
        const [runtime, maker] = [new StubRuntime(), new Maker()];
        execute(code, { ...runtime.bindings(), React: maker, require: () => maker, module: {}, A: "A" });
        const counted = sitesOf({ instrumented, runtime, result: null });
        const isShown = (site: string): boolean => jsx === "automatic" || !site.includes("children");
        const shown = sites.filter(isShown).map((site) => site.replace("children", "array"));
        expect(counted.toSorted()).to.deep.equal(shown.toSorted());
        expect(countOf(sites, "jsx")).to.equal(maker.elements);
        // Some are made for elements that are not.
        if (jsx === "automatic") expect(countOf(sites, "children")).to.be.within(maker.children, maker.children + 1);
      });
    }
  }

  it("need no count of their own behind `this`, where that surely has a value", () => {
    const counts = (text: string): number =>
      plan(text, programOptions({ memory: true })).edits.filter(({ kind }) => kind === "site").length;
    expect(counts("class A {\n  constructor() {\n    this.a = [];\n    this.b = () => (this.c = {});\n  }\n}")).to.equal(0);
    expect(counts("const f = () => this === [];\nclass A {\n  x = this === [];\n  static {\n    this.y = [];\n  }\n}")).to.equal(0);
    expect(counts("class B extends A {\n  constructor() {\n    const f = () => this === [];\n  }\n}")).to.equal(1);
  });

  it("keep what the program gives: values, names, this, the order of evaluation", () => {
    const text = `
      const told = [];
      const tell = (x) => { told.push(x); return x; };
      const o = { v: 1, m() { return [this.v].map((x) => x + this.v); }, f: tell(0) || function () {}, g: () => 1 };
      class K { static s = class {}; h = () => 1; }
      const { d = () => 1, ...rest } = { e: tell("e"), f: [tell("f"), tell("g")] };
      const t = \`\${tell(1)}\${tell(2)}\`;
      const c = tell("x") ? tell("y") + "z" : [];
      return [told, o.m(), o.f.name, o.g.name, K.name, K.s.name, new K().h.name, d.name, rest, t, c, o?.m?.(tell(9)).slice(tell(0))];`;
    const bare = run(text).result;
    expect(run(text, {}, { memory: true }).result).to.deep.equal(bare);
    expect(run(text, {}, { memory: true, clock: "none" }).result).to.deep.equal(bare);
  });

  it("know the properties of instances where the file tells them", () => {
    const slots = (text: string): number | undefined => plan(text, programOptions({ memory: true })).source.sites?.slots.at(-1);
    expect(slots("class A { x; #y = 1; constructor() { this.x = 1; this.z = 2; } m() {} }\nnew A();")).to.equal(3);
    expect(slots("class A { x; }\nclass B extends A { y; static z; }\nnew B();")).to.equal(2);
    expect(slots("const F = function (x) { this.x = x; };\nnew F(1);")).to.equal(1);
    for (const body of ["if (x) this.x = x;", "this.fill();", "return {};", "this[x] = 1;", "for (const k of x) this.a = k;"]) {
      expect(slots(`class A { constructor(x) { ${body} } }\nnew A(1);`), body).to.equal(-1);
    }
    for (const text of ["new A();", "class A extends Map {}\nnew A();", "let A = class {};\nA = 1;\nnew A();", "class A { [a] = 1; }\nnew A();"]) {
      expect(slots(text), text).to.equal(-1);
    }
  });

  it("know the properties that TypeScript makes of parameters", () => {
    const text = "class A { z = 1; constructor(public x: number, private readonly y = 2, w = 3) { this.x = w; } }\nnew A(1);";
    const { sites } = plan(text, programOptions({ memory: true, filename: "a.ts" })).source;
    expect(sites?.slots.at(-1)).to.equal(3);
  });

  it("cannot be counted in namespaces, enums and decorators, which are left as they are; in functions there they are", () => {
    const text = "namespace G {\n  const o = { x: 0 }, [a, ...rest] = [1];\n  for (const x of rest) o?.m([x]);\n  function f() {\n    return { y: [] };\n  }\n"
      + "  namespace M {\n    const s = \"a\" + f() + f();\n  }\n}\nenum E {\n  A = `${1}${2}`.length,\n}\nnamespace I {\n"
      + "  /* perline ignore next */\n  function ignored() {\n    return {};\n  }\n}\n@dec({ x: 1 })\nclass A {\n  @dec([2]) y = {};\n}";
    const { sites, lines } = plan(text, programOptions({ memory: true, filename: "a.ts" })).source;
    const found = sites?.row.map((row, site) => `${lines.line[row]} ${sites.kind[site]} ${(sites.counter[site] ?? -1) < 0 ? "?" : "counted"}`);
    expect(found?.toSorted((a, b) => parseInt(a) - parseInt(b))).to.deep.equal([
      "2 object ?", "2 array ?", "2 array ?", "3 array ?", "4 function ?", "5 object counted", "5 array counted", "8 string ?", "12 string ?",
      "16 function ?", "20 object ?", "20 class counted", "22 array ?", "22 object counted",
    ]);
  });

  it("are counted by nothing more where the line's own hits tell", () => {
    const probes = (memory: boolean): number => instrument("const a = {};\nconst b = [a];\nfunction f(x) {\n  return { x };\n}\nnew Map();\n", programOptions({ memory })).probeCount;
    expect(probes(true)).to.equal(probes(false));
  });

  it("are nowhere without memory, and change nothing else", () => {
    for (const { text, filename, goal } of someRealSourceFiles(40, 1).map(readRealSource)) {
      const options = programOptions({ filename, goal, verify: false });
      const { source, edits } = plan(text, options);
      expect(source).not.to.have.property("sites");
      const memory = plan(text, { ...options, memory: true });
      expect(kindsOf(memory.edits), filename).to.deep.equal(kindsOf(edits));
      const { code } = printText(text, memory.edits, { ...options, base: 1 });
      expect(unmark(code) === text, filename).to.equal(true);
    }
  });
});
