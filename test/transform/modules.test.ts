/** ES modules: frames around the body, exports of every form, top-level await, hoisting across cycles. */
import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { instrument } from "@perline/transform";
import { programOptions } from "./instrumented-program.js";
import { StubRuntime } from "./stub-runtime.js";

describe("ES modules", () => {
  let folder: string;
  const runtime = new StubRuntime();
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "modules-"));
    for (const [name, value] of Object.entries(runtime.bindings())) {
      Object.defineProperty(globalThis, name, { value, configurable: true });
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
    for (const name of Object.keys(runtime.bindings())) Reflect.deleteProperty(globalThis, name);
  });

  function write(name: string, text: string): string {
    const { code } = instrument(text, programOptions({ filename: join(folder, name), goal: "module", base: 1 }));
    const file = join(folder, name);
    writeFileSync(file, code);
    return pathToFileURL(file).href;
  }

  it("export every form, live", async () => {
    const url = write("forms.mjs", `
import { join } from "node:path";
export const a = join("a", "b"), b = () => a;
export let count = 0; export function increment() { count++; }
export class C { m() { return count; } }
export default class { static n = this.name; }
const x = 1; export { x as y, increment as default2 }; export * as path from "node:path"; export {};
export async function* g() { yield await a; }
if (count === 0)
  increment();
`);
    const module = (await import(url)) as Record<string, unknown> & { increment(): void; count: number };
    expect(module).to.include({ y: 1, count: 1 });
    module.increment();
    expect(module.count).to.equal(2);
    expect(module["default"]).to.have.property("n", "default");
    expect(runtime.stack[0]).to.equal(0);
  });

  it("await at the top level", async () => {
    const url = write("await.mjs", `
const first = await new Promise((done) => setImmediate(() => done(1)));
export const seen = [first];
for await (const x of [Promise.resolve(2), 3]) seen.push(x);
try { await Promise.reject(4); } catch (e) { seen.push(e); }
`);
    expect(((await import(url)) as { seen: unknown }).seen).to.deep.equal([1, 2, 3, 4]);
    expect(runtime.stack[0]).to.equal(0);
    expect([...runtime.pending.values()].every((count) => count === 0)).to.equal(true);
  });

  it("call hoisted functions across a cycle before their module ran", async () => {
    write("b.mjs", `import { hoisted } from "./a.mjs";\nexport const early = hoisted();\n`);
    const url = write("a.mjs", `import { early } from "./b.mjs";\nexport function hoisted() { return typeof early2; var early2 = early; }\nexport const value = early;\n`);
    expect(((await import(url)) as { value: unknown }).value).to.equal("undefined");
    expect(runtime.stack[0]).to.equal(0);
  });
});
