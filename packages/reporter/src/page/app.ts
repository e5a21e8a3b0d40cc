/** What all views are given: the profile as it is looked at now. */
import type { Embedded } from "../html/embedded.js";
import type { Model } from "./model.js";
import type { Shade } from "./measures.js";
import type { Route } from "./route.js";

/** The page at a moment. */
export interface App {
  embedded: Embedded;
  /** Of the threads that are looked at. */
  model: Model;
  /** What there is to look at. */
  shades: readonly Shade[];
  /** What bars are of. */
  shade: Shade;
}

/** A view of the page: what it shows at an address. */
export type View = (this: void, app: App, route: Route) => HTMLElement;
