/** Every rule that is ours can fail, and says why. Types are off here: these rules need none, and files need not exist. */
import { expect } from "chai";
import { ESLint } from "eslint";
import { join } from "node:path";
import tseslint from "typescript-eslint";

const root = join(__dirname, "..", "..");

/** What must be refused: in which file, what text, and a piece of the message. */
const refused: { what: string; file: string; text: string; message: RegExp }[] = [
  { what: "format importing a package of ours", file: "packages/format/src/x.ts",
    text: 'import { instrument } from "@perline/transform";', message: /format is the vocabulary/ },
  { what: "transform importing the runtime", file: "packages/transform/src/x.ts",
    text: 'export { profile } from "@perline/runtime";', message: /transform rewrites text/ },
  { what: "transform importing the reporter lazily", file: "packages/transform/src/x.ts",
    text: 'export const later = (): Promise<unknown> => import("@perline/reporter");', message: /transform rewrites text/ },
  { what: "runtime importing a value from format", file: "packages/runtime/src/x.ts",
    text: 'import { abi } from "@perline/format";\nexport const names = abi;', message: /takes only types from format/ },
  { what: "runtime importing a dependency", file: "packages/runtime/src/x.ts",
    text: 'import { safeParse } from "valibot";\nexport const parse = safeParse;', message: /it has no dependency/ },
  { what: "runtime importing a dependency lazily", file: "packages/runtime/src/x.ts",
    text: 'export const later = (): Promise<unknown> => import("valibot");', message: /it has no dependency/ },
  { what: "reporter importing the runtime", file: "packages/reporter/src/x.ts",
    text: 'import { profile } from "@perline/runtime/node";\nexport const mark = profile;', message: /reporter reads profiles/ },
  { what: "heap importing the reporter", file: "packages/heap/src/x.ts",
    text: 'export { formats } from "@perline/reporter";', message: /heap reads snapshots/ },
  { what: "a path into a neighbour's files", file: "packages/cli/src/x.ts",
    text: 'import { abi } from "../../format/src/abi.js";\nexport const names = abi;', message: /packages meet by name/ },
  { what: "a default export", file: "packages/cli/src/x.ts", text: "export default 1;", message: /named exports only/ },
  { what: "a relative import without its ending", file: "packages/cli/src/x.ts",
    text: 'export { run } from "./run";', message: /with \.js at the end/ },
  { what: "any", file: "packages/cli/src/x.ts", text: "export const x: any = 1;", message: /Unexpected any/ },
  { what: "a cast through unknown", file: "packages/cli/src/x.ts",
    text: "export const x = 1 as unknown as string;", message: /switches the type checker off/ },
  { what: "four parameters", file: "packages/cli/src/x.ts",
    text: "export const f = (a: number, b: number, c: number, d: number): number => a + b + c + d;", message: /too many parameters/ },
  { what: "a task left in a comment", file: "packages/cli/src/x.ts",
    text: "// TO" + "DO: later\nexport const x = 1;", message: /Unexpected 'todo' comment/ },
  { what: "a silenced rule", file: "packages/cli/src/x.ts",
    text: "/* eslint-disable eqeqeq */\nexport const same = (a: number, b: number): boolean => a == b;", message: /Expected '==='/ },
  { what: "try in the hot file", file: "packages/runtime/src/probes.ts",
    text: "export function f(): number { try { return 1; } catch { return 2; } }", message: /no try in the hot file/ },
  { what: "throw in the hot file", file: "packages/runtime/src/probes.ts",
    text: 'export function f(): never { throw new Error("no"); }', message: /never throws/ },
  { what: "garbage in the hot file", file: "packages/runtime/src/probes.ts",
    text: "export function f(xs: number[]): number[] { return [...xs]; }", message: /charged to the user's lines/ },
  { what: "output from the hot file", file: "packages/runtime/src/probes.ts",
    text: "export function f(): void { console.log(1); }", message: /prints nothing/ },
  { what: "suspension in the hot file", file: "packages/runtime/src/probes.ts",
    text: "export async function f(): Promise<void> { await null; }", message: /nothing in the hot file suspends/ },
  { what: "a hot file of 201 lines", file: "packages/runtime/src/probes.ts",
    text: "export const x = 1;\n" + "// a line\n".repeat(201), message: /at most 200 lines/ },
  { what: "an iterated array beside the program", file: "packages/cli/src/offspring.ts",
    text: "export function f(xs: number[]): number[] { return [0, ...xs]; }", message: /go by index/ },
  { what: "a taken-apart array beside the program", file: "packages/transform/src/hosts/node/vm.ts",
    text: "export const f = ([x = 0]: number[]): number => x;", message: /go by index/ },
  { what: "a match beside the program", file: "packages/transform/src/primitives.ts",
    text: "export const f = (x: string): boolean => /a/.test(x);", message: /make a tester of it/ },
  { what: "a suite narrowed to one test", file: "test/x.test.ts", text: "describe.only(\"x\", () => {});", message: /no \.only and no \.skip/ },
  { what: "a disabled test", file: "test/x.test.ts", text: "xit(\"x\", () => {});", message: /no disabled tests/ },
];

/** What must be let through, so that the rules above are not merely strict. */
const allowed: { what: string; file: string; text: string }[] = [
  { what: "runtime importing types from format", file: "packages/runtime/src/x.ts",
    text: 'import type { AbiName } from "@perline/format";\nexport type Name = AbiName;\n' },
  { what: "runtime importing built-ins and its own files", file: "packages/runtime/src/x.ts",
    text: 'import { Worker } from "node:worker_threads";\nimport { now } from "./clock.js";\nexport const all = [Worker, now];\n' },
  { what: "transform importing format", file: "packages/transform/src/x.ts",
    text: 'import { abi } from "@perline/format";\nexport const names = abi;\n' },
  { what: "cli importing everything", file: "packages/cli/src/x.ts",
    text: 'export const later = (): Promise<unknown> => import("@perline/reporter");\n' },
  { what: "what replaced iterators and matching do not reach, beside the program", file: "packages/cli/src/offspring.ts",
    text: "const pattern = /a/;\nexport const f = ({ 0: x, ...rest }: string[], ...others: string[]): unknown => ({ pattern, x, ...rest, others });\n" },
  { what: "plain code in the hot file", file: "packages/runtime/src/probes.ts",
    text: "export const stack = new Int32Array(8);\nexport function keep<T>(value: T): T { return value; }\n" },
];

describe("lint", () => {
  const eslint = new ESLint({ cwd: root, overrideConfig: tseslint.configs.disableTypeChecked });

  async function messages(file: string, text: string): Promise<string[]> {
    const [result] = await eslint.lintText(text, { filePath: join(root, file) });
    return (result?.messages ?? []).filter((message) => message.severity === 2).map((message) => message.message);
  }

  for (const { what, file, text, message } of refused) {
    it(`refuses ${what}`, async () => {
      expect((await messages(file, text)).join("\n")).to.match(message);
    });
  }

  for (const { what, file, text } of allowed) {
    it(`allows ${what}`, async () => {
      expect(await messages(file, text)).to.deep.equal([]);
    });
  }
});
