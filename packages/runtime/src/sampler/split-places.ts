/**
 * From the nodes of V8's profile to what the thread was doing there, as code sees it that is instrumented. Pure, but for what its host
 * knows of files and of Node.
 *
 * A stack is read from the frame of instrumented code that is innermost towards the leaf. What comes behind is what that code has
 * called: a package, if one is among it, the nearest; else a file that is not instrumented; else what Node has; else a built-in.
 */
import type { SplitKind } from "@perline/format";
import type { V8Node, V8Profile } from "../split/told.js";
import { builtInName } from "./built-in-names.js";

/** What there is to do: a row of the places of a record. */
export interface Place {
  kind: SplitKind;
  name: string;
  path: string;
}

/** What a node's samples say. */
export interface Doing {
  /** Null: nothing, the thread waited. */
  place: Place | null;
  /** The script of instrumented code that is innermost; null where the stack does not tell, as in a collection. */
  script: string | null;
  /**
   * The line in which its function begins, from 1; null where V8 may be wrong about the function: at the leaf, where it does not see
   * what it has inlined.
   */
  functionLine: number | null;
  /** Whether own code is on the stack, or the stack tells nothing. */
  mayBeOwn: boolean;
}

/** What is known of files and modules. */
export interface PlaceHost {
  /** Absolute path of a file's URL, with forward slashes; null for what is none. */
  pathOf(url: string): string | null;
  isBuiltin(name: string): boolean;
  /** Whether the script at an absolute path is instrumented. */
  isInstrumented(path: string): boolean;
  /** Whether it is a file of perline's. */
  isPerline(path: string): boolean;
  /** A path from the root. */
  fromRoot(path: string): string;
}

/** What was found on the way from own code to a leaf; of each kind the nearest to own code. */
interface Way {
  script: string | null;
  functionLine: number | null;
  isOwn: boolean;
  found: Partial<Record<Found, Place>>;
}

/** Which of what was found tells what the thread was doing: the first that there is. */
const precedence = ["package", "file", "wasm", "node", "internals", "perline", "built-in"] as const;
type Found = (typeof precedence)[number];

const own: Place = { kind: "own", name: "", path: "" };
const root: Way = { script: null, functionLine: null, isOwn: false, found: {} };

/** What V8 calls what is no function. */
const states: Readonly<Record<string, SplitKind | null>> = { "(garbage collector)": "gc", "(program)": "native", "(idle)": null };

/** Nodes by number. */
export function doingsOf({ nodes }: Pick<V8Profile, "nodes">, host: PlaceHost): Map<number, Doing> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const children = new Set(nodes.flatMap((node) => node.children ?? []));
  const doings = new Map<number, Doing>();
  const reader = new FrameReader(host);
  const waiting = nodes.filter(({ id }) => !children.has(id)).map((node) => ({ node, way: root }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, way } = next;
    const behind = reader.step(way, node);
    doings.set(node.id, doingOf(node, behind));
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child !== undefined) waiting.push({ node: child, way: behind });
    }
  }
  return doings;
}

function doingOf({ callFrame: { functionName, scriptId } }: V8Node, { script, functionLine, isOwn, found }: Way): Doing {
  const state = scriptId === "0" ? states[functionName] : undefined;
  if (state !== undefined) {
    return { place: state === null ? null : { kind: state, name: "", path: "" }, script: null, functionLine: null, mayBeOwn: true };
  }
  const key = precedence.find((each) => found[each] !== undefined);
  if (key === undefined) return { place: own, script, functionLine: null, mayBeOwn: isOwn };
  return { place: found[key]!, script, functionLine, mayBeOwn: isOwn };
}

/** Reads frames, each script once. */
class FrameReader {
  private readonly known = new Map<string, { found: Found | "own"; place: Place; script: string | null }>();

  constructor(private readonly host: PlaceHost) {}

  /** The way with another frame. */
  step(way: Way, { callFrame: { functionName, scriptId, url, lineNumber } }: V8Node): Way {
    if (scriptId === "0") {
      const name = builtInName(functionName);
      return name === null ? way : withFound(way, "built-in", { kind: "built-in", name, path: "" });
    }
    const { found, place, script } = this.read(url);
    // A build may have put several files into one, whose name nobody knows: what is no package's is own code then.
    if (found === "own" || (found === "file" && way.script === null)) return { script, functionLine: lineNumber + 1, isOwn: true, found: {} };
    return withFound(way, found, place);
  }

  private read(url: string): { found: Found | "own"; place: Place; script: string | null } {
    const known = this.known.get(url) ?? this.classify(url);
    this.known.set(url, known);
    return known;
  }

  private classify(url: string): { found: Found | "own"; place: Place; script: string | null } {
    const { host } = this;
    const is = (found: Found, place: Place): ReturnType<FrameReader["read"]> => ({ found, place, script: null });
    if (url.startsWith("node:")) {
      const name = moduleOf(url, host);
      return is(name === null ? "internals" : "node", { kind: "node", name: name ?? "", path: "" });
    }
    if (url.startsWith("wasm:")) return is("wasm", { kind: "wasm", name: "", path: "" });
    const path = host.pathOf(url) ?? url;
    if (host.isInstrumented(path)) return { found: "own", place: own, script: path };
    const installed = packageOf(path);
    if (host.isPerline(path) || /^(@perline\/|perline$)/.test(installed?.name ?? "")) {
      return is("perline", { kind: "perline", name: "", path: "" });
    }
    if (installed !== null) return is("package", { kind: "package", name: installed.name, path: host.fromRoot(installed.folder) });
    return is("file", { kind: "file", name: url === "" ? "evaluated code" : host.fromRoot(path), path: "" });
  }
}

function withFound(way: Way, key: Found, place: Place): Way {
  return way.found[key] === undefined ? { ...way, found: { ...way.found, [key]: place } } : way;
}

/** Internal folders of Node's that bear another name than the module that they are of. */
const renamed: Readonly<Record<string, string>> = { modules: "module", streams: "stream", worker: "worker_threads" };

/** The public module that a file of Node's is of; null for none. */
function moduleOf(url: string, host: PlaceHost): string | null {
  const [, internal] = /^node:internal\/(\w+)/.exec(url) ?? [];
  const name = internal === undefined ? url : `node:${renamed[internal] ?? internal}`;
  return host.isBuiltin(name) ? name : null;
}

/** The installed package that a path leads into, the innermost; null for none. */
function packageOf(path: string): { name: string; folder: string } | null {
  const [folder, name] = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)(?=\/)/.exec(path) ?? [];
  return folder === undefined || name === undefined ? null : { name, folder };
}
