/** Text that was compiled from others: counted and timed on the lines of these, as far as the source map tells. */
import { decodedMappings, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { instrument, skipReasons, type MapSegment, type Original, type Originals } from "@perline/transform";
import { expect } from "chai";
import { transformSync, type TransformOptions } from "esbuild";
import fc from "fast-check";
import { runs, seed } from "../effort.js";
import { deriveHits } from "./derived-hits.js";
import { execute, hitsByLine, programOptions, run } from "./instrumented-program.js";
import { corpus } from "./running-line.corpus.js";
import { StubRuntime } from "./stub-runtime.js";

/** A text and what it was compiled from. */
interface Compiled {
  code: string;
  map: TraceMap;
  originals: Originals;
}

function compile(text: string, options: TransformOptions = {}): Compiled {
  const { code, map: json } = transformSync(text, { sourcemap: true, sourcefile: "original.ts", ...options });
  const map = new TraceMap(json);
  return { code, map, originals: { mappings: decodedMappings(map), files: [{ path: "original.ts", text }] } };
}

/** Originals of a text by hand: for each line of the text its segments. */
function byHand(files: (Original | null)[], ...mappings: MapSegment[][]): Originals {
  return { mappings, files };
}

const original = (path: string, lines = 100): Original => ({ path, text: "\n".repeat(lines - 1) });

/** Hits by line for each original of a run. */
function hitsByFile(text: string, originals: Originals, names: Record<string, unknown> = {}): Record<string, Record<number, number>> {
  const { instrumented, runtime } = run(text, names, { originals });
  deriveHits(runtime.hits, instrumented.derived);
  let base = 1;
  return Object.fromEntries(instrumented.sources.map((source) => {
    const hits: Record<number, number> = {};
    source.probes.forEach((row, probe) => {
      const line = source.lines.line[row];
      if (line !== undefined) hits[line] = Math.max(hits[line] ?? 0, runtime.hits[base + probe] ?? 0);
    });
    base += source.probes.length;
    return [source.path, hits];
  }));
}

/** Programs for whose lines esbuild's map has other positions than V8, or none: links of chains, targets of destructuring, closers. */
const coarse = new Set([
  "chains", "optional chains", "accessors", "destructuring", "iterators that are closed", "callbacks in built-ins", "class fields and static blocks",
]);

const programs = Object.entries(corpus).filter(([name]) => !coarse.has(name));

describe("compiled text", () => {
  for (const minifyWhitespace of [false, true]) {
    const how = minifyWhitespace ? "on one line" : "line by line";

    it(`has the hits of its original, ${how}`, async () => {
      expect(programs.length).to.be.greaterThan(12);
      for (const [name, text] of programs) {
        const { code, originals } = compile(text, { minifyWhitespace });
        const names = { check: (value: unknown) => value };
        const [bare, compiled] = [run(text, names), run(code, names, { originals })];
        await Promise.all([bare.result, compiled.result]);
        expect(hitsByLine(compiled), name).to.deep.equal(hitsByLine(bare));
      }
    });

    it(`has the running lines of its original, ${how}: where both maps lead V8's positions`, async () => {
      let checks = 0;
      for (const [name, text] of programs) {
        const { code, map, originals } = compile(text, { minifyWhitespace });
        const instrumented = instrument(code, programOptions({ originals }));
        const emitted = new TraceMap(instrumented.map() as ConstructorParameters<typeof TraceMap>[0]);
        const { lines, probes } = instrumented.source;
        const runtime = new StubRuntime();
        const check = (value: unknown): unknown => {
          checks++;
          const shadow = runtime.positions().map((id) => lines.line[probes[id - 1] ?? -1] ?? null);
          expect(shadow, name).to.deep.equal(stackLines([emitted, map]));
          return value;
        };
        await execute(instrumented.code, { ...runtime.bindings(), check });
      }
      expect(checks).to.be.greaterThan(300);
    });
  }

  it("adds up what several of its lines do for one of the original", () => {
    const { originals } = compile("");
    const text = "let n = 0;\nn++;\nfor (let i = 0; i < 3; i++)\n  n++;\n";
    const onLine = (line: number): MapSegment[] => [[0, 0, line, 0]];
    expect(hitsByFile(text, { ...originals, ...byHand([original("a.ts")], onLine(4), onLine(4), onLine(4), onLine(6)) }))
      .to.deep.equal({ "a.ts": { 5: 4, 7: 3 } });
  });

  it("has a record for each original, and functions in all of those that have lines of them", () => {
    const text = "const f = () => 1; f(); const g = (n) => { f(); f(); return n; }; g(g(2)); function unused() {}";
    const at = (token: string): number => text.indexOf(token);
    const originals = byHand([original("a.ts"), original("b.ts", 40)], [
      [0, 0, 2, 0], [at("f()"), 1, 9, 4], [at("const g"), 0, 4, 0], [at("(n)"), 0, 4, 10], [at("f(); f"), 0, 5, 2], [at("f(); return"), 1, 10, 2],
      [at("return"), 0, 6, 2], [at("};"), 0, 7, 0], [at("g(g"), 1, 11, 0], [at("function"), 1, 12, 0],
    ]);
    expect(hitsByFile(text, originals)).to.deep.equal({ "a.ts": { 3: 5, 5: 1, 6: 2, 7: 2 }, "b.ts": { 10: 1, 11: 2, 12: 1 } });
    const { sources, source, probeCount } = instrument(text, programOptions({ originals, path: "dist/a.js" }));
    expect(source).to.equal(sources[0]);
    expect(probeCount).to.equal(sources[0].probes.length + sources[1]!.probes.length);
    expect(new Set(sources.map(({ hash }) => hash)).size).to.equal(1);
    expect(sources.map(({ compiled }) => compiled)).to.deep.equal(["dist/a.js", "dist/a.js"]);
    const rows = sources.map(({ functions: { name, line, column, endLine, calls } }) =>
      name.map((each, row) => [each, line[row], column[row], endLine[row], (calls[row] ?? -1) >= 0]));
    expect(rows[0]).to.deep.equal([["<module>", 1, 0, 100, true], ["f", 3, 0, 3, true], ["g", 5, 10, 8, true]]);
    expect(rows[1]).to.deep.equal([["<module>", 1, 0, 40, false], ["g", 11, 0, 11, false], ["unused", 13, 0, 13, true]]);
  });

  it("leaves alone what no profiled line is known of: its time is its caller's", () => {
    const text = "function helper() { return 1; }\nconst helped = () => {\n  helper();\n  helper(\n  );\n};\nhelped();\nother();\n";
    const originals = byHand([original("a.ts"), null], [], [[0, 0, 0, 0]], [], [[2, 0, 1, 0]], [], [[0, 0, 2, 0]], [[0, 0, 3, 0]], [[0, 1, 0, 0]]);
    const { code, sources } = instrument(text, programOptions({ originals }));
    expect(code).to.include("function helper() { return 1; }\n");
    expect(sources.map(({ functions }) => functions.name)).to.deep.equal([["<module>", "helped"]]);
    expect(hitsByFile(text, originals, { other: () => 0 })).to.deep.equal({ "a.ts": { 1: 1, 2: 1, 4: 1 } });
  });

  it("joins nothing to a statement without a semicolon, where the next one is of the same line of the original", () => {
    const text = "const o = { f() { return o; } }\nconst word = 'word'\no\n.f()\n.f()\nreturn word\n";
    const originals = byHand([original("a.ts")], [[0, 0, 0, 0]], [[0, 0, 1, 0]], [[0, 0, 1, 5]], [[0, 0, 2, 0]], [[0, 0, 3, 0]], [[0, 0, 4, 0]]);
    expect(run(text, {}, { originals }).result).to.equal("word");
  });

  it("joins no await to one", async () => {
    const text = "return (async () => {\nawait 1\nconst word = String(9) && String\nawait word\nreturn word })()\n";
    const originals = byHand([original("a.ts")], [[0, 0, 0, 0]], [[0, 0, 0, 9]], [[0, 0, 1, 0]], [[0, 0, 1, 9]], [[0, 0, 2, 0]]);
    expect(await run(text, {}, { originals }).result).to.equal(String);
  });

  it("tells the original's line of what it leaves as it is", () => {
    const originals = byHand([original("a.ts")], [[0, 0, 4, 0], [13, 0, 6, 0]]);
    const { sources } = instrument("let a = {};\n".replace("\n", " ") + "with (a) { a; }", programOptions({ originals, goal: "script" }));
    expect(sources.map(({ skipped }) => skipped)).to.deep.equal([[{ line: 7, reason: skipReasons.withBody }]]);
  });

  it("asks each original which of its functions are wanted", () => {
    const text = "const f = () => 1; f(); const g = () => 2; g();";
    const at = (token: string): number => text.indexOf(token);
    const only = (wanted: string): Original => ({ ...original(`${wanted}.ts`), acceptsFunction: (name) => name === wanted });
    const originals = byHand([only("f"), only("g")], [[0, 0, 0, 0], [at("const g"), 1, 0, 0]]);
    expect(hitsByFile(text, originals)).to.deep.equal({ "f.ts": { 1: 1 }, "g.ts": { 1: 1 } });
  });

  it("does not believe a map that contradicts the texts", () => {
    const text = "let a = 1;\na;\n";
    const wrong: MapSegment[][] = [
      [[0, 7, 0, 0]], [[0, -1, 0, 0]], [[0, 0, -1, 0]], [[0, 0, 100, 0]], [[0, 0, 2 ** 31, 0]], [[-4, 0, 0, 0]], [[99, 0, 0, 0]],
      [[0]], [[]], [[Number.NaN, 0, 0, 0]], [[0, 0, Number.NaN, 0]],
    ];
    for (const line of wrong) {
      const { sources, warnings } = instrument(text, programOptions({ originals: byHand([original("a.ts")], line) }));
      expect(sources.map(({ path, lines }) => [path, lines.line])).to.deep.equal([["program.js", [1, 2]]]);
      expect(warnings.map(({ message }) => message)).to.match(/leads to no line/);
    }
    const beyond = byHand([original("a.ts")], [[0, 0, 0, -7]], [[0, 0, 1, 1e9]], ...Array.from({ length: 50 }, () => [[0, 0, 3, 0]]));
    expect(instrument(text, programOptions({ originals: beyond })).source.lines.line).to.deep.equal([1, 2]);
  });
});

describe("compiled text under any map", () => {
  const text = "function f(a) {\n  if (a) return [a, g(\n    a)];\n}\nfunction g(a) { let b = 0; for (const x of [a, a]) b += x; return b; }\n"
    + "class A { x = f(1); static y = g(2); static { f(0); } }\nreturn JSON.stringify([f(3), new A(), A.y]);\n";
  const column = fc.integer({ min: -1, max: 60 });
  const segment = fc.tuple(column, fc.integer({ min: -1, max: 3 }), fc.integer({ min: -1, max: 12 }), column);
  const segments = fc.array(segment, { maxLength: 12 });
  const mappings = fc.array(segments.map((line) => line.toSorted(([a], [b]) => a - b)), { maxLength: 8 });

  it(`runs as it would, and has sound records (seed ${seed})`, () => {
    fc.assert(fc.property(mappings, (lines) => {
      const originals = byHand([original("a.ts", 10), { path: "b.ts", text: null }, null], ...lines);
      const { instrumented, runtime, result } = run(text, {}, { originals });
      expect(result).to.equal(execute(text, {}));
      expect(runtime.positions()).to.deep.equal([]);
      for (const { functions, lines: rows, probes } of instrumented.sources) {
        const [functionCount, rowCount] = [functions.name.length, rows.line.length];
        expect(functions.endLine.every((last, row) => last >= functions.line[row]! && functions.line[row]! > 0)).to.equal(true);
        expect(functions.calls.every((probe) => probe >= -1 && probe < probes.length)).to.equal(true);
        expect(rows.line.every((line) => line > 0) && rows.function.every((fn) => fn < functionCount)).to.equal(true);
        expect(probes.every((row) => row >= -1 && row < rowCount)).to.equal(true);
        expect(new Set(rows.line.map((line, row) => `${line} ${rows.function[row]}`)).size).to.equal(rowCount);
      }
    }), { seed, numRuns: runs({ check: 200, nightly: 5000 }) });
  });
});

/** The lines of the program's frames in a stack trace of this moment, innermost first, led back through maps. */
function stackLines(maps: readonly TraceMap[]): (number | null)[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 200;
  const frames = [...(new Error().stack ?? "").matchAll(/^ +at (?!async ).*\/program\.js:(\d+):(\d+)\)?$/gm)];
  Error.stackTraceLimit = limit;
  return frames.map(([, line, column]) => {
    let place: { line: number | null; column: number | null } = { line: Number(line), column: Number(column) - 1 };
    for (const map of maps) {
      if (place.line !== null && place.column !== null) place = originalPositionFor(map, { line: place.line, column: place.column });
    }
    return place.line;
  });
}
