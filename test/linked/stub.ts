/**
 * What linked code imports, on the stub runtime: tests bundle it as an ES module and as CommonJS, and load it as such. All copies in a
 * process share one state; at its end the process writes what was counted where `LINKED_RESULT` says.
 */
import { writeFileSync } from "node:fs";
import { abi, type LinkedSource } from "@perline/format";
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

export function register(json: string): number {
  const source = JSON.parse(json) as LinkedSource;
  const last = registered.at(-1);
  const base = last === undefined ? 1 : last.base + probeCount(last.source);
  registered.push({ base, source });
  return base;
}

function probeCount({ sources }: LinkedSource): number {
  return sources.reduce((count, { probes }) => count + probes.length, 0);
}

export const {
  [abi.stack]: stack, [abi.hits]: hits, [abi.count]: count, [abi.keep]: keep, [abi.fail]: fail, [abi.suspend]: suspend,
  [abi.resume]: resume, [abi.handle]: handle, [abi.aim]: aim, [abi.disposable]: disposable, [abi.open]: open, [abi.close]: close,
  [abi.name]: name, [abi.enter]: enter, [abi.line]: line, [abi.move]: move, [abi.leave]: leave, [abi.pause]: pause,
} = bindings;
