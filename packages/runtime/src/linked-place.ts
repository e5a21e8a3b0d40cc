/**
 * Where the runtime of linked code is found: one for each thread, whatever copies, bundles, module formats and contexts load it.
 *
 * The first copy that is loaded publishes its own in a place that all see: in Node a constant of script scope, which is no property of
 * any object, and which copies in other contexts ask for too; in a browser a property of the global object that no list shows.
 */
import type * as nodeVm from "node:vm";
import type { ToldTraces } from "@perline/format";
import { builtin } from "./builtin.js";
import type { Control } from "./control.js";
import type { SharedNames } from "./linked-names.js";
import { abi } from "./vocabulary.js";

/** What is traced of the objects that a thread's lines create. */
export interface Moments {
  /** What is alive now is kept, under that name if it has one. */
  moment(label: string | null): void;
  /** All that is known. */
  record(): ToldTraces;
  /** That is told as it stands: the next profile has it. */
  tell(): void;
  /** The row of an object's group in the record; null for an object that is not traced. */
  rowOf(object: object): number | null;
  /** An estimate of the bytes that tracing takes itself. */
  overheadBytes(): number;
}

/** What linked code of a thread shares. */
export interface LinkedRuntime {
  /** The number of the names' meanings. */
  readonly abi: number;
  readonly names: SharedNames;
  /** Makes a source known; gives its base. Never throws. */
  register(this: void, json: string): number;
  /** Has the profile say something. */
  warn(this: void, warning: string): void;
  readonly control: Control;
  /** Of the objects that the thread's lines create; absent or null where they are not traced. */
  readonly traces?: Moments | null;
}

/** The name of the constant, and of the property. */
const name = `${abi.link}runtime`;

/** What is published in this thread, of whichever version; null where nothing is. */
export function published(): LinkedRuntime | null {
  const vm = virtualMachine();
  const find: unknown = vm === undefined ? Reflect.get(globalThis, name) : vm.runInThisContext(`typeof ${name}==="undefined"?undefined:${name}`);
  return (find as (() => LinkedRuntime) | undefined)?.() ?? null;
}

/** Publishes what is made with the first look at it: most programs that are measured have no linked code. Once in a thread. */
export function publish(make: () => LinkedRuntime): void {
  let runtime: LinkedRuntime | null = null;
  const find = (): LinkedRuntime => (runtime ??= make());
  const vm = virtualMachine();
  if (vm === undefined) Object.defineProperty(globalThis, name, { value: find });
  else (vm.runInThisContext(`let ${name};(find)=>{${name}=find}`) as (find: () => LinkedRuntime) => void)(find);
}

function virtualMachine(): typeof nodeVm | undefined {
  return builtin("node:vm") as typeof nodeVm | undefined;
}
