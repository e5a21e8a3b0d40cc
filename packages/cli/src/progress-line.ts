/** How far something that takes long has come: on one line of a terminal, which is gone in the end. */
import { visible } from "@perline/format";

/** What a line is written to. */
export interface Screen {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** One line of a terminal that is written again and again; nothing where there is no terminal. */
export class ProgressLine {
  private shown = "";

  constructor(private readonly screen: Screen) {}

  /** Shows this in place of what was there before; nothing for an empty text. */
  show(text: string): void {
    if (this.screen.isTTY !== true || text === this.shown) return;
    this.shown = text;
    this.screen.write(`\r\x1b[K${text === "" ? "" : `perline: ${visible(text)}`}`);
  }
}
