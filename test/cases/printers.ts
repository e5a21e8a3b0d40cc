/** Every printer that exists; a case passes in each. */
import { instrument, plan, type Instrumented, type InstrumentOptions } from "@perline/transform";
import { printBabel } from "../../packages/transform/dist/3-emit/babel.js";
import { parseByBabel, textOfTree } from "../transform/babel-tree.js";

/** One way from text to instrumented text. */
export interface Printer {
  name: string;
  /** Whether the text of functions is what the person wrote, once the marked pieces are taken out. */
  keepsFunctionText: boolean;
  /** Cases that do not hold for it, each with the reason. */
  exceptions: Readonly<Record<string, string>>;
  print(text: string, options: InstrumentOptions): Instrumented;
}

/** Through the tree that Babel has of the text. */
function instrumentByBabel(text: string, options: InstrumentOptions): Instrumented {
  const { filename, goal, base = 1, clock } = options;
  const tree = parseByBabel({ text, filename, goal });
  printBabel(tree.program, plan(text, options).edits, { text, filename, base, clock });
  return { ...instrument(text, options), code: textOfTree(tree, { text, filename, goal }) };
}

const functionText = "It reads the text of functions, which is the instrumented one where a text is printed anew.";

export const printers: readonly Printer[] = [
  { name: "text", keepsFunctionText: true, exceptions: {}, print: instrument },
  {
    name: "babel",
    keepsFunctionText: false,
    exceptions: {
      "environment/serialised-functions": functionText,
      "errors/messages-that-quote": "Babel's printer leaves out parentheses behind which V8 would not quote a link of a chain.",
      "expressions/function-text": functionText,
      "names/in-stack-traces": "Babel's printer leaves out the parentheses that keep ours out of the names that V8 makes up.",
      "files/line-separator-in-a-string": "Babel's printer takes U+2028 in a string for the end of a line.",
    },
    print: instrumentByBabel,
  },
];
