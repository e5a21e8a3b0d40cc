/** Dark and light: as the system has it, until a reader says otherwise. */
import { el } from "./dom.js";

/** The button that turns one into the other. */
export function themeButton(): HTMLElement {
  const isDark = (): boolean => {
    const { theme } = document.documentElement.dataset;
    return theme === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
  };
  const button = el("button", {
    type: "button", "aria-label": "Dark", "aria-pressed": String(isDark()),
    click: () => {
      document.documentElement.dataset["theme"] = isDark() ? "light" : "dark";
      button.setAttribute("aria-pressed", String(isDark()));
    },
  }, ["◐"]);
  return button;
}
