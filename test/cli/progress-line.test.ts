/** A line of progress is for a terminal, and leaves nothing there. */
import { expect } from "chai";
import { ProgressLine } from "../../packages/cli/dist/progress-line.js";

/** What a line writes when it shows these texts. */
function written(isTTY: boolean | undefined, ...texts: string[]): string[] {
  const pieces: string[] = [];
  const line = new ProgressLine({ ...(isTTY === undefined ? {} : { isTTY }), write: (text) => pieces.push(text) });
  for (const text of texts) line.show(text);
  return pieces;
}

describe("a line of progress", () => {
  it("is written over, once for each thing that is new, and is gone in the end", () => {
    expect(written(true, "a: 1 %", "a: 1 %", "a: 2 %", "")).to.deep.equal(["\r\x1b[Kperline: a: 1 %", "\r\x1b[Kperline: a: 2 %", "\r\x1b[K"]);
  });

  it("is not written where there is no terminal, and nothing where nothing was shown", () => {
    expect(written(undefined, "a", "")).to.deep.equal([]);
    expect(written(false, "a", "")).to.deep.equal([]);
    expect(written(true, "")).to.deep.equal([]);
  });

  it("has a terminal obey nothing of a file's name", () => {
    expect(written(true, "\u001b[2J\n")).to.deep.equal(["\r\x1b[Kperline: ␛[2J␊"]);
  });
});
