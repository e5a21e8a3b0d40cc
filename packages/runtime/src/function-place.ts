/**
 * Where a function object stands in a profile: by the first probe that its running text names. Linked code names its own, from 1 on,
 * and the text does not tell whose it is; so each source is tried, and the one that has a function of that name there is it.
 */
import type { Profile } from "@perline/format";
import type { FunctionPlace } from "./control.js";
import { nativeText } from "./native-text.js";
import { processMemory } from "./process-memory.js";
import { abi } from "./vocabulary.js";

/** The id that is called with first. A bundler may number names, and call what it has imported in parentheses of its own. */
const calledWith = new RegExp(`(?:${abi.count}|${abi.enter}|${abi.open})\\d*\\)?\\((\\d+)`);

/** The place of a function in a profile of this process; null where it has none. `bases`: the first ids of linked sources. */
export function locate(fn: object, profile: Profile, bases: readonly number[]): FunctionPlace | null {
  const text = Reflect.apply(nativeText, fn, []);
  const name: unknown = Reflect.get(fn, "name");
  const [, told] = calledWith.exec(text) ?? [];
  if (told === undefined) return null;
  const ids = [Number(told), ...bases.map((base) => base - 1 + Number(told))];
  const places = ids.flatMap((id) => placeOf(id, profile) ?? []);
  return places.find(({ source, row }) => isCalled(profile.sources[source]!.functions.name[row]!, String(name))) ?? null;
}

/** The function whose line a probe stands on. Functions are numbered over all sources, from 1. */
function placeOf(id: number, profile: Profile): FunctionPlace | null {
  const line = processMemory.lineOf[id] ?? 0;
  if (line <= 0) return null;
  const source = processMemory.sourceOf[line]!;
  let row = processMemory.functionOf[line]! - 1;
  for (let before = 0; before < source; before++) row -= profile.sources[before]!.functions.name.length;
  return source < profile.sources.length ? { source, row } : null;
}

/** Whether a function that reports call `told` has that name: `Class.method` is called `method`. */
function isCalled(told: string, name: string): boolean {
  const last = told.replace(/^(get|set) /, "").split(".").at(-1);
  return last === name.replace(/^(get|set|bound) /, "") || told === name || told === "<anonymous>";
}
