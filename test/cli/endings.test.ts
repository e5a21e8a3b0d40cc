/** However a program ends, it ends as it would alone, and its profile is there. */
import { expect } from "chai";
import { saidByProgram } from "../differences.js";
import { endless, hitsOf, inWorkplace, telling, throwsOf } from "./harness.js";

describe("endings of a run", () => {
  const codes: { what: string; text: string; code: number }[] = [
    { what: "a normal end", text: "console.log(1)", code: 0 },
    { what: "process.exit", text: "process.exit(7)", code: 7 },
    { what: "process.exitCode", text: "process.exitCode = 9", code: 9 },
    { what: "an uncaught error", text: "throw new Error('on purpose')", code: 1 },
    { what: "an unhandled rejection", text: "Promise.reject(new Error('on purpose'))", code: 1 },
    { what: "process.exit in an exit listener", text: "process.on('exit', () => process.exit(4))", code: 4 },
  ];
  for (const { what, text, code } of codes) {
    it(`gives the code of ${what}, and a complete profile`, () => inWorkplace([], async (place) => {
      place.write("program.js", text);
      const finished = await place.perline(["run", "program.js"]);
      expect([finished.code, finished.signal]).to.deep.equal([code, null]);
      const profile = place.profile("program.perline.json");
      expect(profile.complete).to.equal(true);
      expect(profile.ageNs).to.equal(null);
      expect(hitsOf(profile, "program.js", 1)).to.equal(1);
    }));
  }

  const listening: { what: string; text: string[] }[] = [
    { what: "removes all exit listeners", text: ["process.on('exit', () => console.log('never'))", "process.removeAllListeners('exit')"] },
    { what: "removes all listeners there are", text: ["process.on('exit', () => console.log('never'))", "process.removeAllListeners()"] },
    { what: "removes the listeners that it finds", text: ["for (const one of process.listeners('exit')) process.off('exit', one)"] },
    { what: "has a last exit listener that throws", text: ["process.on('exit', () => console.log(1)).once('exit', () => null.x)"] },
    { what: "has one that throws between others", text: [
      "process.on('exit', () => console.log(1)).on('exit', () => null.x).on('exit', () => console.log('never'))"] },
    { what: "has one that throws, and hears of uncaught errors", text: [
      "process.on('exit', () => null.x).on('exit', () => 1).on('uncaughtExceptionMonitor', ({ message }) => console.log(message))"] },
    { what: "has one that throws behind an uncaught error", text: [
      "process.on('exit', (code) => { console.log(code); null.x; }).on('exit', () => console.log('never'))", "throw new Error('on purpose')"] },
    { what: "catches what an exit listener throws, and goes on", text: [
      "process.once('exit', () => { throw 1; })", "try { process.exit(3); } catch (one) { console.log(one); }",
      "setTimeout(() => console.log('later'))"] },
    { what: "looks at its listeners while it exits", text: [
      "process.on('exit', () => console.log(process.listenerCount('exit'), process.eventNames().includes('exit')))",
      "process.once('exit', () => console.log(process.rawListeners('exit').length))"] },
  ];
  for (const { what, text } of listening) {
    it(`is as alone, and has a complete profile, where the program ${what}`, () => inWorkplace([], async (place) => {
      const tell = "console.log(process.listenerCount('exit'), process.eventNames())";
      place.write("program.js", [...text.slice(0, 1), tell, ...text.slice(1)].join("\n"));
      const bare = await place.node(["program.js"]);
      const ours = await place.perline(["run", "program.js"]);
      expect({ ...ours, stderr: saidByProgram(ours.stderr) }).to.deep.equal(bare);
      const profile = place.profile("program.perline.json");
      expect([profile.complete, profile.ageNs, hitsOf(profile, "program.js", 2)]).to.deep.equal([true, null, 1]);
    }));
  }

  for (const clock of ["sampled", "exact"]) {
    it(`counts the exception that leaves a module body, of whichever kind, with the ${clock} clock`, () => inWorkplace([], async (place) => {
      place.write("bad.mjs", "1;\nnull.x;\n");
      place.write("bad.cjs", "1;\nnull.x;\n");
      place.write("program.mjs", [
        "try {", "  await import('./bad.mjs');", "} catch {}", "try {", "  await import('./bad.cjs');", "} catch {}", "import('./last.mjs');",
      ].join("\n"));
      place.write("last.mjs", "1;\nnull.x;\n");
      place.write("exits.mjs", "1;\nprocess.exit(3);\n");
      const finished = await place.perline(["run", "--clock", clock, "program.mjs"]);
      expect(finished.code).to.equal(1);
      const profile = place.profile("program.perline.json");
      const throws = (file: string): number[] => [1, 2, 5].map((line) => throwsOf(profile, file, line));
      expect(throws("bad.mjs")).to.deep.equal([0, 1, 0]);
      expect(throws("bad.cjs")).to.deep.equal([0, 1, 0]);
      expect(throws("last.mjs")).to.deep.equal([0, 1, 0]);
      expect(throws("program.mjs")).to.deep.equal([0, 1, 1]);
      expect((await place.perline(["run", "--clock", clock, "exits.mjs"])).code).to.equal(3);
      expect(throwsOf(place.profile("exits.perline.json"), "exits.mjs", 2)).to.equal(0);
    }));
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`passes ${signal} on in the midst of an endless loop, and dies of it`, () => inWorkplace([], async (place) => {
      place.write("endless.js", endless);
      const finished = await place.perline(["run", "-i", "0.05", "endless.js"], { whenReady: (pid) => process.kill(pid, signal) });
      expect([finished.code, finished.signal]).to.deep.equal([null, signal]);
      expect(finished.stderr).to.match(new RegExp(`\\(incomplete: the program was stopped by ${signal}; figures up to \\d+ ms before its end\\)`));
      const profile = place.profile("endless.perline.json");
      expect(profile.complete).to.equal(false);
      expect(profile.ageNs).to.be.a("number").that.is.at.least(0);
      expect(hitsOf(profile, "endless.js", 3)).to.be.above(0);
    }));
  }

  it("is struck once by a signal to the whole group, as Ctrl-C is", () => inWorkplace([], async (place) => {
    place.write("endless.js", endless);
    const finished = await place.perline(["run", "endless.js"], { whenReady: (pid) => process.kill(-pid, "SIGINT") });
    expect(finished.signal).to.equal("SIGINT");
    expect(place.profile("endless.perline.json").complete).to.equal(false);
  }));

  it("lets a program that handles its signal end as it likes, and hands it over once", () => inWorkplace(["graceful.js"], async (place) => {
    const finished = await place.perline(["run", "graceful.js"], { whenReady: (pid) => process.kill(pid, "SIGTERM") });
    expect([finished.code, finished.stdout]).to.deep.equal([5, "ready\n1 SIGTERM\n"]);
    expect(place.profile("graceful.perline.json").complete).to.equal(true);
  }));

  for (const clock of ["sampled", "exact"]) {
    it(`keeps the source of a program that dies young, with the ${clock} clock`, () => inWorkplace([], async (place) => {
      // A snapshot that waits for its period would come too late.
      place.write("young.js", `${telling}while (!told("young.js", 0));\nprocess.kill(process.pid, "SIGKILL");\n`);
      const finished = await place.perline(["run", "--clock", clock, "--interval", "3600", "young.js"]);
      expect(finished.signal).to.equal("SIGKILL");
      expect(place.profile("young.perline.json").sources.map(({ path }) => path)).to.deep.equal(["young.js"]);
    }));
  }

  const deaths: { what: string; ending: string; signal: NodeJS.Signals }[] = [
    { what: "abort", ending: "process.abort()", signal: "SIGABRT" },
    { what: "SIGKILL", ending: "process.kill(process.pid, 'SIGKILL')", signal: "SIGKILL" },
    { what: "running out of memory", ending: "for (const all = []; ;) all.push(new Array(1000).fill(1.5))", signal: "SIGABRT" },
  ];
  for (const { what, ending, signal } of deaths) {
    it(`keeps the profile of a program that dies by ${what}`, () => inWorkplace([], async (place) => {
      place.write("program.js", `${telling}while (!told("program.js", 2));\n${ending}`);
      const finished = await place.perline(["run", "--interval", "0.05", "--node-arg=--max-old-space-size=40", "program.js"]);
      expect(finished.signal).to.equal(signal);
      const profile = place.profile("program.perline.json");
      expect(profile.complete).to.equal(false);
      expect(profile.ageNs).to.be.a("number");
      expect(hitsOf(profile, "program.js", 2)).to.be.above(0);
    }));
  }
});
