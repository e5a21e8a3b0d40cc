/**
 * The third counter: a program that carries its own truth.
 *
 * The grammar writes a *tracer* wherever the definitions of the design say that something is counted, or where an exception
 * leaves a line. A traced program has two texts. In the bare one tracers are gone. In the other each has become a call of the
 * trace below, and V8 runs both: so the semantics of loops, generators and promises are V8's own, to the tick, and the counts
 * come from the definitions alone, not from anything the planner knows.
 */

/** What each tracer is in the traced text; `@` stands for its id. In the bare text it is nothing, if not told otherwise. */
const tracers: Record<string, { traced: string; bare?: string }> = {
  // A statement starts; the running line moves, and nothing is counted, before a statement or an operand.
  "¤": { traced: "F.at(@);" },
  "¬": { traced: "F.move(@);" }, "⇥": { traced: "(F.move(@),(" }, "⇤": { traced: "))" },
  // An operand behind which the running line is again what it was.
  "⇠": { traced: "F.part(F.line,0,(" }, "⇢": { traced: "))" },
  // A test; a part, behind which the running line is again what it was; a field's value.
  "⟬": { traced: "(F.at(@),(" }, "⟭": { traced: "))" },
  "‹": { traced: "F.part(F.line,F.at(@),(" }, "›": { traced: "))" },
  "⁅": { traced: "field(@,()=>(" }, "⁆": { traced: "))" },
  // Braces that only the traced text needs.
  "⟦": { traced: "{" }, "⟧": { traced: "}" },
  // What a loop iterates, and by which word: of, in.
  "⌈": { traced: "of F.items(F.at(@),(", bare: "of " }, "⌉": { traced: "))" },
  "⌊": { traced: "of F.keys(F.at(@),(", bare: "in " }, "⌋": { traced: "))" },
  // The frame of the module body.
  "∎": { traced: "const F=frame();" },
  // The body of a function, of a strict one, of a concise arrow, of a static block.
  "⟪": { traced: "{const F=frame();try{", bare: "{" }, "⟫": { traced: "}catch(e){throw F.left(e);}}", bare: "}" },
  "⟅": { traced: "{\"use strict\";const F=frame();try{", bare: "{\"use strict\";" },
  "⟨": { traced: "{const F=frame();try{F.at(@);return (" }, "⟩": { traced: ");}catch(e){throw F.left(e);}}" },
  "⦃": { traced: "{const F=frame();try{", bare: "{" }, "⦄": { traced: "}catch(e){throw F.left(e);}}", bare: "}" },
  // A catch clause that names its exception `e`, or names none; a finally behind a try, or behind a try with a catch.
  "¢": { traced: "F.caught(e);F.at(@);" },
  "¶": { traced: "(e) " },
  "¦": { traced: "catch(e){throw F.passes(e);}" },
  "◁": { traced: "{try" }, "▷": { traced: "}catch(e){throw F.passes(e);}" },
};

const anyTracer = new RegExp(`[${Object.keys(tracers).join("")}]`, "g");

/** A program in its two texts; line numbers are the same. */
export interface TracedProgram {
  bare: string;
  traced: string;
  /** By tracer id its line; 1-based. */
  lineOf: readonly number[];
  /** Lines on which one statement starts, and nothing else is counted. */
  statementLines: ReadonlySet<number>;
}

/** Makes the two texts of a text with tracers. */
export function tracedProgram(text: string): TracedProgram {
  const lineOf: number[] = [];
  const starts: number[] = [];
  let line = 1;
  const traced = text.replace(/\n|[^\n]/gu, (character) => {
    if (character === "\n") line++;
    const tracer = tracers[character];
    if (tracer === undefined) return character;
    if (character === "¤") starts.push(line);
    return tracer.traced.replace("@", () => String(lineOf.push(line) - 1));
  });
  const times = (list: readonly number[], wanted: number): number => list.filter((each) => each === wanted).length;
  const statementLines = new Set(starts.filter((start) => times(lineOf, start) === 1));
  return { bare: text.replace(anyTracer, (character) => tracers[character]?.bare ?? ""), traced, lineOf, statementLines };
}

/** What a traced program tells. */
export class Trace {
  readonly #hits: number[];
  readonly #throws = new Map<number, number>();

  constructor(private readonly lineOf: readonly number[]) {
    this.#hits = lineOf.map(() => 0);
  }

  /** What the traced text may name. */
  readonly names = {
    frame: (): Frame => new Frame(this),
    field: (id: number, value: () => unknown): unknown => this.#field(id, value),
  };

  /** Hits by line: as in a report, the largest of a line's tracers. Lines that were never reached have 0. */
  hits(): Record<number, number> {
    const hits: Record<number, number> = {};
    this.#hits.forEach((count, id) => {
      const line = this.lineOf[id] ?? 0;
      hits[line] = Math.max(hits[line] ?? 0, count);
    });
    return hits;
  }

  /** Throws by line, where there are any. */
  throws(): Record<number, number> {
    return Object.fromEntries(this.#throws);
  }

  #field(id: number, value: () => unknown): unknown {
    const line = this.count(id);
    try {
      return value();
    } catch (failure) {
      this.thrown(line);
      throw failure;
    }
  }

  /** Counts a tracer; gives its line. */
  count(id: number): number {
    this.#hits[id] = (this.#hits[id] ?? 0) + 1;
    return this.line(id);
  }

  line(id: number): number {
    return this.lineOf[id] ?? 0;
  }

  thrown(line: number): void {
    this.#throws.set(line, (this.#throws.get(line) ?? 0) + 1);
  }
}

/** One activation in the traced text: `F`. Its line is the running line, as far as statements and parts tell. */
class Frame {
  line = 0;
  /** The exceptions that finally blocks let pass, one inside the other's: each has been counted where it came from. */
  readonly #passing = new Set<unknown>();

  constructor(private readonly trace: Trace) {}

  at(id: number): number {
    this.line = this.trace.count(id);
    return id;
  }

  move(id: number): void {
    this.line = this.trace.line(id);
  }

  part<T>(line: number, _id: number, value: T): T {
    this.line = line;
    return value;
  }

  left(failure: unknown): unknown {
    if (!this.#passing.has(failure)) this.trace.thrown(this.line);
    return failure;
  }

  passes(failure: unknown): unknown {
    this.left(failure);
    this.#passing.add(failure);
    return failure;
  }

  caught(failure: unknown): void {
    this.left(failure);
    this.#passing.delete(failure);
  }

  /** The items of a loop whose header is tracer `id`: each attempt but the first, which started the statement, counts. */
  items(id: number, source: Iterable<unknown> | AsyncIterable<unknown>): object {
    const isAsync = Symbol.asyncIterator in source;
    const key = isAsync ? Symbol.asyncIterator : Symbol.iterator;
    const open = Reflect.get(source, key) as () => Iterator<unknown> | AsyncIterator<unknown>;
    return {
      [key]: () => {
        const iterator = Reflect.apply(open, source, []) as Iterator<unknown>;
        let attempts = 0;
        const counted: Iterator<unknown> = {
          next: () => {
            if (attempts++ > 0) this.at(id);
            return iterator.next();
          },
        };
        if (iterator.return !== undefined) counted.return = (value?: unknown) => iterator.return?.(value) ?? { done: true, value };
        return counted;
      },
    };
  }

  /** The keys of a `for…in`, whose header is tracer `id`. */
  keys(id: number, source: object): object {
    return this.items(id, (function* () {
      for (const key in source) yield key;
    })());
  }
}
