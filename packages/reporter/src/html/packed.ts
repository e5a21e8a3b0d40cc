/**
 * Profiles in few characters, as a page holds them: a column of whole numbers becomes a text of differences, equal ones in a row
 * counted.
 */

/** A column of whole numbers: differences in base 36, blanks between; `*` and a count behind one that comes several times in a row. */
interface PackedColumn {
  packed: string;
}

/** Shorter columns stay as they are. */
const shortest = 16;
/** Differences of larger numbers are not exact. */
const largest = 2 ** 52;

/** Any part of a document. */
type Part = null | undefined | boolean | number | string | readonly Part[] | { readonly [key: string]: Part };

/** The document as JSON, its columns packed. Nothing else of it is changed. */
export function packedJson(document: object): string {
  return JSON.stringify(document, (_, value: unknown) => (isColumn(value) ? pack(value) : value));
}

/** What {@link packedJson} was given. The columns of the argument are replaced where they are. */
export function unpackedJson<Document extends object>(text: string): Document {
  return unpacked(JSON.parse(text) as Part) as Document;
}

function isColumn(value: unknown): value is number[] {
  if (!Array.isArray(value) || value.length < shortest) return false;
  return value.every((each) => Number.isInteger(each) && Math.abs(each as number) <= largest);
}

function pack(column: readonly number[]): PackedColumn {
  const words: string[] = [];
  let [before, step, count] = [0, 0, 0];
  const end = (): void => {
    if (count > 0) words.push(count === 1 ? step.toString(36) : `${step.toString(36)}*${count.toString(36)}`);
  };
  for (const value of column) {
    if (count > 0 && value - before === step) {
      count++;
    } else {
      end();
      [step, count] = [value - before, 1];
    }
    before = value;
  }
  end();
  return { packed: words.join(" ") };
}

function unpackColumn(text: string): number[] {
  const column: number[] = [];
  let value = 0;
  for (const word of text.split(" ")) {
    const [step = "0", count = "1"] = word.split("*");
    const difference = parseInt(step, 36);
    for (let left = parseInt(count, 36); left > 0; left--) column.push(value += difference);
  }
  return column;
}

function unpacked(part: Part): Part {
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return (part as readonly Part[]).map(unpacked);
  const entries = Object.entries(part);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "packed" && typeof first[1] === "string") return unpackColumn(first[1]);
  return Object.fromEntries(entries.map(([key, value]) => [key, unpacked(value)]));
}
