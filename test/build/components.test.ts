/** Components of Vue and Svelte, built and served by Vite: their scripts count on the lines of their files, or are left alone. */
import { expect } from "chai";
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LinkedSource } from "@perline/format";
import { perline } from "@perline/unplugin/vite";
import type { InlineConfig, PluginOption } from "vite" with { "resolution-mode": "import" };
import { runLinked, writeStub, type LinkedRun } from "../linked/program.js";
import { root } from "../runs.js";

const files: Readonly<Record<string, string>> = {
  "package.json": "{\"type\":\"module\"}",
  "App.vue": `<template>
  <p>{{ stars(3) }}</p>
</template>

<script setup lang="ts">
import { ref } from "vue";
const more = ref<number>(2);
function stars(count: number): string {
  "use profile";
  let text = "";
  for (let n = 0; n < count + more.value; n++) text += "*";
  return text;
}
</script>
`,
  "App.svelte": `<script lang="ts">
  let { count = 3 }: { count?: number } = $props();
  function stars(): string {
    "use profile";
    let text = "";
    for (let n = 0; n < count; n++) text += "*";
    return text;
  }
</script>

<p>{stars()}</p>
`,
  "main.js": `import { render } from "svelte/server";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import Svelte from "./App.svelte";
import Vue from "./App.vue";
console.log(await renderToString(createSSRApp(Vue)), render(Svelte).body.includes("<p>***</p>"));
`,
};

/** Its types are of a page's world, which is none of ours. */
const svelteModule: string = "@sveltejs/vite-plugin-svelte";

const inSvelte = { "App.svelte:5": 1, "App.svelte:6": 4, "App.svelte:7": 1 };
const inVue = { "App.vue:10": 1, "App.vue:11": 6, "App.vue:12": 1 };

describe("components", () => {
  let folder = "";
  let runtime = "";
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "perline-components-")));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    runtime = join(folder, writeStub(folder).module);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** A configuration that keeps what is warned of. */
  async function configured(warnings: string[]): Promise<InlineConfig> {
    const { createLogger } = await import("vite");
    const { default: vue } = await import("@vitejs/plugin-vue");
    const { svelte } = await import(svelteModule) as { svelte: (options: object) => PluginOption };
    return {
      root: folder, configFile: false, logLevel: "silent", appType: "custom",
      customLogger: { ...createLogger("silent"), warn: (message) => void warnings.push(message) },
      plugins: [perline({ runtime, enabled: true }), vue(), svelte({ configFile: false })],
    };
  }

  /** Builds the program for Node and runs it. */
  async function built(warnings: string[], sourcemap: boolean): Promise<LinkedRun> {
    const { build } = await import("vite");
    const { NODE_ENV } = process.env;
    try {
      await build({ ...await configured(warnings), build: { ssr: "main.js", outDir: "out", emptyOutDir: true, sourcemap } });
    } finally {
      if (NODE_ENV === undefined) delete process.env["NODE_ENV"];
    }
    return runLinked(folder, "out/main.js");
  }

  it("count on the lines of their files, where the build makes source maps", async () => {
    const warnings: string[] = [];
    const { stdout, hits } = await built(warnings, true);
    expect(stdout).to.equal("<p>*****</p> true\n");
    expect(hits).to.deep.equal({ ...inVue, ...inSvelte });
    expect(warnings).to.deep.equal([]);
  });

  it("are left alone, and the build is told, where nothing tells where a script stands in its file", async () => {
    const warnings: string[] = [];
    const { stdout, hits } = await built(warnings, false);
    expect(stdout).to.equal("<p>*****</p> true\n");
    expect(hits).to.deep.equal(inSvelte);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include("App.vue: not instrumented: the build does not tell where its script stands in the file");
  });

  it("count on the lines of their files in a dev server", async () => {
    const { createServer } = await import("vite");
    const server = await createServer({ ...await configured([]), server: { middlewareMode: true, ws: false, watch: null } });
    try {
      for (const [path, lines] of [["App.vue", [10, 11, 12]], ["App.svelte", [5, 6, 7]]] as const) {
        const served = await server.transformRequest(`/${path}`, { ssr: true });
        const [, table = ""] = /\.register\)\(("(?:[^"\\]|\\.)*")\)/.exec(served?.code ?? "") ?? [];
        const { sources, clock } = JSON.parse(JSON.parse(table) as string) as LinkedSource;
        expect([...new Set(sources.flatMap((source) => source.lines.line))]).to.deep.equal(lines);
        expect(clock).to.equal("sampled");
      }
    } finally {
      await server.close();
    }
  });
});
