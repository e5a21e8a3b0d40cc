/** The table of children against the parser's own: nothing that can hold running code may be missing. */
import { FLIPPED_ALIAS_KEYS, VISITOR_KEYS } from "@babel/types";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Keys whose nodes never run: types, names and labels, imports; and constructs of proposals that no engine runs. */
const inertKeys = new Set([
  "typeParameters", "typeArguments", "typeAnnotation", "returnType", "predicate", "id", "label", "specifiers", "source", "attributes",
  "assertions", "directives", "superTypeParameters", "mixins", "implements", "variance", "quasis", "meta", "local", "exported", "imported",
  "name", "closingElement", "openingFragment", "closingFragment", "namespace",
]);

/** Keys that hold running code elsewhere, but not in these types. */
const inertHere = [
  "ObjectMethod.decorators", "ObjectProperty.decorators", "AssignmentPattern.decorators", "ObjectPattern.decorators",
  "ClassPrivateProperty.key", "ClassPrivateMethod.key",
];

describe("the table of children", () => {
  const source = readFileSync(join(dirname(require.resolve("@perline/transform/package.json")), "src/1-parse/children.ts"), "utf8");
  const table = new Map([...source.matchAll(/^ {2}(\w+): \[(.*)\],$/gm)].map(([, type, keys]) => [type, keys]));

  it("names every key that can hold running code", () => {
    const missing = Object.entries(VISITOR_KEYS).flatMap(([type, keys]) =>
      table.has(type) ? keys.filter((key) => !inertKeys.has(key) && table.get(type)?.includes(`"${key}"`) !== true).map((key) => `${type}.${key}`) : [],
    );
    expect(missing).to.have.members(inertHere);
  });

  it("names every statement, expression and pattern that has parts", () => {
    const aliases = ["Statement", "Expression", "Pattern", "Function", "Class", "JSX"];
    const flow = /^(Declare|Enum|Interface|Opaque|Type|Bind|Do|Record|Tuple|Module|Topic|Pipeline|TSInterface|TSType|TSDeclare|TSImport|TSNamespace)/;
    const holdsCode = (type: string): boolean => VISITOR_KEYS[type]?.some((key) => !inertKeys.has(key)) === true;
    const parts = aliases.flatMap((alias) => FLIPPED_ALIAS_KEYS[alias] ?? []).filter(holdsCode);
    const missing = new Set<string>(parts.filter((type) => !flow.test(type) && !table.has(type)));
    expect([...missing]).to.have.members(["Identifier", "MetaProperty", "JSXMemberExpression"]);
  });
});
