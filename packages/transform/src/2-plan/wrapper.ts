/** Functions that a tool has put around the text of a module: their body is the module's. */
import type { ArrowFunctionExpression, FunctionExpression, Program } from "@babel/types";
import { startOf } from "./positions.js";

/** The function that is all of a script, by itself or in an object. Null for other scripts. */
export function wrapperOf({ body }: Program): FunctionExpression | ArrowFunctionExpression | null {
  const [statement] = body;
  if (body.length !== 1 || statement?.type !== "ExpressionStatement") return null;
  const { expression } = statement;
  const [property] = expression.type === "ObjectExpression" ? expression.properties : [];
  const value = property?.type === "ObjectProperty" ? property.value : expression;
  return value.type === "FunctionExpression" || value.type === "ArrowFunctionExpression" ? value : null;
}

/** The offset at which the module's own text begins: behind the braces that open. */
export function wrappedStart(text: string, { body }: FunctionExpression | ArrowFunctionExpression): number {
  const start = startOf(body);
  return start + (/^\{+/.exec(text.slice(start))?.[0].length ?? 0);
}
