/** The keys there are, for who asks with `?`. */
import { el } from "./dom.js";

const keys: readonly (readonly [key: string, meaning: string])[] = [
  ["1 – 7", "the views, in their order"],
  ["/", "find a function by its name"],
  ["s, t", "bars show self time, total time"],
  ["↑ ↓ Page Up Page Down Home End", "go through a table"],
  ["Enter", "open the row: a line shows who called and whom it calls"],
  ["n, p", "source: the next line with a figure, the one before"],
  ["h", "source: the hottest line"],
  ["← →", "call tree: fold and unfold; flame graph: to the frames beside"],
  ["Escape", "close, or zoom out"],
];

/** The dialog, closed. */
export function keysDialog(): HTMLDialogElement {
  const dialog = el("dialog", { "aria-label": "Keys" }, [
    el("h2", {}, ["Keys"]),
    el("dl", {}, keys.flatMap(([key, meaning]) => [el("dt", {}, [el("kbd", {}, [key])]), el("dd", {}, [meaning])])),
    el("button", { type: "button", click: () => dialog.close() }, ["Close"]),
  ]);
  return dialog;
}
