/**
 * The mark `profile`, which opts a function, method or class in to being profiled: "@perline/runtime/mark", for who makes it a global.
 *
 * The mark means something to whoever instruments the source; when the program runs it does nothing, with or without perline, and
 * is typed so that it may stand wherever a mark is wanted. Nothing that measures is loaded before a program asks for its profile.
 */
import type { Profile } from "@perline/format";
import { currentProfile } from "./measuring.js";

/** A function or class, of whichever signature. */
type Callable = (abstract new (...args: never[]) => unknown) | ((...args: never[]) => unknown);

/** The mark as a decorator (standard or legacy, on a class, method, getter or setter) and as a wrapper; and the profile of now. */
export interface ProfileMark {
  /** Called without anything, it marks nothing: the profile as it stands; null where nothing is measured. */
  (): Profile | null;
  /** Wrapper and decorator of a class: gives what it was given. */
  <T extends Callable>(target: T): T;
  /** Standard decorator of a class, method, getter, setter or field: changes nothing. */
  (target: unknown, context: DecoratorContext): void;
  /** Legacy decorator of a method, getter or setter: changes nothing. */
  (target: object, key: string | symbol, descriptor?: PropertyDescriptor): void;
}

/**
 * Marks what it decorates or wraps. Gives its argument when called with one, as `profile(fn)`; otherwise, as a decorator of a
 * member, undefined, which leaves the member as it is. Without an argument it gives the profile of now.
 *
 *     @profile class Parser { … }
 *     class Parser { @profile parse() { … } }
 *     const parse = profile(function (text) { … });
 */
export const profile: ProfileMark = (...given: readonly unknown[]): never => {
  // What each signature promises is decided by the number of arguments alone, which its type cannot say.
  return (given.length === 1 ? given[0] : given.length === 0 ? currentProfile() : undefined) as never;
};

/** Makes `profile` a global, as it is under `perline run`: configurable, writable, not enumerable. */
export function enableGlobal(): void {
  Object.defineProperty(globalThis, "profile", { value: profile, configurable: true, writable: true, enumerable: false });
}
