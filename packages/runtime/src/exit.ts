/**
 * The last word at a normal end: after every exit listener of the program, which sees no other listener than its own.
 *
 * Node emits `exit` when the loop is empty, behind an uncaught error, and in `process.exit`. It looks the listeners up in
 * `process._events`; there, that one look finds ours behind the program's, even if there is none. Three ways pass it by:
 * `process.exit` from within an exit listener goes straight to `process.reallyExit`; behind an exit listener that throws Node emits
 * `uncaughtExceptionMonitor`; and where it ran for an uncaught error, Node swallows what it throws. All are covered, so `finish`
 * must do nothing the second time. Signals, `abort` and the like run no JavaScript: the rolling snapshot stays.
 */
import { callerIsEmit } from "./live-code.js";
import { lone } from "./lone.js";
import { standIn } from "./stand-in.js";

type Listener = (...values: unknown[]) => void;

/** What `_events` holds for an event. */
type Listeners = Listener | Listener[] | undefined;

/** The parts of `process` that Node does not describe: its listeners by event, whether it exits, and the way out. */
interface ProcessInside {
  _events: object;
  _exiting?: boolean;
  reallyExit(code?: number): never;
}

// Taken before user code can replace them.
const { apply, defineProperty, get, setPrototypeOf } = Reflect;
const { create } = Object;
const inside = process as typeof process & ProcessInside;

/**
 * Lets an object's property be what `look` makes of its value each time it is read. While it has none, nothing tells that it is
 * watched: the accessor stands on the object's prototype, `kept`.
 */
function watch(kept: object, key: string, look: (value: Listeners) => Listeners): void {
  defineProperty(kept, key, {
    get: () => look(undefined),
    set(this: object, value: Listeners) {
      let own = value;
      const accessors = {
        get: () => look(own),
        set: (next: Listeners) => {
          own = next;
        },
      };
      defineProperty(this, key, lone({ ...accessors, enumerable: true, configurable: true }));
    },
  });
}

/** Moves what an object has of its own for a watched property to where it is watched. */
function adopt(events: object, kept: object, keys: readonly string[]): void {
  setPrototypeOf(events, kept);
  for (const key of keys) {
    const value = get(events, key) as Listeners;
    if (value !== undefined && Reflect.deleteProperty(events, key)) Reflect.set(events, key, value);
  }
}

/** Listeners, and `last` behind them. */
function followed(listeners: Listeners, last: Listener): Listener[] {
  if (listeners === undefined) return [last];
  if (typeof listeners === "function") return [listeners, last];
  // Nothing here leans on what the program may have replaced.
  const all: Listener[] = [];
  for (let index = 0; index < listeners.length; index++) all[index] = listeners[index]!;
  all[listeners.length] = last;
  return all;
}

/** A listener behind whose exception `last` is called: for where nobody hears of it. */
function guarded(listener: Listener, last: Listener): Listener {
  return new Proxy(listener, {
    apply(_, self, values: unknown[]): unknown {
      let returned = false;
      try {
        const result: unknown = apply(listener, self, values);
        returned = true;
        return result;
      } finally {
        if (!returned) last();
      }
    },
  });
}

/** Runs `finish` as the last thing at the end of the process; what it throws stays here, since the program must not see it. */
export function onExit(finish: () => void): void {
  /** Whether an error that nobody caught was on its way when the process did not exit yet. */
  let failing = false;
  const last = (): void => {
    try {
      finish();
    } catch {
      // The rolling snapshot stays, and says that it is one.
    }
  };
  // Node calls listeners by that method, which the program may have replaced in `Function.prototype`.
  defineProperty(last, "apply", { value: last });
  const kept = create(null) as object;
  watch(kept, "exit", (own) => {
    if (inside._exiting !== true || !callerIsEmit()) return own;
    const all = followed(own, last);
    if (failing) for (let index = 0; index < all.length - 1; index++) all[index] = guarded(all[index]!, last);
    return all;
  });
  watch(kept, "uncaughtExceptionMonitor", (own) => {
    if (!callerIsEmit()) return own;
    if (inside._exiting === true) last();
    else failing = true;
    return own;
  });
  const keys = ["exit", "uncaughtExceptionMonitor"];
  let events = inside._events;
  adopt(events, kept, keys);
  defineProperty(inside, "_events", {
    get: () => events,
    set(next: object) {
      events = next;
      adopt(next, kept, keys);
    },
    enumerable: true, configurable: true,
  });

  inside.reallyExit = standIn(inside.reallyExit, {
    apply(reallyExit, self, given: [code?: number]): never {
      last();
      return apply(reallyExit, self, given);
    },
  });
}
