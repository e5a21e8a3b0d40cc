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

/** Lets an array of listeners keep `last` at its end, however many are added; removing others is as ever. */
function keepAtEnd(listeners: Listener[], last: Listener): void {
  // Nothing here leans on what the program may have replaced.
  const push = (...added: Listener[]): number => {
    let end = listeners.length;
    const kept = listeners[end - 1] === last;
    if (kept) end -= 1;
    for (let index = 0; index < added.length; index++) listeners[end++] = added[index]!;
    if (kept) listeners[end++] = last;
    return end;
  };
  Object.defineProperty(listeners, "push", { value: push, configurable: true, writable: true });
  // Node warns of a leak once there are too many: not one too early because of ours.
  let warned = false;
  Object.defineProperty(listeners, "warned", {
    get: () => warned || listeners.length - 1 <= process.getMaxListeners(),
    set: (value: boolean) => {
      warned = value;
    },
    configurable: true,
  });
}

/** Runs `finish` as the last thing at the end of the process; what it throws stays here, since the program must not see it. */
export function onExit(finish: () => void): void {
  const inside = process as typeof process & ProcessInside;
  const { apply } = Reflect;
  const last = (): void => {
    try {
      finish();
    } catch {
      // The rolling snapshot stays, and says that it is one.
    }
  };
  // Twice, so that the array is one that Node has made: newer ones note in it that they are going through it.
  process.on("exit", last).on("exit", last);
  const { exit } = inside._events ?? {};
  if (Array.isArray(exit)) {
    exit.pop();
    keepAtEnd(exit, last);
  }

  const reallyExit: (this: unknown, code?: number) => never = Reflect.get(inside, "reallyExit");
  inside.reallyExit = function (this: unknown, code?: number): never {
    last();
    return apply(reallyExit, this, [code]);
  };
}
