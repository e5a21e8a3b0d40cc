/**
 * The fenced blocks of a Markdown document, with what their info string promises about them.
 *
 * ` ```sh run ` is run; ` ```text output ` is what the command before it prints; ` ```js file=NAME ` is the text of a file that
 * later commands use. Any other block is prose.
 */
import { readFileSync } from "node:fs";

export interface Block {
  /** 1-based line of the document on which the fence opens. */
  line: number;
  language: string;
  role: "run" | "output" | "file" | "prose";
  /** The file's name, for the role `file`; else empty. */
  name: string;
  text: string;
}

function blockOf(line: number, info: string, text: string): Block {
  const [language = "", flag = ""] = info.trim().split(/\s+/);
  if (flag.startsWith("file=")) return { line, language, role: "file", name: flag.slice("file=".length), text };
  const role = flag === "run" || flag === "output" ? flag : "prose";
  return { line, language, role, name: "", text };
}

/** All fenced blocks of a document, in order. */
export function blocksOf(document: string): Block[] {
  const blocks: Block[] = [];
  const lines = readFileSync(document, "utf8").split("\n");
  for (let i = 0; i < lines.length; i++) {
    const opening = /^```(?!`)(.*)$/.exec(lines[i] ?? "");
    if (opening === null) continue;
    const end = lines.indexOf("```", i + 1);
    if (end < 0) throw new Error(`${document}:${i + 1}: this block does not end`);
    blocks.push(blockOf(i + 1, opening[1] ?? "", lines.slice(i + 1, end).join("\n")));
    i = end;
  }
  return blocks;
}
