/** What the page shows: the reporter's views of a profile, of all threads or of one, each made when it is first wanted. */
import type { Profile, SourceRecord } from "@perline/format";
import { combineThreads, type SourceFigures } from "../figures.js";
import { type CalledFunction, type CallRow, callsOfTree, primitiveCalls } from "../views/callers.js";
import { callTree, type CallNodes, type TreeShape } from "../views/call-tree.js";
import { type FunctionRow, functionRows, withLines } from "../views/functions.js";
import type { LineRow } from "../views/lines.js";
import { summarise, type Summary } from "../views/summary.js";

/** A source with what it did. */
export interface SourceModel {
  /** Its path, with a number behind it where an earlier one has the same. */
  name: string;
  index: number;
  record: SourceRecord;
  figures: SourceFigures;
  /** By index into its functions. */
  rows: FunctionRow[];
}

/** A function and where it is. */
export interface FunctionModel {
  row: FunctionRow;
  source: SourceModel;
}

/** A profile as views. */
export class Model {
  readonly summary: Summary;
  /** In the order of the profile. */
  readonly sources: readonly SourceModel[];
  /** Those that have lines. */
  readonly functions: readonly FunctionModel[];
  private readonly trees = new Map<string, CallNodes | null>();
  private readonly texts: Map<SourceRecord, readonly string[]>;
  private known: { calls: CallRow[]; functions: Map<FunctionRow | undefined, CalledFunction> } | null = null;

  /** @param other a model of the same sources, whose texts need not be split once more */
  constructor(readonly profile: Profile, private readonly stacks: TreeShape["stacks"], other?: Model) {
    this.texts = other?.texts ?? new Map<SourceRecord, readonly string[]>();
    this.summary = summarise(profile);
    const names = new Set<string>();
    this.sources = combineThreads(profile).map((figures, index) => ({
      name: distinct(figures.source.path, names), index, record: figures.source, figures, rows: functionRows(figures),
    }));
    this.functions = this.sources.flatMap((source) => withLines(source.rows).map((row) => ({ row, source })));
  }

  /** The source of a name; undefined where there is none. */
  sourceNamed(name: string): SourceModel | undefined {
    return this.sources.find((source) => source.name === name);
  }

  /** The call tree; null where no time was measured. */
  tree(frames: "functions" | "lines"): CallNodes | null {
    const known = this.trees.get(frames);
    if (known !== undefined) return known;
    const tree = callTree(this.profile, { stacks: this.stacks, frames });
    this.trees.set(frames, tree);
    return tree;
  }

  /** Whether it is known of each path how often it was called. */
  get countsCalls(): boolean {
    return (this.tree("lines")?.[0].calls ?? null) !== null;
  }

  /** Who called whom, each calling line apart. */
  calls(): readonly CallRow[] {
    return this.called().calls;
  }

  /** Of a function's calls those that were not within another of it; null where that is not known. */
  primitiveCalls(fn: FunctionRow): number | null {
    return primitiveCalls(fn.calls, this.called().functions.get(fn));
  }

  private called(): NonNullable<Model["known"]> {
    if (this.known !== null) return this.known;
    const tree = this.tree("lines");
    const rowAt = ({ function: index, source }: CalledFunction): FunctionRow | undefined => this.sources[source]?.rows[index];
    const { functions, rows } = tree === null ? { functions: [], rows: [] } : callsOfTree(tree, (place) => (
      this.sources[place.source]?.rows[place.function]?.calls ?? null
    ));
    return this.known = { calls: rows, functions: new Map(functions.map((each) => [rowAt(each), each])) };
  }

  /** The text of a source by line; none where it was kept out. */
  lines({ record }: SourceModel): readonly string[] {
    const lines = this.texts.get(record) ?? record.text?.split("\n") ?? [];
    this.texts.set(record, lines);
    return lines;
  }
}

function distinct(path: string, taken: Set<string>): string {
  let name = path;
  for (let number = 2; taken.has(name); number++) name = `${path}~${number}`;
  taken.add(name);
  return name;
}

/** The rows of a source's lines in the order of its text, the outermost function of a line first. */
export function rowsInOrder({ rows }: SourceModel): LineRow[] {
  return rows.flatMap(({ lines }) => lines).toSorted((a, b) => a.line - b.line || a.function - b.function);
}
