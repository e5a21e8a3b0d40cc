/** A program is made by choosing; the choices are numbers, so that fast-check can make, repeat and shrink them. */
import fc from "fast-check";

/** A stream of choices; behind its end the first option is always taken, which is the simplest. */
export class Choices {
  #next = 0;

  constructor(private readonly numbers: readonly number[]) {}

  /** A number from 0 to below `count`. */
  below(count: number): number {
    return (this.numbers[this.#next++] ?? 0) % count;
  }

  /** One of some options, the simplest first. */
  of<T>(...options: readonly [T, ...T[]]): T {
    return options[this.below(options.length)] ?? options[0];
  }

  /** True once in `count` times. */
  onceIn(count: number): boolean {
    return this.below(count) === count - 1;
  }

  /** From `least` to `most` things. */
  many<T>(least: number, most: number, make: (index: number) => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, index) => make(index));
  }
}

/** Choices for one program. */
export const choices: fc.Arbitrary<number[]> = fc.array(fc.nat(9999), { minLength: 40, maxLength: 600, size: "max" });
