/**
 * What every random program finds: things that are not instrumented, do the same each time, and make sure that it ends. What
 * the program does to them is all that can be observed of it.
 */

/** How many decisions a program gets before its loops and recursions find nothing more to do. */
const patience = 120;
/** What a program can say before each further word is a failure. */
const wordLimit = 3000;

/** One run's world. */
export class World {
  /** What happened, in order. */
  readonly effects: string[] = [];
  #random = 7;
  #decisions = 0;
  #waiting = 0;

  /** `heard` is called whenever the program says something. */
  constructor(private readonly heard: () => void = () => undefined) {}

  /** Resolves when nothing is left to happen: the event loop would idle. */
  async idle(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet = this.#waiting > 0 ? 0 : quiet + 1) await new Promise((done) => setImmediate(done));
  }

  /** The values of all names a program may use, by name. */
  names(): Record<string, unknown> {
    const say = (...values: unknown[]): unknown => {
      if (this.effects.push(values.map(shown).join(" ")) > wordLimit) throw new RangeError("too many words");
      this.heard();
      return typeof values[0] === "object" ? null : values[0];
    };
    const quiet = (value: unknown): unknown => {
      this.effects.push(shown(value));
      return value;
    };
    const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
    const few = (): number => (this.#decide() ? 1 + this.#below(3) : 0);
    const oops = (value: unknown): Error => new Error(`oops ${shown(value)}`);
    const later = (value: unknown): Promise<unknown> => this.#soon(() => value);
    const chain = { value: 0, link: (value: unknown) => (say(value), chain) };
    return {
      say, quiet, few, oops, later, chain,
      show: (value: unknown) => shown(value).length,
      n: () => this.#below(4),
      maybe: () => this.#below(2) === 0,
      more: () => this.#decide() && this.#below(3) > 0,
      some: () => numbers(few()),
      tag: (_strings: unknown, ...values: unknown[]) => say(...values),
      fails: (value: unknown) => this.#soon(() => {
        throw oops(value);
      }),
      // When a module is there is up to Node: what follows does not depend on it.
      imported: (module: Promise<unknown>) => {
        this.#waiting++;
        void module.finally(() => this.#waiting--);
        return later(1);
      },
      resource: (value: unknown) => ({
        [Symbol.dispose]: () => void quiet(value),
        [Symbol.asyncDispose]: async () => {
          await later(0);
          quiet(value);
        },
      }),
      // Of too many words nobody would hear.
      drop: (promise: Promise<unknown>) => void promise.then(say, say).catch(() => undefined),
      * items() {
        try {
          yield* numbers(2);
        } finally {
          // Behind a rejected await a loop closes its iterator before its own frame runs again: nobody looks there.
          quiet("closed");
        }
      },
      async* asyncItems() {
        yield* numbers(2);
        await later(0);
        yield 3;
      },
      first: (values: Iterable<unknown>) => {
        for (const value of values) return shown(value);
        return "none";
      },
      stop: (generator: Generator) => [generator.next(), generator.return(7)].map(({ value }) => shown(value)).join(),
      provoke: (generator: Generator) => [generator.next(), generator.throw(oops("from outside"))].map(({ value }) => shown(value)).join(),
    };
  }

  #below(count: number): number {
    this.#random = (this.#random * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor(this.#random / 65_536) % count;
  }

  #decide(): boolean {
    return this.#decisions++ < patience;
  }

  /** A promise of what `make` gives: at once, or after a turn of the event loop. */
  #soon(make: () => unknown): Promise<unknown> {
    if (this.#below(2) === 0) return new Promise((done) => done(make()));
    this.#waiting++;
    return new Promise((done) => setImmediate(() => {
      this.#waiting--;
      done(null);
    })).then(make);
  }
}

/** A value as text, without calling anything of the program's. */
function shown(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return typeof value === "object" || typeof value === "function" ? typeof value : `${value as string | number}`;
}
