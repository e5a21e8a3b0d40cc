/** Addresses within the page: a view, and in a source its path and a line. `#source/src/app.ts:12` can be sent to somebody else. */

/** The views there are, in their order, and what they are called. */
export const views = {
  summary: "Summary", files: "Files", functions: "Functions", source: "Source", flame: "Flame graph", tree: "Call tree", memory: "Memory",
} as const;

/** One of {@link views}. */
export type ViewId = keyof typeof views;

/** Where a reader is. */
export interface Route {
  view: ViewId;
  /** Of a source; empty for another view. */
  path: string;
  /** 1-based; null where none was named. */
  line: number | null;
}

/** The address of a place in a source. */
export function sourceAddress(path: string, line?: number): string {
  const written = path.split("/").map(encodeURIComponent).join("/");
  return `#source/${written}${line === undefined ? "" : `:${line}`}`;
}

/** What an address says; the summary where it says nothing that is known. */
export function parseRoute(hash: string): Route {
  const [, view = "summary", , rest = ""] = /^#?([a-z]*)(\/(.*))?$/s.exec(hash) ?? [];
  if (!Object.hasOwn(views, view)) return { view: "summary", path: "", line: null };
  const [, path = rest, line] = /^(.*):(\d+)$/s.exec(rest) ?? [];
  return { view: view as ViewId, path: decoded(path), line: line === undefined ? null : Number(line) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
