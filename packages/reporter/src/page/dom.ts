/** How elements are made: attributes and listeners by name, text never as markup. */
import { visible } from "@perline/format";

/** What an element can hold; text is shown with signs for what would not be seen. */
export type Child = Node | string | number | null;

/** Attributes by name; those that are null are left out, listeners are functions. */
type Attributes = Readonly<Record<string, string | number | boolean | null | ((event: Event) => void)>>;

/** An element. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag, attributes: Attributes = {}, children: readonly Child[] = [],
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  dress(element, attributes);
  fill(element, children);
  return element;
}

/** An element of a drawing. */
export function draw(tag: keyof SVGElementTagNameMap, attributes: Attributes, children: readonly Child[] = []): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  dress(element, attributes);
  fill(element, children);
  return element;
}

function fill(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child !== null) element.append(child instanceof Node ? child : visible(String(child)));
  }
}

function dress(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, visible(value === true ? "" : String(value)));
  }
}

/** One of several, a button each; `chosen` is called with the one that was pressed. */
export function choice<Id extends string>(
  title: string, options: readonly { id: Id; title: string }[], { current, chosen }: { current: Id; chosen(this: void, id: Id): void },
): HTMLElement {
  const group = el("div", { class: "choice", role: "group", "aria-label": title });
  for (const option of options) {
    group.append(el("button", {
      type: "button", "aria-pressed": String(option.id === current),
      click: () => {
        for (const button of group.children) button.setAttribute("aria-pressed", "false");
        group.children[options.indexOf(option)]?.setAttribute("aria-pressed", "true");
        chosen(option.id);
      },
    }, [option.title]));
  }
  return group;
}
