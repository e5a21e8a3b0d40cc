/** Functions and classes of every kind, and their bodies. */
import { call, expression } from "./expressions.js";
import { insideFunction, type Callable, type Scope } from "./scope.js";
import { statements } from "./statements.js";

/** A body in braces: a return on the same line, or statements on lines of their own. */
export function block(scope: Scope, layout: "line" | "lines"): string {
  return layout === "line" ? `⟪ ¤return ${expression(scope)}; ⟫` : `⟪\n${statements(scope)}\n⟫`;
}

/** What stands behind an arrow: an expression, or a block. */
export function concise(scope: Scope): string {
  return scope.choices.of(`⟨${expression(scope)}⟩`, block(scope, "line"));
}

const heads = { plain: "function", generator: "function*", async: "async function", asyncGenerator: "async function*" } as const;

/** Parameters: a name, a default, a pattern. V8 shows a frame while defaults are evaluated, and perline none: they are quiet. */
function parameters({ choices }: Scope, name: string): string {
  return choices.of(name, `${name} = 1, ...others`, `${name} = n(), { a: other } = { a: quiet(0) }`);
}

/** A function's declaration; now and then it calls itself, as long as the world has more to do. */
export function declaration(scope: Scope, callable: Callable): string {
  const { kind, name } = callable;
  if (kind === "class") return classDeclaration(scope, name);
  const parameter = scope.fresh("p");
  const strict = scope.choices.onceIn(6);
  const own = { names: [...scope.names, parameter], variables: [...scope.variables, parameter], sloppy: scope.sloppy && !strict };
  const body = insideFunction(scope, kind, own);
  const again = scope.choices.onceIn(3) ? `\n¤if (more()) ⟦¤say(${call({ ...body, depth: 1, callables: [callable] })});⟧` : "";
  const text = `⟪${again}\n${statements(body)}\n⟫`;
  return `${heads[kind]} ${name}(${strict ? parameter : parameters(scope, parameter)}) ${strict ? text.replace("⟪", "⟅") : text}`;
}

/** A static block; where that is allowed, an exception leaves it, and with it the class, now and then. */
export function staticBlock(scope: Scope): string {
  const leaves = scope.calm ? "" : "\n¤if (maybe()) ⟦¤throw oops(7);⟧";
  return `static ⦃\n${statements(insideFunction(scope, "static"))}${leaves}\n⦄`;
}

/** A member of a class, without those every class has. */
function member(scope: Scope): string {
  const { choices, fresh } = scope;
  const method = (body: Scope["body"]): string =>
    block(insideFunction(scope, body, { inMethod: true }), choices.of("line", "lines"));
  const field = insideFunction(scope, "plain", { depth: 1 });
  return choices.of<() => string>(
    () => `${fresh("m")}(x) ${method("plain")}`,
    () => `get ${fresh("m")}() ${method("plain")}`,
    () => `set ${fresh("m")}(x) ${method("plain")}`,
    () => `static ${fresh("m")}() ${method("plain")}`,
    () => `*${fresh("m")}() ${method("generator")}`,
    () => `async ${fresh("m")}() ${method("async")}`,
    () => `async *${fresh("m")}() ${method("asyncGenerator")}`,
    () => `${fresh("x")} = ⁅${expression(field)}⁆;`,
    () => `static ${fresh("x")} = ⁅${expression(field)}⁆;`,
    () => `[⟬\`${fresh("x")}\${n()}\`⟭] = ⁅${expression(field)}⁆;`,
    () => `${fresh("x")};`,
    () => staticBlock(scope),
    () => staticBlock(scope),
    () => `#${fresh("x")}() ${method("plain")}`,
    () => `static #${fresh("x")}() ${method("plain")}`,
    () => `static #${fresh("x")} = ⁅${expression(field)}⁆;`,
  )();
}

/**
 * Names of classes say what they are, for V8's stacks name the constructor while fields are initialized: without a base, with a
 * base and a constructor, with a base and the constructor every class has.
 */
export function className({ choices }: Pick<Scope, "choices">): string {
  return choices.of("Plain", "Derived", "Heir");
}

/**
 * A class; its members include what calls expect. V8 has no position for the evaluation of a class without a base, and shows what
 * came before: something on the same line.
 */
export function classDeclaration(around: Scope, name: string): string {
  const scope: Scope = { ...around, sloppy: false };
  const { choices } = scope;
  const constructor = insideFunction(scope, "plain", { names: ["x"], variables: ["x"] });
  const inMethod = insideFunction(scope, "plain", { names: ["x"], variables: ["x"], inMethod: true });
  const derived = !name.startsWith("Plain");
  const constructors = name.startsWith("Heir") || (!derived && choices.onceIn(2)) ? [] : [block(constructor, "lines")];
  const first = derived ? `⟪\n¤super(say(n()));` : "⟪";
  return [
    `${derived ? "" : "¤n(); "}¤class ${name}${derived ? " extends Base" : ""} {`,
    "#hidden = ⁅1⁆;",
    `value = ⁅${expression(insideFunction(scope, "plain", { depth: 1 }))}⁆;`,
    ...constructors.map((body) => `constructor(x) ${body.replace("⟪", first)}`),
    `method(x) ${block(inMethod, "lines")}`,
    `static made() ⟪ ¤return typeof new this(${expression(inMethod)}).value; ⟫`,
    ...(derived ? ["inherited() ⟪ ¤return super.given() + super.shown; ⟫"] : []),
    ...choices.many(0, 3, () => member(scope)),
    "}",
  ].join("\n");
}
