/** The runtime of linked code in a thread of a page: one, whatever copies and bundles load it. */
import { installedRuntime } from "../installed.js";
import { shared } from "../linked-shared.js";
import { type LinkedRuntime, publish } from "../linked-place.js";
import { abiVersion } from "../vocabulary.js";
import { PageThread } from "./page-thread.js";

/** The thread's runtime, which can send profiles. */
interface PageRuntime extends LinkedRuntime {
  sendTo(this: void, url: string): void;
}

/**
 * The thread's, of whichever copy of this version; made where there is none. Test runners load what is meant for pages into Node,
 * where the process has its own.
 */
export function pageRuntime(): LinkedRuntime {
  const known = installedRuntime();
  if (known?.abi === abiVersion) return known;
  const thread = new PageThread();
  const runtime: PageRuntime = {
    abi: abiVersion,
    // A sampler that cannot be started is known to be so later.
    names: { ...shared, settles: false },
    register: (json) => thread.register(json),
    warn: (warning) => thread.warn(warning),
    control: thread,
    sendTo: (url) => thread.sendTo(url),
  };
  // Two versions measure apart from each other.
  if (known === null) publish(() => runtime);
  return runtime;
}

/** Has the profiles of this page sent to a server while it lives: to a URL, from the page's origin. Before anything is measured. */
export function sendTo(url: string): void {
  (pageRuntime() as Partial<PageRuntime>).sendTo?.(url);
}
