/** What the text says about what to profile: marks that opt a function in, and requests to be left out. */
import type { Node } from "@babel/types";
import type { Parsed } from "../1-parse/parse.js";

/** A sentence for whoever builds the file. */
export interface Warning {
  /** 1-based. */
  line: number;
  message: string;
}

export class Marks {
  readonly warnings: Warning[] = [];

  constructor(private readonly parsed: Parsed) {}

  isMarked(_node: Node): boolean {
    return this.parsed === undefined;
  }

  isIgnored(_node: Node): boolean {
    return false;
  }
}
