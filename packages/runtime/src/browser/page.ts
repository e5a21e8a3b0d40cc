/**
 * The page that this thread belongs to: itself, or the one that started it as a worker.
 *
 * A worker learns it from its name, which is the one thing that reaches it before its code does: a stand-in of the constructor puts
 * the page's number behind the name that the program gave, and whoever reads it takes it away again.
 */

/** Where a thread belongs. */
export interface Membership {
  /** The number of the page, at least 1. */
  page: number;
  /** The worker as the program named it, perhaps not at all; null for the page itself. */
  worker: string | null;
}

/** What stands between a worker's name and the number. */
const separator = "\u0000perline ";

// Taken before user code can replace them.
const { construct, defineProperty, get } = Reflect;

/** This thread's; a worker has its own name back afterwards. A worker that was started without a number is a page of its own. */
export function membership(): Membership {
  const told: unknown = typeof document === "undefined" ? get(globalThis, "name") : undefined;
  const [name = "", number] = typeof told === "string" ? told.split(separator) : [];
  if (number === undefined) return { page: 1 + Math.floor(Math.random() * 0x7fffffff), worker: null };
  defineProperty(globalThis, "name", { value: name, configurable: true, enumerable: true, writable: true });
  return { page: Number(number), worker: name };
}

/** Workers that are started from now on belong to that page. */
export function adoptWorkers(page: number): void {
  if (typeof Worker === "undefined") return;
  const native = Worker;
  const named = (options: unknown): WorkerOptions => {
    const given: WorkerOptions = typeof options === "object" && options !== null ? options : {};
    // What else there is stays where it is, and is read by whom it is for.
    return Object.create(given, { name: { value: `${given.name ?? ""}${separator}${page}` } }) as WorkerOptions;
  };
  const standIn = new Proxy(native, {
    construct: (target, args: unknown[], newTarget: typeof native): object =>
      construct(target, [args[0], named(args[1]), ...args.slice(2)], newTarget === standIn ? target : newTarget) as object,
  });
  defineProperty(globalThis, "Worker", { value: standIn, configurable: true, enumerable: false, writable: true });
  defineProperty(native.prototype, "constructor", { value: standIn, configurable: true, enumerable: false, writable: true });
}
