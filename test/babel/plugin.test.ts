/** The Babel plugin: marked functions are profiled whatever presets make of them, and what is not asked for is not touched. */
import { join } from "node:path";
import { expect } from "chai";
import { type Profile } from "@perline/format";
import { readProfile, selfCheck } from "@perline/format/read";
import { transformSync as stripped } from "esbuild";
import { hitsOf } from "../cli/harness.js";
import { inCompiledPlace, type CompiledPlace, type Compiling, type Installation } from "./compiled.js";

type InputSourceMap = NonNullable<Compiling["inputSourceMap"]>;

function profileOf(place: CompiledPlace, name: string): Profile {
  const profile = readProfile(place.read(name), name);
  expect(selfCheck(profile)).to.deep.equal([]);
  return profile;
}

/** Runs a compiled program, which must end well and say nothing but what it prints; gives that and its profile. */
async function run(place: CompiledPlace, file: string): Promise<{ stdout: string; profile: Profile }> {
  const { code, stdout, stderr } = await place.node([file]);
  expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
  return { stdout, profile: profileOf(place, file.replace(/\.[^.]*$/, ".perline.json")) };
}

const marked = `import { setTimeout as later } from "node:timers/promises";

class Tally {
  count = 0;
  #last;

  add(n) {
    this.#last = n;
    this.count += n;
  }

  get last() {
    return this.#last;
  }
}

/** @profile */
async function* numbers(limit) {
  for (let n = 0; n < limit; n++) {
    await later(1);
    yield n;
  }
}

/** @profile */
export async function sum(limit) {
  const tally = new Tally();
  for await (const n of numbers(limit)) {
    if (n % 2 === 0) continue;
    tally.add(n);
  }
  return [tally.count, tally.last];
}

sum(6).then((result) => console.log(...result));
`;

const stacks: readonly ({ name: string; as: string } & Compiling)[] = [
  { name: "no preset", as: "program.mjs" },
  { name: "CommonJS for today's Node", as: "program.cjs", presets: [["@babel/preset-env", { targets: "node 20", modules: "commonjs" }]] },
  { name: "CommonJS for old engines", as: "program.cjs", presets: [["@babel/preset-env", { targets: "ie 11", modules: "commonjs" }]] },
  { name: "ES modules for old engines", as: "program.mjs", presets: [["@babel/preset-env", { targets: "ie 11", modules: false }]] },
];

/** Who compiles, by the name that tests give it. */
const compilers: Readonly<Record<string, Installation>> = { "Babel 7": "", "Babel 8": "eight" };

describe("babel plugin", () => {
  for (const { name, as, ...compiling } of stacks) for (const [compiler, by] of Object.entries(compilers)) {
    it(`counts marked functions in ${compiler}: ${name}`, () => inCompiledPlace(async (place) => {
      place.build("program.js", marked, { as, by, ...compiling });
      const { stdout, profile } = await run(place, as);
      expect(stdout).to.equal("9 5\n");
      expect([19, 20, 21, 27, 28, 29, 30, 32].map((line) => hitsOf(profile, "program.js", line))).to.deep.equal([7, 6, 6, 1, 7, 6, 3, 1]);
      expect(profile.sources[0]?.functions.name).to.include.members(["numbers", "sum"]);
    }));
  }

  const page = `import { renderToString } from "react-dom/server";
const log: string[] = [];
function logged(value: Function, { name }: { name: string | symbol }): void {
  log.push(String(name));
}

class Shop<T extends { price: number }> {
  #items: T[] = [];
  constructor(private readonly rate: number) {}
  /** @profile */
  @logged
  add(item: T): this {
    this.#items.push(item);
    return this;
  }

  /** @profile */
  total(): number {
    let sum = 0;
    for (const { price } of this.#items) sum += price;
    return sum * this.rate;
  }
}

/** @profile */
function Total({ shop }: { shop: Shop<{ price: number }> }) {
  const sum = shop.total();
  return <b>{sum > 10 ? "much" : "little"} {sum}</b>;
}

export enum Rate { Normal = 2 }
console.log(log.join(), renderToString(<Total shop={new Shop(Rate.Normal).add({ price: 1 }).add({ price: 5 })} />));
`;
  for (const runtime of ["classic", "automatic"] as const) {
    for (const targets of ["node 20", "ie 11"]) for (const [compiler, by] of Object.entries(compilers)) {
      it(`counts in ${compiler} under TypeScript, decorators and React, its ${runtime} runtime, for ${targets}`, () => inCompiledPlace(async (place) => {
        for (const name of ["react", "react-dom"]) place.install(name);
        place.build("program.tsx", runtime === "classic" ? `import React from "react"; ${page}` : page, {
          as: "program.cjs", by,
          presets: [["@babel/preset-env", { targets, modules: "commonjs" }], ["@babel/preset-react", { runtime }], "@babel/preset-typescript"],
          plugins: [["@babel/plugin-proposal-decorators", { version: "2023-11" }]],
        });
        const { stdout, profile } = await run(place, "program.cjs");
        expect(stdout).to.equal("add <b>much<!-- --> <!-- -->12</b>\n");
        const lines = [13, 14, 19, 20, 21, 27, 28];
        expect(lines.map((line) => hitsOf(profile, "program.tsx", line))).to.deep.equal([2, 2, 1, 3, 1, 1, 1]);
      }));
    }
  }

  for (const [compiler, by] of Object.entries(compilers)) {
    it(`follows in ${compiler} the map that comes with a text, to the lines of its original`, () => inCompiledPlace(async (place) => {
      const original = "\n\n\n\nfunction twice(n: number): number {\n  return 2 * n;\n}\nconsole.log(twice(2), twice(3));\n";
      place.write("program.ts", original);
      const { code, map } = stripped(original, { sourcefile: "program.ts", loader: "ts", sourcemap: "external" });
      place.build("program.cjs", code, { by, perline: { select: "all" }, inputSourceMap: JSON.parse(map) as InputSourceMap });
      const { stdout, profile } = await run(place, "program.cjs");
      expect(stdout).to.equal("4 6\n");
      expect(hitsOf(profile, "program.ts", 6)).to.equal(2);
    }));
  }

  it("leaves to the React Compiler what is not measured, wherever either stands", () => inCompiledPlace((place) => {
    const components = `/** @profile */
export function Measured({ items }) {
  return <ul>{items.map((item) => <li key={item}>{item}</li>)}</ul>;
}
export function Other({ items }) {
  return <ul>{items.map((item) => <li key={item}>{item}</li>)}</ul>;
}
`;
    const code = place.compile("program.jsx", components, {
      presets: ["@babel/preset-react"], plugins: ["babel-plugin-react-compiler"], perline: { source: false },
    });
    const [measured = "", other = ""] = code.slice(code.indexOf("function Measured")).split("function Other");
    expect([measured.includes("_c("), measured.includes("__perline")]).to.deep.equal([false, true]);
    expect([other.includes("_c("), other.includes("__perline")]).to.deep.equal([true, false]);
  }));

  it("counts in an import cycle a function that runs before its module's first statement", () => inCompiledPlace(async (place) => {
    const compiling: Compiling = { presets: [["@babel/preset-env", { targets: "node 20" }]], perline: { select: "all" } };
    place.build("program.js", "import { early } from './other.cjs';\nexport function twice(n) {\n  return 2 * n;\n}\nconsole.log(early, twice(4));\n", {
      as: "program.cjs", ...compiling,
    });
    place.build("other.js", "import { twice } from './program.cjs';\nexport const early = twice(3);\n", { as: "other.cjs", ...compiling });
    const { stdout, profile } = await run(place, "program.cjs");
    expect(stdout).to.equal("6 8\n");
    expect([hitsOf(profile, "program.js", 3), hitsOf(profile, "program.js", 5), hitsOf(profile, "other.js", 2)]).to.deep.equal([2, 1, 1]);
  }));

  it("leaves a file as it is where nothing is marked, or it is switched off", () => inCompiledPlace((place) => {
    const unmarked = marked.replaceAll("@profile", "");
    const compiling: Compiling = { presets: [["@babel/preset-env", { targets: "ie 11" }]] };
    const bare = place.compile("program.js", marked, { ...compiling, perline: null });
    expect(place.compile("program.js", marked, { ...compiling, perline: { enabled: false } })).to.equal(bare);
    expect(place.compile("program.js", marked, { ...compiling, perline: { exclude: "program.js" } })).to.equal(bare);
    expect(place.compile("program.js", unmarked, compiling)).to.equal(place.compile("program.js", unmarked, { ...compiling, perline: null }));
    process.env["PERLINE"] = "0";
    try {
      expect(place.compile("program.js", marked, compiling)).to.equal(bare);
    } finally {
      delete process.env["PERLINE"];
    }
    expect(place.compile("program.js", marked, compiling)).to.not.equal(bare);
  }));

  it("refuses an option that there is none of", () => inCompiledPlace((place) => {
    expect(() => place.compile("program.js", marked, { perline: { selection: "all" } })).to.throw(/option "selection" is no setting \(config-invalid\)\. (?:Did you mean|There are) /);
  }));

  it("fails the build, with file and line, where the tree has no place for what is planned", () => inCompiledPlace((place) => {
    const misled = { parserOverride: (_text: string, options: object, parse: (text: string, options: object) => object) => parse("f();", options) };
    expect(() => place.compile("program.js", "f(\n  1,\n  g(),\n);\n", { perline: { select: "all" }, plugins: [misled] }))
      .to.throw(`${join(place.folder, "program.js")}:3: the edit "after" at offset`);
  }));
});
