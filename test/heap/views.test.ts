/** What is told of a heap is what follows from its references: against definitions worked out on random heaps, and in small ones. */
import { expect } from "chai";
import fc from "fast-check";
import {
  backReferences, chainText, commonHolders, growth, growthOf, growthText, type Heap, HeapObject, holdersUpTo, leaking, mostCommonTypes,
  objectsOf, ordered, referenceChain, referencesDot, referencesSvg, referencesText, shortestChain, typesOf, typesTable, typesText,
} from "@perline/heap";
import { heaps, holders, reachable, retained } from "./graphs.js";
import { heapOf, rooted, type Small } from "./small.js";

/** The places of objects, from the ids that pictures have. */
const placeOf = (id: number): number => (id - 1) / 2;

const objectsAll = (heap: Heap): HeapObject[] => Array.from({ length: heap.size }, (_, index) => new HeapObject(heap, index));

/** A store with a list of two leaks, one of them in its cache too. */
const store: Small[] = rooted(
  { kind: "object", name: "global", bytes: 8, to: [{ kind: "property", name: "store", to: 2 }, { kind: "element", name: 3, to: 9 }] },
  { kind: "object", name: "Store", bytes: 16, to: [{ kind: "property", name: "list", to: 3 }, { kind: "property", name: "a b", to: 6 }] },
  { kind: "object", name: "Array", bytes: 24, to: [
    { kind: "element", name: 0, to: 4 }, { kind: "element", name: 1, to: 5 }, { kind: "internal", name: "elements", to: 7 },
  ] },
  { kind: "object", name: "Leak", bytes: 32, to: [] },
  { kind: "object", name: "Leak", bytes: 32, to: [{ kind: "context", name: "text", to: 8 }] },
  { kind: "object", name: "Map", bytes: 40, to: [{ kind: "internal", name: "table", to: 10 }] },
  { kind: "array", name: "(object elements)", bytes: 64, to: [{ kind: "hidden", name: 0, to: 4 }, { kind: "hidden", name: 1, to: 5 }] },
  { kind: "string", name: 'a "text"\n of more than forty characters, so long', bytes: 80, to: [] },
  { kind: "closure", name: "run", bytes: 56, to: [] },
  { kind: "array", name: "", bytes: 72, to: [{ kind: "hidden", name: 5, to: 5 }] },
);

describe("types of a heap", () => {
  it("have each object once, and the bytes that would be free without it", async () => {
    await fc.assert(fc.asyncProperty(heaps, async (objects) => {
      const heap = await heapOf(objects);
      for (const object of objectsAll(heap).slice(1)) expect(object.retainedBytes, `of ${object.index}`).to.equal(retained(objects, object.index));
      const rows = typesOf(heap);
      for (const type of ["global", "A", "B", "C", "D"]) {
        const own = objects.flatMap(({ name }, place) => (name === type ? [place] : []));
        // One that is free without another one of its type is in what that one retains.
        const first = own.filter((place) => !own.some((other) => other !== place && !reachable(objects, new Set([other])).has(place)));
        const expected = {
          type, count: own.length, shallowBytes: own.reduce((sum, place) => sum + objects[place]!.bytes, 0),
          retainedBytes: first.reduce((sum, place) => sum + retained(objects, place), 0),
        };
        expect(rows.find((row) => row.type === type)).to.deep.equal(own.length === 0 ? undefined : expected);
      }
    }), { numRuns: 60 });
  });

  it("are ordered by what is asked for", async () => {
    const rows = typesOf(await heapOf(store));
    const types = rows.map(({ type }) => type);
    expect(types[0]).to.equal("(array)");
    for (const order of ["count", "shallow", "retained"] as const) expect(ordered(rows, order).map(({ type }) => type)).to.have.members(types);
    expect(ordered(rows, "retained").slice(0, 3).map(({ type }) => type)).to.deep.equal(["", "global", "Store"]);
  });

  it("leave out what is V8's own unless asked", async () => {
    const heap = await heapOf(store);
    const shown = (await mostCommonTypes({ heap, limit: 99 })).map(({ type }) => type);
    expect(shown).to.deep.equal(["Leak", "(string)", "Array", "Function", "Map", "Store", "global"]);
    expect((await mostCommonTypes({ heap, limit: 99, internals: true })).map(({ type }) => type)).to.include.members([...shown, "(array)", ""]);
    expect(typesText(await mostCommonTypes({ heap, limit: 2 }))).to.equal("Leak     2\n(string) 1\n");
    expect(await mostCommonTypes({ objects: objectsOf(heap, "Leak") })).to.have.length(1);
    expect(await mostCommonTypes({ objects: [] })).to.deep.equal([]);
  });

  it("are told in columns that stand under their heads", () => {
    const table = typesTable([{ type: "A\u001b", count: 1, shallowBytes: 1234567890123, retainedBytes: 2 }]);
    expect(table.split("\n")).to.deep.equal([
      "Type  Count      Shallow B  Retained B", "======================================", "A␛        1  1234567890123           2", "",
    ]);
  });
});

describe("growth of a heap", () => {
  it("is what there is more of, most first", async () => {
    const less = store.slice(0, 2).map((object) => ({ ...object, to: object.to.filter(({ to }) => to < 2) }));
    const [before, after] = [await heapOf(less), await heapOf(store)];
    const rows = await growth({ heap: after, since: before });
    expect(rows[0]).to.deep.equal({ type: "Leak", count: 2, growth: 2, growthBytes: 64 });
    expect(rows.map(({ type }) => type)).not.to.include("global");
    expect(growthText(rows.slice(0, 2))).to.equal("Leak            2        +2\n(string)        1        +1\n");
  });

  it("is what it is of any two sets of rows", () => {
    const row = fc.record({ type: fc.constantFrom("A", "B", "C"), count: fc.nat(9), shallowBytes: fc.nat(99) });
    const rows = fc.uniqueArray(row, { selector: ({ type }) => type });
    fc.assert(fc.property(rows, rows, (before, now) => {
      const grown = growthOf(before, now);
      for (const { type, count, shallowBytes } of now) {
        const old = before.find((row) => row.type === type) ?? { count: 0, shallowBytes: 0 };
        const expected = { type, count, growth: count - old.count, growthBytes: shallowBytes - old.shallowBytes };
        expect(grown.filter((row) => row.type === type)).to.deep.equal(count > old.count ? [expected] : []);
      }
      const growths = grown.map(({ growth: more }) => more);
      expect(growths).to.deep.equal(growths.toSorted((a, b) => b - a));
    }));
  });
});

describe("who holds an object", () => {
  it("is everyone who refers to it and keeps it alive", async () => {
    await fc.assert(fc.asyncProperty(heaps, async (objects) => {
      const heap = await heapOf(objects);
      for (const object of objectsAll(heap).slice(1)) {
        const graph = holdersUpTo(object, { depth: 1, tooMany: 99 });
        const found = graph.references.filter(({ to }) => to === 0).map(({ from }) => placeOf(graph.objects[from]!.id));
        expect(found.sort((a, b) => a - b)).to.deep.equal(holders(objects, object.index));
      }
    }), { numRuns: 60 });
  });

  it("goes so deep and so wide as asked, and counts what it leaves out", async () => {
    await fc.assert(fc.asyncProperty(heaps, fc.nat(4), fc.integer({ min: 1, max: 3 }), async (objects, depth, tooMany) => {
      for (const object of objectsAll(await heapOf(objects)).slice(1)) {
        const { objects: shown, references } = holdersUpTo(object, { depth, tooMany });
        expect(new Set(shown.map(({ id }) => id)).size).to.equal(shown.length);
        shown.forEach(({ id, depth: own, more }, place) => {
          expect(own).to.be.at.most(depth);
          const taken = references.filter(({ to }) => to === place).length;
          if (own < depth) expect(taken + more).to.equal(holders(objects, placeOf(id)).length);
        });
      }
    }), { numRuns: 60 });
  });

  it("is the owner of what V8 keeps things in", async () => {
    const heap = await heapOf(store);
    const direct = (object: HeapObject): string[] => {
      const { objects, references } = holdersUpTo(object, { depth: 1, tooMany: 9 });
      return references.map(({ from, by }) => `${by} of ${objects[from]!.type}`);
    };
    const [first, second] = objectsOf(heap, "Leak").sort((a, b) => a.id - b.id);
    expect(direct(first!)).to.deep.equal(["[0] of Array"]);
    expect(direct(second!)).to.have.members(["[1] of Array", "(table) of Map"]);
    expect(direct(objectsOf(heap, "Map")[0]!)).to.deep.equal(['["a b"] of Store']);
    expect(direct(objectsOf(heap, "(string)")[0]!)).to.deep.equal(["variable text of Leak"]);
    expect(commonHolders(objectsOf(heap, "Leak"))).to.deep.equal([
      { by: "[…]", type: "Array", count: 2 }, { by: "(table)", type: "Map", count: 1 },
    ]);
  });

  it("is a tree in text, with what was shown before named again", async () => {
    const [string] = objectsOf(await heapOf(store), "(string)");
    expect(referencesText(await backReferences(string!, 9))).to.equal([
      '(string) a "text"␊ of more than forty characters… @17, 80 B, 80 B retained',
      "└─ variable text of Leak @11, 32 B, 112 B retained",
      "   ├─ [1] of Array @7, 88 B, 120 B retained",
      "   │  └─ .list of Store @5, 16 B, 360 B retained",
      "   │     └─ .store of global @3, 8 B, 424 B retained",
      "   └─ (table) of Map @13, 112 B, 112 B retained",
      '      └─ ["a b"] of Store @5, see above',
      "",
    ].join("\n"));
    expect(referencesText(await backReferences(string!, 2, { tooMany: 1 }))).to.match(/\n {3}├─ .*\n {3}└─ and 1 more\n$/);
  });

  it("is a picture in Graphviz's language, and drawn", async () => {
    const heap = await heapOf(store);
    const [string] = objectsOf(heap, "(string)");
    const graphs = [await backReferences(string!, 9), (await referenceChain(string!))!];
    const dot = referencesDot(graphs);
    expect(dot).to.match(/^digraph ObjectGraph \{\n/).and.to.match(/\n {2}o11 -> o17 \[label="variable text"\];\n/);
    expect(dot).to.include('label="(string) a \\"text\\"␊ of').and.to.include('[label="[\\"a b\\"]"]');
    expect(dot.split("\n").filter((line) => line.includes("o11 -> o17"))).to.have.length(1);
    const svg = await referencesSvg(graphs);
    expect(svg).to.match(/<svg[^]*<\/svg>\s*$/);
    expect(svg.match(/<title>o\d+<\/title>/g)).to.have.length(6);
  });
});

describe("the chain to an object", () => {
  it("is a shortest one from the global object", async () => {
    await fc.assert(fc.asyncProperty(heaps, async (objects) => {
      const steps = reachable(objects);
      for (const object of objectsAll(await heapOf(objects)).slice(1)) {
        const chain = shortestChain(object)!;
        const places = chain.objects.map(({ id }) => placeOf(id));
        expect([places[0], places.at(-1)]).to.deep.equal([object.index, 1]);
        expect(places.length).to.equal(steps.get(object.index));
        for (const { from, to } of chain.references) expect(holders(objects, places[to]!)).to.include(places[from]);
      }
    }), { numRuns: 60 });
  });

  it("begins at a root of the engine's where no other one leads there, and is none where nothing does", async () => {
    const objects = rooted(
      { kind: "object", name: "global", bytes: 8, to: [{ kind: "weak", name: "w", to: 3 }] },
      { kind: "synthetic", name: "(Global handles)", bytes: 0, to: [{ kind: "element", name: 7, to: 4 }] },
      { kind: "object", name: "Dropped", bytes: 8, to: [] },
      { kind: "object", name: "Handle", bytes: 8, to: [{ kind: "property", name: "onread", to: 5 }] },
      { kind: "closure", name: "onread", bytes: 8, to: [] },
    );
    objects[0]!.to.push({ kind: "element", name: 1, to: 2 });
    const heap = await heapOf(objects);
    expect(await referenceChain(objectsOf(heap, "Dropped")[0]!)).to.equal(null);
    expect(chainText((await referenceChain(objectsOf(heap, "Function")[0]!))!)).to.equal([
      "(Global handles) @5, 0 B, 16 B retained",
      "└─ [7] → Handle @9, 8 B, 16 B retained",
      "   └─ .onread → Function onread @11, 8 B, 8 B retained",
      "",
    ].join("\n"));
    expect((await leaking({ heap })).map(({ type }) => type)).to.deep.equal(["Handle"]);
  });
});
