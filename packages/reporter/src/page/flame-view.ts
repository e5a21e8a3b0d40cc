/**
 * Time by call path as a flame graph, or upside down as an icicle. A click zooms in, a word marks the frames that have it in their
 * names.
 *
 * Narrow frames are not drawn: they are there once one has zoomed in, and so a tree of any size is drawn in the same time.
 */
import flamegraph, { type DrawnFrame, type FrameData } from "d3-flame-graph";
import { select } from "d3-selection";
import { formatDuration, formatPercent } from "../units.js";
import type { CallNode, CallNodes } from "../views/call-tree.js";
import type { App } from "./app.js";
import { choice, el } from "./dom.js";
import { flameKeys } from "./flame-keys.js";
import { type FrameName, frameName, withoutFrame } from "./frames.js";
import type { Model } from "./model.js";

/** A frame. */
export interface Flame extends FrameData, FrameName {
  children: Flame[];
  selfNs: number;
}

/** How the graph is drawn, as long as the page is open. */
const shape: { direction: "flame" | "icicle"; frames: "functions" | "lines" } = { direction: "flame", frames: "functions" };

/** In pixels. */
const narrowest = 3;

/** The view. */
export function flameView({ model }: App): HTMLElement {
  const durationNs = model.summary.times?.durationNs ?? 0;
  if (durationNs === 0 || model.tree("functions") === null) {
    return el("div", { class: "view text" }, [el("h1", {}, ["Flame graph"]), el("p", {}, ["No time was measured."])]);
  }
  const told = el("p", { class: "told", role: "status" });
  const found = el("span", { class: "count" });
  const canvas = el("div", { class: "flames", role: "group", "aria-label": "Flame graph", tabindex: 0 });
  const word = el("input", { type: "search", "aria-label": "Mark frames", placeholder: "Mark frames", input: () => mark() });

  const tell = ({ data }: Pick<DrawnFrame<Flame>, "data">): void => {
    told.replaceChildren(
      data.address === "" ? data.name : el("a", { href: data.address }, [data.name]), ` ${data.place} `,
      `${formatDuration(data.value)} (${formatPercent(data.value, durationNs)} %), self ${formatDuration(data.selfNs)}`,
    );
  };
  const chart = flamegraph<Flame>().cellHeight(20).minFrameSize(narrowest).transitionDuration(0).resetHeightOnZoom(true)
    .label(({ data }) => `${data.name} ${data.place}: ${formatDuration(data.value)} (${formatPercent(data.value, durationNs)} %)`)
    .color(({ data, highlight }) => (highlight === true ? "#c9a2ff" : colourOf(data)))
    .setSearchMatch(({ data }, term) => data.name.toLowerCase().includes(term) || data.place.toLowerCase().includes(term))
    .setSearchHandler((frames, sum) => {
      found.textContent = `${frames.length} frames, ${formatDuration(sum)} (${formatPercent(sum, durationNs)} %)`;
    })
    .onHover(tell).onClick(tell);
  const mark = (): void => {
    const term = word.value.trim().toLowerCase();
    found.textContent = "";
    if (term === "") chart.clear();
    else chart.search(term);
  };
  const rootOf = (): DrawnFrame<Flame> => select<DrawnFrame<Flame>>(canvas).datum();
  const drawAnew = (): void => {
    canvas.replaceChildren();
    chart.inverted(shape.direction === "icicle").width(Math.max(200, canvas.clientWidth - 2));
    chart(select(canvas).datum(flames(model, model.tree(shape.frames)!)));
    if (word.value !== "") mark();
    tell(rootOf());
    // Of a flame graph the outermost frame is at the bottom.
    canvas.scrollTop = shape.direction === "flame" ? canvas.scrollHeight : 0;
  };
  flameKeys(canvas, { chart, rootOf, tell, isIcicle: () => shape.direction === "icicle" });
  let width = 0;
  new ResizeObserver(() => {
    if (canvas.clientWidth === width || canvas.clientWidth === 0) return;
    width = canvas.clientWidth;
    drawAnew();
  }).observe(canvas);

  return el("div", { class: "view filling" }, [
    el("div", { class: "tools" }, [
      el("h1", { class: "unseen" }, ["Flame graph"]),
      choice("Direction", [{ id: "flame", title: "Flame graph" }, { id: "icicle", title: "Icicle" }], {
        current: shape.direction,
        chosen(id) {
          shape.direction = id;
          drawAnew();
        },
      }),
      choice("Frames", [{ id: "functions", title: "Functions" }, { id: "lines", title: "Lines" }], {
        current: shape.frames,
        chosen(id) {
          shape.frames = id;
          drawAnew();
        },
      }),
      word, el("button", { type: "button", click: () => chart.resetZoom() }, ["Zoom out"]), found,
    ]),
    told, canvas,
  ]);
}

/** The tree as the library takes it. */
function flames(model: Model, [root, ...nodes]: CallNodes): Flame {
  const known = new Map<CallNode, Flame>();
  const all: Flame = { name: "all", place: "", address: "", value: model.summary.times?.durationNs ?? 0, selfNs: 0, children: [] };
  known.set(root, all);
  for (const node of nodes) {
    if (node.totalNs === 0) continue;
    const flame: Flame = { ...frameName(model, node), value: node.totalNs, selfNs: node.selfNs, children: [] };
    known.set(node, flame);
    known.get(node.parent ?? root)?.children.push(flame);
  }
  for (const { name, ns } of withoutFrame(model, root)) {
    all.children.push({ name, place: "", address: "", value: ns, selfNs: ns, children: [] });
  }
  for (const flame of known.values()) flame.children.sort((a, b) => b.value - a.value);
  return all;
}

/** A light colour, always the same for a name: of a package's frames a cool one. */
function colourOf({ name, place }: Flame): string {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = (hash * 31 + name.charCodeAt(at)) % 997;
  if (place === "") return "#c9d0d9";
  const hue = /(^|\/)node_modules\//.test(place) ? 190 + (hash % 30) : 18 + (hash % 34);
  return `hsl(${hue} 85% ${62 + (hash % 13)}%)`;
}
