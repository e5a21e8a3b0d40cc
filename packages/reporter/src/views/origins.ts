/** The view of origins: which lines created the objects of a type, of what was traced. */
import type { Profile, ThreadRecord } from "@perline/format";

/** A line that created objects of a type. */
export interface Origin {
  path: string;
  line: number;
  /** Objects of the type that it created in all. */
  created: number;
  /** Of those the most that were alive at one moment. */
  alive: number;
}

/** The lines that created objects of a type, those with most alive first; of all threads. */
export function originsOf(type: string, { processes, sources }: Profile): Origin[] {
  const origins = new Map<string, Origin>();
  const add = ({ traces }: ThreadRecord): void => {
    traces?.groups.type.forEach((each, group) => {
      if (each !== type) return;
      const stack = traces.groups.stack[group] ?? 0;
      const source = sources[traces.stacks.source[stack] ?? -1];
      if (source === undefined) return;
      const [path, line] = [source.path, source.lines.line[traces.stacks.line[stack] ?? -1] ?? 0];
      const key = `${line} ${path}`;
      const origin = origins.get(key) ?? { path, line, created: 0, alive: 0 };
      origins.set(key, origin);
      origin.created += traces.groups.objects[group] ?? 0;
      origin.alive += Math.max(0, ...traces.moments.map((moment) => moment.objects[moment.group.indexOf(group)] ?? 0));
    });
  };
  for (const { threads } of processes) threads.forEach(add);
  return [...origins.values()].toSorted((a, b) => b.alive - a.alive || b.created - a.created);
}
