/**
 * A table of any length: only the rows in sight are there, with as many again above and below. All rows are equally high.
 *
 * A reader goes through it with the arrow keys, Page Up, Page Down, Home and End; Enter opens the current row.
 */
import { el } from "./dom.js";

/** A table. */
export interface RowsOptions {
  /** What it is, for who does not see it. */
  label: string;
  role: "grid" | "treegrid";
  /** Cells of the header, as they are. */
  header: readonly HTMLElement[];
  /** `grid-template-columns` of the header and of each row. */
  columns: string;
  /** Whether rows are as wide as the table, texts that are longer cut; else they are as wide as their texts. */
  isFitted: boolean;
  /** The cells of a row. */
  cells(this: void, index: number): readonly HTMLElement[];
  /** Of a row: attributes beyond those that all have. */
  dress?(this: void, row: HTMLElement, index: number): void;
  /** A row was clicked, or Enter pressed on it. */
  open?(this: void, index: number): void;
  /** Of the current row, for keys that mean something to the table. True where it did something. */
  key?(this: void, event: KeyboardEvent, index: number): boolean;
}

/** In pixels; the style sheet has it too. */
const rowHeight = 20;

/** A table in the page. */
export class VirtualRows {
  readonly element: HTMLElement;
  /** The row that keys act on; -1: none yet. */
  current = -1;
  private readonly body: HTMLElement;
  private readonly shown = new Map<number, HTMLElement>();
  private count = 0;

  constructor(private readonly options: RowsOptions) {
    const header = el("div", { class: "row header", role: "row" }, options.header);
    this.body = el("div", { class: "body", role: "rowgroup" });
    this.element = el("div", {
      class: options.isFitted ? "rows fitted" : "rows", role: options.role, "aria-label": options.label, tabindex: 0,
      scroll: () => this.update(), keydown: (event) => this.press(event as KeyboardEvent), click: (event) => this.click(event),
    }, [el("div", { class: "head", role: "rowgroup" }, [header]), this.body]);
    this.element.style.setProperty("--columns", options.columns);
    new ResizeObserver(() => this.update()).observe(this.element);
  }

  /** Shows so many rows, from anew. */
  show(count: number): void {
    this.count = count;
    this.current = Math.min(this.current, count - 1);
    for (const row of this.shown.values()) row.remove();
    this.shown.clear();
    this.element.setAttribute("aria-rowcount", String(count + 1));
    this.body.style.height = `${count * rowHeight}px`;
    this.update();
  }

  /** Makes a row the current one, and brings it into sight; `centre`: into the middle. */
  go(index: number, centre = false): void {
    if (index < 0 || index >= this.count) return;
    this.shown.get(this.current)?.classList.remove("current");
    this.current = index;
    const [top, height] = [index * rowHeight, this.element.clientHeight - rowHeight];
    const { scrollTop } = this.element;
    if (centre) this.element.scrollTop = top - height / 2;
    else if (top < scrollTop) this.element.scrollTop = top;
    else if (top + rowHeight > scrollTop + height) this.element.scrollTop = top + rowHeight - height;
    this.update();
    this.shown.get(index)?.classList.add("current");
    this.element.setAttribute("aria-activedescendant", `row-${index}`);
  }

  private update(): void {
    const { scrollTop, clientHeight } = this.element;
    const inSight = Math.ceil(clientHeight / rowHeight) + 1;
    const first = Math.max(0, Math.floor(scrollTop / rowHeight) - inSight);
    const end = Math.min(this.count, first + 3 * inSight);
    for (const [index, row] of this.shown) {
      if (index >= first && index < end) continue;
      row.remove();
      this.shown.delete(index);
    }
    const added = document.createDocumentFragment();
    for (let index = first; index < end; index++) {
      if (this.shown.has(index)) continue;
      const row = this.row(index);
      this.shown.set(index, row);
      added.append(row);
    }
    this.body.append(added);
  }

  private row(index: number): HTMLElement {
    const row = el("div", { class: "row", role: "row", id: `row-${index}`, "aria-rowindex": index + 2 }, this.options.cells(index));
    row.style.top = `${index * rowHeight}px`;
    if (index === this.current) row.classList.add("current");
    this.options.dress?.(row, index);
    return row;
  }

  private press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== this.element) return;
    const page = Math.max(1, Math.floor(this.element.clientHeight / rowHeight) - 2);
    const target = {
      ArrowDown: this.current + 1, ArrowUp: this.current - 1, PageDown: this.current + page, PageUp: this.current - page,
      Home: 0, End: this.count - 1,
    }[event.key];
    if (target !== undefined) this.go(Math.max(0, Math.min(this.count - 1, target)));
    else if (event.key === "Enter" && this.current >= 0) this.options.open?.(this.current);
    else if (this.options.key?.(event, this.current) !== true) return;
    event.preventDefault();
  }

  private click(event: Event): void {
    const row = event.target instanceof Element ? event.target.closest(".body > .row") : null;
    if (row === null || (event.target instanceof Element && event.target.closest("a, button") !== null)) return;
    const index = Number(row.id.slice("row-".length));
    this.go(index);
    this.options.open?.(index);
  }
}

/** A cell of figures: to the right. */
export function figureCell(text: string): HTMLElement {
  return el("span", { class: "figure", role: "gridcell" }, [text]);
}

/** A bar: as long as its share of the largest, and as warm. */
export function barCell(share: number, title: string): HTMLElement {
  const bar = el("span", { class: "bar" });
  bar.style.width = `${(100 * Math.min(1, share)).toFixed(1)}%`;
  bar.style.setProperty("--share", Math.min(1, share).toFixed(3));
  return el("span", { class: "bars", role: "gridcell", title: title === "" ? null : title }, share > 0 ? [bar] : []);
}
