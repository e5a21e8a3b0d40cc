/**
 * Syntax colours for a terminal. Loaded only when a terminal asks for colour: the grammar costs 40 ms.
 */
import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";
import { parser } from "@lezer/javascript";
import { type Colours } from "./colours.js";

/** Text longer than this, in characters, stays plain: colouring it would take seconds. */
const longestText = 1_000_000;

const highlighter = tagHighlighter([
  { tag: [tags.keyword, tags.self, tags.null, tags.bool], class: "keyword" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: "string" },
  { tag: [tags.number], class: "number" },
  { tag: [tags.comment], class: "comment" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: "call" },
  { tag: [tags.typeName, tags.className], class: "type" },
]);

/** The dialects of the grammar for a file of that name. */
function dialect(path: string): string {
  if (/\.[cm]?ts$/.test(path)) return "ts";
  return path.endsWith(".tsx") ? "ts jsx" : "jsx";
}

/** The lines in colour, one for one. */
export function highlightLines(lines: readonly string[], path: string, colours: Colours): string[] {
  const text = lines.join("\n");
  if (text.length > longestText) return [...lines];
  const paint: Readonly<Record<string, (token: string) => string>> = {
    keyword: colours.magenta, string: colours.green, number: colours.cyan,
    comment: colours.dim, call: colours.blue, type: colours.yellow,
  };
  const coloured = [""];
  const put = (token: string): void => {
    coloured[coloured.length - 1] += token;
  };
  highlightCode(text, parser.configure({ dialect: dialect(path) }).parse(text), highlighter,
    (token, classes) => put((paint[classes] ?? String)(token)),
    () => coloured.push(""));
  return coloured;
}
