/**
 * What linked code imports, on the stub runtime: tests bundle it as an ES module and as CommonJS, and load it as such. All copies in a
 * process share one state; at its end the process writes what was counted where `LINKED_RESULT` says.
 */
import { writeFileSync } from "node:fs";
import { abi, type AbiName, type LinkedSource } from "@perline/format";
import { StubRuntime } from "../transform/stub-runtime.js";

/** A source that was registered. */
export interface Registered {
  base: number;
  source: LinkedSource;
}

/** What a process writes at its end. */
export interface Written {
  hits: number[];
  registered: Registered[];
}

interface State extends Written {
  bindings: Record<string, unknown>;
}

function begin(): State {
  const runtime = new StubRuntime();
  const state = { bindings: runtime.bindings(), hits: runtime.hits, registered: [] };
  const file = process.env["LINKED_RESULT"];
  if (file !== undefined) process.on("exit", () => writeFileSync(file, JSON.stringify({ hits: state.hits, registered: state.registered })));
  return state;
}

const shared = globalThis as { perlineStub?: State };
const { bindings, registered } = (shared.perlineStub ??= begin());

export function register(json: string): Record<string, unknown> {
  const source = JSON.parse(json) as LinkedSource;
  const last = registered.at(-1);
  const base = last === undefined ? 1 : last.base + probeCount(last.source);
  registered.push({ base, source });
  return namesFrom(base - 1);
}

/** What a source gets: names by what they are, which take its own ids. */
function namesFrom(base: number): Record<string, unknown> {
  const called = (name: AbiName): ((...args: readonly unknown[]) => unknown) => bindings[abi[name]] as () => unknown;
  const byId = (name: AbiName) => (id: number): unknown => called(name)(id + base);
  const inFrame = (name: AbiName) => (frame: number, id: number): unknown => called(name)(frame, id + base);
  return {
    ...Object.fromEntries(Object.entries(abi).map(([name, key]) => [name, bindings[key]])), base, active: () => true,
    count: byId("count"), enter: byId("enter"), open: byId("open"),
    line: inFrame("line"), move: inFrame("move"), pause: inFrame("pause"), suspend: inFrame("suspend"),
  };
}

function probeCount({ sources }: LinkedSource): number {
  return sources.reduce((count, { probes }) => count + probes.length, 0);
}
