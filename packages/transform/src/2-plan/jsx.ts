/**
 * What is made of elements of JSX besides themselves. By the automatic runtime an element is given its children among its properties:
 * one by itself, several in an array that is made where the element stands. By the classic one they are arguments of a call.
 */
import type { JSXElement, JSXFragment, Node } from "@babel/types";

/** What elements are compiled to. */
export type JsxRuntime = "classic" | "automatic";

const pragma = /^\s*(?:\/\/|\/?\*+)\s*@jsxRuntime\s+(classic|automatic)\b/m;

/** The runtime of a file: what the file itself says goes before what is said of it. */
export function jsxRuntimeOf(text: string, told: JsxRuntime | undefined): JsxRuntime | null {
  return (pragma.exec(text)?.[1] as JsxRuntime | undefined) ?? told ?? null;
}

/** The children of an element that the automatic runtime is given in an array; none where it makes none. */
export function childList(node: JSXElement | JSXFragment): readonly Node[] {
  if (node.type === "JSXElement" && hasLateKey(node)) return [];
  const children = node.children.filter(isChild);
  return children.length > 1 || children.some(({ type }) => type === "JSXSpreadChild") ? children : [];
}

/** Of an element whose key stands behind a spread the automatic runtime makes what the classic one does. */
function hasLateKey({ openingElement: { attributes } }: JSXElement): boolean {
  const spread = attributes.findIndex(({ type }) => type === "JSXSpreadAttribute");
  return spread >= 0 && attributes.slice(spread).some((each) => each.type === "JSXAttribute" && each.name.name === "key");
}

/** Whether something is left of a child: not of a comment, nor of blanks around a line break. */
function isChild(node: Node): boolean {
  if (node.type === "JSXText") return !/^[ \t]*[\r\n][ \t\r\n]*$/.test(node.value);
  return node.type !== "JSXExpressionContainer" || node.expression.type !== "JSXEmptyExpression";
}
