/** Profiles with call trees, written down as paths; and random ones. */
import fc from "fast-check";
import { buildProfile, type SourceSpec } from "../format/build-profile.js";
import type { TimedProfile } from "../format/timed.js";

/**
 * Call paths, with the time of each: functions by their names, in brackets where one had suspended or returned, with `'` behind it
 * where its second line runs.
 */
export type Paths = Readonly<Record<string, number>>;

/** Functions, and the files they are in. */
const files: Readonly<Record<string, string>> = {
  main: "src/main.ts", load: "src/main.ts", fib: "src/fib.ts", format: "node_modules/@a/b/index.js", pad: "node_modules/@a/b/pad.js",
};

const names = Object.keys(files);

/** Lines of a function that hold a probe. */
const linesOf = (name: string): [first: number, second: number] => {
  const line = 10 * (names.indexOf(name) + 1);
  return [line + 1, line + 2];
};

/** A frame of a path. */
interface Frame {
  source: number;
  /** Row of the line table. */
  row: number;
  live: 0 | 1;
}

const paths = [...new Set(Object.values(files))];
const inFile = (path: string): string[] => names.filter((name) => files[name] === path);

function frameOf(word: string): Frame {
  const name = word.replace(/[()']/g, "");
  const source = paths.indexOf(files[name] ?? "");
  const row = 2 * inFile(paths[source] ?? "").indexOf(name) + (word.includes("'") ? 1 : 0);
  return { source, row, live: word.startsWith("(") ? 0 : 1 };
}

/** What there is beside the time of paths. */
interface Besides {
  outsideNs?: number;
  idleNs?: number;
  /** How many activations began with a path, as the exact clock tells; absent: nobody tells. */
  calls?: Paths;
}

/** A profile whose time went where these paths say, in ns, with the figures of lines and functions that follow. */
export function profileOf(times: Paths, { outsideNs = 0, idleNs = 0, calls }: Besides = {}): TimedProfile {
  const live: (0 | 1)[] = [1, 1];
  const tree = { parent: [-1, -1], source: [-1, -1], line: [-1, -1], live, selfNs: [0, 0], samples: [0, 0], folded: 0 };
  const known = new Map<string, number>();
  const self = new Map<string, number>();
  const total = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, ns: number): void => void sums.set(key, (sums.get(key) ?? 0) + ns);
  const placeOf = (path: string): number => {
    const words = path.split(" ");
    let parent = words[0]?.startsWith("(") === true ? 1 : 0;
    words.forEach((word, depth) => {
      const key = words.slice(0, depth + 1).join(" ");
      const frame = frameOf(word);
      const place = known.get(key) ?? tree.parent.push(parent) - 1;
      if (!known.has(key)) {
        tree.source.push(frame.source);
        tree.line.push(frame.row);
        tree.live.push(frame.live);
        tree.selfNs.push(0);
        tree.samples.push(0);
        known.set(key, place);
      }
      parent = place;
    });
    return parent;
  };
  for (const [path, ns] of Object.entries(times)) {
    const words = path.split(" ");
    const place = placeOf(path);
    tree.selfNs[place]! += ns;
    tree.samples[place]! += 1;
    const last = frameOf(words.at(-1)!);
    add(self, `${last.source}:${last.row}`, ns);
    const onStack = words.map((word) => ({ name: word.replace(/[()']/g, ""), ...frameOf(word) })).filter((frame) => frame.live === 1);
    for (const key of new Set(onStack.flatMap(({ name, source, row }) => [`${source}:${row}`, name]))) add(total, key, ns);
  }
  const began = Object.entries(calls ?? {});
  const places = began.map(([path]) => placeOf(path));
  const countIn = (isWanted: (path: string, place: number) => boolean): number => (
    began.reduce((sum, [path, count], index) => sum + (isWanted(path, places[index]!) ? count : 0), 0)
  );
  const callsOf = (name: string): number => countIn((path) => path.split(" ").at(-1)?.replace("'", "") === name);
  const counted = calls && { calls: tree.parent.map((_, place) => countIn((__, each) => each === place)) };
  const sources = paths.map((path, source): SourceSpec => ({
    path, text: "\n".repeat(99),
    functions: inFile(path).map((name, index) => ({
      name, line: 10 * (names.indexOf(name) + 1), endLine: 10 * (names.indexOf(name) + 1) + 5,
      calls: calls === undefined ? 2 : callsOf(name), total: total.get(name) ?? 0,
      lines: linesOf(name).map((line, at) => ({
        line, hits: 4, self: self.get(`${source}:${2 * index + at}`) ?? 0, total: total.get(`${source}:${2 * index + at}`) ?? 0,
      })),
    })),
  }));
  return buildProfile({ sources, thread: { outsideNs, idleNs, callTree: { ...tree, ...counted } } });
}

const word = fc.tuple(fc.constantFrom(...names), fc.boolean()).map(([name, second]) => (second ? `${name}'` : name));

/** Random paths, each with a whole number of milliseconds. */
export const randomPaths: fc.Arbitrary<Paths> = fc
  .array(fc.tuple(fc.array(word, { maxLength: 3 }), fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(999)), { maxLength: 12 })
  .map((drawn) => Object.fromEntries(drawn.map(([gone, live, ms]) => [[...gone.map((name) => `(${name})`), ...live].join(" "), ms * 1_000_000])));
