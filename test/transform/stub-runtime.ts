/**
 * A slow, obvious runtime for instrumented text: what abi.ts says each name means, and nothing else. Tests run instrumented
 * code on it and read the shadow stack and the counters.
 */
import { abi, delegating, outcome, paused, suspended } from "@perline/format";

/** More frames than a test has. */
const deepest = 100_000;

/** The state of a stub: what the names of generated code read and write. */
export class StubRuntime {
  /** [0] is the depth; [n] the position of frame n; a negative entry is the context below an async frame. */
  readonly stack: number[] = [0];
  readonly hits: number[] = Array.from({ length: 5000 }, () => 0);
  readonly throws = new Map<number, number>();
  /** Awaits that began and did not end, by position. */
  readonly pending = new Map<number, number>();
  /** For each context the position that is suspended. */
  readonly #contexts: number[] = [0];

  /** Positions of the frames on the stack, innermost first. */
  positions(): number[] {
    return this.stack.slice(1, (this.stack[0] ?? 0) + 1).filter((entry) => entry > 0).reverse();
  }

  /** The values of all names generated code may use, by name. */
  bindings(): Record<string, unknown> {
    const { stack, hits } = this;
    const count = (table: Map<number, number>, id: number, by: number): void => {
      table.set(id, (table.get(id) ?? 0) + by);
    };
    const depth = (): number => stack[0] ?? 0;
    const push = (id: number): number => {
      stack[depth() + 1] = id;
      stack[0] = depth() + 1;
      return depth();
    };
    const popTo = (index: number): void => {
      if (index > deepest) throw new RangeError("no frame of a test stands that high");
      stack[0] = (stack[index - 1] ?? 0) < 0 && index > 1 ? index - 2 : index - 1;
    };
    const resume = (frame: number): number => {
      if (frame >= -suspended || frame <= -paused) return frame;
      const context = -frame - suspended;
      const id = this.#contexts[context] ?? 0;
      countAbove(0);
      count(this.pending, id, -1);
      stack[1] = -context;
      stack[2] = id;
      stack[0] = 2;
      return 2;
    };
    const countAbove = (index: number): void => {
      for (const id of stack.slice(index + 1, depth() + 1)) if (id > 0) count(this.throws, id, 1);
    };
    const ended = (frame: number, caught: boolean, next = -1): number => {
      const delegates = frame <= -delegating;
      const id = -frame - (delegates ? delegating : paused);
      const failed = caught || aimed === depth() || (delegates && flying === depth());
      if (failed) count(this.throws, id, 1);
      flying = -1;
      returning = failed ? -1 : next;
      return id;
    };
    let aimed = -1;
    let flying = -1;
    let returning = -1;
    const fail = (frame: number): void => {
      if (frame > 0) {
        const id = stack[frame] ?? 0;
        countAbove(frame);
        count(this.throws, id, 1);
        popTo(frame);
        aimed = -1;
        flying = id === 0 && frame === returning ? -1 : depth();
        returning = -1;
      } else if (frame > -suspended) {
        popTo(~frame);
      } else if (frame > -paused) {
        popTo(handle(frame, outcome.thrown));
      } else {
        ended(frame, false);
      }
    };
    const handle = (frame: number, how: number): number => {
      if (frame <= -paused) return push(ended(frame, how === outcome.caught, depth() + 1));
      aimed = -1;
      flying = -1;
      const failed = how === outcome.caught || how === outcome.thrown;
      const index = frame < -suspended ? resume(frame) : frame < 0 ? ~frame : frame;
      countAbove(index);
      if (failed && (frame > 0 || frame < -suspended)) count(this.throws, stack[index] ?? 0, 1);
      stack[0] = index;
      return index;
    };
    const hit = (id: number): void => {
      hits[id] = (hits[id] ?? 0) + 1;
    };
    return {
      [abi.stack]: stack,
      [abi.hits]: hits,
      [abi.keep]: (value: unknown) => value,
      [abi.fail]: fail,
      [abi.suspend]: (frame: number, id: number) => {
        popTo(frame);
        count(this.pending, id, 1);
        return -suspended - (this.#contexts.push(id) - 1);
      },
      [abi.resume]: resume,
      [abi.handle]: handle,
      [abi.aim]: (value: unknown, at: number) => {
        aimed = at;
        return value;
      },
      [abi.disposable]: (leave: () => void) => ({ [Symbol.dispose]: leave }),
      [abi.open]: push,
      [abi.close]: (value: unknown) => {
        stack[0] = depth() - 1;
        return value;
      },
      [abi.name]: (name: string, fn: object) => Object.defineProperty(fn, "name", { value: name, configurable: true }),
      [abi.count]: hit, [abi.weigh]: hit, [abi.weighed]: () => undefined,
      [abi.enter]: (id: number) => {
        hit(id);
        return push(id);
      },
      [abi.line]: (frame: number, id: number) => {
        stack[frame] = id;
        hit(id);
      },
      [abi.move]: (frame: number, id: number) => {
        stack[frame] = id;
      },
      [abi.leave]: (frame: number) => popTo(~frame),
      [abi.pause]: (frame: number, id: number) => {
        popTo(frame);
        return -paused - id;
      },
    };
  }
}
