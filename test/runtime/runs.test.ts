import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Profile, ThreadRecord } from "@perline/format";
import { expect } from "chai";

const fixtures = join(__dirname, "fixtures");
/** The least that a timer of 20 ms takes: libuv counts whole milliseconds of a clock that may be another one behind. */
const timerNs = 18e6;

interface Run {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  profile: Profile;
}

describe("a measured process", () => {
  let folder: string;
  let outFile: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "perline-runtime-"));
    outFile = join(folder, "profile.json");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const command = (program: string, options: object): string[] =>
    [join(fixtures, "host.cjs"), JSON.stringify({ outFile, ...options }), join(fixtures, program)];

  const read = (): Profile => JSON.parse(readFileSync(outFile, "utf8")) as Profile;

  function run(program: string, options: object = {}, env: NodeJS.ProcessEnv = {}): Run {
    const { status, signal, stdout, stderr } =
      spawnSync(process.execPath, command(program, options), { encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "", ...env } });
    if (!existsSync(outFile)) throw new Error(`no profile; the program said: ${stderr}`);
    return { code: status, signal, stdout, stderr, profile: read() };
  }

  const mainOf = ({ profile }: Run): ThreadRecord => profile.processes[0]!.threads[0]!;
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

  /** What holds for every thread of every profile. */
  function checkTimes(profile: Profile): void {
    for (const { callTree, counters, durationNs, idleNs, outsideNs } of profile.processes.flatMap(({ threads }) => threads)) {
      const self = sum(counters.flatMap(({ selfNs }) => selfNs!));
      expect(self + outsideNs! + idleNs!, "partition").to.equal(durationNs);
      expect(sum(callTree!.selfNs), "tree").to.equal(self);
      for (const { fileTotalNs, functionTotalNs, totalNs } of counters) {
        for (const total of [...totalNs!, ...functionTotalNs!, fileTotalNs!]) expect(total).to.be.within(0, durationNs!);
      }
    }
  }

  it("tells of files that nobody has instrumented", () => {
    expect(run("missed.js").profile.warnings).to.deep.equal([
      "2 files ran as they are, and are not in the profile: the instrumenter did not answer.",
    ]);
  });

  it("has exact hits and times that add up", () => {
    const result = run("generator.js");
    checkTimes(result.profile);
    const { counters: [counters] } = mainOf(result);
    expect(result.stdout).to.equal("19999900000\n");
    expect(result.profile.complete).to.equal(true);
    expect(counters!.hits).to.deep.equal([1, 200_001, 200_000, 1, 200_001, 200_000]);
    expect(counters!.throws).to.equal(null);
    expect(counters!.totalNs![0], "all is called from the module").to.equal(counters!.fileTotalNs);
  });

  it("has the same hits under the exact clock, and no errors to state", () => {
    const result = run("generator-exact.js", { clock: "exact" });
    checkTimes(result.profile);
    const { counters: [counters], samples } = mainOf(result);
    expect(counters!.hits).to.deep.equal([1, 20_001, 20_000, 1, 20_001, 20_000]);
    expect([samples, counters!.errorNs, counters!.samples]).to.deep.equal([0, null, null]);
    expect(counters!.totalNs![0]).to.equal(counters!.fileTotalNs);
    expect(result.profile.probeNs ?? Infinity, "or the machine was too busy to tell").to.be.above(1);
  });

  it("keeps awaits apart from the time on lines, and ends with an empty stack", () => {
    const result = run("async.js");
    checkTimes(result.profile);
    const { counters: [counters], idleNs } = mainOf(result);
    expect(result.stdout).to.equal("expected\ndepth 0\n");
    expect(counters!.hits).to.deep.equal([0, 20, 1, 2, 1]);
    expect(counters!.throws, "the rejected await, and the await of that").to.deep.equal([0, 0, 1, 1, 0]);
    expect(counters!.pending).to.equal(null);
    const [, waits, rejected, both] = counters!.awaitNs!;
    expect(waits).to.be.at.least(20 * timerNs);
    expect(rejected).to.be.at.least(timerNs);
    expect(both).to.be.at.least(2 * timerNs);
    expect(idleNs).to.be.above(0);
  });

  it("keeps awaits under the exact clock too", () => {
    const result = run("exact-async.js", { clock: "exact" });
    checkTimes(result.profile);
    expect(result.stdout).to.equal("depth 0\n");
    expect(mainOf(result).counters[0]!.awaitNs![1]).to.be.at.least(2 * timerNs);
  });

  it("heals its depth after exceptions", () => {
    const result = run("deep.js");
    checkTimes(result.profile);
    expect(result.stdout).to.equal("depth 0\n");
    const { hits, throws } = mainOf(result).counters[0]!;
    expect([hits[1], throws![1]]).to.deep.equal([200 * 1001, 200 * 1001]);
  });

  const endings: [ending: string, code: number][] = [
    ["normal", 0], ["exit", 3], ["exit-in-listener", 4], ["exit-code", 5], ["uncaught", 1], ["rejection", 1], ["handled", 6],
  ];
  for (const [ending, code] of endings) {
    it(`is complete after the program's own last word: ${ending}`, () => {
      const result = run("hits.js", {}, { ENDING: join(fixtures, "endings", ending) });
      expect(result.code).to.equal(code);
      expect(result.profile.complete).to.equal(true);
      expect(mainOf(result).counters[0]!.hits).to.deep.equal([1, 1, 1, 1]);
    });
  }

  it("lets Node warn of too many listeners when it would, and not before", () => {
    expect(run("listeners.js", {}, { LISTENERS: "10" }).stderr).to.equal("");
    expect(run("listeners.js", {}, { LISTENERS: "11" }).stderr).to.include("MaxListenersExceededWarning");
  });

  it("does not wait for a sampler that has died", () => {
    const { status, stderr, stdout } = spawnSync(
      process.execPath, command("generator.js", {}), { encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "", GARBAGE: "1" } });
    expect([status, stdout, stderr]).to.deep.equal([0, "19999900000\n", ""]);
  });

  it("leaves a rolling snapshot when it is killed in an endless loop", async () => {
    const child = spawn(process.execPath, command("endless.js", {}), { stdio: ["ignore", "pipe", "inherit"] });
    const closed = new Promise<NodeJS.Signals | null>((resolve) => child.on("close", (_, signal) => resolve(signal)));
    const selfOf = (profile: Profile): number => sum(profile.processes[0]!.threads[0]?.counters[0]?.selfNs ?? []);
    while (!existsSync(outFile) || selfOf(read()) === 0) await new Promise((resolve) => setImmediate(resolve));
    child.kill("SIGKILL");
    expect(await closed).to.equal("SIGKILL");
    const profile = read();
    expect(profile.complete).to.equal(false);
    expect(Date.parse(profile.snapshotAt!)).to.be.above(Date.parse(profile.startedAt));
    const [thread] = profile.processes[0]!.threads;
    expect(thread!.samples).to.be.above(0);
    expect(thread!.counters[0]!.hits[0]).to.be.above(0);
    checkTimes(profile);
  });

  it("measures its worker threads", () => {
    const result = run("worker.js");
    checkTimes(result.profile);
    expect(result.stdout).to.equal("worker ended\n");
    const [main, worker] = result.profile.processes[0]!.threads;
    expect([main!.id, main!.counters[0]!.hits[0]]).to.deep.equal([0, 1]);
    expect(worker!.id).to.be.above(0);
    expect(worker!.counters[0]!.hits).to.deep.equal([0, 1_000_000]);
  });

  it("keeps what a terminated worker has counted", () => {
    const result = run("terminated.js");
    checkTimes(result.profile);
    const [, worker] = result.profile.processes[0]!.threads;
    expect(worker!.counters[0]!.hits[1]).to.be.above(0);
  });

  it("counts nothing before a window, and nothing after it", () => {
    const late = mainOf(run("generator.js", { delayNs: 3600e9 }));
    expect([late.durationNs, sum(late.counters[0]!.hits)], "it never opened").to.deep.equal([0, 0]);
    const early = mainOf(run("window.js", { durationNs: 1e6 }));
    expect([early.durationNs, early.counters[0]!.hits[1]]).to.deep.equal([1e6, 0]);
  });

  it("leaves out the time for which the program waited for its instrumenter", () => {
    const thread = mainOf(run("waiting.js"));
    expect(thread.instrumentNs).to.be.at.least(30e6);
    expect(thread.counters[0]!.awaitNs, "a suspended activation did not wait longer for it").to.satisfy(
      (awaitNs: number[]) => awaitNs[0]! <= thread.durationNs!);
  });

  it("lives in a hostile program", () => {
    const result = run("hostile.js");
    expect([result.stdout, result.stderr, result.code]).to.deep.equal(["alive\n", "", 0]);
    expect(result.profile.complete).to.equal(true);
    expect(mainOf(result).counters[0]!.hits[0]).to.equal(1);
  });

  it("shows nothing of itself to the program", () => {
    const bare = spawnSync(process.execPath, ["-e", `console.log(JSON.stringify({
      globals: Object.getOwnPropertyNames(globalThis), listeners: process.eventNames() }))`], { encoding: "utf8" });
    const { stdout } = run("identity.js", {}, { BARE: bare.stdout });
    expect(JSON.parse(stdout)).to.deep.equal({
      newGlobals: [],
      newListeners: [],
      text: "function f(a) { return a; }",
      native: "function toString() { [native code] }",
      shape: ["toString", 0, false, ["length", "name"]],
      refuses: "TypeError",
    });
  });

  it("goes on in silence when its folder disappears", () => {
    const { status, stderr, stdout } = spawnSync(
      process.execPath, command("generator.js", { outFile: join(folder, "gone", "profile.json") }), { encoding: "utf8" });
    expect([status, stdout, stderr]).to.deep.equal([0, "19999900000\n", ""]);
    expect(readdirSync(folder)).to.deep.equal([]);
  });
});
