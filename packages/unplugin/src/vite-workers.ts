/**
 * Vite bundles what a page starts as a worker apart from the page, by plugins of its own: without perline among them it would not be
 * measured where the page is built. A dev server has one set of plugins for both.
 */
import type { Plugin } from "vite" with { "resolution-mode": "import" };

/**
 * The hook that adds perline to the plugins that a project has for its workers.
 *
 * @param make gives new plugins: builds of several workers run at once. That production is meant has been asked for the page.
 */
export function workerHooks(make: () => Plugin[]): Pick<Plugin, "config"> {
  return { config: () => ({ worker: { plugins: make } }) };
}
