/**
 * Chromium DevTools' own reader of heap snapshots, as far as it is used here: it reads the text piece by piece, and works out who
 * retains what, by the rules that people know from DevTools. Its declarations name what only a browser has, so these are ours.
 */
import type { MessagePort } from "node:worker_threads";

/** Numbers in a row, of which there may be more than one array of the engine's can hold. */
interface Numbers {
  readonly length: number;
  getValue(index: number): number;
}

/**
 * A snapshot that has been read. Nodes and edges are rows of so many fields in one array each. An *ordinal* counts rows, an *index*
 * is where a row begins; both from 0.
 */
export interface Snapshot {
  readonly nodeCount: number;
  readonly nodes: Numbers;
  readonly nodeFieldCount: number;
  readonly nodeTypeOffset: number;
  readonly nodeNameOffset: number;
  readonly nodeIdOffset: number;
  /** Bytes of the node, and of those system nodes that it alone owns. */
  readonly nodeSelfSizeOffset: number;
  readonly nodeTypes: readonly string[];
  readonly rootNodeIndex: number;
  readonly containmentEdges: Numbers;
  readonly edgeFieldsCount: number;
  readonly edgeTypeOffset: number;
  readonly edgeNameOffset: number;
  readonly edgeToNodeOffset: number;
  readonly edgeTypes: readonly string[];
  readonly strings: readonly string[];
  /** By ordinal of a node: index of the first of the edges that leave it, one more at the end. */
  readonly firstEdgeIndexes: Uint32Array;
  /** By ordinal of a node: where the edges begin that lead to it, one more at the end. */
  readonly firstRetainerIndex: Uint32Array;
  /** Indexes of the nodes that these edges leave. */
  readonly retainingNodes: Uint32Array;
  /** Indexes of these edges. */
  readonly retainingEdges: Uint32Array;
  /** By ordinal: bytes that would be free if the node were. */
  readonly retainedSizes: Float64Array;
  /** By ordinal: where the nodes begin whose immediate dominator this one is, one more at the end. */
  readonly firstDominatedNodeIndex: Uint32Array;
  /** Indexes of these nodes. */
  readonly dominatedNodes: Uint32Array;
}

/** Takes in the text of a snapshot. What is cut off is waited for without end. */
interface Loader {
  readonly parsingComplete: Promise<void>;
  write(text: string): void;
  close(): void;
  buildSnapshot(port: MessagePort): Promise<Snapshot>;
}

/** What the reader has to tell while it works. */
interface Listener {
  /** @param text for the kind `ProgressUpdate`: JSON of an object whose `string` is a phrase in English */
  sendEvent(kind: string, text: string): void;
}

/** The reader's parts. */
interface Toolkit {
  HeapSnapshotLoader: { HeapSnapshotLoader: new (listener: Listener) => Loader };
  /** Does half of the work, for whoever holds the other port. */
  SecondaryInitManager: new (port: MessagePort) => object;
}

/** Loads the reader. */
export async function loadToolkit(): Promise<Toolkit> {
  const { DevToolsAPI }: { DevToolsAPI: unknown } = await import("heap-snapshot-toolkit");
  return DevToolsAPI as Toolkit;
}
