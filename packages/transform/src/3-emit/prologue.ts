/**
 * What linked code begins with: it makes itself known, and gets what it calls, which is its own.
 *
 * An ES module's functions may be called in an import cycle before its first statement runs. What it imports is there by then, since
 * the runtime imports nothing of the program's and stands first; what it gets from there is not. So where some may be, what code calls
 * first is a function of the module until then, which gets the others by `link`: nobody pays for asking afterwards. A CommonJS file's
 * first statement comes before all else of it.
 *
 * They are variables: of a constant V8 asks at each call whether it has its value, which in a tight loop took as long as the rest.
 */
import { abi, type AbiName, abiPrefix, abiVersion, type LinkedSource, type MeasuredClock } from "@perline/format";
import type { Plan, PlanOptions } from "../2-plan/plan.js";

/** Where linked code gets its names from. */
export interface Link {
  /** The specifier of the runtime's module. */
  runtime: string;
  /** The clock that is asked for; absent: the one that the code is printed for. */
  clock?: LinkedSource["clock"];
  /** How the code will be loaded, where that is not as its syntax says: compilers make CommonJS of modules. */
  as?: "module" | "commonjs";
}

/** What stands before a file's first statement. */
export interface Prologue {
  offset: number;
  /** Whether the text before needs a semicolon. */
  separate: boolean;
  /** Its statements, on one line, by the names of ours that the code behind it uses; `early`: some may run before them. */
  text(names: ReadonlySet<string>, early: boolean): string;
}

/** What generated code declares itself, and what it imports. */
const notAsked: ReadonlySet<AbiName> = new Set<AbiName>(["frame", "value", "local", "returning", "link", "register"]);

/** What linked code gets where it uses it. */
const given = (Object.keys(abi) as AbiName[]).filter((name) => !notAsked.has(name));

const nameOfOurs = new RegExp(`${abiPrefix}[a-zA-Z]\\b`, "g");

/** The names of ours in pieces of code. */
export function namesIn(pieces: Iterable<string>): Set<string> {
  const names = new Set<string>();
  for (const piece of pieces) for (const [name] of piece.matchAll(nameOfOurs)) names.add(name);
  return names;
}

/** The prologue of a planned source. */
export function prologueOf(plan: Plan, options: PlanOptions & { clock: MeasuredClock }, link: Link): Prologue {
  const { path, linked } = options;
  // Where memory is read the exact clock reads the time.
  const { runtime, clock = options.clock === "memory" ? "exact" : options.clock } = link;
  const { start, sources, derived } = plan;
  const warnings = plan.warnings.map(({ line, message }) => `${path}:${line}: ${message}`);
  const source: LinkedSource = { abi: abiVersion, clock, sources, derived, warnings };
  const json = JSON.stringify(JSON.stringify(source));
  const print = linked === "module" ? moduleText : commonJsText;
  return { ...start, text: (names, early) => print({ names, early, json, runtime: JSON.stringify(runtime) }) };
}

/** What a prologue is made of: names of ours, and literals. */
interface Parts {
  names: ReadonlySet<string>;
  early: boolean;
  json: string;
  runtime: string;
}

/** What is used of what a source gets. */
function used(names: ReadonlySet<string>): AbiName[] {
  return given.filter((name) => names.has(abi[name]));
}

function patternOf(names: readonly AbiName[]): string {
  return `{${names.map((name) => `${name}:${abi[name]}`).join(",")}}`;
}

/** What code that may run before its file's first statement calls first, or names before that. */
const calledFirst: ReadonlySet<AbiName> = new Set<AbiName>(["close", "count", "enter", "open"]);

function moduleText({ names, early, json, runtime }: Parts): string {
  const imported = `import{register as ${abi.register}}from${runtime};`;
  const registered = `${abi.register}(${json})`;
  if (!early) return `${imported}var${patternOf(used(names))}=${registered};`;
  const all = used(new Set([...names, abi.base]));
  const variables = all.filter((name) => !calledFirst.has(name)).map((name) => abi[name]);
  const functions = all.filter((name) => calledFirst.has(name)).map((name) => `function ${abi[name]}(a,b){${abi.link}();return ${abi[name]}(a,b)}`);
  const link = `function ${abi.link}(){${abi.base}===void 0&&(${patternOf(all)}=${registered})}`;
  return `${imported}var ${variables.join(",")};${functions.join("")}${link}${abi.link}();`;
}

function commonJsText({ names, json, runtime }: Parts): string {
  return `var{register:${abi.register}}=require(${runtime}),${patternOf(used(names))}=${abi.register}(${json});`;
}
