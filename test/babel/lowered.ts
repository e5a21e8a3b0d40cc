/**
 * Cases through Babel's presets: what they make of an instrumented tree counts as the tree did. The bare run is compiled alike, so
 * that what the presets themselves change is in both.
 */
import type { PluginItem } from "@babel/core";
import { instrument, plan, type Instrumented } from "@perline/transform";
import { printBabel } from "../../packages/transform/dist/3-emit/babel.js";
import { runBare, runInstrumented, type Way } from "../cases/judge.js";
import type { Case } from "../cases/case.js";
import { difference, withAnyNumbers } from "../cases/listing.js";
import type { Lowered, Lowering } from "../cases/lowerings.js";
import { measured, type ClockName } from "../cases/measured.js";
import type { Printer } from "../cases/printers.js";
import { babelOf, type Installation } from "./compiled.js";

/** Presets and plugins that somebody compiles with. */
export interface Stack {
  name: string;
  by: Installation;
  presets: readonly (PluginItem | readonly [string, object])[];
  plugins: readonly PluginItem[];
  /** Cases that it does not compile, or not to what they are: in another dialect of decorators, for one. */
  unread: readonly string[];
  /** Those that `check` compiles; the others are compiled nightly. */
  slice: RegExp;
}

/** By what a printer gave: what puts the edits into Babel's tree, before all else. */
const insertions = new WeakMap<Instrumented, PluginItem>();

/** Plans alone: the edits are put into the tree that the presets work on. */
const printer: Printer = {
  name: "babel", keepsFunctionText: false, exceptions: {},
  print(text, options) {
    const instrumented = instrument(text, options);
    const { edits } = plan(text, options);
    const { filename, base = 1, clock } = options;
    insertions.set(instrumented, {
      pre({ ast, scope }) {
        printBabel(ast.program, edits, { filename, base, clock, text });
        scope.crawl();
      },
    });
    return instrumented;
  },
};

function lowering({ name, by, presets, plugins }: Stack): Lowering {
  const { babel, folder: cwd } = babelOf(by);
  return {
    name,
    lower({ filename, text, goal, instrumented }: Lowered) {
      const first = instrumented === null ? undefined : insertions.get(instrumented);
      const compiled = babel.transformSync(text, {
        filename, cwd, sourceType: goal === "module" ? "module" : "script", configFile: false, babelrc: false, retainLines: true,
        compact: false, presets: presets as PluginItem[], plugins: [...(first === undefined ? [] : [first]), ...plugins],
        parserOpts: { allowReturnOutsideFunction: goal === "commonjs" },
      });
      return Promise.resolve(compiled?.code ?? "");
    },
  };
}

/** What differs from the bare run and the recorded hits, as a text to read; empty where nothing does. */
export async function differenceIn(one: Case, stack: Stack, clock: ClockName): Promise<string> {
  const way: Way = { printer, clock, lowering: lowering(stack), measurement: measured, restoresText: true };
  const bare = await runBare(one, way.lowering);
  const ours = await runInstrumented(one, way);
  return [
    difference(bare.output, ours.output),
    // What the presets make of a program may do something else.
    bare.output === one.output ? difference(one.hits, withAnyNumbers(one.hits, ours.hits)) : "",
    difference(`0 frames, ${one.settings.pending ?? 0} pending`, `${ours.depth} frames, ${ours.pending} pending`),
  ].filter((rows) => rows !== "").join("\n");
}
