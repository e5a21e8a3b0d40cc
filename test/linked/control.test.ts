/** What a program can ask of its own measurement: to begin, stop, forget and tell; and profilers for some of its functions. */
import { expect } from "chai";
import { type Profile } from "@perline/format";
import { readProfile, selfCheck } from "@perline/format/read";
import { profileSinceMark } from "@perline/reporter";
import { hitsOf } from "../cli/harness.js";
import { inLinkedPlace, type LinkedPlace } from "./workplace.js";

/** A program's first lines: functions of which one calls the other, in lines 2 to 4 and 7. */
const head = `function inner(n) {
  for (let i = 0; i < n; i++) {
    inner.last = i;
  }
}
function outer(n) {
  inner(n);
}
async function waits() {
  await new Promise((resolve) => setTimeout(resolve, 5));
}
const { configure, LineProfiler, profile, reset, snapshot, start, stop } = require("@perline/runtime");
`;

/** Without what the environment of the tests may say. */
const manual = { PERLINE_AUTOSTART: "0", PERLINE_CLOCK: "sampled" };

/** Runs a program that ends well and says nothing on stderr; gives what it printed. */
async function run(place: LinkedPlace, body: string, env: Record<string, string> = manual): Promise<string> {
  place.link("program.cjs", head + body, { clock: "exact" });
  const { code, stdout, stderr } = await place.node(["program.cjs"], { env });
  expect([code, stderr]).to.deep.equal([0, ""]);
  return stdout;
}

function sound(text: string): Profile {
  const profile = readProfile(text, "the profile");
  expect(selfCheck(profile)).to.deep.equal([]);
  return profile;
}

const turns = (profile: Profile): number => hitsOf(profile, "program.cjs", 3);

describe("the measurement of a linked program", () => {
  for (const clock of ["sampled", "exact"]) {
    it(`counts from start on, and not between stop and start: ${clock} clock`, () => inLinkedPlace(async (place) => {
      await run(place, `inner(1000);
start({ clock: "${clock}" });
inner(1);
stop();
inner(100);
start();
inner(10);
console.log(stop(), stop());
inner(10_000);
`);
      const profile = sound(place.read("program.perline.json"));
      expect([profile.clock, profile.complete, turns(profile)]).to.deep.equal([clock, true, 11]);
    }));

    it(`forgets what has counted, and tells what counts: ${clock} clock`, () => inLinkedPlace(async (place) => {
      const printed = await run(place, `const hits = ({ sources, processes: [{ threads: [{ counters: [{ hits }] }] }] }) => Math.max(...hits);
start({ clock: "${clock}" });
inner(1000);
console.log(hits(profile()));
reset();
inner(20);
console.log(hits(profile()), snapshot("now.json") === require("node:path").resolve("now.json"));
reset();
inner(7);
`);
      expect(printed).to.equal("1001\n21 true\n");
      expect(turns(sound(place.read("now.json")))).to.equal(20);
      expect(turns(sound(place.read("program.perline.json")))).to.equal(7);
    }));

    it(`keeps marks once it has begun, also while it is stopped: ${clock} clock`, () => inLinkedPlace(async (place) => {
      const printed = await run(place, `const { mark } = require("@perline/runtime");
console.log(mark("early"));
start({ clock: "${clock}" });
inner(1000);
console.log(mark("warm"));
inner(30);
stop();
inner(500);
console.log(mark("cold"));
start();
inner(7);
`);
      expect(printed).to.equal("false\ntrue\ntrue\n");
      const profile = sound(place.read("program.perline.json"));
      expect(["warm", "cold"].map((name) => turns(profileSinceMark(profile, name)))).to.deep.equal([37, 7]);
      expect(profile.processes[0]!.threads[0]!.marks).to.have.length(2);
    }));

    it(`counts the wait of what was waiting before, from start on: ${clock} clock`, () => inLinkedPlace(async (place) => {
      await run(place, `const waiting = waits();
start({ clock: "${clock}" });
waiting.then(() => outer(3));
`, { ...manual, PERLINE_OUTPUT: "profile.json" });
      const profile = sound(place.read("profile.json"));
      const [thread] = profile.processes[0]!.threads;
      const waited = thread!.counters[0]!.awaitNs!.reduce((sum, ns) => sum + ns, 0);
      expect(waited).to.be.within(1, thread!.durationNs!);
      expect(turns(profile)).to.equal(3);
    }));
  }

  it("lacks nothing of a program that stopped it and was killed", () => inLinkedPlace(async (place) => {
    place.link("program.cjs", `${head}const written = () => require("node:fs").statSync("program.perline.json", { bigint: true }).mtimeNs;
start({ interval: 0.001 });
inner(10);
stop();
snapshot();
for (let before = written(), others = 0; others < 3;) {
  const last = written();
  if (last !== before) others++;
  before = last;
}
process.kill(process.pid, "SIGKILL");
`);
    expect(await place.node(["program.cjs"], { env: manual })).to.include({ stdout: "", stderr: "" });
    const profile = sound(place.read("program.perline.json"));
    expect([profile.complete, turns(profile)]).to.deep.equal([true, 10]);
  }));

  it("takes what a program configures before its first instrumented file", () => inLinkedPlace(async (place) => {
    place.write("main.cjs", `require("@perline/runtime").configure({ output: "other.json", clock: "exact" });
require("./program.cjs");
`);
    place.link("program.cjs", `${head}console.log(configure({ output: "late.json" }));\n`, { clock: "exact" });
    expect(await place.node(["main.cjs"])).to.include({ stdout: "false\n", stderr: "" });
    expect(sound(place.read("other.json")).clock).to.equal("exact");
  }));

  it("is nothing while nobody starts it: no profile, no thread, no clock", () => inLinkedPlace(async (place) => {
    const printed = await run(place, `const threads = () => require("node:fs").readdirSync("/proc/self/task").length;
const before = threads();
outer(10);
console.log(stop(), reset(), snapshot(), profile(), threads() - before);
waits();
`);
    expect(printed).to.equal("true false null null 0\n");
    expect(place.has("program.perline.json")).to.equal(false);
  }));

  it("does not load what measures for a mark", () => inLinkedPlace(async (place) => {
    place.write("program.cjs", `const { profile } = require("@perline/runtime");
const marked = profile(() => 1);
console.log(marked(), Object.keys(require.cache).filter((file) => /sampler|linked-(node|thread)|own-memory|probes/.test(file)));
`);
    expect(await place.node(["program.cjs"])).to.include({ stdout: "1 []\n", stderr: "" });
  }));

  it("can be asked for under the command, and from its worker threads", () => inLinkedPlace(async (place) => {
    place.link("program.cjs", `${head}const { isMainThread, Worker } = require("node:worker_threads");
outer(5);
if (isMainThread) new Worker(__filename).on("exit", () => console.log(profile().processes[0].threads.length));
else snapshot("worker.json");
`);
    expect(await place.perline(["run", "-o", "run.json", "program.cjs"])).to.include({ stdout: "2\n" });
    expect(turns(sound(place.read("worker.json")))).to.equal(10);
  }));
});

describe("a line profiler", () => {
  it("tells of its functions, while it is enabled", () => inLinkedPlace(async (place) => {
    const printed = await run(place, `const profiler = new LineProfiler(inner);
inner(1000);
profiler.enable();
outer(2);
profiler.enable();
profiler.disable();
outer(3);
profiler.disable();
inner(1000);
profiler.run(() => inner(4));
inner(1000);
profiler.print();
profiler.dump("dump.json");
`);
    expect(printed).to.match(/^Timer unit: 1e-06 s\n[^]*Function: inner at line 1\n/);
    expect(printed).to.match(/^ +3 +9 .* inner\.last = i;$/m);
    expect(printed).not.to.include("Function: outer");
    const profile = sound(place.read("dump.json"));
    expect([2, 3, 7].map((line) => hitsOf(profile, "program.cjs", line))).to.deep.equal([12, 9, 0]);
  }));

  it("wraps functions, and cannot be told from them but by promises", () => inLinkedPlace(async (place) => {
    const printed = await run(place, `const profiler = new LineProfiler();
const wrapped = profiler.wrap(outer);
const later = profiler.wrap(waits);
outer(100);
wrapped(3);
profiler.add(inner);
console.log(wrapped.name, wrapped.length);
later().then(() => {
  outer(100);
  profiler.dump("dump.json");
});
`);
    expect(printed).to.equal("outer 1\n");
    const profile = sound(place.read("dump.json"));
    expect([3, 7, 10].map((line) => hitsOf(profile, "program.cjs", line))).to.deep.equal([3, 1, 1]);
  }));

  it("finds functions that the command has instrumented", () => inLinkedPlace(async (place) => {
    place.write("program.cjs", `${head}const profiler = new LineProfiler(inner);
profiler.run(() => outer(5));
profiler.dump("dump.json");
`);
    expect(await place.perline(["run", "program.cjs"])).to.include({ code: 0, stdout: "" });
    const profile = sound(place.read("dump.json"));
    expect([3, 7].map((line) => hitsOf(profile, "program.cjs", line))).to.deep.equal([5, 0]);
  }));

  it("says which of its functions it cannot tell of", () => inLinkedPlace(async (place) => {
    const printed = await run(place, `const plain = new Function("return 1");
const profiler = new LineProfiler(inner, plain);
profiler.run(() => inner(plain()));
profiler.print();
`);
    expect(printed).to.include("Function: inner at line 1");
    expect(printed.match(/^Note: .*line profiler.*$/gm)).to.deep.equal([
      "Note: the line profiler does not tell of anonymous: it is not instrumented, or a minifier has renamed what is inserted.",
    ]);
  }));

  it("does not know of others", () => inLinkedPlace(async (place) => {
    await run(place, `const [first, second] = [new LineProfiler(), new LineProfiler()];
first.enable();
inner(1);
second.enable();
inner(10);
first.disable();
inner(100);
second.disable();
first.dump("first.json");
second.dump("second.json");
`);
    expect(["first.json", "second.json"].map((name) => turns(sound(place.read(name))))).to.deep.equal([11, 110]);
  }));

  it("passes on what its functions throw", () => inLinkedPlace(async (place) => {
    const printed = await run(place, `const profiler = new LineProfiler();
const fails = profiler.wrap(function fails(what) { inner(2); throw what; });
const rejects = profiler.wrap(async function rejects(what) { inner(3); throw what; });
try { fails("thrown"); } catch (error) { console.log(error); }
rejects("rejected").catch((error) => {
  console.log(error);
  inner(100);
  profiler.add(inner).dump("dump.json");
});
`);
    expect(printed).to.equal("thrown\nrejected\n");
    expect(turns(sound(place.read("dump.json")))).to.equal(5);
  }));
});
