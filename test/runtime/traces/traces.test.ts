/** Snapshots of traced objects: what they add up to, and tracemalloc's lines to the letter. */
import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Snapshot, type Trace } from "@perline/runtime/memory";
import { sizeText } from "../../../packages/runtime/dist/traces/size-text.js";
import { StackTree } from "../../../packages/runtime/dist/traces/stack-tree.js";
import { type Frame, Traceback } from "../../../packages/runtime/dist/traces/traceback.js";

/** A frame as `app.js:3`, and its function where one is told. */
function frame(place: string, name = ""): Frame {
  const [path = "", line] = place.split(":");
  return { path, line: Number(line), function: name };
}

/** So many objects of one size, made by a stack, the oldest frame first. */
function traces(count: number, size: number, ...stack: readonly (Frame | string)[]): Trace[] {
  const traceback = new Traceback(stack.map((each) => (typeof each === "string" ? frame(each) : each)));
  return Array.from({ length: count }, () => ({ size, probability: 1, type: "Object", traceback }));
}

const lines = (rows: readonly object[]): string[] => rows.map(String);

describe("statistics of traces", () => {
  const snapshot = new Snapshot([
    ...traces(2003, 91.5, "demo.js:3"), ...traces(1235, 46.8, "demo.js:6"), ...traces(1, 152, "demo.js:4"),
  ], 1);

  it("are tracemalloc's lines, the largest first", () => {
    expect(lines(snapshot.statistics("line"))).to.deep.equal([
      "demo.js:3: size=179 KiB, count=2003, average=92 B",
      "demo.js:6: size=56.4 KiB, count=1235, average=47 B",
      "demo.js:4: size=152 B, count=1, average=152 B",
    ]);
    expect(lines(snapshot.statistics("file"))).to.deep.equal(["demo.js:0: size=236 KiB, count=3239, average=74 B"]);
    expect(lines(snapshot.statistics("type"))).to.deep.equal(["Object: size=236 KiB, count=3239, average=74 B"]);
  });

  it("count a line that stands on a stack several times once", () => {
    const recursive = new Snapshot(traces(10, 100, frame("a.js:9", "main"), frame("a.js:3", "load"), frame("a.js:3", "load")), 3);
    expect(lines(recursive.statistics("line", { cumulative: true }))).to.deep.equal([
      "a.js:9: size=1000 B, count=10, average=100 B", "a.js:3: size=1000 B, count=10, average=100 B",
    ]);
    expect(lines(recursive.statistics("function"))).to.deep.equal(["a.js:load: size=1000 B, count=10, average=100 B"]);
    const [first] = recursive.statistics("traceback");
    expect(first?.traceback.format({ source: (_, line) => (line === 9 ? "  main();" : undefined) })).to.deep.equal([
      "  File \"a.js\", line 9", "    main();", "  File \"a.js\", line 3", "  File \"a.js\", line 3",
    ]);
    expect(first?.traceback.format({ limit: 1 })).to.deep.equal(["  File \"a.js\", line 3"]);
    expect(first?.traceback.format({ limit: -1 })).to.deep.equal(["  File \"a.js\", line 9"]);
    expect(first?.traceback.format({ mostRecentFirst: true }).at(-1)).to.equal("  File \"a.js\", line 9");
    expect(String(first)).to.equal("a.js:9: size=1000 B, count=10, average=100 B");
  });

  it("print the lines of files that can be read, and do without those that cannot", () => {
    const frames = [__filename, "gone.js", "node:internal/x", "<unknown>", "\0", __dirname, ""].map((path) => ({ path, line: 1, function: "" }));
    const places = frames.map(({ path }) => `  File "${path}", line 1`);
    const [text] = readFileSync(__filename, "utf8").split("\n");
    expect(new Traceback(frames).format()).to.deep.equal([places[0], `    ${text}`, ...places.slice(1)]);
    expect(new Traceback([{ path: __filename, line: 0, function: "" }, { path: __filename, line: 1e6, function: "" }]).format()).to.have.lengthOf(2);
  });

  it("compare with an older snapshot, what has changed most first", () => {
    const older = new Snapshot([...traces(1235, 46.8, "demo.js:6"), ...traces(2003, 91.5, "demo.js:3"), ...traces(2, 8, "gone.js:1")], 1);
    const newer = new Snapshot([...traces(56, 56, "demo.js:6"), ...traces(2, 52, "demo.js:13"), ...traces(2003, 91.5, "demo.js:3")], 1);
    const diffs = newer.compareTo(older, "line");
    expect(lines(diffs)).to.deep.equal([
      "demo.js:6: size=3136 B (-53.4 KiB), count=56 (-1179), average=56 B",
      "demo.js:13: size=104 B (+104 B), count=2 (+2), average=52 B",
      "gone.js:1: size=0 B (-16 B), count=0 (-2)",
      "demo.js:3: size=179 KiB (+0 B), count=2003 (+0), average=92 B",
    ]);
    expect(diffs.map(({ percent }) => (percent === null ? null : Math.round(percent)))).to.deep.equal([-95, null, -100, 0]);
  });

  it("are of what filters let be", () => {
    const all = new Snapshot([
      ...traces(1, 10, "/app/main.js:1", "/app/node_modules/x/a.js:2"), ...traces(1, 20, "/app/main.js:5"), ...traces(1, 30, "/lib/b.js:5"),
    ], 2);
    const sizes = (...filters: Parameters<Snapshot["filter"]>[0]): number[] => all.filter(filters).traces.map(({ size }) => size);
    expect(sizes({ inclusive: true, path: "/app/*" })).to.deep.equal([10, 20]);
    expect(sizes({ inclusive: false, path: "*/node_modules/*" })).to.deep.equal([20, 30]);
    expect(sizes({ inclusive: true, path: "/app/main.js" })).to.deep.equal([20]);
    expect(sizes({ inclusive: true, path: "/app/main.js", allFrames: true })).to.deep.equal([10, 20]);
    expect(sizes({ inclusive: true, path: "*", line: 5 }, { inclusive: false, path: "/lib/[!a].js" })).to.deep.equal([20]);
    expect(sizes({ inclusive: true, path: "/lib/?.js" }, { inclusive: true, path: "*.js", line: 2 })).to.deep.equal([10, 30]);
  });

  it("are the same once saved and loaded", () => {
    const folder = mkdtempSync(join(tmpdir(), "perline-traces-"));
    try {
      const file = join(folder, "traces.json");
      snapshot.save(file);
      const loaded = Snapshot.load(file);
      expect([loaded.frameLimit, lines(loaded.statistics("line"))]).to.deep.equal([1, lines(snapshot.statistics("line"))]);
      writeFileSync(file, "{}");
      expect(() => Snapshot.load(file)).to.throw("holds no traces");
      for (const [text, fault] of [["{\"a", "it is not JSON"], ["", "it is not JSON"], ["null", "it is something else"], ["[1]", "it is something else"]] as const) {
        writeFileSync(file, text);
        const said = `${file}: the file holds no traces that this perline can read: ${fault} (snapshot-unreadable). Take a snapshot again, and save it.`;
        expect(() => Snapshot.load(file), text).to.throw(Error, said).with.property("code", "snapshot-unreadable");
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("sizes of traces", () => {
  it("are written as tracemalloc writes them", () => {
    const sizes = [0, 99, 10239, 10240, 183_275, 57_798, 5 * 2 ** 30, 2 ** 60, -54_630];
    expect(sizes.map((size) => sizeText(size))).to.deep.equal([
      "0 B", "99 B", "10239 B", "10.0 KiB", "179 KiB", "56.4 KiB", "5120 MiB", "1048576 TiB", "-53.3 KiB",
    ]);
    expect([0, 5, -5].map((size) => sizeText(size, true))).to.deep.equal(["+0 B", "+5 B", "-5 B"]);
    // A tie goes to the even digit, as it does in C.
    expect([92.5, 93.5, 10.25 * 1024, 10.75 * 1024].map((size) => sizeText(size))).to.deep.equal(["92 B", "94 B", "10.2 KiB", "10.8 KiB"]);
  });
});

describe("the tree of stacks", () => {
  it("gives each stack one number, and keeps what stacks begin with once", () => {
    const tree = new StackTree();
    const [a, b, c] = [frame("a.js:1", "a"), frame("a.js:2", "b"), frame("a.js:3", "c")];
    const abc = tree.intern([a, b, c]);
    const { bytes } = tree;
    expect([tree.intern([a, b, c]), tree.intern([]), tree.traceback(abc).frames]).to.deep.equal([abc, 0, [a, b, c]]);
    expect(tree.traceback(tree.intern([a, b])).frames).to.deep.equal([a, b]);
    expect(tree.bytes).to.equal(bytes);
    expect(tree.intern([a, c])).to.not.equal(tree.intern([b, c]));
    expect(tree.traceback(0).last).to.equal(null);
  });
});
