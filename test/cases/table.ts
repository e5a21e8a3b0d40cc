/** The table of hazards: each row with its cases, and the exact probe that breaks a case where the rule is reversed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { allCases } from "./case.js";
import { hazards } from "./hazards.js";
import { breakage, naiveRewrites } from "./naive.js";

/** Where the table is kept. */
export const tableFile = join(__dirname, "HAZARDS.md");

const introduction = `# Hazards

What instrumenting can break or make slow, row by row: the case that holds it, and the probe that would break the case if the rule were
reversed, as the line would read. Written by \`node --import tsx test/cases/table.ts\`; a test holds it.

| row | hazard | case | the rule reversed | the probe that breaks it |
|---|---|---|---|---|
`;

/** The table, from the cases as they are. */
export async function renderTable(): Promise<string> {
  const cases = allCases();
  const lines: string[] = [];
  for (const { id, what, test, none } of hazards) {
    const standing = cases.filter(({ settings }) => settings.hazards?.includes(id));
    const cell = (...cells: string[]): void => {
      lines.push(`| ${[id, what, ...cells].join(" | ")} |`);
    };
    if (test !== undefined) cell(`\`${test}\``, "", "");
    else if (none !== undefined) cell("", "", none);
    for (const one of standing) {
      if ((one.settings.naive ?? []).length === 0) cell(one.name, "", "");
      for (const name of one.settings.naive ?? []) {
        const { probe } = await breakage(one, name);
        cell(one.name, naiveRewrites[name]?.rule ?? "", probe === null ? "" : `${probe.place} ${quoted(probe.line)}`);
      }
    }
  }
  return `${introduction}${lines.join("\n")}\n`;
}

/** A line of code in a cell: in as many backticks as it takes. */
function quoted(line: string): string {
  const fence = line.includes("`") ? "``" : "`";
  const text = line.trim().replaceAll("|", "\\|");
  return `${fence}${text.length > 110 ? `${text.slice(0, 110)}…` : text}${fence}`;
}

if (require.main === module) {
  renderTable().then((text) => writeFileSync(tableFile, text), (failure: unknown) => {
    console.error(failure);
    process.exitCode = 1;
  });
}
