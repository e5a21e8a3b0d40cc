/** Columns of numbers that are added up row by row; null is all zero, or not measured. */

/** What becomes of two figures of one row. */
export type Combining = "sum" | "most" | "squares";

/** One column of any number of records, of one length. Larger figures than a profile can hold are held at the largest. */
export class ColumnSum {
  private figures: Float64Array | null = null;

  /** `squares`: independent errors, whose sum has the root of the sum of their squares. */
  constructor(private readonly combining: Combining = "sum") {}

  /** Takes the column of another record. */
  add(column: readonly number[] | null | undefined): void {
    if (column === null || column === undefined) return;
    const figures = this.figures ??= new Float64Array(column.length);
    for (let row = 0; row < column.length; row++) {
      const [known, value] = [figures[row] ?? 0, column[row] ?? 0];
      figures[row] = this.combining === "most" ? Math.max(known, value) : known + (this.combining === "squares" ? value * value : value);
    }
  }

  /** The column; null where no record had one. */
  column(): number[] | null {
    if (this.figures === null) return null;
    const isSquare = this.combining === "squares";
    return Array.from(this.figures, (figure) => Math.min(Number.MAX_SAFE_INTEGER, isSquare ? Math.round(Math.sqrt(figure)) : figure));
  }
}

/** One figure of any number of records. */
export class FigureSum {
  private figure: number | null = null;

  /** Takes the figure of another record. */
  add(figure: number | null): void {
    if (figure !== null) this.figure = Math.min(Number.MAX_SAFE_INTEGER, (this.figure ?? 0) + figure);
  }

  /** Null where no record had one. */
  get value(): number | null {
    return this.figure;
  }
}
