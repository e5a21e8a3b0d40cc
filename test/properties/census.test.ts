/**
 * The grammar reaches everything: each kind of statement and expression, each construct in each other, and each left by a jump.
 * Not in it: imports, exports, and what needs another compiler first (decorators, JSX). They are cases in test/cases, where a test
 * holds that every kind of node is. `using` is in it where Node has it.
 */
import { expect } from "chai";
import fc from "fast-check";
import { nightly, runs, seed } from "../effort.js";
import { Census, constructs } from "./census.js";
import { programs } from "./programs.js";
import { hasUsing } from "./scope.js";

const statements = [
  "BlockStatement", "BreakStatement", "ClassDeclaration", "ContinueStatement", "DebuggerStatement", "DoWhileStatement", "EmptyStatement",
  "ExpressionStatement", "ForInStatement", "ForOfStatement", "ForOfStatement await", "ForStatement", "FunctionDeclaration",
  "FunctionDeclaration async", "FunctionDeclaration async generator", "FunctionDeclaration generator", "IfStatement", "LabeledStatement",
  "ReturnStatement", "SwitchStatement", "ThrowStatement", "TryStatement", "VariableDeclaration const", "VariableDeclaration let",
  "VariableDeclaration var", "WhileStatement", "WithStatement",
  ...(hasUsing ? ["VariableDeclaration using", "VariableDeclaration await using"] : []),
];

const expressions = [
  "ArrayExpression", "ArrowFunctionExpression", "AssignmentExpression", "AwaitExpression", "BigIntLiteral", "BinaryExpression", "BooleanLiteral",
  "CallExpression", "ClassExpression", "ConditionalExpression", "FunctionExpression", "Identifier", "Import", "LogicalExpression &&",
  "LogicalExpression ??", "LogicalExpression ||", "MemberExpression", "MetaProperty", "NewExpression", "NullLiteral", "NumericLiteral",
  "ObjectExpression", "OptionalCallExpression", "OptionalMemberExpression", "PrivateName", "RegExpLiteral", "SequenceExpression",
  "SpreadElement", "StringLiteral", "Super", "TaggedTemplateExpression", "TemplateLiteral", "ThisExpression", "UnaryExpression !",
  "UnaryExpression +", "UnaryExpression -", "UnaryExpression delete", "UnaryExpression typeof", "UnaryExpression void",
  "UnaryExpression ~", "UpdateExpression ++", "UpdateExpression --", "YieldExpression", "YieldExpression delegate",
];

const parts = [
  "ArrayPattern", "AssignmentPattern", "CatchClause", "ClassMethod async generator method", "ClassMethod async method", "ClassMethod constructor",
  "ClassMethod generator method", "ClassMethod get", "ClassMethod method", "ClassMethod set", "ClassMethod static method",
  "ClassPrivateMethod method", "ClassPrivateMethod static method", "ClassPrivateProperty static",
  "ClassPrivateProperty", "ClassProperty", "ClassProperty static", "Directive", "ObjectMethod get", "ObjectMethod method", "ObjectMethod set",
  "ObjectPattern", "ObjectProperty", "RestElement", "StaticBlock", "SwitchCase",
];

/** Where programs are few, rare things are in them or not as the seed will have it. */
const fewSeed = 20;

const nestings = constructs.flatMap((outer) => constructs.map((inner) => `${outer} > ${inner}`));

/** Names that were counted less often than they should. */
function rare(counts: ReadonlyMap<string, number>, names: readonly string[], least: number): string[] {
  return names.filter((name) => (counts.get(name) ?? 0) < least).map((name) => `${name}: ${counts.get(name) ?? 0} of ${least}`);
}

describe(`the grammar of random programs (seed ${seed})`, function () {
  this.timeout(600_000);
  const census = new Census();
  /** In as many programs as the properties try, 30 of each; in the few of `check`, always the same, what there is. */
  const least = nightly ? { kinds: 30, nestings: 30, exits: 30 } : { kinds: 20, nestings: 10, exits: 1 };

  before(() => {
    const sample = fc.sample(programs, { numRuns: runs({ check: 800, nightly: 10_000 }), seed: nightly ? seed : fewSeed });
    for (const { bare } of sample) census.add(bare);
  });

  it("has every kind of statement, expression, and part of them", () => {
    expect(rare(census.kinds, [...statements, ...expressions, ...parts], least.kinds)).to.deep.equal([]);
  });

  it("nests each construct in each", () => {
    expect(rare(census.nestings, nestings, least.nestings)).to.deep.equal([]);
  });

  it("leaves each construct in each by a jump, a return or an exception", () => {
    expect(rare(census.exits, nestings, least.exits)).to.deep.equal([]);
  });
});

describe("the census of programs", () => {
  const censusOf = (text: string): Census => {
    const census = new Census();
    census.add(text);
    return census;
  };

  it("tells nestings, at whatever depth", () => {
    const { kinds, nestings: found } = censusOf("l: for (;;) { try {} finally { switch (1) {} } } async function* f() { () => class {}; }");
    expect([...found.keys()].sort()).to.deep.equal([
      "async > class", "async > closure", "closure > class", "generator > class", "generator > closure", "label > loop", "label > switch",
      "label > try", "loop > switch", "loop > try", "try > switch",
    ]);
    expect(kinds.get("FunctionDeclaration async generator")).to.equal(1);
  });

  for (const [text, left] of [
    ["for (;;) { try { break; } finally {} }", ["loop > try"]],
    ["for (;;) { switch (1) { case 1: continue; } }", ["loop > switch"]],
    ["for (;;) { switch (1) { case 1: break; } }", ["loop > switch"]],
    ["l: for (;;) { for (;;) { continue l; } }", ["label > loop", "loop > loop"]],
    ["l: { m: { break m; } }", ["label > label"]],
    ["try { try { throw 1; } finally {} } catch {}", ["try > try"]],
    ["for (;;) { try { throw 1; } catch {} }", []],
    ["for (;;) { try {} catch { throw 1; } }", ["loop > try"]],
    ["function* f() { for (;;) { return; } }", ["generator > loop"]],
    ["for (;;) { (() => { throw 1; })(); }", ["loop > closure"]],
    ["for (;;) { class A { static { throw 1; } } }", ["loop > class"]],
    ["for (;;) { class A { m() { throw 1; } } }", []],
  ] as const) {
    it(`tells what is left in ${text}`, () => {
      expect([...censusOf(text).exits.keys()].sort()).to.deep.equal(left);
    });
  }
});
