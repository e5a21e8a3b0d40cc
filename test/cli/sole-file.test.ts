/** Programs of one file, which the outer process instruments; and those that load others where their text does not tell. */
import { expect } from "chai";
import { hitsOf, inWorkplace } from "./harness.js";

const part = "exports.twice = (n) => {\n  return n * 2;\n};\n";
const modulePart = "export const twice = (n) => {\n  return n * 2;\n};\n";

interface Program {
  what: string;
  files: Record<string, string>;
  main: string;
  hits: [file: string, line: number, hits: number][];
  /** What it prints; left out where Node can run it bare. */
  stdout?: string;
}

/** What a program's only file may be, and what it loads all the same. */
const programs: Program[] = [
  {
    what: "CommonJS that needs Node's own modules",
    main: "main.js",
    files: { "main.js": 'const { join } = require("node:path");\nfor (let i = 0; i < 3; i++) {\n  console.log(join("a", String(i)));\n}\n' },
    hits: [["main.js", 3, 3]],
  },
  {
    what: "an ES module",
    main: "main.mjs",
    files: { "main.mjs": 'import { join } from "node:path";\nfor (let i = 0; i < 3; i++) {\n  console.log(join("a", String(i)), import.meta.url.slice(-9));\n}\n' },
    hits: [["main.mjs", 3, 3]],
  },
  {
    what: "an ES module that only its text shows to be one",
    main: "main.js",
    files: { "main.js": 'import { join } from "node:path";\nconsole.log(join("a", "b"));\nexport const a = 1;\n' },
    hits: [["main.js", 2, 1]],
  },
  {
    what: "TypeScript with more than types",
    main: "main.ts",
    files: { "main.ts": "enum Kind { A, B }\nfunction f(kind: Kind): string {\n  return Kind[kind];\n}\nconsole.log(f(Kind.B), f(Kind.A));\n" },
    stdout: "B A\n",
    hits: [["main.ts", 3, 2]],
  },
  {
    what: "an ES module of TypeScript",
    main: "main.mts",
    files: { "main.mts": 'import { join } from "node:path";\nconst name: string = "a";\nconsole.log(join(name, "b"));\n' },
    stdout: "a/b\n",
    hits: [["main.mts", 3, 1]],
  },
  {
    what: "`require` by another name",
    main: "main.js",
    files: { "main.js": 'const load = require;\nconst { twice } = load("./part.js");\nconsole.log(twice(4));\n', "part.js": part },
    hits: [["main.js", 3, 1], ["part.js", 2, 1]],
  },
  {
    what: "an import that is evaluated",
    main: "main.mjs",
    files: {
      "main.mjs": "const load = (0, eval)(\"(url) => im\" + \"port(url)\");\n"
        + "const { twice } = await load(new URL(\"./part.mjs\", import.meta.url).href);\nconsole.log(twice(4));\n",
      "part.mjs": modulePart,
    },
    hits: [["main.mjs", 3, 1], ["part.mjs", 2, 1]],
  },
  {
    what: "a worker thread",
    main: "main.js",
    files: {
      "main.js": 'const { Worker } = require("node:worker_threads");\nnew Worker("./part.js").on("exit", (code) => console.log(code));\n',
      "part.js": "for (let i = 0; i < 5; i++) {\n  Math.sqrt(i);\n}\n",
    },
    hits: [["main.js", 2, 1], ["part.js", 2, 5]],
  },
  {
    what: "a program that it starts, which is itself",
    main: "main.js",
    files: {
      "main.js": 'if (process.send) {\n  process.send("here");\n} else {\n'
        + '  require("node:child_process").fork(__filename).on("message", (said) => console.log(said));\n}\n',
    },
    hits: [["main.js", 2, 1], ["main.js", 4, 1]],
  },
  {
    what: "a file that takes its own name from the list of loaded ones",
    main: "main.js",
    files: { "main.js": "globalThis.n = (globalThis.n ?? 0) + 1;\ndelete require.cache[__filename];\nif (n < 3) module.require(__filename);\nelse console.log(n);\n" },
    hits: [["main.js", 1, 3], ["main.js", 4, 1]],
  },
];

describe("a program of one file", () => {
  for (const { what, files, main, hits, stdout } of programs) {
    it(`runs as before and is counted: ${what}`, () => inWorkplace([], async (place) => {
      for (const [name, text] of Object.entries(files)) place.write(name, text);
      const finished = await place.perline(["run", "--output", "p.json", main]);
      if (stdout !== undefined) expect(finished.stdout, finished.stderr).to.equal(stdout);
      else expect(finished.stdout, finished.stderr).to.equal((await place.node([main])).stdout);
      expect(finished.code).to.equal(0);
      const profile = place.profile("p.json");
      for (const [file, line, count] of hits) expect(hitsOf(profile, file, line), `${file}:${line}`).to.equal(count);
      expect(profile.complete).to.equal(true);
    }));
  }

  const refused: [name: string, text: string][] = [["main.foo", "console.log(1);\n"], ["main.json", "[1, 2]\n"], ["main.wasm", "console.log(1);\n"]];
  for (const [name, text] of refused) {
    it(`is refused where Node refuses it: ${name} in a package of modules`, () => inWorkplace([], async (place) => {
      place.write("package.json", '{ "type": "module" }');
      place.write(name, text);
      const bare = await place.node([name]);
      const finished = await place.perline(["run", "--output", "p.json", name]);
      expect([finished.code, finished.stdout]).to.deep.equal([bare.code, bare.stdout]);
    }));
  }

  it("shows the text that failed, where its file has got another one", () => inWorkplace([], async (place) => {
    place.write("main.mjs", [
      'import { writeFileSync } from "node:fs";', "function f() {", "  return 1;", "}", "f();",
      "writeFileSync(import.meta.filename, 'console.log(\"second\");\\nnull.x');", 'await import/**/(import.meta.url + "?3");', "",
    ].join("\n"));
    const text = place.read("main.mjs");
    const bare = await place.node(["main.mjs"]);
    place.write("main.mjs", text);
    const finished = await place.perline(["run", "--output", "p.json", "main.mjs"]);
    expect([finished.code, finished.stdout]).to.deep.equal([bare.code, bare.stdout]);
    expect(finished.stderr).to.contain("?3:2\nnull.x\n     ^");
  }));

  it("is an ES module of TypeScript that imports as TypeScript does, though its text does not show it", () => inWorkplace([], async (place) => {
    place.write("package.json", '{ "type": "module" }');
    place.write("part.ts", "export const x: number = 1;\n");
    place.write("main.ts", 'const name: string = "./part.js";\nconst m = await import/**/(name);\nconsole.log(m.x);\n');
    const finished = await place.perline(["run", "--output", "p.json", "main.ts"]);
    expect(finished.stdout, finished.stderr).to.equal("1\n");
  }));

  it("tells of a syntax error as Node does", () => inWorkplace([], async (place) => {
    place.write("main.js", "let a;\nlet a;\n");
    const bare = await place.node(["main.js"]);
    const finished = await place.perline(["run", "--output", "p.json", "main.js"]);
    expect([finished.code, finished.stdout]).to.deep.equal([bare.code, bare.stdout]);
    expect(finished.stderr).to.contain("Identifier 'a' has already been declared");
  }));
});
