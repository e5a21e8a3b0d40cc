/** Instrumenting for scripts: a text becomes another one. */
import { resolve } from "node:path";
import { type ClockChoice, PerlineError } from "@perline/format";
import { instrument as instrumentText, type Goal, type Instrumented as Result } from "@perline/transform";
import { findRoot, sourcePath } from "@perline/transform/selection";

/** How a text is instrumented. */
export interface Instrumentation {
  /** Its extension decides the language; by default JavaScript. Paths in profiles lead to it from the root. */
  filename?: string;
  /** What it is: by default CommonJS, unless only an ES module can be written like that, or the extension says so. */
  goal?: Goal;
  /** By default `sampled`. */
  clock?: ClockChoice;
  /** Count objects where they are created; by default false. */
  memory?: boolean;
  /** By default `all`. */
  select?: "all" | "marked";
  /** Keep the text in what is known of it; by default true. */
  source?: boolean;
  /**
   * Makes it code that loads what it calls itself, and can be run by Node alone: the specifier of the runtime, or true for
   * "@perline/runtime/linked". Without it names are those that `perline run` provides.
   */
  link?: boolean | string;
}

/** An instrumented text; see {@link Result}. */
export type Instrumented = Pick<Result, "code" | "map" | "markedFunctions" | "sources" | "warnings">;

/**
 * Instruments a text.
 *
 * @throws PerlineError `source-syntax`, `source-instrumented`, `edit-not-applied`
 */
export function instrument(text: string, instrumentation: Instrumentation = {}): Instrumented {
  const { filename = "program.js", goal, clock = "sampled", select = "all", source = true, memory = false, link = false } = instrumentation;
  const file = resolve(filename);
  const path = sourcePath(findRoot(process.cwd()), file);
  const runtime = link === true ? "@perline/runtime/linked" : link;
  const as = (each: Goal): Instrumented => instrumentText(text, {
    filename: file, path, goal: each, clock, select, keepText: source, memory, weighed: memory,
    ...(runtime === false ? {} : { link: { runtime } }),
  });
  if (goal !== undefined) return as(goal);
  return /\.m[jt]s$/.test(file) ? as("module") : asEither(as);
}

/** As Node does with a file that could be either: CommonJS, unless only an ES module can be written like that. */
function asEither(as: (goal: Goal) => Instrumented): Instrumented {
  try {
    return as("commonjs");
  } catch (error) {
    if (!(error instanceof PerlineError) || error.code !== "source-syntax") throw error;
    return as("module");
  }
}
