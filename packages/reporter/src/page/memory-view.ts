/** What is alive over time of the objects that lines created, and which lines hold it and grow: of each thread that was traced. */
import { formatBytes, formatCount, formatDuration, formatPercent } from "../units.js";
import { type LiveLine, type LiveMoment, type LiveThread, liveThreads } from "../views/live.js";
import type { App } from "./app.js";
import { draw, el } from "./dom.js";
import { sourceAddress } from "./route.js";

/** Lines of a list. */
const listed = 100;
const [width, height] = [1000, 220] as const;

/** Whether there is anything to see. */
export function hasMemory({ model: { profile } }: App): boolean {
  return profile.processes.some(({ threads }) => threads.some(({ traces }) => traces !== undefined));
}

/** The view. */
export function memoryView({ model: { profile } }: App): HTMLElement {
  const threads = liveThreads(profile);
  return el("div", { class: "view text" }, [
    el("h1", {}, ["Memory over time"]),
    ...threads.length === 0 ? [el("p", {}, ["No objects were traced."])] : threads.flatMap(ofThread),
  ]);
}

function ofThread(thread: LiveThread): HTMLElement[] {
  const { pid, thread: { id, name }, moments, highest, lines } = thread;
  const [last, top] = [moments.at(-1), moments[highest]];
  if (last === undefined || top === undefined) return [];
  const words = `Up to ${formatBytes(top.bytes)}, at the end ${formatBytes(last.bytes)} in ${formatCount(last.objects)} objects`;
  const at = moments.length - 1;
  const alive = lines.toSorted((a, b) => (b.growth?.score ?? 0) - (a.growth?.score ?? 0) || (b.bytes[at] ?? 0) - (a.bytes[at] ?? 0));
  return [el("section", {}, [
    el("h2", {}, [`Process ${pid}, thread ${id} (${name})`]),
    el("p", {}, [words]),
    picture(moments, words),
    table(alive, { at, highest }),
    ...alive.length > listed ? [el("p", {}, [`... and ${alive.length - listed} lines more`])] : [],
  ])];
}

/** What is alive at each moment, as an area; marks of the program are lines with their names. */
function picture(moments: readonly LiveMoment[], label: string): HTMLElement {
  const [start, end] = [moments[0]?.atNs ?? 0, moments.at(-1)?.atNs ?? 0];
  const most = Math.max(1, ...moments.map(({ bytes }) => bytes));
  const x = (ns: number): number => (end === start ? width / 2 : (width * (ns - start)) / (end - start));
  const y = (bytes: number): number => height - (height * bytes) / most;
  const points = moments.map(({ atNs, bytes }) => `${x(atNs).toFixed(1)},${y(bytes).toFixed(1)}`);
  const marks = moments.filter((moment) => moment.label !== null).flatMap((moment) => [
    draw("line", { class: "mark", x1: x(moment.atNs), x2: x(moment.atNs), y1: 0, y2: height }),
    draw("text", { class: "marked", x: Math.min(x(moment.atNs) + 4, width - 60), y: 14 }, [moment.label]),
  ]);
  const dots = moments.map(({ atNs, bytes, objects, label: name }) => (
    draw("circle", { class: "dot", cx: x(atNs), cy: y(bytes), r: 4 }, [
      draw("title", {}, [`${name === null ? "" : `${name}: `}${formatDuration(atNs)}, ${formatBytes(bytes)} in ${objects} objects`]),
    ])
  ));
  const svg = draw("svg", { viewBox: `-6 -6 ${width + 12} ${height + 28}`, role: "img", "aria-label": label, class: "over-time" }, [
    draw("polygon", { class: "area", points: `${x(start)},${height} ${points.join(" ")} ${x(end)},${height}` }),
    draw("polyline", { class: "edge", points: points.join(" ") }), ...marks, ...dots,
    draw("text", { x: 0, y: height + 16 }, [formatDuration(start)]),
    draw("text", { x: width, y: height + 16, "text-anchor": "end" }, [formatDuration(end)]),
  ]);
  const figure = el("figure", {});
  figure.append(svg);
  return figure;
}

function table(lines: readonly LiveLine[], { at, highest }: { at: number; highest: number }): HTMLElement {
  const titles = ["Alive at the end", "Objects", "At the highest", "Created", "Grows", "Score", "Survival", "Line", ""];
  const isText = (title: string): boolean => title === "Line" || title === "";
  const rows = lines.slice(0, listed).map((line) => {
    const { growth } = line;
    const figures = [
      formatBytes(line.bytes[at] ?? 0), formatCount(line.objects[at] ?? 0), formatBytes(line.bytes[highest] ?? 0),
      formatCount(line.created), growth === null ? "" : formatBytes(growth.bytes, true), growth === null ? "" : formatCount(growth.score),
      `${formatPercent(line.survival, 1)} %`,
    ];
    return el("tr", {}, [
      ...figures.map((text) => el("td", { class: "figure" }, [text])),
      el("td", {}, [el("a", { href: sourceAddress(line.path, line.line) }, [`${line.path}:${line.line}`])]),
      el("td", { class: "code" }, [line.text ?? ""]),
    ]);
  });
  return el("table", {}, [
    el("thead", {}, [el("tr", {}, titles.map((title) => el("th", { scope: "col", class: isText(title) ? null : "figure" }, [
      title === "" ? el("span", { class: "unseen" }, ["Text"]) : title,
    ])))]),
    el("tbody", {}, rows),
  ]);
}
