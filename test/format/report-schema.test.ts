/** The JSON Schema that the package ships is the one its types are compared with. */
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { reportJsonSchema, schemaFile } from "./report-json-schema.js";

describe("report.schema.json", () => {
  it("is what its source generates (else run: node --import tsx test/format/report-json-schema.ts)", () => {
    expect(readFileSync(schemaFile, "utf8")).to.equal(reportJsonSchema());
  });
});
