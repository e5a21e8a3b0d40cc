/** The field that finds a function by a part of its name, as one types: those with most of what the page is coloured by come first. */
import type { App } from "./app.js";
import { el } from "./dom.js";
import type { FunctionModel } from "./model.js";
import { sourceAddress } from "./route.js";

/** The most that are listed. */
const listed = 12;

/** The field. */
export interface FunctionSearch {
  element: HTMLElement;
  focus(this: void): void;
}

/** Makes the field; `current` gives the page as it is when something is typed. */
export function functionSearch(current: () => App): FunctionSearch {
  let found: FunctionModel[] = [];
  let chosen = 0;
  const list = el("ul", { id: "found", role: "listbox", "aria-label": "Functions found", hidden: true });
  const field = el("input", {
    type: "search", role: "combobox", "aria-label": "Find a function", "aria-expanded": "false", "aria-controls": "found", placeholder: "Find a function  /",
    autocomplete: "off", spellcheck: "false",
    input: () => find(), keydown: (event) => press(event as KeyboardEvent), blur: () => close(),
  });

  const close = (): void => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const open = ({ source, row }: FunctionModel): void => {
    close();
    field.value = "";
    location.hash = sourceAddress(source.name, row.line);
  };
  const mark = (at: number): void => {
    chosen = at;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    field.setAttribute("aria-activedescendant", `found-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const find = (): void => {
    const word = field.value.trim().toLowerCase();
    const { model: { functions }, shade } = current();
    const all = word === "" ? [] : functions.filter(({ row }) => row.name.toLowerCase().includes(word));
    found = all.map((fn) => ({ fn, rank: rankOf(fn, word), figure: shade.ofFunction(fn.row) }))
      .sort((a, b) => a.rank - b.rank || b.figure - a.figure).slice(0, listed).map(({ fn }) => fn);
    list.replaceChildren(...found.map((fn, index) => el("li", {
      // Before the field loses its focus.
      id: `found-${index}`, role: "option", "aria-selected": "false", mousedown: (event) => {
        event.preventDefault();
        open(fn);
      },
    }, [el("b", {}, [fn.row.name]), el("span", { class: "place" }, [`${fn.source.name}:${fn.row.line}`])])));
    if (word !== "" && found.length === 0) list.append(el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, ["No function has such a name."]));
    list.hidden = word === "";
    field.setAttribute("aria-expanded", String(word !== ""));
    if (found.length > 0) mark(0);
  };
  const press = (event: KeyboardEvent): void => {
    const fn = found[chosen];
    if (event.key === "Escape") {
      field.value = "";
      close();
    } else if (list.hidden || fn === undefined) {
      return;
    } else if (event.key === "ArrowDown") {
      mark((chosen + 1) % found.length);
    } else if (event.key === "ArrowUp") {
      mark((chosen + found.length - 1) % found.length);
    } else if (event.key === "Enter") {
      open(fn);
    } else {
      return;
    }
    event.preventDefault();
  };
  return { element: el("div", { class: "search" }, [field, list]), focus: () => field.focus() };
}

/** The whole name first, then what begins so. */
function rankOf({ row }: FunctionModel, word: string): number {
  const name = row.name.toLowerCase();
  return name === word ? 0 : name.startsWith(word) ? 1 : 2;
}
