/**
 * What is left to do where types have been blanked. Imports that only types used are still there: they would fail, or run a file
 * that TypeScript would not have loaded. Names of CommonJS may be used: such files are usually compiled to it. And some syntax
 * is not erasable though it is no TypeScript: decorators, `using`, and fields that assign.
 */
import { parse } from "@babel/parser";
import type { File, ImportDeclaration, Node, Statement } from "@babel/types";

/** A file without its types. */
export class Leftovers {
  private readonly file: File;
  /** Every name that occurs as a value outside imports, bindings included. */
  private readonly used = new Set<string>();
  /** Whether there are decorators. */
  hasDecorators = false;
  /** Whether there are declarations with `using`, which older versions of Node do not know. */
  hasUsing = false;
  /** Whether classes declare fields. */
  hasFields = false;

  /** @throws SyntaxError where the code needs a printer to become JavaScript. */
  constructor(private readonly code: string) {
    this.file = parse(code, {
      sourceType: "unambiguous",
      plugins: [["decorators", { allowCallParenthesized: true }], "decoratorAutoAccessors", "explicitResourceManagement"],
      allowReturnOutsideFunction: true,
      attachComment: false,
    });
    for (const statement of this.file.program.body) if (statement.type !== "ImportDeclaration") this.visit(statement);
  }

  /** The code without imports that nothing uses; all else keeps its place. */
  withoutUnusedImports(): string {
    let code = this.code;
    for (const statement of this.file.program.body) {
      if (statement.type !== "ImportDeclaration") continue;
      for (const [start, end] of this.unusedParts(statement)) code = blank(code, start, end);
    }
    return code;
  }

  /** The names of CommonJS that are used and not declared at the top level. */
  commonJsNames(): string[] {
    const declared = new Set(this.file.program.body.flatMap(declaredNames));
    return ["require", "module", "__filename", "__dirname"].filter((name) => this.used.has(name) && !declared.has(name));
  }

  private unusedParts({ specifiers, start, end, source }: ImportDeclaration): [number, number][] {
    const unused = specifiers.filter((specifier) => !this.used.has(specifier.local.name));
    if (unused.length === specifiers.length) {
      const sideEffect = specifiers.length === 0 && !this.code.slice(start ?? 0, source.start ?? 0).includes("{");
      return sideEffect ? [] : [[start ?? 0, end ?? 0]];
    }
    return unused.map((specifier) => {
      const from = specifier.start ?? 0;
      const to = specifier.end ?? 0;
      // A comma goes along: the one behind, or before the last.
      const behind = /^\s*,/.exec(this.code.slice(to));
      if (behind !== null) return [from, to + behind[0].length];
      const before = specifier.type === "ImportNamespaceSpecifier" ? this.code.lastIndexOf(",", from) : from;
      return [before, to];
    });
  }

  private visit(node: Node): void {
    if (node.type === "Identifier") this.used.add(node.name);
    if (node.type === "Decorator" || node.type === "ClassAccessorProperty") this.hasDecorators = true;
    if (node.type === "VariableDeclaration" && (node.kind === "using" || node.kind === "await using")) this.hasUsing = true;
    if (node.type === "ClassProperty" || node.type === "ClassPrivateProperty") this.hasFields = true;
    for (const [key, value] of Object.entries(node) as [string, unknown][]) {
      if (isName(node, key)) continue;
      if (Array.isArray(value)) {
        for (const item of value as unknown[]) if (isNode(item)) this.visit(item);
      } else if (isNode(value)) {
        this.visit(value);
      }
    }
  }
}

/** Whether a child is a mere name: of a property, a member, or an export. */
function isName(node: Node, key: string): boolean {
  if (key === "property" || key === "key") return !("computed" in node && node.computed === true);
  return (key === "exported" || key === "label" || key === "loc") || (node.type === "ExportNamedDeclaration" && isNode(node.source));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function declaredNames(statement: Statement): string[] {
  if (statement.type === "ImportDeclaration") return statement.specifiers.map(({ local }) => local.name);
  if (statement.type === "ExportNamedDeclaration") return isNode(statement.declaration) ? declaredNames(statement.declaration) : [];
  if (statement.type === "VariableDeclaration") {
    return statement.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
  }
  return "id" in statement && statement.id?.type === "Identifier" ? [statement.id.name] : [];
}

function blank(code: string, start: number, end: number): string {
  return code.slice(0, start) + code.slice(start, end).replace(/[^\r\n\u2028\u2029]/g, " ") + code.slice(end);
}
