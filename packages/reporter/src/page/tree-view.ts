/** The call tree: what has most of the time is on top, and unfolded from the start. */
import { formatCount, formatPercent, formatTime } from "../units.js";
import type { CallNode } from "../views/call-tree.js";
import type { App } from "./app.js";
import { el } from "./dom.js";
import { type FrameName, frameName, withoutFrame } from "./frames.js";
import { barCell, figureCell, VirtualRows } from "./virtual-rows.js";

/** A row: a frame, or time without one. */
interface TreeRow extends FrameName {
  node: CallNode | null;
  totalNs: number;
  selfNs: number;
  /** From 1. */
  level: number;
}

/** Frames with a smaller share of the run are folded at first. */
const unfoldedShare = 0.1;

/** Deeper frames are not put further to the right: nothing would be left of their names. */
const deepestIndent = 60;

const byTotal = (a: CallNode, b: CallNode): number => b.totalNs - a.totalNs;

/** The view. */
export function treeView({ model }: App): HTMLElement {
  const tree = model.tree("functions");
  const wholeNs = model.summary.times?.durationNs ?? 0;
  if (tree === null || wholeNs === 0) {
    return el("div", { class: "view text" }, [el("h1", {}, ["Call tree"]), el("p", {}, ["No time was measured."])]);
  }
  const [root, ...nodes] = tree;
  const countsCalls = root.calls !== null;
  const unfolded = new Set(nodes.filter(({ totalNs }) => totalNs >= wholeNs * unfoldedShare));
  let shown: TreeRow[] = [];

  /** The rows below the root that are unfolded, however deep. */
  const update = (): void => {
    const waiting = root.children.toSorted(byTotal).reverse().map((node) => ({ node, level: 1 }));
    shown = [];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { node, level } = next;
      shown.push({ ...frameName(model, node), node, totalNs: node.totalNs, selfNs: node.selfNs, level });
      if (!unfolded.has(node)) continue;
      for (const child of node.children.toSorted(byTotal).reverse()) waiting.push({ node: child, level: level + 1 });
    }
    for (const { name, ns } of withoutFrame(model, root)) {
      shown.push({ name, place: "", address: "", node: null, totalNs: ns, selfNs: ns, level: 1 });
    }
    rows.show(shown.length);
  };
  const fold = (index: number, isFolded: boolean): boolean => {
    const node = shown[index]?.node;
    if (node === null || node === undefined || node.children.length === 0 || unfolded.has(node) !== isFolded) return false;
    if (isFolded) unfolded.delete(node);
    else unfolded.add(node);
    update();
    rows.go(index);
    return true;
  };
  const unfoldAll = (isUnfolded: boolean): void => {
    unfolded.clear();
    if (isUnfolded) for (const node of nodes) unfolded.add(node);
    update();
  };
  const rows = new VirtualRows({
    label: "Call tree", role: "treegrid", isFitted: true,
    columns: `90px 104px 60px 104px ${countsCalls ? "90px " : ""}minmax(0, 3fr) minmax(0, 2fr)`,
    header: ["", "Total ms", "%", "Self ms", ...countsCalls ? ["Calls"] : [], "Function", "Place"].map((title) => (
      el("span", { role: "columnheader", class: ["", "Function", "Place"].includes(title) ? null : "figure" }, [
        title === "" ? el("span", { class: "unseen" }, ["Share"]) : title,
      ])
    )),
    cells(index) {
      const row = shown[index]!;
      return [
        barCell(row.totalNs / wholeNs, ""), figureCell(formatTime(row.totalNs, 1e-3)), figureCell(formatPercent(row.totalNs, wholeNs)),
        figureCell(formatTime(row.selfNs, 1e-3)), ...countsCalls ? [figureCell(callsOf(row))] : [], nameCell(row, unfolded),
        el("span", { role: "gridcell", class: "name faint", title: row.place }, [row.place]),
      ];
    },
    dress(element, index) {
      const { node, level } = shown[index]!;
      element.setAttribute("aria-level", String(level));
      if (node !== null && node.children.length > 0) element.setAttribute("aria-expanded", String(unfolded.has(node)));
    },
    open: (index) => {
      if (!fold(index, false)) fold(index, true);
    },
    key({ key }, index) {
      if (key === "ArrowRight") return fold(index, false);
      if (key !== "ArrowLeft") return false;
      const parent = shown[index]?.node?.parent;
      if (!fold(index, true)) rows.go(shown.findIndex(({ node }) => node !== null && node === parent));
      return true;
    },
  });
  update();
  return el("div", { class: "view filling" }, [
    el("div", { class: "tools" }, [
      el("h1", { class: "unseen" }, ["Call tree"]),
      el("button", { type: "button", click: () => unfoldAll(true) }, ["Unfold all"]),
      el("button", { type: "button", click: () => unfoldAll(false) }, ["Fold all"]),
    ]),
    rows.element,
  ]);
}

/** How often the frame was called from the path above it; nothing for none. */
function callsOf({ node }: TreeRow): string {
  return node === null || node.calls === null || node.calls === 0 ? "" : formatCount(node.calls);
}

/** The name of a frame, to the right of who called it. */
function nameCell({ node, name, address, level }: TreeRow, unfolded: ReadonlySet<CallNode>): HTMLElement {
  const sign = node === null || node.children.length === 0 ? "  " : unfolded.has(node) ? "▾ " : "▸ ";
  const cell = el("span", { role: "gridcell", class: "name tree", title: name }, [
    el("span", { class: "fold", "aria-hidden": "true" }, [sign]),
    address === "" ? name : el("a", { href: address, tabindex: -1 }, [name]),
  ]);
  cell.style.paddingLeft = `${14 * (Math.min(level, deepestIndent) - 1)}px`;
  return cell;
}
