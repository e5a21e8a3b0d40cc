/** Where self time went in threads that are added up: what V8 has seen of each line, by what it was. */
import type { SplitRecord, ThreadRecord } from "@perline/format";

export class SplitSum {
  private intervalNs = 0;
  private others = 0;
  private lost = 0;
  private asked = false;
  private readonly places: SplitRecord["places"] = { kind: [], name: [], path: [] };
  private readonly placeOf = new Map<string, number>();
  private readonly rows: Pick<SplitRecord, "source" | "line" | "place" | "samples" | "sure"> = {
    source: [], line: [], place: [], samples: [], sure: [],
  };
  private readonly rowOf = new Map<string, number>();

  /** Takes what another thread tells. */
  add({ split }: Pick<ThreadRecord, "split">): void {
    if (split === undefined) return;
    this.asked = true;
    this.intervalNs = Math.max(this.intervalNs, split.intervalNs);
    this.others += split.others;
    this.lost += split.lost;
    const places = split.places.kind.map((_, row) => this.placeRow(split.places, row));
    split.source.forEach((_, row) => this.addRow(split, row, places));
  }

  /** What they tell together; nothing where none was asked. */
  record(): Pick<ThreadRecord, "split"> {
    const { asked, intervalNs, lost, others, places, rows } = this;
    return asked ? { split: { intervalNs, places, ...rows, others, lost } } : {};
  }

  private addRow({ line, place, samples, source, sure }: SplitRecord, row: number, places: readonly number[]): void {
    const at = places[place[row]!]!;
    const key = `${source[row]} ${line[row]} ${at} ${sure[row]}`;
    const known = this.rowOf.get(key);
    if (known !== undefined) {
      this.rows.samples[known]! += samples[row]!;
      return;
    }
    this.rows.source.push(source[row]!);
    this.rows.line.push(line[row]!);
    this.rows.place.push(at);
    this.rows.sure.push(sure[row]!);
    this.rowOf.set(key, this.rows.samples.push(samples[row]!) - 1);
  }

  private placeRow({ kind, name, path }: SplitRecord["places"], row: number): number {
    const key = `${kind[row]} ${name[row]} ${path[row]}`;
    const known = this.placeOf.get(key);
    if (known !== undefined) return known;
    this.places.name.push(name[row]!);
    this.places.path.push(path[row]!);
    const place = this.places.kind.push(kind[row]!) - 1;
    this.placeOf.set(key, place);
    return place;
  }
}
