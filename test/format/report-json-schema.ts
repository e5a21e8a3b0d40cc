/**
 * The JSON Schema of the report, made from the schema its types are compared with.
 *
 * Run by itself it writes the file that `@perline/format` ships: `node --import tsx test/format/report-json-schema.ts`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportSchema } from "@perline/format/report-schema";
import { toJsonSchema } from "@valibot/to-json-schema";

export const schemaFile = join(__dirname, "..", "..", "packages", "format", "report.schema.json");

/** The text of {@link schemaFile} as it should be. */
export function reportJsonSchema(): string {
  const schema = { title: "perline report, version 1", ...toJsonSchema(reportSchema, { target: "draft-07" }) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

if (require.main === module) writeFileSync(schemaFile, reportJsonSchema());
