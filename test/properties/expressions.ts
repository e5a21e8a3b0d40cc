/**
 * Expressions. What `expression` gives stands on one line, so that it needs no tracers but those of functions in it; what
 * `wide` gives spans lines, and each part that begins one carries a tracer. Values are numbers, strings and the like, never
 * functions: their text is another subject.
 */
import { block, concise } from "./functions.js";
import { canAwait, canYield, inside, insideFunction, type Scope } from "./scope.js";

type Production = (scope: Scope) => string;

/** What can be evaluated without depth. */
function atom(scope: Scope): string {
  const { choices, names } = scope;
  return choices.of<() => string>(
    () => "1", () => "n()", () => (names.length === 0 ? "2" : names[choices.below(names.length)] ?? "2"),
    () => "maybe()", () => "\"a\"", () => "null", () => "undefined", () => "true", () => "-3", () => "`t`", () => "typeof 1n", () => "/a/.test(\"a\")",
    () => "typeof this",
  )();
}

const operators = ["-", "*", "/", "%", "**", "<", ">=", "==", "!=", "===", "!==", "&", "|", "^", "<<", ">>", ">>>"] as const;

const productions: readonly Production[] = [
  (s) => `say(${expression(s)})`,
  (s) => `say(${expression(s)}, ${expression(s)})`,
  (s) => `say(...some(), ${expression(s)})`,
  call,
  call,
  (s) => `((${expression(s)}) ${s.choices.of(...operators)} (${expression(s)}))`,
  (s) => `(${expression(s)} ? ${expression(s)} : ${expression(s)})`,
  (s) => `((${expression(s)}) ${s.choices.of("&&", "||", "??")} (${expression(s)}))`,
  (s) => s.choices.of(`(!${expression(s)})`, `(-(${expression(s)}))`, `(~(${expression(s)}))`, `(+(${expression(s)}))`, `(void ${expression(s)})`),
  (s) => `(delete ({ a: ${expression(s)} }).a)`,
  (s) => `(typeof (${expression(s)}))`,
  (s) => `("a" in { a: ${expression(s)} })`,
  (s) => `({ a: ${expression(s)} } instanceof Object)`,
  (s) => assigned(s, (name) => s.choices.of(`(${name}++)`, `(--${name})`)),
  (s) => assigned(s, (name) => `(${name} = ${expression(s)})`),
  (s) => assigned(s, (name) => `(${name} ${s.choices.of("-=", "??=", "||=", "&&=")} ${expression(s)})`),
  (s) => assigned(s, (name) => `([${name} = ${expression(s)}] = [...some()], ${name})`),
  (s) => assigned(s, (name) => `({ a: ${name} = ${expression(s)} } = { b: ${expression(s)} }, ${name})`),
  (s) => `(${expression(s)}, ${expression(s)})`,
  (s) => `[${expression(s)}, ...some(), , ${expression(s)}].length`,
  (s) => `({ a: ${expression(s)}, [\`b\${n()}\`]: ${expression(s)}, ...{ c: 1 } }).a`,
  (s) => `({ get a() ${block(insideFunction(s, "plain"), "line")}, set a(value) ⟪ ¤say(value); ⟫ }).a`,
  (s) => `({ m(x) ${block(insideFunction(s, "plain"), "line")} }).m(${expression(s)})`,
  (s) => `\`\${${expression(s)}} and \${${expression(s)}}\`.length`,
  (s) => `tag\`a\${${expression(s)}}b\``,
  (s) => `({ a: ${expression(s)} })[${s.choices.of("\"a\"", expression(s))}]`,
  (s) => `(maybe() ? null : { a: ${expression(s)} })?.a`,
  (s) => `(maybe() ? null : say)?.(${expression(s)})`,
  (s) => `chain.link(${expression(s)}).value`,
  (s) => `((x) => ⟨${expression(insideFunction(s, "plain"))}⟩)(${expression(s)})`,
  (s) => `(function (x = quiet(${atom(s)})) ${block(insideFunction(s, "plain"), "line")})(${expression(s)})`,
  (s) => `(function self(x) ⟪ ¤return more() ? self(${expression(insideFunction(s, "plain"))}) : typeof new.target; ⟫)(${expression(s)})`,
  (s) => `some().map((x) => ${concise(insideFunction(s, "plain"))}).length`,
  () => "some().sort((x, y) => ⟨say(x) - y⟩).length",
  (s) => `new (class { constructor(x) ⟪ ¤this.x = x; ⟫ })(${expression(s)}).x`,
  (s) => `(new Base(${expression(s)})).${s.choices.of("own", "shown", "given()")}`,
  (s) => (s.inMethod ? `(#hidden in this)` : atom(s)),
  (s) => (canYield(s) ? `(yield ${expression(s)})` : atom(s)),
  (s) => (canYield(s) ? s.choices.of("(yield)", `(yield* inner(${expression(s)}))`) : atom(s)),
  (s) => (canAwait(s) ? `(await later(${expression(s)}))` : atom(s)),
  (s) => (canAwait(s) ? `(await ${expression(s)})` : atom(s)),
  (s) => (canAwait(s) ? `(await imported(import((${expression(s)}, "node:path"))))` : atom(s)),
  (s) => (canAwait(s) && !s.calm ? `(await fails(${expression(s)}))` : atom(s)),
];

/** Any expression, on one line. */
export function expression(scope: Scope): string {
  if (scope.depth <= 0 || scope.choices.below(3) === 0) return atom(scope);
  const make = productions[scope.choices.below(productions.length)] ?? atom;
  return make(inside(scope, { names: scope.names, variables: scope.variables }));
}

function assigned(scope: Scope, use: (name: string) => string): string {
  const { choices, variables } = scope;
  const name = variables[choices.below(Math.max(variables.length, 1))];
  return name === undefined ? atom(scope) : use(name);
}

/** A call of one of the program's functions, in a form that fits its kind. */
export function call(scope: Scope): string {
  const { callables, choices } = scope;
  const callee = callables[choices.below(Math.max(callables.length, 1))];
  if (callee === undefined) return atom(scope);
  const invoked = `${callee.name}(${expression(scope)})`;
  switch (callee.kind) {
    case "plain":
      return invoked;
    case "generator":
      return choices.of(
        `[...${invoked}].length`, `show(${invoked}.next().value)`, `first(${invoked})`, `stop(${invoked})`,
        scope.calm ? "3" : `provoke(${invoked})`,
      );
    case "async":
      return canAwait(scope) ? choices.of(`(await ${invoked})`, `drop(${invoked})`) : `drop(${invoked})`;
    case "asyncGenerator":
      return canAwait(scope) ? choices.of(`(await ${invoked}.next()).value`, `drop(${invoked}.next())`) : `drop(${invoked}.next())`;
    case "class":
      return choices.of(`new ${invoked}.value`, `new ${invoked}.method(1)`, `${callee.name}.made()`);
  }
}

/** A part that begins a line: something that is called. */
function part(scope: Scope): string {
  return `‹say(${expression(scope)})›`;
}

const wideProductions: readonly Production[] = [
  (s) => `say(\n${part(s)},\n2,\n${part(s)}\n)`,
  (s) => `[\n${part(s)},\n...‹some()›,\n${part(s)}\n].length`,
  (s) => `({\na: ${part(s)},\nb: 2,\nc: ${part(s)}\n}).a`,
  (s) => `maybe()\n? ${part(s)}\n: ${part(s)}`,
  (s) => `maybe()\n${s.choices.of("&&", "||", "??")} ${part(s)}`,
  (s) => `\`a\${\n${part(s)}\n}b\${\n${part(s)}\n}\`.length`,
  (s) => `chain\n.link(‹${expression(s)}›)\n.link(‹${expression(s)}›)\n.value`,
  (s) => `tag\`\${\n${part(s)}\n}\``,
  (s) => `new Base(\n${part(s)}\n).own`,
  (s) => `((x) => ${block(insideFunction(s, "plain"), "lines")})(⇥1⇤)`,
  (s) => `(function (x) ${block(insideFunction(s, "plain"), "lines")})(⇥2⇤)`,
];

/** An expression over several lines. */
export function wide(scope: Scope): string {
  const make = wideProductions[scope.choices.below(wideProductions.length)] ?? atom;
  return make(inside(scope, { names: scope.names, variables: scope.variables }));
}
