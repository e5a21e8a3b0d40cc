/**
 * Function text for TypeScript that is printed: a printer drops the marks around what was inserted, so the un-instrumented file is
 * printed too, and the code hands the runtime which function of the one is which of the other.
 *
 * Both prints hold the same functions and classes in the same order, since nothing inserted is a function; where they do not, the
 * text of functions stays the instrumented one. A function is known by the first probe id in its text and its length: those
 * that share an id stand inside each other.
 */
import type { Node } from "@babel/types";
import { abi } from "@perline/format";
import { walk } from "../../../1-parse/children.js";
import { parse } from "../../../1-parse/parse.js";
import { startOf } from "../../../2-plan/positions.js";
import type { FileGoal } from "../goal.js";

/** What esbuild gives: code, and a source map (version 3) as JSON. */
export interface Print {
  code: string;
  map: string;
}

/** The first probe id in a function's text, under any clock. */
const firstId = new RegExp(`(?:(?:${abi.count}|${abi.enter}|${abi.open})\\(|${abi.line}\\([^,]*, ?)(\\d+)`);

/** The instrumented print, with a line of ours behind its directives that hands over the text of the functions in `bare`. */
export function withFunctionTexts(instrumented: Print, bare: string, goal: FileGoal): Print {
  const table = tableOf(instrumented.code, bare, goal);
  if (table.length === 0) return instrumented;
  const { code } = instrumented;
  const [first] = parse(code, place(goal)).program.body;
  const at = code.lastIndexOf("\n", first === undefined ? 0 : startOf(first)) + 1;
  const map = JSON.parse(instrumented.map) as { mappings: string };
  const lines = map.mappings.split(";");
  lines.splice(code.slice(0, at).split("\n").length - 1, 0, "");
  const line = `${abi.texts}(${JSON.stringify(bare)},[${table.join()}]);\n`;
  return { code: code.slice(0, at) + line + code.slice(at), map: JSON.stringify({ ...map, mappings: lines.join(";") }) };
}

/** For each function with inserted text: first id and length of its text, start and end of the bare one. */
function tableOf(code: string, bare: string, goal: FileGoal): number[] {
  const printed = functionsOf(code, goal);
  const bares = functionsOf(bare, goal);
  if (printed.length !== bares.length) return [];
  return printed.flatMap(({ start, end }, index) => {
    const id = firstId.exec(code.slice(start, end))?.[1];
    const own = bares[index];
    return id === undefined || own === undefined ? [] : [Number(id), end - start, own.start, own.end];
  });
}

function place(goal: FileGoal): { filename: string; goal: FileGoal } {
  return { filename: "printed.js", goal };
}

/** Where the functions and classes of a code begin and end, as `toString` gives them. */
function functionsOf(code: string, goal: FileGoal): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  walk(parse(code, place(goal)).program, (node) => {
    if (hasText(node)) {
      const start = node.start ?? 0;
      const skipped = "static" in node && node.static === true ? /^static\s+/.exec(code.slice(start))?.[0].length ?? 0 : 0;
      found.push({ start: start + skipped, end: node.end ?? 0 });
    }
    return true;
  });
  return found;
}

function hasText(node: Node): boolean {
  return /^(Function|ArrowFunction|Class)(Declaration|Expression)$|Method$/.test(node.type);
}
