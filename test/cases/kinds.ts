/**
 * The kinds of nodes that a program can hold, from the parser's own table: each type, and for operators each of them. Behaviour cases
 * have to hold every one; a type that a newer parser brings shows up here by itself.
 */
import {
  ASSIGNMENT_OPERATORS, BINARY_OPERATORS, FLIPPED_ALIAS_KEYS, LOGICAL_OPERATORS, UNARY_OPERATORS, UPDATE_OPERATORS, VISITOR_KEYS,
} from "@babel/types";
import { parse } from "../../packages/transform/dist/1-parse/parse.js";
import type { Case } from "./case.js";
import { filenameOf, syntaxOf } from "./lowerings.js";

/** Types that no program has that perline can be given, by the reason. */
const absent: Readonly<Record<string, readonly string[]>> = {
  "made by other tools, or by other versions of the parser": ["Noop", "Placeholder", "TSEnumBody", "TSTemplateLiteralType", "V8IntrinsicIdentifier"],
  "around a program, or asked for by options of the parser": ["File", "ParenthesizedExpression"],
  "proposals that no engine has and the parser is not asked to take": [
    "ArgumentPlaceholder", "BindExpression", "DecimalLiteral", "DoExpression", "ExportDefaultSpecifier", "ModuleExpression",
    "PipelineBareFunction", "PipelinePrimaryTopicReference", "PipelineTopicExpression", "RecordExpression", "TopicReference", "TupleExpression",
    "VoidPattern",
  ],
  "import.defer() and import.source(), which no supported Node runs": ["ImportExpression"],
  "stands in declaration files alone, which never run": ["TSNamespaceExportDeclaration"],
};

/** Operators of the types that have some; those of proposals are left out. */
const operators: Readonly<Record<string, readonly string[]>> = {
  AssignmentExpression: ASSIGNMENT_OPERATORS,
  BinaryExpression: BINARY_OPERATORS.filter((operator) => operator !== "|>"),
  LogicalExpression: LOGICAL_OPERATORS,
  UnaryExpression: UNARY_OPERATORS.filter((operator) => operator !== "throw"),
  UpdateExpression: UPDATE_OPERATORS,
};

/** Every kind that some program can hold. */
export function possibleKinds(): string[] {
  const left = new Set([...(FLIPPED_ALIAS_KEYS["Flow"] ?? []), ...Object.values(absent).flat()]);
  return Object.keys(VISITOR_KEYS).filter((type) => !left.has(type))
    .flatMap((type) => operators[type]?.map((operator) => `${type} ${operator}`) ?? [type]);
}

/** The kinds that a case's files hold. */
export function kindsOf(one: Case): Set<string> {
  const kinds = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== "object" || value === null) return;
    const { type, operator } = value as { type?: unknown; operator?: unknown };
    if (typeof type === "string") kinds.add(type in operators ? `${type} ${String(operator)}` : type);
    Object.values(value).forEach(visit);
  };
  for (const file of one.files) visit(parse(file.text, { filename: filenameOf(one, file), goal: syntaxOf(file) }).program);
  return kinds;
}
