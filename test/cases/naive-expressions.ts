/** Naive rewrites of expressions, names, suspensions and TypeScript. `$e(n, v)` is a probe that gives v back. */
import type { Node } from "@babel/types";
import { around, endOf, insert, type NaiveRewrite, type NaiveSource, replace, type Slip, startOf } from "./naive-source.js";

/** Puts a probe around each of some nodes. */
function probed(nodes: readonly (Node | null | undefined)[], helper = "$e(1, "): Slip[] {
  return nodes.filter((node): node is Node => node !== null && node !== undefined).map((node) => around(node, helper, ")"));
}

function parenthesised(source: NaiveSource): Node[] {
  return source.everything().filter((node) => node.extra?.["parenthesized"] === true);
}

/** Anonymous functions and classes. */
function anonymous(source: NaiveSource): Node[] {
  return source.all("ArrowFunctionExpression", "FunctionExpression", "ClassExpression")
    .filter((node) => node.type === "ArrowFunctionExpression" || node.id === null || node.id === undefined);
}

/** Values in positions where a comma without parentheses would stand. */
function operands(source: NaiveSource): (Node | null | undefined)[] {
  return [
    ...source.all("ArrowFunctionExpression").map(({ body }) => (body.type === "BlockStatement" ? null : body)),
    ...source.all("ConditionalExpression", "IfStatement").map(({ consequent }) => (consequent.type === "BlockStatement" ? null : consequent)),
    ...source.all("VariableDeclarator").map(({ init }) => init),
    ...source.all("AssignmentExpression", "LogicalExpression").map(({ right }) => right),
    ...source.all("CallExpression").flatMap((node) => node.arguments),
    ...source.all("ClassDeclaration").map(({ superClass }) => superClass),
    ...source.all("UnaryExpression", "AwaitExpression").map(({ argument }) => argument),
  ];
}

export const expressionRewrites: Record<string, NaiveRewrite> = {
  "comma-before-function": {
    rule: "a probe and an anonymous function or class become one expression",
    slips: (source) => [
      ...anonymous(source).map((node) => around(node, "($s(1), ", ")")),
      ...source.all("ExportDefaultDeclaration").map(({ declaration }) => around(declaration, "($s(1), ", ")")),
    ],
  },
  "added-name": {
    rule: "an anonymous function gets the name of its variable",
    slips: (source) => source.all("VariableDeclarator").flatMap(({ id, init }) => (init?.type === "FunctionExpression"
      ? [[insert(startOf(init) + "function".length, ` ${source.textOf(id)}`)]] : [])),
  },
  "class-named-late": {
    rule: "a class gets the name of its variable once it is there",
    slips: (source) => source.all("VariableDeclarator").flatMap(({ id, init }) => (init?.type === "ClassExpression"
      ? [around(init, `$n("${source.textOf(id)}", `, ")")] : [])),
  },
  "dropped-parentheses": {
    rule: "an expression is printed again without its parentheses",
    slips: (source) => parenthesised(source).map((node) => {
      const open = node.extra?.["parenStart"];
      const start = typeof open === "number" ? open : startOf(node);
      const close = source.text.indexOf(")", endOf(node));
      return [{ start, end: start + 1, text: " " }, { start: close, end: close + 1, text: " " }];
    }),
  },
  "cooked-text": {
    rule: "strings and templates are printed again by their value",
    slips: (source) => [
      ...source.all("BlockStatement", "Program").flatMap(({ directives }) => directives)
        .map((node) => replace(node, JSON.stringify(node.value.value.replace(/\\x20/g, " ")))),
      ...source.all("TemplateLiteral").flatMap(({ quasis }) => quasis)
        .map((node) => replace(node, (node.value.cooked ?? "").replace(/\n/g, "\\u000a"))),
    ],
  },
  "wrapped-callee": {
    rule: "a callee is a value like any other",
    slips: (source) => probed(source.all("CallExpression", "OptionalCallExpression", "NewExpression").map(({ callee }) => callee)),
  },
  "wrapped-link": {
    rule: "a link of an optional chain is a value like any other",
    slips: (source) => probed(source.all("OptionalMemberExpression", "OptionalCallExpression").filter((node) =>
      /Member|Call/.test(source.parent(node)?.type ?? ""))),
  },
  "dropped-comma": {
    rule: "a comma whose left side does nothing is printed as its right side",
    slips: (source) => source.all("SequenceExpression").flatMap((node) => (node.expressions[0]?.type === "NumericLiteral"
      ? [[{ start: startOf(node), end: startOf(node.expressions[1]!), text: "" }]] : [])),
  },
  "wrapped-operand": {
    rule: "the operand of delete or typeof is a value like any other",
    slips: (source) => probed(source.all("UnaryExpression").filter(({ operator }) => operator === "delete" || operator === "typeof")
      .map(({ argument }) => argument)),
  },
  "wrapped-target": {
    rule: "what is assigned to is a value like any other",
    slips: (source) => probed([
      ...source.all("AssignmentExpression", "ForInStatement", "ForOfStatement").map(({ left }) => left),
      ...source.all("UpdateExpression").map(({ argument }) => argument),
    ]),
  },
  "evaluated-twice": {
    rule: "a value is evaluated in a statement of its own first",
    slips: (source) => source.all("ExpressionStatement").flatMap((node) => (node.expression.type === "AssignmentExpression"
      ? [[insert(startOf(node), `$e(1, ${source.textOf(node.expression.right)}); `)]] : [])),
  },
  "right-side-first": {
    rule: "the right side of an assignment is evaluated before its target",
    slips: (source) => source.all("AssignmentExpression").map(({ left, right }) => [
      insert(startOf(source.all("Program")[0]!), "var $v; "),
      insert(startOf(left), `($v = ${source.textOf(right)}, `), { start: startOf(right), end: endOf(right), text: "$v)" },
    ]),
  },
  "expanded-logical": {
    rule: "a logical assignment becomes an operator and an assignment",
    slips: (source) => source.all("AssignmentExpression").flatMap((node) => (/^(\?\?|\|\||&&)=$/.test(node.operator)
      ? [replace(node, `${source.textOf(node.left)} = ${source.textOf(node.left)} ${node.operator.slice(0, -1)} (${source.textOf(node.right)})`)]
      : [])),
  },
  "wrapped-tag": {
    rule: "a tag is a value like any other",
    slips: (source) => probed(source.all("TaggedTemplateExpression").map(({ tag }) => tag)),
  },
  "copied-template": {
    rule: "a tagged template becomes a call of its tag with the strings",
    slips: (source) => source.all("TaggedTemplateExpression").map((node) => replace(node,
      `${source.textOf(node.tag)}($strings(${JSON.stringify(node.quasi.quasis.map(({ value }) => value.cooked))}), ${
        node.quasi.expressions.map((each) => source.textOf(each)).join(", ")})`)),
  },
  "concatenated-template": {
    rule: "a template becomes a concatenation",
    slips: (source) => source.all("TemplateLiteral").map((node) => replace(node, node.quasis
      .map(({ value }, index) => JSON.stringify(value.cooked) + (index < node.expressions.length ? ` + (${source.textOf(node.expressions[index]!)}) + ` : ""))
      .join(""))),
  },
  "expanded-shorthand": {
    rule: "a shorthand property becomes a key and a probed value",
    slips: (source) => source.all("ObjectProperty").flatMap((node) => (node.shorthand && source.parent(node)?.type === "ObjectExpression"
      ? [replace(node, `${source.textOf(node)}: $e(1, ${source.textOf(node)})`)] : [])),
  },
  "assigned-literal": {
    rule: "the properties of a literal are assigned to an object of ours",
    slips: (source) => source.all("ObjectExpression").map((node) => around(node, "Object.assign({}, ", ")")),
  },
  "wrapped-private-name": {
    rule: "the left side of `in` is a value like any other",
    slips: (source) => source.all("BinaryExpression").filter(({ operator }) => operator === "in").map(({ left }) => around(left, "$e(1, ", ")")),
  },
  "filled-hole": {
    rule: "a hole of an array is a value like any other",
    slips: (source) => source.find(/(?<=\[|,)\s*(?=,)/g).map(({ end }) => [insert(end, "$s(1)")]),
  },
  "counted-spread": {
    rule: "what is spread is counted first",
    slips: (source) => probed(source.all("SpreadElement").map(({ argument }) => argument), "$all("),
  },
  "bare-comma": {
    rule: "a probe and a value are joined by a comma without parentheses",
    slips: (source) => operands(source).flatMap((node) => (node === null || node === undefined ? [] : [[insert(startOf(node), "$s(1), ")]])),
  },
  "hoisted-regexp": {
    rule: "a regular expression is made once",
    slips: (source) => source.all("RegExpLiteral").map((node) => [insert(0, `const $r${startOf(node)} = ${source.textOf(node)}; `), ...replace(node, `$r${startOf(node)}`)]),
  },
  "measured-value": {
    rule: "a value is looked at for its size",
    slips: (source) => probed(source.all("CallExpression", "VariableDeclarator").flatMap((node) =>
      (node.type === "CallExpression" ? node.arguments : [node.init])), "$size("),
  },
  "coerced-value": {
    rule: "a value is turned into text to be told",
    slips: (source) => probed(source.all("VariableDeclarator").map(({ init }) => init), "$text("),
  },
  "reads-then": {
    rule: "an awaited value is asked whether it is a promise",
    slips: (source) => probed(source.all("AwaitExpression").map(({ argument }) => argument), "$isPromise("),
  },
  "attached-then": {
    rule: "an awaited promise gets a listener",
    slips: (source) => probed(source.all("AwaitExpression").map(({ argument }) => argument), "$attach("),
  },
  "added-tick": {
    rule: "an awaited value passes through an async function",
    slips: (source) => probed(source.all("AwaitExpression").map(({ argument }) => argument), "$later("),
  },
  "await-at-top": {
    rule: "the file waits for the runtime",
    slips: () => [[insert(0, "await 0; ")]],
  },
  "await-by-word": {
    rule: "the word await begins an await, wherever it stands",
    slips: (source) => source.find(/\bawait\b(?!\s*[=:,])/g).map(({ end }) => [insert(end, " $s(1),")]),
  },
  "loop-for-delegation": {
    rule: "a delegation becomes a loop of yields",
    slips: (source) => source.all("YieldExpression").flatMap((node) => (node.delegate
      ? [replace(node, `yield* (function* () { for (const $v of ${source.textOf(node.argument!)}) yield $v; })()`)] : [])),
  },
  "desugared-for-await": {
    rule: "a for await becomes a while loop over next()",
    slips: (source) => source.all("ForOfStatement").flatMap(({ await: awaits, left, right, body, start }) => {
      if (!awaits || left.type !== "VariableDeclaration") return [];
      const head = `{ const $i = ${source.textOf(right)}[Symbol.asyncIterator](); for (let $r; !($r = await $i.next()).done;) { ${
        source.textOf(left)} = $r.value; `;
      return [[{ start: start ?? 0, end: startOf(body), text: head }, insert(endOf(body), " } }")]];
    }),
  },
  "comma-before-super": {
    rule: "a probe and super() become one expression",
    slips: (source) => source.all("Super").flatMap((node) => {
      const call = source.parent(node);
      return call?.type === "CallExpression" ? [around(call, "($s(1), ", ")")] : [];
    }),
  },
  "wrapped-enum-member": {
    rule: "the value of an enum member is a value like any other",
    slips: (source) => probed(source.all("TSEnumMember").map(({ initializer }) => initializer)),
  },
  "probe-between-overloads": {
    rule: "a probe stands in front of every declaration",
    slips: (source) => source.find(/^ *(?=(function )?\w+\(a: \w+\): \w+;)/gm).map(({ start }) => [insert(start, "$s(1); ")]),
  },
  "wrapped-parameter": {
    rule: "a parameter's type gives way to a default with a probe",
    slips: (source) => source.find(/(?<=\(\w+): \w+(?=\))/g).map(({ start, end }) => [{ start, end, text: " = $s(1)" }]),
  },
  "probe-in-jsx-text": {
    rule: "a probe stands in the braces' and tags' text",
    slips: (source) => source.all("JSXElement").flatMap(({ openingElement, closingElement }) => (closingElement === null || closingElement === undefined
      ? [] : [[insert(endOf(openingElement), "$s(1);")]])),
  },
  "dropped-attributes": {
    rule: "an import is printed again without its attributes",
    slips: (source) => source.find(/, \{ with: \{ type: "json" \} \}/g).map(({ start, end }) => [{ start, end, text: "" }]),
  },
  "wrapped-specifier": {
    rule: "the name of a file is a value like any other",
    slips: (source) => probed(source.all("CallExpression").filter(({ callee }) => /^(import|require)$/.test(source.textOf(callee)))
      .map(({ arguments: [name] }) => name)),
  },
  "wrapped-build-constant": {
    rule: "what a build knows is a property like any other",
    slips: (source) => probed(source.all("MemberExpression").filter((node) => /^(process|import\.meta)\.env$/.test(source.textOf(node)))
      .map(({ object }) => object)),
  },
  "parted-annotation": {
    rule: "a probe stands between a call and the comment that says it is pure",
    slips: (source) => source.all("CallExpression").filter((node) => /__PURE__\s*\*\/\s*$/.test(source.text.slice(0, startOf(node))))
      .map((node) => around(node, "($s(1), ", ")")),
  },
  "wrapped-test": {
    rule: "a test, and what a switch looks at, is a value like any other",
    slips: (source) => probed([
      ...source.all("IfStatement", "ConditionalExpression").map(({ test }) => test), ...source.all("SwitchStatement").map(({ discriminant }) => discriminant),
    ]),
  },
  "wrapped-exports": {
    rule: "the values of an exports object are values like any other",
    slips: (source) => source.find(/(?<=module\.exports = ).*(?=;)/g).map(({ start, end }) => around({ start, end }, "$e(1, ", ")")),
  },
  "reads-exports": {
    rule: "the file's exports are looked at when it starts",
    slips: (source) => source.find(/(?<=export class )\w+/g).map((name) => [insert(0, `$e(1, ${source.textOf(name)}); `)]),
  },
  "value-export": {
    rule: "an export becomes the export of a value",
    slips: (source) => source.find(/export \{ (\w+) as default \};/g).map(({ start, end }) => [{ start, end, text: "export default $e(1, count);" }]),
  },
};
