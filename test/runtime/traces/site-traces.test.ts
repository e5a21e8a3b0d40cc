/** The objects that lines create: what of them is alive at each moment, and that sampling them is right on average. */
import { expect } from "chai";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { ToldTraces, TraceMoment } from "@perline/format";
import { type Living, livingByFinalization } from "../../../packages/runtime/dist/traces/living.js";
import { bytesOf, typeOf } from "../../../packages/runtime/dist/traces/object-facts.js";
import { seeded } from "../../../packages/runtime/dist/traces/random.js";
import { type SiteOptions, SiteTraces, type Traced } from "../../../packages/runtime/dist/traces/site-traces.js";

/** What is alive is what a test says: all that was added, but for what it lets go. */
class Held implements Living<Traced> {
  readonly objects = new Map<object, Traced>();
  has = (object: object): boolean => this.objects.has(object);
  get = (object: object): Traced | undefined => this.objects.get(object);
  add = (object: object, known: Traced): void => void this.objects.set(object, known);
  each = (visit: (known: Traced, object: object) => void): void => this.objects.forEach((known, object) => visit(known, object));
}

interface Bench {
  traces: SiteTraces;
  /** Hands a value over as instrumented code does. */
  create: SiteTraces["made"];
  held: Held;
  told: ToldTraces[];
  /** The program's time, in nanoseconds. */
  time: { now: number };
}

/** Traces under a fake clock; a moment takes `costNs`. Stacks are the sites themselves. */
function bench(options: Partial<SiteOptions> = {}, costNs = 0): Bench {
  const [told, held, time]: [ToldTraces[], Held, Bench["time"]] = [[], new Held(), { now: 0 }];
  let elapsed = 0;
  const countdown = new Int32Array(1);
  const traces = new SiteTraces({ frames: 1, sampleBytes: 1, pointerBytes: 8, random: seeded(1), countdown, ...options }, held, {
    stackOf: (site) => site,
    aside: (action) => action(),
    collect: () => {
      elapsed += costNs;
    },
    now: () => time.now,
    elapsed: () => elapsed,
    tell: (record) => void told.push(structuredClone(record)),
  });
  const create: Bench["create"] = (site, bytes, value) => {
    if (bytes < 0 || (countdown[0]! -= bytes) < 0) traces.made(site, bytes, value);
  };
  return { traces, create, held, told, time };
}

/** A moment's label, and each group's number, objects and bytes. */
function alive({ label, group, objects, bytes }: TraceMoment): unknown[] {
  return [label, ...group.map((each, row) => [each, objects[row], bytes[row]])];
}

class Entry {
  constructor(readonly n: number) {}
}

describe("objects that lines create", () => {
  it("are told by stack and type at each mark and at the end, once", () => {
    const { traces, create, held, told } = bench();
    const [first, second] = [new Entry(1), new Entry(2)];
    create(7, 32, first);
    create(7, 32, second);
    create(9, 24, []);
    traces.moment("loaded");
    held.objects.delete(first);
    traces.end();
    traces.end();
    const { groups, moments } = told.at(-1)!;
    expect(groups).to.deep.equal({ stack: [7, 9], type: ["Entry", "Array"], objects: [2, 1], bytes: [64, 32] });
    expect(moments.map(alive)).to.deep.equal([["loaded", [0, 2, 64], [1, 1, 32]], [null, [0, 1, 32], [1, 1, 32]]]);
    expect(told.length).to.equal(2);
  });

  it("are not what is no object, nor what was created before", () => {
    const { traces, create, told } = bench();
    const again = {};
    for (const value of ["text", 1, null, undefined, again, again]) create(1, 40, value);
    traces.end();
    expect(told[0]?.groups.objects).to.deep.equal([1]);
  });

  it("are as large as they are at the moment", () => {
    const { traces, create, told } = bench();
    const [list, map, buffer] = [[] as number[], new Map<number, number>(), new Uint8Array(1000)];
    create(1, 32, list);
    create(2, -1, map);
    create(3, -1, buffer);
    traces.moment("small");
    for (let n = 0; n < 1000; n++) list.push(n);
    for (let n = 0; n < 1000; n++) map.set(n, n);
    traces.moment("large");
    const [small, large] = told[1]!.moments;
    expect(small?.bytes[0]).to.equal(32);
    expect(large?.bytes[0]).to.equal(8048);
    expect(large!.bytes[1]!).to.be.above(16_000).and.above(small!.bytes[1]!);
    expect(large?.bytes[2]).to.equal(1096);
  });

  it("bring moments by time, so far apart that these take a fiftieth of it", () => {
    const { create, told, time } = bench({}, 10e6);
    for (let ms = 0; ms < 2000; ms += 10) {
      time.now = ms * 1e6;
      create(1, 24, {});
    }
    expect(told.at(-1)?.moments.map(({ atNs }) => atNs / 1e6)).to.deep.equal([50, 550, 1050, 1550]);
  });

  it("let every other moment without a label go where there are many", () => {
    const { traces, told } = bench();
    traces.moment("kept");
    for (let n = 0; n < 300; n++) traces.moment(null);
    const { moments } = told.at(-1)!;
    expect(moments.length).to.be.below(128);
    expect(moments[0]?.label).to.equal("kept");
  });

  it("are collected all the same", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const living = livingByFinalization<{ n: number }>();
    const kept = {};
    living.add(kept, { n: -1 });
    (() => {
      for (let n = 0; n < 100; n++) living.add({ n }, { n });
    })();
    const count = (): number => {
      let all = 0;
      living.each(() => all++);
      return all;
    };
    for (let turn = 0; turn < 50 && count() > 2; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      collect();
    }
    expect(count()).to.be.within(1, 2);
    expect(living.has(kept)).to.equal(true);
  });
});

describe("sampling of objects that lines create", () => {
  const runs = 200;
  /** By site: how many objects, and their bytes. */
  const sites = [{ count: 800, bytes: 56 }, { count: 40, bytes: 7850 }];
  const sampleBytes = 4096;

  /** What one run says is alive of each site, `weigh` changing what a group says. */
  function estimate(seed: number, weigh = (bytes: number, _site: number): number => bytes): number[] {
    const { traces, create, told } = bench({ sampleBytes, random: seeded(seed) });
    sites.forEach(({ count, bytes }, site) => {
      for (let n = 0; n < count; n++) create(site, bytes, {});
    });
    traces.end();
    const [{ groups, moments: [moment] }] = told as [ToldTraces];
    return sites.map((_, site) => {
      const row = moment!.group.findIndex((group) => groups.stack[group] === site);
      return row < 0 ? 0 : weigh(moment!.bytes[row]!, site);
    });
  }

  /** By site: how many standard errors the mean of all runs is away from what is true. */
  function deviations(weigh?: (bytes: number, site: number) => number): number[] {
    const all = Array.from({ length: runs }, (_, seed) => estimate(seed + 1, weigh));
    return sites.map(({ count, bytes }, site) => {
      const mean = all.reduce((sum, each) => sum + each[site]!, 0) / runs;
      const variance = all.reduce((sum, each) => sum + (each[site]! - mean) ** 2, 0) / (runs - 1);
      return Math.abs(mean - count * bytes) / Math.sqrt(variance / runs);
    });
  }

  it("is right on average over 200 runs", () => {
    expect(Math.max(...deviations())).to.be.below(1.96);
  });

  it("would be seen to be wrong, if each sample stood for the mean distance alone", () => {
    const unscaled = (bytes: number, site: number): number => {
      const { bytes: each } = sites[site]!;
      return bytes * -Math.expm1(-each / sampleBytes) / Math.min(1, each / sampleBytes);
    };
    expect(Math.max(...deviations(unscaled))).to.be.above(1.96);
  });
});

describe("what an object tells of itself", () => {
  it("is found without anything of the program's running", () => {
    const ran = (): never => {
      throw new Error("ran");
    };
    const trap = new Proxy([], { get: ran, getOwnPropertyDescriptor: ran, getPrototypeOf: ran, ownKeys: ran });
    class Named {
      static get name(): string {
        return ran();
      }

      get length(): number {
        return ran();
      }

      get [Symbol.toStringTag](): string {
        return ran();
      }
    }
    const odd = Object.create({ get constructor() { return ran(); } }) as object;
    const all = [trap, new Named(), odd, Object.create(null) as object, Object.create(trap) as object];
    expect(all.map(typeOf)).to.deep.equal(["(proxy)", "(no constructor)", "(no constructor)", "(no prototype)", "(no constructor)"]);
    expect(all.map((each) => bytesOf(each, -1, 8))).to.deep.equal([56, 56, 56, 56, 56]);
    expect([new Entry(1), [], new Map(), () => 1].map(typeOf)).to.deep.equal(["Entry", "Array", "Map", "Function"]);
  });
});
