/**
 * A source with the figures of each line: the columns of the text report, a bar, and the text. What a line is part of, who called and
 * whom it called stands beside it. A line of several functions has a row for each.
 */
import { type Column, columnsFor } from "../formats/text-columns.js";
import { formatMebibytes, formatUnit, resolveUnit } from "../units.js";
import type { LineRow } from "../views/lines.js";
import type { App } from "./app.js";
import { el } from "./dom.js";
import { linePanel } from "./line-panel.js";
import { rowsInOrder, type SourceModel } from "./model.js";
import { type Route, sourceAddress } from "./route.js";
import { barCell, figureCell, VirtualRows } from "./virtual-rows.js";

/** A row of the table: a line of the text, and what one function did there. */
interface ShownLine {
  line: number;
  /** Undefined where nothing is measured. */
  row: LineRow | undefined;
  /** Empty in the further rows of a line. */
  text: string;
}

/** The view. */
export function sourceView(app: App, { path, line }: Route): HTMLElement {
  const source = path === "" ? hottestSource(app) : app.model.sourceNamed(path);
  if (source === undefined) {
    const what = path === "" ? "No file was measured." : `The profile holds no file ${path}.`;
    return el("div", { class: "view text" }, [el("p", {}, [what])]);
  }
  const shown = shownLines(source, app.model.lines(source));
  const panel = el("aside", { class: "panel", "aria-label": "Line", hidden: true });
  const rows = tableOf({ app, source, shown }, (at) => choose(at));

  const choose = (at: number): void => {
    const chosen = shown[at]!.line;
    history.replaceState(null, "", sourceAddress(source.name, chosen));
    panel.replaceChildren(...linePanel(app, source, chosen));
    panel.hidden = false;
    panel.scrollTop = 0;
  };
  /** The next row with a figure, in a direction. */
  const jump = (step: 1 | -1): void => {
    let at = rows.current + step;
    while (at >= 0 && at < shown.length && figureOf(app, shown[at]) === 0) at += step;
    if (at < 0 || at >= shown.length) return;
    rows.go(at, true);
    choose(at);
  };
  const hottest = (): void => {
    const at = hottestRow(app, shown);
    rows.go(at, true);
    choose(at);
  };
  const unit = el("span", { class: "count" }, [`Times in ${unitName(unitOf(source))}`]);
  const view = el("div", {
    class: "view filling source", keydown: (event) => {
      const { key, target } = event as KeyboardEvent;
      if (target instanceof HTMLInputElement) return;
      if (key === "n") jump(1);
      else if (key === "p") jump(-1);
      else if (key === "h") hottest();
      else if (key === "Escape") panel.hidden = true;
    },
  }, [
    el("div", { class: "tools" }, [
      el("h1", { class: "path" }, [source.name]),
      el("button", { type: "button", click: hottest }, ["Hottest line"]),
      el("button", { type: "button", "aria-label": "Previous line with a figure", click: () => jump(-1) }, ["↑"]),
      el("button", { type: "button", "aria-label": "Next line with a figure", click: () => jump(1) }, ["↓"]),
      ...source.figures.times === null ? [] : [unit],
      ...source.record.text === null ? [el("span", { class: "count" }, ["The source text is not in this page."])] : [],
    ]),
    el("div", { class: "beside" }, [rows.element, panel]),
  ]);
  rows.show(shown.length);
  // The table has no height until it is in the page.
  requestAnimationFrame(() => {
    const at = line === null ? -1 : shown.findIndex((each) => each.line >= line);
    if (at === -1) return;
    rows.go(at, true);
    choose(at);
    rows.element.focus({ preventScroll: true });
  });
  return view;
}

function hottestSource({ model: { sources }, shade }: App): SourceModel | undefined {
  return sources.toSorted((a, b) => shade.ofSource(b) - shade.ofSource(a))[0];
}

function figureOf({ shade }: App, shown: ShownLine | undefined): number {
  return shown?.row === undefined ? 0 : shade.ofLine(shown.row);
}

function hottestRow(app: App, shown: readonly ShownLine[]): number {
  return shown.reduce((most, each, index) => (figureOf(app, each) > figureOf(app, shown[most]) ? index : most), 0);
}

/** All lines of the text, and those that have figures without one. */
function shownLines(source: SourceModel, texts: readonly string[]): ShownLine[] {
  const rows = rowsInOrder(source);
  const shown: ShownLine[] = [];
  let at = 0;
  const last = Math.max(texts.length, rows.at(-1)?.line ?? 0);
  for (let line = 1; line <= last; line++) {
    const first = shown.length;
    for (; rows[at]?.line === line; at++) shown.push({ line, row: rows[at], text: shown.length === first ? texts[line - 1] ?? "" : "" });
    if (shown.length === first && line <= texts.length) shown.push({ line, row: undefined, text: texts[line - 1] ?? "" });
  }
  return shown;
}

const usageColumns: readonly Column[] = [
  { title: "Usage", width: 12, heated: false, cell: ({ usage }) => (usage === null ? "" : formatMebibytes(usage.usageBytes, 3).trim()) },
  { title: "Increment", width: 12, heated: false, cell: ({ usage }) => (usage === null ? "" : formatMebibytes(usage.incrementBytes, 3).trim()) },
];

function unitOf({ rows }: SourceModel): number {
  return resolveUnit("auto", rows.reduce((most, { times }) => Math.max(most, times?.totalNs ?? 0, times?.awaitNs ?? 0), 0));
}

function unitName(unit: number): string {
  return unit === 1e-6 ? "µs" : unit === 1e-3 ? "ms" : `${formatUnit(unit)} s`;
}

/** What a table is of. */
interface Shown {
  app: App;
  source: SourceModel;
  shown: readonly ShownLine[];
}

function tableOf({ app: { shade }, source, shown }: Shown, open: (index: number) => void): VirtualRows {
  const { rows: functions, record } = source;
  const unit = unitOf(source);
  const totalOf = (row: LineRow): number => functions[row.function]?.times?.totalNs ?? 0;
  const columns = [...columnsFor(functions, null), ...functions.some(({ usage }) => usage !== null) ? usageColumns : []];
  const ran = new Set(shown.flatMap(({ line, row }) => (row !== undefined && row.hits !== 0 ? [line] : [])));
  const largest = shown.reduce((most, { row }) => (row === undefined ? most : Math.max(most, shade.ofLine(row))), 0);
  const head = (text: string, figure = true): HTMLElement => el("span", { role: "columnheader", class: figure ? "figure" : null }, [text]);
  const unseen = el("span", { role: "columnheader" }, [el("span", { class: "unseen" }, [`Share of ${shade.title}`])]);
  // As wide as what stands in them: the rest is the source's.
  const widths = columns.map((column) => `${shown.reduce((widest, { row }) => (
    row === undefined ? widest : Math.max(widest, column.cell(row, { unit, functionNs: totalOf(row) }).length)
  ), column.title.length)}ch`);
  return new VirtualRows({
    label: `Lines of ${source.name}`, role: "grid", isFitted: false,
    header: [head("Line"), ...columns.map(({ title }) => head(title)), unseen, head("Source", false)],
    columns: `${Math.max(4, String(shown.at(-1)?.line).length)}ch ${widths.join(" ")} 84px max-content`,
    open,
    cells(index) {
      const { line, row, text } = shown[index]!;
      const figure = row === undefined ? 0 : shade.ofLine(row);
      const isFurther = text === "" && index > 0 && shown[index - 1]?.line === line;
      const name = isFurther && row !== undefined ? `  in ${record.functions.name[row.function] ?? ""}` : null;
      return [
        el("span", { role: isFurther ? "gridcell" : "rowheader", class: "figure number" }, [isFurther ? "" : line]),
        ...columns.map((column) => figureCell(row === undefined ? "" : column.cell(row, { unit, functionNs: totalOf(row) }))),
        barCell(largest === 0 ? 0 : figure / largest, figure === 0 ? "" : `${shade.title}: ${shade.format(figure)}`),
        el("span", { role: "gridcell", class: name === null ? "code" : "code further" }, [name ?? text]),
      ];
    },
    dress(element, index) {
      const { row } = shown[index]!;
      const share = row === undefined || largest === 0 ? 0 : shade.ofLine(row) / largest;
      if (share > 0) element.style.setProperty("--share", share.toFixed(3));
      element.classList.toggle("warm", share > 0);
      element.classList.toggle("idle", row !== undefined && !ran.has(row.line));
    },
  });
}
