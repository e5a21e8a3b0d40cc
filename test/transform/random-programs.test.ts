/** Random programs, their tokens spread over random lines: same result as bare, and always the line V8 shows. */
import { expect } from "chai";
import fc from "fast-check";
import { judge } from "./oracle.js";
import { execute } from "./instrumented-program.js";

/** What every program can use; `check` compares the stacks and gives its argument. */
const prelude = `
const said = [];
function f(...xs) { said.push(xs.length); return check(o); }
function* items() { yield check(1); yield check(2); }
const v = { valueOf() { return check(3); }, toString() { return check("v"); } };
class C { constructor(...xs) { check(xs.length); this.f = f; } }
const o = { f, get g() { return check(o); }, set s(value) { check(value); }, get n() { return check(1); }, valueOf() { return check(7); } };
const tag = (strings, ...xs) => check(o);
`.replace(/\n/g, " ");

/** Three or four pieces of code, then what stands between tokens. */
type Parts = [string, string, string, string, string, string];

const line = fc.constantFrom("", "", "", "\n", "\n  ", " /* c */ ", " // c\n");

/** An expression whose value is `o` or a primitive; `depth` bounds it. */
const expression: fc.Memo<string> = fc.memo((depth) => {
  const atom = fc.constantFrom("1", "o", "o.n", "v", "f()", "o.g", "'a'", "() => f()", "null");
  if (depth <= 1) return atom;
  const inner = expression(depth - 1);
  const parts = fc.tuple(inner, inner, inner, line, line, line);
  const build = (text: (parts: Parts) => string): fc.Arbitrary<string> => parts.map(text);
  return fc.oneof(
    atom,
    build(([a, b, c, x, y, z]) => `f(${x}${a},${y}${b},${z}${c}${x})`),
    build(([a, , , x, y, z]) => `o${x}.f(${y}${a}${z})`),
    build(([a, b, , x, y, z]) => `o${x}.f(${a})${y}.g${z}.f(${b})`),
    build(([a, b, , x, y, z]) => `((${a})${x}+ ${y}(${b})${z})`),
    build(([a, b, , x, y, z]) => `((${a})${x}< ${y}(${b})${z})`),
    build(([a, b, c, x, y, z]) => `(${a}${x}? ${y}${b}${z}: ${c})`),
    build(([a, b, , x, y, z]) => `((${a})${x}&& ${y}(${b})${z})`),
    build(([a, b, , x, y, z]) => `((${a})${x}?? ${y}(${b})${z})`),
    build(([a, b, c, x, y, z]) => `[${x}${a},${y}${b},${z}${c}].length`),
    build(([a, b, , x, y, z]) => `({${x}a: ${a},${y}b: ${z}${b} }, o)`),
    build(([a, b, , x, y, z]) => `new C(${x}${a},${y}${b}${z})${x}.f()`),
    build(([a, b, , x, y]) => `\`${"${"}${x}typeof (${a})}${x}${"${"}${y}String(${b})}\``),
    build(([a, b, , x, y]) => `tag\`${"${"}${x}${a}}${x}${"${"}${y}${b}}\``),
    build(([a, , , x, y]) => `(o${x}.s = ${y}${a})`),
    build(([a, b, , x, y]) => `(${a},${x} ${b}${y})`),
    build(([a, b, , x, y]) => `((x) =>${x} f(x,${y}${a}))(${b})`),
    build(([a, b, , x, y]) => `f(...items(),${x}${a},${y}${b})`),
    build(([a, , , x, y]) => `o[${x}${a}, "f"](${y})`),
    build(([a, , , x, y]) => `o${x}?.f(${y}${a})`),
  );
});

const statement: fc.Memo<string> = fc.memo((depth) => {
  const value = expression(2);
  if (depth <= 1) return value.map((text) => `f(${text});`);
  const inner = statement(depth - 1);
  const parts = fc.tuple(value, value, inner, inner, line, line);
  const build = (text: (parts: Parts) => string): fc.Arbitrary<string> => parts.map(text);
  return fc.oneof(
    build(([a]) => `f(${a})\n;`),
    build(([a, b, s, t]) => `{ let x = ${a}, y = ${b};\n${s}\n${t} }`),
    build(([a, , s, t, x, y]) => `if (${a})${x} ${s}${y} else ${t}`),
    build(([, , s, , x, y]) => `for (const x of items())${x} { ${s}${y} }`),
    build(([, , s, , x, y]) => `for (const x of items()) {${x} if (x === 1) continue;${y}\n ${s} }`),
    build(([a, , s, , x, y]) => `for (let i = 0; i < 2; i++,${x} f(${a})) {${y} ${s} }`),
    build(([a, , s, , x, y]) => `{ let n = 2; while (${x}f(${a}) && n-- > 0)${y} ${s} }`),
    build(([a, b, s, t, x, y]) => `switch (${a})${x} { case ${b}:${y} ${s} default: ${t} }`),
    build(([a, , s, t, x, y]) => `try {${x} ${s} throw ${a}; } catch (e) {${y} ${t} }`),
    build(([, b, s, t, x, y]) => `try {${x} ${s} } finally {${y} ${t} f(${b}) }`),
    build(([a, b, s, , x, y]) => `(function () {${x} ${s} return ${a};${y} f(${b}) })();`),
    build(([a, b, s, , x, y]) => `[...(function* () {${x} ${s}\n yield ${a};${y} yield ${b}; })()];`),
  );
});

const program = fc.array(statement(3), { minLength: 1, maxLength: 4 }).map((list) => `${prelude}\n${list.join("\n")}\nreturn said.join();`);

describe("random programs", () => {
  for (const clock of ["sampled", "exact"] as const) {
    it(`keep their result and the running line (${clock})`, async () => {
      await fc.assert(
        fc.asyncProperty(program, async (text) => {
          const bare = execute(text, { check: (value: unknown) => value });
          const { differences, depth, result } = await judge(text, { clock });
          expect(differences).to.deep.equal([]);
          expect(depth).to.equal(0);
          expect(result).to.equal(bare);
        }),
        { numRuns: 300, seed: 20 },
      );
    });
  }
});
