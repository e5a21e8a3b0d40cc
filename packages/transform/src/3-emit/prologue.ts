/**
 * What linked code begins with: it loads the names that it uses, and learns its base.
 *
 * An ES module's functions may be called in an import cycle before its first statement runs. What it imports is there by then, since
 * the runtime imports nothing of the program's and stands first; its base is not, so that whatever may run first there asks for it by
 * `link`. A CommonJS file's first statement comes before all else of it.
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
  /** Its statements, on one line, by the names of ours that the code behind it uses. */
  text(names: ReadonlySet<string>): string;
}

/** What generated code declares itself, and what is always imported. */
const notAsked: ReadonlySet<AbiName> = new Set<AbiName>(["frame", "value", "local", "returning", "base", "link", "register"]);

/** What linked code imports where it uses it. */
const importable = (Object.keys(abi) as AbiName[]).filter((name) => !notAsked.has(name));

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
  const registered = `${abi.register}(${JSON.stringify(JSON.stringify(source))})`;
  const print = linked === "module" ? moduleText : commonJsText;
  return { ...start, text: (names) => print(importsOf(names), JSON.stringify(runtime), registered) };
}

function importsOf(names: ReadonlySet<string>): readonly AbiName[] {
  return [...importable.filter((name) => names.has(abi[name])), "register"];
}

function moduleText(imports: readonly AbiName[], runtime: string, registered: string): string {
  const list = imports.map((name) => `${name} as ${abi[name]}`).join(",");
  const link = `function ${abi.link}(){if(${abi.base}===void 0)${abi.base}=${registered}}`;
  return `import{${list}}from${runtime};var ${abi.base};${link}${abi.link}();`;
}

function commonJsText(imports: readonly AbiName[], runtime: string, registered: string): string {
  const list = imports.map((name) => `${name}:${abi[name]}`).join(",");
  return `const{${list}}=require(${runtime}),${abi.base}=${registered};`;
}
