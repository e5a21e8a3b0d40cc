/** Long texts in pieces: what has a row for each call path is never one string, which V8 holds to half a gigabyte. */

/** Characters from which on a piece is handed out. */
const enough = 65_536;

/** Texts, put together until they are worth a write. */
export function* pieces(texts: Iterable<string>): Generator<string> {
  let piece = "";
  for (const text of texts) {
    piece += text;
    if (piece.length < enough) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

/** The begin of a JSON object that goes on with one more property, whose value is to follow. */
export function jsonHead(object: object, property: string): string {
  return `${JSON.stringify(object).slice(0, -1)},${JSON.stringify(property)}:`;
}

/** A JSON array of these items, one a line. */
export function* jsonArray(items: Iterable<unknown>): Generator<string> {
  let separator = "[\n";
  for (const item of items) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]" : "\n]";
}
