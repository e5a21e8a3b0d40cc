/**
 * A quicker reading of JavaScript for large files, by a parser that is installed or not. It gives the same plans; but it may take what
 * is no program, and its messages are others. So whatever it does not take is for the parser that knows all, and V8 has to take what
 * is made of the rest.
 */
import { createRequire } from "node:module";
import type { Comment } from "@babel/types";
import { fromEstree } from "./estree.js";
import type { Parsed, TextPlace } from "./parse.js";

/** What is asked of the parser; said here, since it need not be installed where this is compiled. */
interface QuickParser {
  parse(text: string, options: {
    sourceType: "commonjs" | "script";
    /** Whether syntax of drafts is read, and that of old scripts. */
    next: boolean;
    webcompat: boolean;
    ranges: { start: boolean; end: boolean; range: boolean };
    preserveParens: boolean;
    validateRegex: boolean;
    onComment?: QuickComment[];
  }): object;
}

interface QuickComment {
  /** `MultiLine`, `HashbangComment`, or one of those that end with their line. */
  type: string;
  value: string;
  start: number;
  end: number;
}

/** What a comment holds that means something to perline. */
const meant = /perline ignore|@profile/;

/** Parses a file, with the comments that may mean something; null where that is for the other parser. */
export function parseQuickly(text: string, place: TextPlace): Parsed | null {
  const { goal } = place;
  if (goal === "module" || !isPlain(place)) return null;
  const comments: QuickComment[] = [];
  try {
    const parser = createRequire(__filename)("meriyah") as QuickParser;
    const program = parser.parse(text, {
      sourceType: goal, next: true, webcompat: true, ranges: { start: true, end: true, range: false }, preserveParens: true,
      // V8 does that.
      validateRegex: false,
      ...(meant.test(text) ? { onComment: comments } : {}),
    });
    return { program: fromEstree(program, text), comments: comments.flatMap(asComment) };
  } catch {
    // It is not installed, or the other parser will say what is wrong.
    return null;
  }
}

/** Whether a file is JavaScript without types. */
function isPlain({ filename, isJavaScript = false, flow }: TextPlace): boolean {
  return flow === undefined && (isJavaScript || !/\.([cm]?ts|[jt]sx)$/.test(filename));
}

function asComment({ type, value, start, end }: QuickComment): Comment[] {
  if (type === "HashbangComment") return [];
  return [type === "MultiLine" ? { type: "CommentBlock", value, start, end } : { type: "CommentLine", value, start, end }];
}
