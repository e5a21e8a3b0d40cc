/**
 * Whether the rows of a snapshot are whole, seen while its text passes: as many as its head says, and each reference to a row that
 * there is. On others the reader would work without end.
 */

/** The head of a snapshot, as far as it is needed. */
export interface Head {
  meta: { node_fields: readonly string[]; edge_fields: readonly string[] };
  node_count: number;
  edge_count: number;
}

const wanted = {
  node_fields: ["type", "name", "id", "self_size", "edge_count"],
  edge_fields: ["type", "name_or_index", "to_node"],
} as const;

const [digit0, digit9, closing] = [0x30, 0x39, 0x5d];

/** Looks at the text behind the head. */
export class Rows {
  private readonly nodeFields: number;
  private readonly edgeFields: number;
  private readonly edgeCountAt: number;
  private readonly toNodeAt: number;
  private readonly counts: [nodes: number, edges: number] = [0, 0];
  /** 0 in the list of nodes, 1 in that of edges, 2 behind both. */
  private list = 0;
  /** The digits of a number that has begun, as a number; null between numbers. */
  private number: number | null = null;
  /** References that nodes say they have. */
  private references = 0;
  private areInRange = true;

  constructor(private readonly head: Head) {
    const { node_fields: nodeFields, edge_fields: edgeFields } = head.meta;
    this.nodeFields = nodeFields.length;
    this.edgeFields = edgeFields.length;
    this.edgeCountAt = nodeFields.indexOf("edge_count");
    this.toNodeAt = edgeFields.indexOf("to_node");
  }

  /** Looks at the next piece. */
  take(text: string): void {
    for (let at = 0; at < text.length && this.list < 2; at++) {
      const code = text.charCodeAt(at);
      if (code >= digit0 && code <= digit9) {
        this.number = (this.number ?? 0) * 10 + code - digit0;
        continue;
      }
      if (this.number !== null) this.takeNumber(this.number);
      this.number = null;
      if (code === closing) this.list++;
    }
  }

  /** Whether both lists have come to their ends. */
  get areAll(): boolean {
    return this.list === 2;
  }

  /** Whether they hold what the head says. */
  get areWhole(): boolean {
    const { node_count: nodes, edge_count: edges, meta } = this.head;
    return wanted.node_fields.every((field) => meta.node_fields.includes(field))
      && wanted.edge_fields.every((field) => meta.edge_fields.includes(field))
      && nodes > 0 && this.counts[0] === nodes * this.nodeFields && this.counts[1] === edges * this.edgeFields
      && this.references === edges && this.areInRange;
  }

  private takeNumber(number: number): void {
    if (this.list === 0) {
      if (this.counts[0] % this.nodeFields === this.edgeCountAt) this.references += number;
      this.counts[0]++;
    } else {
      const isTo = this.counts[1] % this.edgeFields === this.toNodeAt;
      if (isTo && (number >= this.counts[0] || number % this.nodeFields !== 0)) this.areInRange = false;
      this.counts[1]++;
    }
  }
}
