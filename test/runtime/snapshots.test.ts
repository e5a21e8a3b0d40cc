import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Profile } from "@perline/format";
import { expect } from "chai";
import { setClock } from "../../packages/runtime/dist/clock.js";
import type { MeasurementOptions } from "../../packages/runtime/dist/sampler/plan.js";
import { type Moment, Snapshots } from "../../packages/runtime/dist/sampler/snapshots.js";
import { Sources } from "../../packages/runtime/dist/sampler/sources.js";
import { plainSources } from "./simulation.js";

const ms = 1e6;
const moment: Moment = { time: 0, costNs: () => 0, complete: false, threads: [], warnings: ["told"], probeNs: 1.5, spunNs: 0 };

describe("rolling snapshots", () => {
  let time = 0;
  let folder: string;
  let options: MeasurementOptions;

  beforeEach(() => {
    time = 0;
    setClock(() => time);
    folder = mkdtempSync(join(tmpdir(), "perline-snapshots-"));
    options = {
      clock: "sampled", reading: null, weighs: false, splits: false, outFile: join(folder, "profile.json"), root: folder, argv: ["node", "x.js"], perline: "1.2.3",
      rollingMs: null, delayNs: 0, durationNs: null, callTreeLimit: 100,
    };
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const sourceless = (): Sources => new Sources(plainSources(2).places);

  const snapshots = (sources = sourceless()): Snapshots => new Snapshots(options, sources, 1);

  /** Writes one that begins now and costs `costMs`. */
  const write = (rolling: Snapshots, costMs: number): boolean => rolling.write({ ...moment, time, costNs: () => costMs * ms });

  const running = { idle: false, behind: false };
  const idle = { idle: true, behind: false };
  const behind = { idle: false, behind: true };

  /** Whether one is due so many milliseconds after the last began. */
  function dueAfter(rolling: Snapshots, ...ages: readonly number[]): boolean[] {
    return ages.map((age) => rolling.due(time + age * ms, running));
  }

  it("come every 150 ms, counted from their beginnings", () => {
    const rolling = snapshots();
    expect(dueAfter(rolling, 149, 150)).to.deep.equal([false, true]);
    time = 170 * ms;
    write(rolling, 1);
    expect(dueAfter(rolling, 149, 150)).to.deep.equal([false, true]);
  });

  it("come a little later where much would have to be done first", () => {
    const rolling = snapshots();
    expect([150, 199, 200].map((age) => rolling.due(time + age * ms, behind))).to.deep.equal([false, false, true]);
  });

  it("come at once with the first source, then as if that had been the start", () => {
    const sources = sourceless();
    const rolling = snapshots(sources);
    expect(rolling.due(1, running)).to.equal(false);
    sources.add({ base: 1, record: plainSources(2).all[0]!.record });
    expect(rolling.due(1, running)).to.equal(true);
    write(rolling, 2);
    expect(dueAfter(rolling, 149, 150)).to.deep.equal([false, true]);
    sources.add({ base: 3, record: plainSources(2).all[0]!.record });
    expect(rolling.due(1, running), "another source").to.equal(false);
  });

  it("take two hundredths of the time at most", () => {
    const rolling = snapshots();
    for (let count = 0; count < 4; count++) write(rolling, 20);
    expect(dueAfter(rolling, 999, 1000)).to.deep.equal([false, true]);
  });

  it("take the least of the last four costs for what one costs", () => {
    const rolling = snapshots();
    for (const costMs of [4, 100, 50, 20]) write(rolling, costMs);
    expect(dueAfter(rolling, 199, 200)).to.deep.equal([false, true]);
    write(rolling, 8);
    expect(dueAfter(rolling, 399, 400), "4 is forgotten").to.deep.equal([false, true]);
  });

  it("come at once when the program turns idle, once a turn", () => {
    const rolling = snapshots();
    write(rolling, 0);
    expect(rolling.due(30 * ms, idle)).to.equal(true);
    expect(rolling.due(60 * ms, idle), "told already").to.equal(false);
    expect(rolling.due(90 * ms, running)).to.equal(false);
    expect(rolling.due(120 * ms, idle), "another turn").to.equal(true);
  });

  it("keep to a period that was asked for", () => {
    options.rollingMs = 1000;
    const rolling = snapshots();
    expect([rolling.due(999 * ms, idle), rolling.due(1000 * ms, running)]).to.deep.equal([false, true]);
  });

  it("are whole files that say what they are", () => {
    const rolling = snapshots(plainSources(2));
    setClock(() => 3000 * ms);
    const earliest = Date.now() - 3000;
    expect(rolling.write(moment)).to.equal(true);
    const profile = JSON.parse(readFileSync(options.outFile, "utf8")) as Profile;
    expect(profile).to.include({ format: "perline-profile", version: 1, perline: "1.2.3", complete: false, ageNs: null, probeNs: 1.5 });
    expect(profile.sources.map(({ path }) => path)).to.deep.equal(["simulated.ts"]);
    expect(profile.processes).to.deep.equal([{ pid: process.pid, ppid: 1, argv: ["node", "x.js"], threads: [], spunNs: 0 }]);
    expect(profile.warnings).to.deep.equal(["told"]);
    expect(Date.parse(profile.snapshotAt ?? ""), "when its figures stood").to.be.within(earliest, Date.now() - 3000);
  });

  it("leave nothing behind where they cannot be written, and count that", () => {
    options.outFile = join(folder, "gone", "profile.json");
    const rolling = snapshots();
    expect(rolling.write(moment)).to.equal(false);
    expect(rolling.failures).to.equal(1);
    expect(existsSync(join(folder, "gone"))).to.equal(false);
  });
});
