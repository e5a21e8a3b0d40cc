/** Which file a bundler's module is, and whether its code is that file's. */
import { expect } from "chai";
import { resolve } from "node:path";
import { fileOf } from "../../packages/unplugin/dist/module-id.js";

const file = (name: string): string => resolve("/app", name);

describe("a bundler's id", () => {
  for (const query of ["", "?v=1f2e", "?t=1700000000000", "?import&t=1", "?worker_file&type=module"]) {
    it(`with "${query}" names a script`, () => {
      expect(fileOf(`${file("a.ts")}${query}`)).to.deep.equal({ filename: file("a.ts"), language: ".ts" });
    });
  }

  for (const query of ["?raw", "?url", "?worker", "?sharedworker&inline", "?commonjs-proxy", "?type=module", "?vue&type=style&lang.css"]) {
    it(`with "${query}" names something that was made of a file`, () => {
      expect(fileOf(`${file("a.js")}${query}`)).to.equal(null);
    });
  }

  it("of a component names what a plugin makes code of, and its script by the language it is in", () => {
    expect(fileOf(file("App.svelte"))).to.deep.equal({ filename: file("App.svelte"), language: null });
    expect(fileOf(`${file("App.vue")}?t=1`)).to.deep.equal({ filename: file("App.vue"), language: null });
    for (const [query, language] of [["&setup=true&lang.ts", ".ts"], ["&lang=tsx", ".tsx"], ["", ".js"]] as const) {
      expect(fileOf(`${file("App.vue")}?vue&type=script${query}`)).to.deep.equal({ filename: file("App.vue"), language });
    }
  });

  it("of a virtual module names no file", () => {
    for (const id of ["\0virtual:a.js", "virtual:a.js", "\0/app/a.js?commonjs-exports", "a.js"]) expect(fileOf(id)).to.equal(null);
  });
});
