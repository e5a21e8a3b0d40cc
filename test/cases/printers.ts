/** Every printer that exists; a case passes in each. */
import { instrument, plan, type Instrumented, type InstrumentOptions } from "@perline/transform";
import { printBabel } from "../../packages/transform/dist/3-emit/babel.js";
import { parseByBabel, textOfTree } from "../transform/babel-tree.js";
import { throughTypeScript } from "../transform/typescript-tree.js";

/** One way from text to instrumented text. */
export interface Printer {
  name: string;
  /** Whether the text of functions is what the person wrote, once the marked pieces are taken out. */
  keepsFunctionText: boolean;
  /** Whether lines stand elsewhere than in the text, where the map of what it printed leads from. */
  movesLines?: boolean;
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

/** Through the tree that TypeScript has of the text. */
function instrumentByTypeScript(text: string, options: InstrumentOptions): Instrumented {
  const instrumented = instrument(text, options);
  return { ...instrumented, ...throughTypeScript({ ...options, text }, instrumented.code) };
}

const functionText = "It reads the text of functions, which is the instrumented one where a text is printed anew.";

const ownTrace = "It reads the lines of a trace itself, which are those of the compiled file.";
const defaultClass = "TypeScript gives a default class that has a static field a name.";

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
  {
    name: "typescript",
    keepsFunctionText: false,
    movesLines: true,
    exceptions: {
      "environment/lines-of-errors": ownTrace,
      "environment/serialised-functions": functionText,
      "expressions/function-text": functionText,
      "files/carriage-returns": ownTrace,
      "files/html-like-comments": "TypeScript does not know comments of HTML.",
      "functions/frames-of-a-trace": ownTrace,
      "modules/calls-annotated-as-pure": "It is compiled without comments here.",
      "modules/exports-of-every-form": defaultClass,
      "names/default-export": defaultClass,
      "typescript/comments-for-the-compiler": "A tree that is printed with its types has lines of its own.",
    },
    print: instrumentByTypeScript,
  },
];
