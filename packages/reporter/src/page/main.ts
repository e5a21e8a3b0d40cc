/** The page: reads what it holds, and shows the view that its address names. */
import type { Profile } from "@perline/format";
import { dataId, type Embedded } from "../html/embedded.js";
import { unpackedJson } from "../html/packed.js";
import { threadsApart } from "../threads.js";
import type { App, View } from "./app.js";
import { choice, el } from "./dom.js";
import { functionSearch } from "./function-search.js";
import { flameView } from "./flame-view.js";
import { filesView, functionsView } from "./functions-view.js";
import { keysDialog } from "./keys.js";
import { shadesOf } from "./measures.js";
import { hasMemory, memoryView } from "./memory-view.js";
import { Model } from "./model.js";
import { parseRoute, type ViewId, views } from "./route.js";
import { sourceView } from "./source-view.js";
import { summaryView } from "./summary-view.js";
import { themeButton } from "./theme.js";
import { treeView } from "./tree-view.js";

const shownBy: Readonly<Record<ViewId, View>> = {
  summary: summaryView, files: filesView, functions: functionsView, source: sourceView, flame: flameView, tree: treeView,
  memory: memoryView,
};

const text = document.getElementById(dataId)?.textContent ?? "{}";
const embedded = unpackedJson<Embedded>(text);
const whole: Profile = { ...embedded.profile, sources: embedded.sources };
const all = new Model(whole, embedded.stacks);

function appOf(model: Model, before?: App): App {
  const shades = shadesOf(model);
  return { embedded, model, shades, shade: shades.find(({ id }) => id === before?.shade.id) ?? shades[0]! };
}

let app = appOf(all);
const main = el("main", { id: "view" });
const search = functionSearch(() => app);
const keys = keysDialog();
const tabs = el("nav", { "aria-label": "Views" });
const shades = el("div", { class: "shades" });

/** Shows the view of the address anew; where it is the same one, at the place where it was. */
function show(): void {
  const route = parseRoute(location.hash);
  const before = main.querySelector(".rows");
  const isSame = main.dataset["view"] === location.hash.replace(/:\d+$/, "");
  const top = isSame && before !== null ? before.scrollTop : 0;
  main.dataset["view"] = location.hash.replace(/:\d+$/, "");
  main.replaceChildren(shownBy[route.view](app, route));
  const rows = main.querySelector(".rows");
  if (rows !== null && top > 0) rows.scrollTop = top;
  for (const tab of tabs.children) {
    if (tab.getAttribute("href") === `#${route.view}`) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
}

function showShades(): void {
  shades.replaceChildren(choice("Bars show", app.shades, {
    current: app.shade.id,
    chosen(id) {
      app = { ...app, shade: app.shades.find((shade) => shade.id === id) ?? app.shade };
      show();
    },
  }));
}

function threadChoice(): HTMLElement | null {
  const parts = threadsApart(whole);
  if (parts.length < 2) return null;
  const models = new Map<string, Model>([["", all]]);
  return el("select", {
    "aria-label": "Thread",
    change: (event) => {
      const { value } = event.currentTarget as HTMLSelectElement;
      const model = models.get(value) ?? new Model(parts[Number(value)]?.part ?? whole, embedded.stacks, all);
      models.set(value, model);
      app = appOf(model, app);
      showShades();
      show();
    },
  }, [el("option", { value: "" }, ["All threads"]), ...parts.map(({ title }, index) => el("option", { value: index }, [title]))]);
}

function start(): void {
  const ids = (Object.keys(views) as ViewId[]).filter((id) => id !== "memory" || hasMemory(app));
  tabs.append(...ids.map((id) => el("a", { href: `#${id}` }, [views[id]])));
  document.body.append(
    el("header", {}, [
      el("a", { class: "brand", href: "#summary" }, ["perline"]), tabs, shades, threadChoice(), search.element,
      themeButton(), el("button", { type: "button", "aria-label": "Keys", click: () => keys.showModal() }, ["?"]),
    ]),
    main, keys,
  );
  showShades();
  show();
  addEventListener("hashchange", show);
  addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    const view = main.firstElementChild;
    if (view !== null && !view.contains(event.target as Node)) view.dispatchEvent(new KeyboardEvent("keydown", { key: event.key }));
    const id = ids[Number(event.key) - 1];
    if (id !== undefined) location.hash = id;
    else if (event.key === "/") search.focus();
    else if (event.key === "?") keys.showModal();
    else if (event.key === "s") press("self");
    else if (event.key === "t") press("total");
    else return;
    event.preventDefault();
  });
}

/** As if the button of a measure had been pressed. */
function press(id: string): void {
  const at = app.shades.findIndex((shade) => shade.id === id);
  shades.querySelectorAll("button")[at]?.click();
}

start();
