/** Statements: each production writes its text with the tracers that the definitions of the design ask for. */
import { call, expression, wide } from "./expressions.js";
import { block, classDeclaration, className, declaration, staticBlock } from "./functions.js";
import { canAwait, canYield, hasUsing, inside, insideFunction, type Callable, type Scope } from "./scope.js";

type Production = (scope: Scope) => string;

const say: Production = (s) => `¤say(${expression(s)});`;

/** What begins no other statement. */
const simple: readonly Production[] = [
  say,
  say,
  (s) => declared(s, "let", expression(s)),
  (s) => declared(s, "const", expression(s)),
  (s) => declared(s, "var", wide(s)),
  (s) => `¤say(⇠${wide(s)}⇢);`,
  (s) => `¤(${call(s)});`,
  (s) => `¤say(${call(s)});`,
  (s) => `let ${s.fresh("u")};`,
  () => ";",
  () => "¤debugger;",
  (s) => pattern(s),
  (s) => (s.sloppy ? `¤with ({ inside: ${expression(s)} }) quiet(inside);` : say(s)),
  (s) => (s.disposes && hasUsing ? resource(s) : say(s)),
  (s) => `¤let ${s.fresh("v")} = ${expression(s)},\n${s.fresh("v")} = ‹${expression(s)}›;`,
  (s) => (canYield(s) ? `¤yield ${expression(s)};` : say(s)),
  (s) => (canYield(s) ? `¤yield* inner(${expression(s)});` : say(s)),
  (s) => (canAwait(s) ? `¤await later(${expression(s)});` : say(s)),
  (s) => (canAwait(s) ? `¤await ${s.calm ? "later" : s.choices.of("later", "later", "fails")}(⇠${wide(s)}⇢);` : say(s)),
  (s) => (canAwait(s) ? `¤say(...(await Promise.all([${call(s)}, later(${expression(s)}), n()])));` : say(s)),
];

/** A jump out of something. */
const jump: Production = (s) => {
  const { breakable, calm, canReturn, choices, inLoop, labels } = s;
  const ways: [string, ...string[]] = calm ? ["¤say(4);"] : [`¤throw oops(${expression(s)});`];
  if (canReturn) ways.push(`¤return ${expression(s)};`, "¤return;");
  if (breakable) ways.push("¤break;");
  if (inLoop) ways.push("¤continue;");
  for (const { name, loop } of labels) ways.push(`¤break ${name};`, ...(loop ? [`¤continue ${name};`] : []));
  return choices.of(...ways);
};

/** What holds other statements. */
const compound: readonly Production[] = [
  (s) => `{\n${statements(inside(s))}\n}`,
  (s) => `¤if (${expression(s)}) ${branch(s)}`,
  (s) => `¤if (${expression(s)}) {\n${statements(inside(s))}\n} else ${branch(s)}`,
  (s) => `¤if (maybe()) ⟦${jump(s)}⟧`,
  (s) => `¤if (maybe()) ⟦${jump(s)}⟧`,
  (s) => `¤if (maybe()) {\n${jump(s)}\n}`,
  (s) => loop(s, (inner, label) => `${label}while (⟬more(${expression(s)})⟭) ${loopBody(inner)}`),
  (s) => loop(s, (inner, label) => `${label}do ${loopBody(inner)} while (⟬more(${expression(s)})⟭);`),
  (s) => loop(s, (inner, label) => counted(inner, label)),
  (s) => loop(s, (inner, label) => `¬${label}for (;;) {¤\n¤if (!more()) ⟦¤break;⟧\n${statements(inner)}\n}`),
  (s) => loop(s, (inner, label) => wideFor(inner, label)),
  tight,
  tight,
  (s) => loop(s, (inner, label) => `${label}for (${target(inner)} ⌈${iterable(s)}⌉) ${loopBody(inner)}`),
  (s) => loop(s, (inner, label) => `${label}for (${target(inner)} ⌈${iterable(s)}⌉) ${loopBody(inner)}`),
  (s) => loop(s, (inner, label) => `${label}for (${target(inner)} ⌊{ a: 1, b: ${expression(s)} }⌋) ${loopBody(inner)}`),
  (s) => (canAwait(s) ? loop(s, (inner, label) => `${label}for await (${target(inner)} ⌈${asyncIterable(s)}⌉) {\n${statements(inner)}\n}`) : say(s)),
  switching,
  switching,
  (s) => trying(s, "catch"),
  (s) => trying(s, "catch"),
  (s) => trying(s, "finally"),
  (s) => trying(s, "both"),
  (s) => trying(s, "both"),
  labelled,
  (s) => local(s, "plain"),
  (s) => local(s, "plain"),
  (s) => local(s, "generator"),
  (s) => local(s, "async"),
  (s) => local(s, "asyncGenerator"),
  (s) => local(s, "class"),
  closure,
  (s) => `¤some().forEach((x) => ${block(insideFunction(s, "plain"), "lines")});`,
  (s) => classExpression(s, s.fresh("k")),
  driven,
  (s) => (s.depth > 2 ? `{\n${classDeclaration(inside(s), s.fresh(className(s)))}\n}` : say(s)),
];

/** Several statements; now and then two on a line, now and then a jump at the end. */
export function statements(scope: Scope): string {
  const { choices } = scope;
  const list = choices.many(1, scope.depth > 2 ? 4 : 2, () => statement(scope));
  if (choices.onceIn(7)) list.push(jump(scope));
  return list.reduce((text, next) => text + (choices.onceIn(9) && !text.endsWith("`") ? " " : "\n") + next);
}

function statement(scope: Scope): string {
  const { choices, depth } = scope;
  const list = depth <= 0 || choices.below(5) < 2 ? simple : compound;
  return (list[choices.below(list.length)] ?? say)(scope);
}

function declared(scope: Scope, word: "let" | "const" | "var", value: string): string {
  const name = scope.fresh("v");
  scope.names.push(name);
  if (word !== "const") scope.variables.push(name);
  return `¤${word} ${name} = ${value};`;
}

/** What is disposed of at the end of the block; that says nothing anybody hears, since V8 shows the block's last line meanwhile. */
function resource(scope: Scope): string {
  const word = canAwait(scope) ? scope.choices.of("using", "await using") : "using";
  return `¤${word} ${scope.fresh("r")} = ${scope.choices.of(`resource(${expression(scope)})`, "null")};`;
}

function pattern(scope: Scope): string {
  const [first, second] = [scope.fresh("v"), scope.fresh("v")];
  const text = `¤let { a: ${first} = ${expression(scope)}, ...${second} } = { a: maybe() ? undefined : 1, b: ${expression(scope)} };`;
  scope.names.push(first);
  scope.variables.push(first);
  return text;
}

/** What stands behind a test: a single statement, or a block. */
function branch(scope: Scope): string {
  const inner = inside(scope);
  return inner.choices.of(`⟦${say(inner)}⟧`, `{\n${statements(inner)}\n}`);
}

/** A loop's body: mostly a block. */
function loopBody(scope: Scope): string {
  return scope.choices.onceIn(5) ? `⟦${say(scope)}⟧` : `{\n${statements(scope)}\n}`;
}

/** A loop, with or without a label. */
function loop(scope: Scope, make: (inner: Scope, label: string) => string): string {
  const name = scope.choices.onceIn(3) ? scope.fresh("l") : "";
  const labels = name === "" ? scope.labels : [...scope.labels, { name, loop: true }];
  return make(inside(scope, { labels, inLoop: true, breakable: true }), name === "" ? "" : `${name}: `);
}

/** What a loop assigns its items to. */
function target(scope: Scope): string {
  const name = scope.fresh("v");
  scope.names.push(name);
  return scope.choices.of<() => string>(
    () => `const ${name}`, () => `let ${name}`, () => `var ${name}`, () => `const { length: ${name} = n() }`,
  )();
}

function iterable(scope: Scope): string {
  const { callables, choices } = scope;
  const generator = callables.find(({ kind }) => kind === "generator");
  const plain = choices.of("some()", "items()", `inner(${expression(scope)})`, `[${expression(scope)}, 2]`);
  return generator !== undefined && choices.onceIn(2) ? `${generator.name}(${expression(scope)})` : plain;
}

function asyncIterable(scope: Scope): string {
  const generator = scope.callables.find(({ kind }) => kind === "asyncGenerator");
  return generator !== undefined && scope.choices.onceIn(2) ? `${generator.name}(${expression(scope)})` : scope.choices.of("some()", "asyncItems()");
}

function counted(scope: Scope, label: string): string {
  const index = scope.fresh("i");
  scope.names.push(index);
  return `¬${label}for (let ${index} = 0; ⟬${index} < few()⟭; ${index}++) ${loopBody(scope)}`;
}

/** A loop whose turns call nothing: they add, choose, jump and fail by themselves. */
function tight(scope: Scope): string {
  const total = scope.fresh("t");
  const text = loop(scope, (inner, label) => {
    const { calm, canReturn, choices, labels } = inner;
    const index = inner.fresh("i");
    const ways: [string, ...string[]] = ["¤break;", "¤continue;"];
    if (canReturn) ways.push(`¤return ${total};`);
    if (!calm) ways.push(`¤${total} = null.${index};`, `¤throw ${total};`);
    for (const { name, loop } of labels) ways.push(`¤break ${name};`, ...(loop ? [`¤continue ${name};`] : []));
    const step = (): string => choices.of(
      `¤${total} += ${choices.below(3)};`,
      `¤if (${total} % 4 === ${choices.below(4)}) ⟦${choices.of(...ways)}⟧`,
      `¤if (${total} > 2) {\n¤${total} -= 1;\n${choices.of(...ways)}\n}`,
      `¤switch (${total} % 3) {\ncase ⟬0⟭:\n¤${total} += 2;\ncase ⟬2⟭:${choices.of("", "\n¤break;")}\n}`,
    );
    const body = `{\n¤${total} += 1;\n${choices.many(1, 4, step).join("\n")}\n}`;
    return choices.of(
      `¬${label}for (let ${index} = 0; ⟬${index} < ${choices.below(4)}⟭; ${index}++) ${body}`,
      `¬${label}for (let ${index} = 0;; ${index}++) {¤\n¤if (${index} > 2) ⟦¤break;⟧\n${body}\n}`,
      `¤let ${index} = 0;\n${label}while (⟬${index}++ < ${choices.below(4)}⟭) ${body}`,
      `¤let ${index} = 0;\n${label}do ${body} while (⟬${index}++ < ${choices.below(4)}⟭);`,
    );
  });
  return `¤let ${total} = 0;\n${text}\n¤say(${total});`;
}

/** A header over several lines: each part counts where it begins one. */
function wideFor(scope: Scope, label: string): string {
  const index = scope.fresh("i");
  scope.names.push(index);
  return `¤${label}for (\nlet ${index} = ‹${expression({ ...scope, names: [], variables: [] })}›, ${index}b = 0;\n⟬${index}b < few()⟭;\n‹${index}b++›\n) {\n${statements(scope)}\n}`;
}

function switching(scope: Scope): string {
  const { choices } = scope;
  const inner = (): Scope => inside(scope, { breakable: true, disposes: false });
  const test = (): string => choices.of(expression(scope), "1", "2", "-1", "\"a\"", "undefined");
  const rest = (): string => choices.of("\n¤break;", "", "\n¤if (maybe()) ⟦¤break;⟧");
  const branch = (): string => (choices.onceIn(4) ? "" : `\n${statements(inner())}${rest()}`);
  const cases = choices.many(0, 5, () => `case ⟬${test()}⟭:${branch()}${choices.onceIn(6) ? ` case ⟬3⟭:${branch()}` : ""}`);
  const fallback = choices.onceIn(2) ? [`default:${branch()}`] : [];
  const at = choices.below(cases.length + 1);
  const name = choices.onceIn(4) ? `${scope.fresh("l")}: ` : "";
  return `¤${name}switch (${expression(scope)}) {\n${[...cases.slice(0, at), ...fallback, ...cases.slice(at)].join("\n")}\n}`;
}

function trying(scope: Scope, form: "catch" | "finally" | "both"): string {
  const list = (): string => statements(inside(scope));
  const bound = scope.choices.onceIn(3) ? "catch ¶{¢" : "catch (e) {¢";
  const body = `{\n${list()}${scope.choices.onceIn(2) ? `\n¤if (maybe()) ⟦${jump(scope)}⟧` : ""}\n}`;
  const handler = `${bound}\n${scope.choices.of("¤say(0);", "")}${list()}\n}`;
  const overrides = scope.choices.onceIn(6);
  const calm = { calm: true, canReturn: false, callables: [], labels: [], inLoop: false, breakable: false };
  const last = `finally {${overrides ? " // overrides" : ""}\n${statements(inside(scope, overrides ? {} : calm))}\n}`;
  if (form === "finally") return `try ${body}¦ ${last}`;
  return form === "catch" ? `try ${body} ${handler}` : `try ◁${body} ${handler}▷ ${last}`;
}

function labelled(scope: Scope): string {
  const name = scope.fresh("l");
  const inner = inside(scope, { labels: [...scope.labels, { name, loop: false }] });
  return `${name}: {\n${statements(inner)}\n¤if (maybe()) ⟦¤break ${name};⟧\n${statements(inner)}\n}`;
}

/** A function or class declared and used here. */
function local(scope: Scope, kind: Callable["kind"]): string {
  const callable: Callable = { name: scope.fresh(kind === "class" ? className(scope) : "f"), kind };
  const inner = inside(scope);
  return `{\n${declaration(inner, callable)}\n¤say(${call({ ...inner, depth: 1, callables: [callable] })});\n}`;
}

/** A closure over variables around it, called twice. */
function closure(scope: Scope): string {
  const name = scope.fresh("c");
  const inner = insideFunction(scope, "plain", { names: [...scope.names, "x"], variables: [...scope.variables] });
  return `¤const ${name} = (x) => ${block(inner, "lines")};\n¤say(${name}(1));\n¤say(${name}(${expression(scope)}));`;
}

function classExpression(scope: Scope, name: string): string {
  const strict: Scope = { ...scope, sloppy: false };
  const method = block(insideFunction(strict, "plain"), "lines");
  const first = scope.choices.onceIn(2) ? `${staticBlock(strict)}\n` : "";
  return `¤n(); ¤const ${name} = class {\n${first}value = ⁅n()⁆;\nm() ${method}\n};\n¤say(new ${name}().m());`;
}

/** A generator driven by hand: resumed from two places, and ended in one of four ways, or abandoned. */
function driven(scope: Scope): string {
  const generator = scope.callables.find(({ kind }) => kind === "generator")?.name ?? "inner";
  const name = scope.fresh("g");
  return [
    `¤const ${name} = ${generator}(${expression(scope)});`,
    `¤say(show(${name}.next().value));`,
    `¤say(((x) => ⟨show(${name}.next(x).value)⟩)(${expression(scope)}));`,
    scope.choices.of(`¤say(show(${name}.return(5).value));`, `¤say(stop(${name}));`, ...(scope.calm ? [] : [`¤say(provoke(${name}));`, `¤say(show(${name}.throw(oops(5)).value));`]), ";"),
  ].join("\n");
}
