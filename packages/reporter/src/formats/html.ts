/**
 * The report as one page: data, code and style in a file that opens from disk and loads nothing. What it shows is made in it, by the
 * views of this package, of the profile itself; that is JSON in the page, its columns packed.
 *
 * No text of the profile is ever markup: in JSON, what could end the element or begin another has its `<` written as `\u003c`, and the
 * page's own code makes elements of text alone. A policy in the page allows its own code and style, by their hashes, and no address.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Profile, SourceRecord } from "@perline/format";
import { type Format } from "../format.js";
import { dataId, type Embedded } from "../html/embedded.js";
import { packedJson } from "../html/packed.js";
import { warningsOf } from "../notices.js";
import { defaultReportOptions, type ReportOptions, type SourceChoice } from "../options.js";
import { selectThreads } from "../threads.js";
import { programOf } from "./remarks.js";
import { splitLines } from "./source-lines.js";

/** What the build has made of the page's code and style. */
const built = (name: string): string => readFileSync(join(__dirname, "..", "page", name), "utf8").trim();

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** JSON within an element of a page. */
function inPage(json: string): string {
  return json.replace(/<(?=[!/?a-z])/gi, "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** A source with as much of its text as was asked for, in lines as reports show them. */
function withText(source: SourceRecord, choice: SourceChoice): SourceRecord {
  if (source.text === null || choice === "none") return { ...source, text: null };
  const isShown = choice === "all" ? () => true : measuredLines(source);
  return { ...source, text: splitLines(source.text).map((line, index) => (isShown(index + 1) ? line : "")).join("\n") };
}

/** Whether a line, from 1, is one of a function that has figures. */
function measuredLines({ functions, lines }: SourceRecord): (line: number) => boolean {
  const inside = new Set<number>();
  for (const index of new Set(lines.function)) {
    for (let line = functions.line[index] ?? 1; line <= (functions.endLine[index] ?? 0); line++) inside.add(line);
  }
  return (line) => inside.has(line);
}

function* exportHtml(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  const options = { ...defaultReportOptions, ...asked };
  const { profile: selected, hidden } = selectThreads(whole, options);
  const { sources, ...profile } = selected;
  const [code, style] = [built("page.js"), built("style.css")];
  const policy = `default-src 'none'; script-src ${hashOf(code)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;
  const head: Omit<Embedded, "sources"> = {
    notes: warningsOf(selected, hidden), stacks: options.physical ? "physical" : "logical", profile,
  };
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`perline: ${programOf(selected)}`)}</title>
<style>${style}</style>
</head>
<body>
<noscript>This report needs JavaScript; perline report prints the profile as text.</noscript>
<script type="application/json" id="${dataId}">
${inPage(packedJson(head)).slice(0, -1)},"sources":[`;
  for (const [index, source] of sources.entries()) {
    yield `${index === 0 ? "\n" : ",\n"}${inPage(packedJson(withText(source, options.sources)))}`;
  }
  yield `\n]}
</script>
<script>${code}</script>
</body>
</html>
`;
}

/** `--format html`. */
export const html: Format = {
  id: "html",
  title: "a page with sources, functions, flame graph and call tree, in one file that opens from disk",
  extension: "html",
  binary: false,
  loses: [],
  takes: ["sources", "physical"],
  export: exportHtml,
};
