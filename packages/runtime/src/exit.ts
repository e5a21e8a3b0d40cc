/**
 * The last word at a normal end: after every exit listener of the program, without one of its stacks showing it.
 *
 * Two ways lead out: the `exit` event (the loop is empty, an uncaught error, `process.exit`), and `process.exit` called from
 * within an exit listener, which skips the listeners after it and goes straight to `process.reallyExit`. Both are covered, so
 * `finish` must do nothing the second time. Signals, `abort` and the like run no JavaScript: the rolling snapshot stays.
 */
type Listener = (...values: unknown[]) => void;

/** The parts of `process` that Node does not describe: its listeners by event, and the way out. */
interface ProcessInside {
  _events: Record<string, Listener | Listener[] | undefined>;
  reallyExit(code?: number): never;
}

/** An array of listeners that keeps `last` at its end, however many are added; removing others is as ever. */
function endingWith(last: Listener, before: Listener[]): Listener[] {
  const listeners = [...before, last];
  const { push, indexOf, splice } = Array.prototype;
  const { apply } = Reflect;
  Object.defineProperty(listeners, "push", {
    value: (...added: Listener[]): number => {
      const place: number = apply(indexOf, listeners, [last]);
      if (place < 0) return apply(push, listeners, added);
      apply(splice, listeners, [place, 0, ...added]);
      return listeners.length;
    },
    configurable: true,
    writable: true,
  });
  return listeners;
}

/** Runs `finish` as the last thing at the end of the process. */
export function onExit(finish: () => void): void {
  const inside = process as typeof process & ProcessInside;
  const { apply } = Reflect;
  const last: Listener = () => finish();
  process.on("exit", last);
  const { exit } = inside._events ?? {};
  if (exit !== undefined) inside._events["exit"] = endingWith(last, (Array.isArray(exit) ? exit : [exit]).filter((one) => one !== last));

  const reallyExit: (this: unknown, code?: number) => never = Reflect.get(inside, "reallyExit");
  inside.reallyExit = function (this: unknown, code?: number): never {
    finish();
    return apply(reallyExit, this, [code]);
  };
}
