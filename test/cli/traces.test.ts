/** Stack traces and uncaught errors are as without perline: frames, lines, columns, and the excerpt of the file. */
import { expect } from "chai";
import { mkdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { saidByProgram, without } from "../differences.js";
import { type Finished } from "../runs.js";
import { expectSame, inWorkplace } from "./harness.js";

/** Throws in a place whose column differs in what runs. */
const failing = "function fail(x) {\n  const one = 1; if (x) throw new Error(`with ${one}`);\n}\nconst two = 2; fail(two);\n";

describe("traces of a program under perline run", () => {
  it("shows no frame of perline's where the stack overflows, or where function text is asked of what is no function", () =>
    inWorkplace([], async (place) => {
      place.write("frames.js", [
        "const top = (run) => {", "  try { run(); } catch ({ stack }) { console.log(stack.replace(/\\(.*\\)|:\\d+/g, '').split('\\n').slice(0, 4).join()); }", "};",
        "function deep() {", "  deep();", "}", "top(deep);",
        "function tidy() {", "  try {", "    tidy();", "  } finally {", "    top.x = 1;", "  }", "}", "top(tidy);",
        "top(() => Function.prototype.toString.call({}));",
      ].join("\n"));
      await expectSame(place, ["frames.js"]);
    }));

  it("shows its own line where the stack overflows and nobody catches that", () => inWorkplace([], async (place) => {
    place.write("overflow.js", "const one = 1;\nfunction deep(n) {\n  return deep(n + 1) + one;\n}\ndeep(0);");
    // Its place, the line, what overflowed, and the innermost frames.
    const head = ({ stderr }: Finished): string[] => without(["stack traces"], stderr).split("\n").filter((line) => !/^\s*\^$/.test(line)).slice(0, 8);
    const [bare, ours] = [await place.node(["overflow.js"]), await place.perline(["run", "overflow.js"])];
    expect(head(bare)[1]).to.equal("  return deep(n + 1) + one;");
    expect([ours.code, head(ours)]).to.deep.equal([bare.code, head(bare)]);
  }));

  it("fails with its own lines and columns, and the line that threw", () => inWorkplace([], async (place) => {
    const texts = [
      "throw new Error('at once')",
      "function f() {\n\tconst error = new TypeError('made here');\n\tthrow error; // thrown here\n}\nf();",
      "const f = () => { [1].map((n) => { null.x; }); }; f()",
      "Promise.reject(new Error('rejected'))",
      "async function f() { await null; throw new Error('later'); }\nf();",
      "console.log(new Error('made').stack)",
    ];
    for (const text of texts) {
      place.write("program.js", text);
      await expectSame(place, ["program.js"]);
    }
  }));

  it("fails with its own lines and columns as an ES module too, before and after an await, wherever it lies", () => inWorkplace([], async (place) => {
    const called = place.write("called #%20é.mjs", "export function fail(x) { const one = 1; return x.y + one; }");
    const texts = [
      "const one = 1; throw new Error('at once')",
      "const one = 1; await 0; const two = 2; if (one < two) throw new Error('later')",
      "await import('./called%20%23%2520é.mjs').then(({ fail }) => { const two = [fail(null)]; });",
      `import { fail } from "${pathToFileURL(called).href}?query";\ntry { fail(null); } catch ({ stack }) { console.log(stack); }`,
      "const one = 1; eval('null.x')",
    ];
    for (const text of texts) {
      place.write("program.mjs", text);
      await expectSame(place, ["program.mjs"]);
    }
  }));

  it("are its own where its text names itself", () => inWorkplace([], async (place) => {
    place.write("named.js", `${failing}//# sourceURL=first.js\n//# sourceURL=another name.js\n//# sourceURL=own.js`);
    await expectSame(place, ["named.js"]);
  }));

  it("are its own where it asks for source maps and has none", () => inWorkplace([], async (place) => {
    place.write("asking.js", `process.setSourceMapsEnabled(true); try { null.x; } catch ({ stack }) { console.log(stack); }\n${failing}`);
    await expectSame(place, ["asking.js"]);
  }));

  it("are its own wherever the file lies, and from code that it evaluates", () => inWorkplace([], async (place) => {
    mkdirSync(`${place.folder}/a (b) at c`);
    place.write("a (b) at c/fail.js", failing);
    place.write("evaluates.js", [
      "const show = (run) => { try { run(); } catch ({ stack }) { console.log(stack); } };",
      "show(() => (0, eval)('null.x')); show(() => new Function('null.x')()); show(() => new Function('show', 'show(() => null.x)')(show));",
    ].join("\n"));
    await expectSame(place, ["a (b) at c/fail.js"]);
    await expectSame(place, ["evaluates.js"]);
  }));

  it("are those of a text that the program has compiled in the name of a file", () => inWorkplace([], async (place) => {
    place.write("compiles.js", "const one = 1; if (one) module._compile('const two = 2; if (two) console.log(new Error(two).stack)', __filename);");
    await expectSame(place, ["compiles.js"], { env: { NODE_OPTIONS: "--stack-trace-limit=20" } });
  }));

  it("show the file where V8 refuses what parses otherwise", () => inWorkplace([], async (place) => {
    place.write("refused.js", "const one = 1; if (one) {\tconst two = one; if (two) return /[b-a]/; }");
    place.write("refused.mjs", "const one = 1; if (one) {\tconst two = one; if (two) f(/[b-a]/); }\nfunction f() {}");
    place.write("caught.js", "try { require('./refused.js'); } catch ({ stack }) { console.log(stack); }\nimport('./refused.mjs');");
    for (const program of ["refused.js", "refused.mjs", "caught.js"]) await expectSame(place, [program]);
  }));

  it("are led back once: a message that holds a trace stays as it is", () => inWorkplace([], async (place) => {
    place.write("chain.js", [
      "const one = 1; const inner = () => { if (one) return new Error('inner'); };", "const error = inner();",
      "const two = 2; if (two) console.log(new Error(error.stack).stack);", "throw new Error(`outer: ${error.stack}\\n    at f (${__filename}:1:90)`);",
    ].join("\n"));
    await expectSame(place, ["chain.js"]);
  }));

  for (const start of ['cp.spawn("node", ["fail.js"], { stdio })', 'cp.fork("fail.js")', 'cp.spawn(process.execPath, ["fail.js"], { stdio, env: {} })',
    'process.stderr.write(cp.spawnSync("node", ["--no-warnings", "fail.js", "--permission"]).stderr)']) {
    it(`are those of a process that it starts: ${start}`, () => inWorkplace([], async (place) => {
      place.write("fail.js", `console.log(process.execArgv, process.argv.slice(2));\n${failing}`);
      place.write("main.js", `const cp = require("node:child_process"), stdio = "inherit";\nconst { spawnargs } = ${start};\nconsole.log(spawnargs);\n`);
      await expectSame(place, ["main.js"]);
    }));
  }

  it("are those of Node as a command", () => inWorkplace([], async (place) => {
    place.write("fail.js", failing);
    const [bare, ours] = [await place.node(["--no-warnings", "fail.js"]), await place.perline(["run", "--", "node", "--no-warnings", "fail.js"])];
    expect([ours.code, saidByProgram(ours.stderr)]).to.deep.equal([bare.code, bare.stderr]);
  }));

  for (const built of ["Array.prototype.map", "Error", "Function.prototype.apply", "String.prototype.startsWith"]) {
    it(`are the same where it ends by itself, or by an error, without ${built}`, () => inWorkplace([], async (place) => {
      const begin = `const one = 1; try { null.x; } catch ({ stack }) { console.log(stack); }\n${built} = null;`;
      for (const end of ["", "const two = one; null.x;"]) {
        place.write("lacking.js", `${begin}\n${end}`);
        await expectSame(place, ["lacking.js"]);
        expect(place.profile("lacking.perline.json").complete).to.equal(true);
      }
    }));
  }

  const runsTypeScript = Boolean(Reflect.get(process.features, "typescript"));
  it(`fails as it would where Node runs TypeScript itself${runsTypeScript ? "" : " (not run: this Node does not)"}`, function () {
    if (!runsTypeScript) return this.skip();
    return inWorkplace([], async (place) => {
      const texts = [
        "type A = 1;\nfunction f(a: number): number {\n  if (a > 0) throw new Error('x' as string);\n  return a;\n}\nf(2);",
        "class A {\n  async m(a: number): Promise<never> {\n    await 0;\n    throw new TypeError(`x${a}`);\n  }\n}\nawait new A().m(1);",
        "const stack = (): string => new Error('made').stack!; console.log(stack(), process.sourceMapsEnabled);",
      ];
      for (const text of texts) {
        place.write("program.mts", text);
        await expectSame(place, ["program.mts"]);
      }
    });
  });

  const refusal = runsTypeScript ? /SyntaxError \[ERR_INVALID_TYPESCRIPT_SYNTAX\]: .*`=`.*/ : /SyntaxError: Unexpected "="/;
  const shown = new RegExp(`^(|[^]*\\n)\\S*\\.[cm]ts:2\\n\\tconst äöü: = one;\\n\\t {11}\\^\\n\\n${refusal.source}\\n {4}at `);
  for (const [name, main] of [["required.cts", "require('./required.cts');"], ["imported.mts", "import('./imported.mts');"]] as const) {
    it(`show where TypeScript is not valid, and nothing of perline's: ${name}`, () => inWorkplace([], async (place) => {
      place.write(name, "const one: number = 1;\n\tconst äöü: = one;\n");
      place.write("main.cjs", main);
      for (const command of [["run", "main.cjs"], ["run", name], ["run", "--", "node", "main.cjs"]]) {
        const { code, stderr } = await place.perline(command);
        expect(code).to.equal(1);
        expect(stderr).to.match(shown);
        expect(stderr).to.not.include("packages/");
      }
    }));
  }

  it("show nothing of perline's where an import is missing", () => inWorkplace([], async (place) => {
    place.write("main.mjs", "import './none.mjs';");
    const { code, stderr } = await place.perline(["run", "main.mjs"]);
    expect(code).to.equal(1);
    expect(stderr).to.match(/Cannot find module .*\n {4}at /).and.to.not.include("packages/");
  }));

  it("shows the file of a TypeScript program", () => inWorkplace([], async (place) => {
    place.write("program.ts", "enum A { X }\nfunction f(): never {\n  throw new Error(`in ${A.X}`);\n}\nf();");
    const { stderr } = await place.perline(["run", "program.ts"]);
    expect(stderr).to.match(/program\.ts:3\n {2}throw new Error\(`in \$\{A\.X\}`\);\n/).and.to.match(/at f \(\S*program\.ts:3:9\)/);
  }));
});
