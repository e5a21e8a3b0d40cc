/** Somebody else's reading of the JSON Schema that the package ships. */
import { type Report } from "@perline/format";
import { Ajv } from "ajv";
import { expect } from "chai";
import { readFileSync } from "node:fs";

const file = require.resolve("@perline/format/report.schema.json");
const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(file, "utf8")) as object);

/** Fails unless the report is as the schema says, indices are in range, and hits are null exactly where they cannot be counted. */
export function expectValidReport(report: Report): void {
  expect(validate(report), JSON.stringify(validate.errors)).to.equal(true);
  for (const { functions, lines } of report.files) {
    for (const line of lines) {
      expect(line.function).to.be.below(functions.length);
      expect(line.hits === null).to.equal(!line.countable);
    }
  }
}

/** Self time of all lines of a report. */
export function selfNs(report: Report): number {
  return report.files.flatMap((file) => file.lines).reduce((sum, line) => sum + line.selfNs!, 0);
}
