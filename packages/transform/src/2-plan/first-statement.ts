/** What runs first of a list of statements, and whether its arrival tells how often the list was entered. */
import type { Node, VariableDeclaration } from "@babel/types";

/** Whether a declaration has something to run. */
export function initializes(node: VariableDeclaration): boolean {
  return node.declare !== true && node.declarations.some((declarator) => declarator.init !== null && declarator.init !== undefined);
}

/** The statement that is counted first, and whether exactly once for each run of the list. */
export function firstStatement(list: readonly Node[]): { node: Node; once: boolean } | null {
  for (const node of list) {
    switch (node.type) {
      case "BlockStatement":
      case "TryStatement": {
        // Behind a block in which nothing runs comes the finally.
        const first = node.type === "TryStatement"
          ? firstStatement(node.block.body) ?? firstStatement(node.finalizer?.body ?? [])
          : firstStatement(node.body);
        if (first !== null) return first;
        continue;
      }
      case "ExportNamedDeclaration": {
        const first = node.declaration === null || node.declaration === undefined ? null : firstStatement([node.declaration]);
        if (first !== null) return { node, once: first.once };
        continue;
      }
      case "VariableDeclaration":
        if (initializes(node)) return { node, once: true };
        continue;
      case "ExportDefaultDeclaration":
        if (node.declaration.type === "FunctionDeclaration" || node.declaration.type === "TSDeclareFunction") continue;
        return { node, once: true };
      case "FunctionDeclaration":
      case "EmptyStatement":
      case "ImportDeclaration":
      case "ExportAllDeclaration":
      case "TSDeclareFunction":
      case "TSInterfaceDeclaration":
      case "TSTypeAliasDeclaration":
      case "TSImportEqualsDeclaration":
      case "TSNamespaceExportDeclaration":
        continue;
      case "ClassDeclaration":
      case "TSEnumDeclaration":
      case "TSModuleDeclaration":
        if (node.declare === true) continue;
        return { node, once: true };
      case "ExpressionStatement":
      case "ReturnStatement":
      case "ThrowStatement":
      case "IfStatement":
      case "SwitchStatement":
      case "BreakStatement":
      case "ContinueStatement":
      case "DebuggerStatement":
        return { node, once: true };
      default:
        return { node, once: false };
    }
  }
  return null;
}
