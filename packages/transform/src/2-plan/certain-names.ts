/** Names that surely have their values, with a way back: what changes is written down, since a scope changes few of many names. */
export class CertainNames {
  readonly #names: Set<string>;
  /** The names that came or went, in order: each is there now if it was not before. */
  readonly #changed: string[] = [];

  constructor(names: Iterable<string>) {
    this.#names = new Set(names);
  }

  /** How many changes there were, to go back to. */
  get changes(): number {
    return this.#changed.length;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  add(name: string): void {
    if (this.#names.has(name)) return;
    this.#names.add(name);
    this.#changed.push(name);
  }

  delete(name: string): void {
    if (this.#names.delete(name)) this.#changed.push(name);
  }

  /** Takes back all but the first `changes`. */
  goBack(changes: number): void {
    while (this.#changed.length > changes) {
      const name = this.#changed.pop()!;
      if (!this.#names.delete(name)) this.#names.add(name);
    }
  }
}
