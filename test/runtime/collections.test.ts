/** The collections of a thread, as V8 tells of them, and what is left of who was told. */
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { collectionsOfThread } from "../../packages/runtime/dist/collections.js";
import { collector } from "../../packages/runtime/dist/readings.js";

describe("the collections of a thread", () => {
  const collect = collector();

  it("are told of once, each with what it has freed", () => {
    const collections = collectionsOfThread();
    collections.watch();
    let garbage: number[] | null = new Array<number>(1_000_000).fill(1);
    expect(garbage.length).to.equal(1_000_000);
    garbage = null;
    collect();
    const { count, ns, bytes } = collections.ask();
    expect(count).to.be.at.least(1);
    expect(ns).to.be.above(0);
    expect(bytes).to.be.above(4_000_000);
    expect(collections.ask().count).to.equal(0);
    collections.rest();
  });

  it("leave who was asked being told on, where several have come, until a full one", async () => {
    const collections = collectionsOfThread();
    collections.watch();
    collections.rest();
    expect(collections.left(), "none has come").to.equal(0);
    collections.watch();
    for (let time = 0; time < 3; time++) collect();
    collections.rest();
    expect(collections.left()).to.equal(1);
    // What a weak reference was made to lives until the job ends.
    await pause(1);
    collect();
    expect(collections.left()).to.equal(0);
  });
});
