/** Naive rewrites of statements, directives, functions and files. `$s(n)` is a probe, `$e(n, v)` one that gives v back. */
import type { Node, Statement } from "@babel/types";
import { around, endOf, insert, type NaiveRewrite, type NaiveSource, type NodeOf, replace, type Slip, startOf } from "./naive-source.js";

const probe = "$s(1);";

/** Statements in lists: of blocks, cases, static blocks and the file. */
function listed(source: NaiveSource): Statement[] {
  return source.all("Program", "BlockStatement", "StaticBlock").flatMap(({ body }) => body)
    .concat(source.all("SwitchCase").flatMap(({ consequent }) => consequent));
}

/** The statements that stand alone as the body of another one. */
function bodies(source: NaiveSource): Statement[] {
  const loops = source.all("WhileStatement", "DoWhileStatement", "ForStatement", "ForInStatement", "ForOfStatement");
  const branches = source.all("IfStatement").flatMap(({ consequent, alternate }) => [consequent, alternate ?? null]);
  return [...loops.map(({ body }) => body), ...branches].filter((body): body is Statement => body !== null && body.type !== "BlockStatement");
}

type FunctionNode = NodeOf<"FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression" | "ObjectMethod" | "ClassMethod">;

function functionsOf(source: NaiveSource): FunctionNode[] {
  return source.all("FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression", "ObjectMethod", "ClassMethod");
}

/** The block bodies of functions. */
function blocks(source: NaiveSource): Node[] {
  return functionsOf(source).map(({ body }) => body).filter((body) => body.type === "BlockStatement");
}

/** Inside a block's braces. */
function within(block: Node, before: string, behind: string): Slip {
  return [insert(startOf(block) + 1, before), insert(endOf(block) - 1, behind)];
}

function plainDeclarations(source: NaiveSource): Statement[] {
  return listed(source).filter((node) => node.type === "VariableDeclaration" || node.type === "ClassDeclaration");
}

export const statementRewrites: Record<string, NaiveRewrite> = {
  "probe-before-directive": {
    rule: "the first probe stands at the start of the body, in front of its directives",
    slips: (source) => source.all("Program", "BlockStatement").filter(({ directives }) => directives.length > 0)
      .map(({ directives: [first] }) => [insert(startOf(first!), probe)]),
  },
  "probe-glued-to-directive": {
    rule: "the first probe stands behind the directives as they are",
    slips: (source) => source.all("BlockStatement").filter(({ directives }) => directives.length > 0)
      .map(({ directives }) => [insert(endOf(directives.at(-1)!), "$s(1);")]),
  },
  "preamble-first": {
    rule: "a preamble that declares what probes use is the file's first text",
    slips: () => [[insert(0, "var $p = 1;")]],
  },
  "lexical-preamble": {
    rule: "a preamble declares a constant that every function uses",
    slips: (source) => [[
      insert(0, "const $p = 1; "),
      ...source.all("FunctionDeclaration").map(({ body }) => insert(startOf(body) + 1, " $e(1, $p);")),
    ]],
  },
  "parenthesised-probe": {
    rule: "a probe and its statement become one expression in parentheses",
    slips: (source) => source.all("ExpressionStatement").map(({ expression }) => around(expression, "($s(1), ", ")")),
  },
  "probe-behind": {
    rule: "a probe stands behind its statement",
    slips: (source) => listed(source).map((node) => [insert(endOf(node), " $s(1)")]),
  },
  "line-break-in-operand": {
    rule: "a probe stands on a line of its own in front of the operand",
    slips: (source) => source.all("ReturnStatement", "ThrowStatement").flatMap(({ argument }) =>
      argument === null || argument === undefined ? [] : [around(argument, "\n($s(1), ", ")")]),
  },
  "joined-lines": {
    rule: "whatever follows the word is its operand, a line break or not",
    slips: (source) => source.find(/(?<=\b(return|yield|break|let|i))\n\s*/g).map(({ start, end }) => [{ start, end, text: " " }]),
  },
  "unbraced-probe": {
    rule: "a probe stands in front of the body of a branch or loop, without braces",
    slips: (source) => bodies(source).map((body) => [insert(startOf(body), probe)]),
  },
  "plain-script-probe": {
    rule: "in a script too a probe is an expression statement",
    slips: (source) => listed(source).map((node) => [insert(startOf(node), probe)]),
  },
  "closer-at-end": {
    rule: "what closes the file stands behind its last character",
    slips: ({ text }) => [[insert(0, "{"), insert(text.length, "}")]],
  },
  "probe-on-each-line": {
    rule: "a probe stands at the start of each line",
    slips: (source) => source.find(/^/gm).map(({ start }) => [insert(start, probe)]),
  },
  "closers-out-of-order": {
    rule: "of closers at one offset the outer stands first",
    slips: (source) => source.all("FunctionDeclaration").map(({ body }) => {
      const [loop] = body.body;
      return loop?.type === "WhileStatement"
        ? [insert(startOf(body) + 1, "try{"), insert(startOf(loop.body), "{$s(1);"), insert(endOf(body) - 1, "}finally{$s(2)}}")]
        : [];
    }),
  },
  "import-in-commonjs": {
    rule: "probes are imported, in CommonJS too",
    slips: () => [[insert(0, "import \"node:path\"; ")]],
  },
  "file-in-closure": {
    rule: "the file's body becomes a function's",
    slips: ({ text }) => [[insert(0, "(function () { "), insert(text.length, "\n})();")]],
  },
  "file-in-try": {
    rule: "the file's body becomes the block of a try",
    slips: ({ text }) => [[insert(0, "try { "), insert(text.length, "\n} finally { $s(1); }")]],
  },
  "body-in-closure": {
    rule: "a body becomes that of an inner function",
    slips: (source) => [
      ...blocks(source), ...source.all("CatchClause").map(({ body }) => body),
    ].map((block) => within(block, " return (function () {", "})(); ")),
  },
  "added-parameter": {
    rule: "a parameter of ours enters the frame",
    slips: (source) => functionsOf(source).map((node) => [parameter(source, node, "$p = $s(1)")]),
  },
  "frame-in-parameters": {
    rule: "the frame is entered where the parameters are, and left at the end of the body",
    slips: (source) => functionsOf(source).filter(({ type }) => type === "FunctionDeclaration").map((node) =>
      [parameter(source, node, "$p = $enter(1)"), ...within(node.body, " try { ", " } finally { $leave(); } ")]),
  },
  "returning-finally": {
    rule: "the frame is left by a return in a finally",
    slips: (source) => blocks(source).map((block) => within(block, " try { ", " } finally { return; } ")),
  },
  "probe-reads-this": {
    rule: "the first probe of a constructor is given the object",
    slips: (source) => source.all("ClassMethod").filter(({ kind }) => kind === "constructor")
      .map(({ body }) => [insert(startOf(body) + 1, " $e(1, this);")]),
  },
  "probe-reads-arguments": {
    rule: "the first probe of a function is given its arguments",
    slips: (source) => [
      ...blocks(source).map((block): Slip => [insert(startOf(block) + 1, " $e(1, arguments);")]),
      ...source.all("ClassProperty").flatMap(({ value }) => (value === null || value === undefined ? [] : [[insert(startOf(value), "$e(1, arguments), ")]])),
    ],
  },
  "guessable-private-name": {
    rule: "a class counts in a private field, of a name the program can use",
    slips: (source) => source.all("ClassBody").map((node) => [insert(startOf(node) + 1, " #s = 0;")]),
  },
  "added-constructor": {
    rule: "a class without constructor gets one",
    slips: (source) => source.all("ClassDeclaration").map(({ body, superClass }) =>
      [insert(startOf(body) + 1, superClass === null || superClass === undefined ? " constructor() { $s(1); }" : " constructor(...a) { super(...a); $s(1); }")]),
  },
  "method-as-property": {
    rule: "a method becomes a property that holds a wrapped function",
    slips: (source) => source.all("ObjectMethod").filter(({ kind }) => kind === "method")
      .map((node) => [insert(endOf(node.key), ": $w(function "), insert(endOf(node), ")")]),
  },
  "arrow-body-block": {
    rule: "a concise body becomes a block with a probe",
    slips: (source) => source.all("ArrowFunctionExpression").filter(({ body }) => body.type !== "BlockStatement")
      .map(({ body }) => around(body, "{ $s(1); ", " }")),
  },
  "wrapper-function": {
    rule: "a function expression is wrapped in a function that counts",
    slips: (source) => source.all("FunctionExpression", "ArrowFunctionExpression").map((node) => around(node, "$w(", ")")),
  },
  "function-as-value": {
    rule: "a function declaration becomes a variable that holds a function",
    slips: (source) => source.all("FunctionDeclaration").map((node) => {
      const assignment = `const ${node.id?.name ?? "$f"} = `;
      const exported = source.parent(node)?.type === "ExportDefaultDeclaration";
      return around(node, exported ? "($s(1), " : assignment, exported ? ");" : ";");
    }),
  },
  "probe-behind-label": {
    rule: "a probe stands between a label and its statement",
    slips: (source) => source.all("LabeledStatement").map(({ body }) => around(body, "{ $s(1); ", " }")),
  },
  "desugared-for": {
    rule: "a for loop becomes a while loop",
    slips: (source) => source.all("ForStatement").map((node) => [
      ...replace({ start: startOf(node), end: startOf(node.body) }, `${source.textOf(node.init!)}; while (${source.textOf(node.test!)}) { `),
      insert(endOf(node), ` ${source.textOf(node.update!)}; }`),
    ]),
  },
  "braced-cases": {
    rule: "the statements of a case stand in braces",
    slips: (source) => source.all("SwitchCase").flatMap(({ consequent }) => (consequent.length === 0
      ? [] : [[insert(startOf(consequent[0]!), "{ $s(1); "), insert(endOf(consequent.at(-1)!), " }")]])),
  },
  "tests-first": {
    rule: "the tests of a switch are evaluated in front of it",
    slips: (source) => source.all("SwitchStatement").map((node) =>
      [insert(startOf(node), node.cases.map(({ test }) => (test === null || test === undefined ? "" : `$e(1, ${source.textOf(test)}); `)).join(""))]),
  },
  "declaration-in-block": {
    rule: "a declaration and its probe stand in a block",
    slips: (source) => plainDeclarations(source).map((node) => around(node, "{ $s(1); ", " }")),
  },
  "probe-in-with": {
    rule: "the body of a with statement has probes too",
    slips: (source) => source.all("WithStatement").map(({ body }) => [insert(startOf(body) + 1, probe)]),
  },
  "probe-in-foreign-function": {
    rule: "a function whose directive hands it to another tool has probes too",
    slips: (source) => blocks(source).flatMap((block) => (block.type === "BlockStatement" && block.directives.some(({ value }) =>
      /^(use (asm|server)|worklet)$/.test(value.value)) ? [[insert(endOf(block.directives.at(-1)!), " $s(1);")]] : [])),
  },
  "probe-in-another-realm": {
    rule: "code for another realm has the probes of this one",
    slips: (source) => source.all("CallExpression").filter(({ callee }) => callee.type === "Identifier" && callee.name === "runInContext")
      .map((node) => [insert(startOf(node.arguments[0]!), "\"$s(1);\" + ")]),
  },
  "guessable-name": {
    rule: "a function with direct eval has probes, of a name the program can use",
    slips: (source) => listed(source).filter((node) => source.parent(node)?.type === "BlockStatement").map((node) => [insert(startOf(node), probe)]),
  },
  "probe-by-method": {
    rule: "a probe uses a method that the program can replace",
    slips: (source) => listed(source).map((node) => [insert(startOf(node), "[].push(1);")]),
  },
  "probe-by-property": {
    rule: "a probe keeps its count in a property of an ordinary object",
    slips: (source) => listed(source).map((node) => [insert(startOf(node), ";({})[0] = 1;")]),
  },
  "probe-by-clock": {
    rule: "a probe reads a clock that the program can replace",
    slips: (source) => listed(source).map((node) => [insert(startOf(node), "Date.now();")]),
  },
  "added-line-break": {
    rule: "a probe stands on a line of its own",
    slips: (source) => listed(source).map((node) => [insert(startOf(node), "$s(1);\n")]),
  },
  "probe-behind-decorator": {
    rule: "a probe stands between a decorator and what it decorates",
    slips: (source) => source.all("Decorator").map((node) => [insert(endOf(node), " $s(1);")]),
  },
};

/** Adds a parameter behind a function's own. */
function parameter(source: NaiveSource, node: FunctionNode, text: string): Slip[number] {
  const last = node.params.at(-1);
  if (last !== undefined) return insert(last.type === "RestElement" ? startOf(last) : endOf(last), last.type === "RestElement" ? `${text}, ` : `, ${text}`);
  return insert(source.text.lastIndexOf(")", startOf(node.body)), text);
}
