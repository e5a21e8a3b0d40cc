/** What a source map must be before it is decoded: a library that decodes trusts what it gets. */

/** Sections in sections are allowed, though nobody makes them. */
const depthLimit = 8;
/** More lines than any text has: a section that begins behind them would have them made. */
const offsetLimit = 2 ** 24;

/** What is wrong with the shape of a map, in a few words; null where nothing is. */
export function faultOf(map: unknown, depth = 0): string | null {
  if (!isObject(map) || Number(map["version"]) !== 3) return "it is no source map of version 3";
  const { sections, mappings, sources, sourcesContent, sourceRoot } = map;
  if (sections !== undefined) return faultOfSections(sections, depth);
  if (typeof mappings !== "string" || /[^A-Za-z0-9+/,;]/.test(mappings)) return "its mappings are damaged";
  if (!isList(sources, isText)) return "its sources are damaged";
  if (!isMissing(sourcesContent) && !isList(sourcesContent, isText)) return "its sources are damaged";
  return isText(sourceRoot) || isMissing(sourceRoot) ? null : "its root is damaged";
}

function faultOfSections(sections: unknown, depth: number): string | null {
  if (depth === depthLimit || !isList(sections, isSection)) return "its sections are damaged";
  for (const { map } of sections) {
    const fault = faultOf(map, depth + 1);
    if (fault !== null) return fault;
  }
  return null;
}

function isSection(section: unknown): section is { map: unknown } {
  if (!isObject(section) || !isObject(section["offset"])) return false;
  const { line, column } = section["offset"];
  return isOffset(line) && isOffset(column);
}

function isOffset(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < offsetLimit;
}

function isList<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
