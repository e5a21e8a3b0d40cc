/** From what a thread has told of its traced objects to the table in its profile: numbers of call paths become frames. Pure. */
import type { ToldTraces, TraceRecord } from "@perline/format";
import { contextLimit, rootContext, type ThreadMemory } from "../memory.js";
import type { Sources } from "./sources.js";

/** The part of a thread's memory that says what a call path is. */
type Contexts = Pick<ThreadMemory, "contextParent" | "contextPosition">;

/** The last positions of a call path, so many at most; the oldest first. */
function positionsOf(context: number, { contextParent, contextPosition }: Contexts, most: number): number[] {
  if (context >= contextLimit) return [context - contextLimit];
  const positions: number[] = [];
  for (let at = context; at > rootContext && positions.length < most; at = contextParent[at]!) positions.push(contextPosition[at]!);
  return positions.reverse();
}

/** The table. A frame of a source that is not known is left out. */
export function traceRecord({ groups, ...told }: ToldTraces, contexts: Contexts, { all, places }: Sources): TraceRecord {
  const { lineOf, sourceOf } = places;
  const stacks: TraceRecord["stacks"] = { parent: [-1], source: [-1], line: [-1] };
  const rows = new Map<string, number>();
  const above = (parent: number, position: number): number => {
    const line = lineOf[position] ?? 0;
    if (line <= 0) return parent;
    const key = `${parent} ${line}`;
    const known = rows.get(key);
    if (known !== undefined) return known;
    const source = sourceOf[line]!;
    stacks.source.push(source);
    stacks.line.push(line - all[source]!.firstLine);
    const row = stacks.parent.push(parent) - 1;
    rows.set(key, row);
    return row;
  };
  const stack = groups.stack.map((context) => positionsOf(context, contexts, told.frames).reduce(above, 0));
  return { ...told, stacks, groups: { ...groups, stack } };
}
