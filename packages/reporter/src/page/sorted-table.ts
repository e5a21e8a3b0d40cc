/** A table that can be sorted by any of its columns and cut down to rows that hold words, with bars. */
import { el } from "./dom.js";
import { barCell, figureCell, VirtualRows } from "./virtual-rows.js";

/** A column. */
export interface SortedColumn<Item> {
  title: string;
  /** Of a row: a figure, or a text. */
  value(this: void, item: Item): number | string;
  /** What stands in the cell; absent: the value. */
  cell?: (this: void, item: Item) => string;
  /** Where a click on the text leads. */
  address?: (this: void, item: Item) => string;
  width: string;
}

/** A table. */
export interface SortedTable<Item> {
  label: string;
  items: readonly Item[];
  columns: readonly SortedColumn<Item>[];
  /** Index of the column that it is sorted by at first, the largest on top. */
  by: number;
  /** What bars are as long as. */
  bar(this: void, item: Item): number;
  /** What the filter looks into. */
  text(this: void, item: Item): string;
  address(this: void, item: Item): string;
  /** `functions` */
  noun: string;
}

/** The table, below a field that cuts it down. */
export function sortedTable<Item>({ label, items, columns, by, bar, text, address, noun }: SortedTable<Item>): HTMLElement {
  const largest = items.reduce((most, item) => Math.max(most, bar(item)), 0);
  let order = { column: by, isDown: true };
  let shown: Item[] = [];
  const count = el("span", { class: "count", role: "status" });
  const isFigure = ({ value }: SortedColumn<Item>): boolean => items[0] !== undefined && typeof value(items[0]) === "number";
  const headers = columns.map((column, index) => el("span", { role: "columnheader", class: isFigure(column) ? "figure" : null }, [
    el("button", { type: "button", class: "sort", click: () => sortBy(index) }, [column.title]),
  ]));
  const rows = new VirtualRows({
    label, role: "grid", isFitted: true,
    header: [el("span", { role: "columnheader" }, [el("span", { class: "unseen" }, ["Share"])]), ...headers],
    columns: `120px ${columns.map(({ width }) => width).join(" ")}`,
    cells(index) {
      const item = shown[index]!;
      return [barCell(largest === 0 ? 0 : bar(item) / largest, ""), ...columns.map((column) => cellOf(column, item))];
    },
    open: (index) => {
      location.hash = address(shown[index]!);
    },
  });
  const filter = el("input", { type: "search", "aria-label": `Filter ${noun}`, placeholder: `Filter ${noun}`, input: () => update() });

  const update = (): void => {
    const words = filter.value.toLowerCase().split(/\s+/);
    const { value } = columns[order.column]!;
    shown = items.filter((item) => words.every((word) => text(item).toLowerCase().includes(word)));
    const sign = order.isDown ? -1 : 1;
    shown = shown.map((item) => ({ item, key: value(item) }))
      .sort((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
    count.textContent = shown.length === items.length ? `${items.length} ${noun}` : `${shown.length} of ${items.length} ${noun}`;
    rows.current = -1;
    rows.show(shown.length);
    headers.forEach((header, index) => {
      header.setAttribute("aria-sort", index !== order.column ? "none" : order.isDown ? "descending" : "ascending");
    });
  };
  const sortBy = (column: number): void => {
    order = { column, isDown: order.column === column ? !order.isDown : isFigure(columns[column]!) };
    rows.element.scrollTop = 0;
    update();
  };
  if (items.length > 0) update();
  return el("div", { class: "view filling" }, [el("h1", { class: "unseen" }, [label]), el("div", { class: "tools" }, [filter, count]), rows.element]);
}

function cellOf<Item>({ value, cell, address }: SortedColumn<Item>, item: Item): HTMLElement {
  const plain = value(item);
  const text = cell?.(item) ?? String(plain);
  if (typeof plain === "number") return figureCell(text);
  const content = address === undefined ? text : el("a", { href: address(item), tabindex: -1 }, [text]);
  return el("span", { role: "gridcell", class: "name", title: text }, [content]);
}
