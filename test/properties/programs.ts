/** Whole programs. */
import type { Arbitrary } from "fast-check";
import { Choices, choices } from "./choices.js";
import { call, expression } from "./expressions.js";
import { className, declaration } from "./functions.js";
import type { Callable, Scope } from "./scope.js";
import { statements } from "./statements.js";
import { tracedProgram, type TracedProgram } from "./tracers.js";

/** What every program has: a base class, and a generator to delegate to. */
const common = [
  "¤class Base {",
  "own = ⁅n()⁆;",
  "constructor(x) ⟪ ¤this.x = x; ⟫",
  "get shown() ⟪ ¤return say(1); ⟫",
  "given() ⟪ ¤return say(2); ⟫",
  "}",
  "function* inner(x) ⟪",
  "try {",
  "¤say(yield x);",
  "¤yield 2;",
  "}¦ finally {",
  "¤quiet(3);",
  "}",
  "⟫",
].join("\n");

const kinds: readonly Callable["kind"][] = ["plain", "generator", "async", "asyncGenerator", "class"];

/** Makes the program that some choices stand for. */
export function programOf(numbers: readonly number[]): TracedProgram {
  const source = new Choices(numbers);
  let names = 0;
  const scope = (body: Scope["body"], callables: readonly Callable[]): Scope => ({
    choices: source, depth: 4, body, names: [], variables: [], callables, labels: [],
    inLoop: false, breakable: false, canReturn: true, calm: false, disposes: true, sloppy: true, inMethod: false,
    fresh: (prefix) => `${prefix}${++names}`,
  });
  const callables: Callable[] = [];
  const declarations: string[] = [];
  source.many(1, 4, (index) => {
    const kind = kinds[source.below(kinds.length)] ?? "plain";
    const callable: Callable = { name: `${kind === "class" ? className({ choices: source }) : "f"}${index}`, kind };
    declarations.push(declaration(scope("plain", [...callables]), callable));
    callables.push(callable);
  });
  const main = scope("async", callables);
  const uses = callables.flatMap((callable) => {
    const one = { ...main, depth: 1, callables: [callable] };
    return [`try {\n¤say(${call(one)});\n¤say(${call(one)});\n} catch (e) {¢\n¤say(e);\n}`];
  });
  const text = [
    "∎function program() ⟪",
    common,
    ...declarations,
    "async function main() ⟪",
    ...uses,
    "try {",
    statements(main),
    `¤say(${expression({ ...main, depth: 1 })});`,
    "} catch (e) {¢",
    "¤say(e);",
    "}",
    "⟫",
    "¤return main();",
    "⟫",
    "try {",
    "¤return program();",
    "} catch (e) {¢",
    "¤say(e);",
    "}",
  ].join("\n");
  return tracedProgram(text);
}

/** Any program. */
export const programs: Arbitrary<TracedProgram> = choices.map(programOf);
