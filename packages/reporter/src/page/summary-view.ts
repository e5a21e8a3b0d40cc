/** The summary: how complete and exact the profile is, where the time went, of which threads, and the functions with most of it. */
import type { Profile, ThreadRecord } from "@perline/format";
import { absence, accounting, exactness, incompleteness } from "../notices.js";
import { countOf, formatDuration, formatPercent } from "../units.js";
import type { App } from "./app.js";
import { el } from "./dom.js";
import type { FunctionModel } from "./model.js";
import { sourceAddress } from "./route.js";

/** Functions and lines of each list. */
const listed = 12;

/** The view. */
export function summaryView(app: App): HTMLElement {
  const { model: { profile, summary, functions } } = app;
  const rows = functions.map(({ row }) => row);
  const sentences = [absence(profile, summary, rows), accounting(profile, summary), exactness(profile, summary, rows)];
  return el("div", { class: "view text" }, [
    el("h1", {}, ["Summary"]),
    ...notesOf(app),
    ...sentences.filter((sentence) => sentence !== null).map((sentence) => el("p", {}, [sentence])),
    whereTimeWent(app),
    hottest(app),
    threads(profile),
    facts(profile),
  ]);
}

function notesOf({ embedded, model: { profile } }: App): HTMLElement[] {
  const incomplete = incompleteness(profile);
  return [...incomplete === null ? [] : [incomplete], ...embedded.notes].map((note) => el("p", { class: "note" }, [note]));
}

/** Self, outside and idle as one bar. */
function whereTimeWent({ model: { summary: { times } } }: App): HTMLElement | null {
  if (times === null || times.durationNs === 0) return null;
  const parts = [["self", times.selfNs], ["outside", times.outsideNs], ["idle", times.idleNs]] as const;
  const bar = el("div", { class: "parts", "aria-hidden": "true" });
  for (const [name, ns] of parts) {
    const piece = el("span", { class: `part ${name}` });
    piece.style.flexGrow = String(ns);
    bar.append(piece);
  }
  const legend = parts.map(([name, ns]) => el("li", {}, [
    el("span", { class: `key ${name}`, "aria-hidden": "true" }), `${name} ${formatDuration(ns)} (${formatPercent(ns, times.durationNs)} %)`,
  ]));
  return el("section", {}, [bar, el("ul", { class: "legend" }, legend)]);
}

function hottest({ model: { functions }, shade }: App): HTMLElement | null {
  const figures = new Map(functions.map((fn) => [fn, shade.ofFunction(fn.row)]));
  const figureOf = (fn: FunctionModel): number => figures.get(fn) ?? 0;
  const most = functions.filter((fn) => figureOf(fn) > 0).toSorted((a, b) => figureOf(b) - figureOf(a)).slice(0, listed);
  const largest = most[0] === undefined ? 0 : figureOf(most[0]);
  if (most.length === 0) return null;
  const rows = most.map((fn) => {
    const bar = el("span", { class: "bar" });
    bar.style.width = `${(100 * figureOf(fn)) / largest}%`;
    bar.style.setProperty("--share", (figureOf(fn) / largest).toFixed(3));
    return el("tr", {}, [
      el("td", { class: "figure" }, [shade.format(figureOf(fn))]), el("td", { class: "bars" }, [bar]),
      el("td", {}, [el("a", { href: sourceAddress(fn.source.name, fn.row.line) }, [fn.row.name])]),
      el("td", { class: "place" }, [`${fn.source.name}:${fn.row.line}`]),
    ]);
  });
  const head = ["", "Function", "Place"].map((title) => el("th", { scope: "col" }, title === "" ? [el("span", { class: "unseen" }, ["Share"])] : [title]));
  return el("section", {}, [
    el("h2", {}, [`Functions with most: ${shade.title.toLowerCase()}`]),
    el("table", {}, [
      el("thead", {}, [el("tr", {}, [el("th", { scope: "col", class: "figure" }, [shade.title]), ...head])]), el("tbody", {}, rows),
    ]),
    el("p", {}, [el("a", { href: "#functions" }, [`All ${countOf(functions.length, "function")}`])]),
  ]);
}

const columns: readonly (readonly [title: string, figure: (thread: ThreadRecord) => number | null])[] = [
  ["Duration", ({ durationNs }) => durationNs], ["Outside", ({ outsideNs }) => outsideNs], ["Idle", ({ idleNs }) => idleNs],
  ["GC", ({ gcNs }) => gcNs],
];

function threads({ processes }: Profile): HTMLElement {
  const rows = processes.flatMap((process) => process.threads.map((thread) => el("tr", {}, [
    el("td", { class: "figure" }, [process.pid]), el("td", {}, [process.argv.slice(1).join(" ")]),
    el("td", {}, [`${thread.id} (${thread.name})`]),
    ...columns.map(([, figure]) => {
      const ns = figure(thread);
      return el("td", { class: "figure" }, [ns === null ? "-" : formatDuration(ns)]);
    }),
    el("td", { class: "figure" }, [thread.samples]),
  ])));
  const titles = ["Process", "Command", "Thread", ...columns.map(([title]) => title), "Samples"];
  return el("section", {}, [
    el("h2", {}, ["Threads"]),
    rows.length === 0 ? el("p", {}, ["The profile holds no thread."]) : el("table", {}, [
      el("thead", {}, [el("tr", {}, titles.map((title) => (
        el("th", { scope: "col", class: title === "Command" || title === "Thread" ? null : "figure" }, [title])
      )))]),
      el("tbody", {}, rows),
    ]),
  ]);
}

function facts({ argv, root, startedAt, platform, cpus, clock, perline }: Profile): HTMLElement {
  const pairs = [
    ["Command", argv.join(" ")], ["Folder", root], ["Started", startedAt], ["Node", `${platform}, ${countOf(cpus, "processor")}`],
    ["Clock", clock], ["perline", perline],
  ] as const;
  return el("section", {}, [
    el("h2", {}, ["Run"]),
    el("dl", {}, pairs.flatMap(([name, value]) => [el("dt", {}, [name]), el("dd", {}, [value])])),
  ]);
}
