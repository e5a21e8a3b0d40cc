// Streams ROUNDS records (2000 unless told) through a pipeline: text with quotes, comments and broken lines is parsed and summed.
import { createHash } from "node:crypto";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";

/** The text in pieces of uneven size, which end within records, quotes and letters of several bytes. */
function* pieces(text) {
  const bytes = Buffer.from(text);
  let size = 1;
  for (let from = 0; from < bytes.length; from += size) {
    size = (size * 7 + 3) % 1013 + 1;
    yield bytes.subarray(from, from + size);
  }
}

const rows = Array.from({ length: Number(process.env.ROUNDS ?? 2000) }, (_, i) =>
  `${i},"Müller, ""${i % 7}""\r\nsecond line",${i % 3 === 0 ? "" : (i * 1.5).toFixed(2)},2026-01-${String(i % 28 + 1).padStart(2, "0")}${i % 50 === 0 ? " # noted" : ""}`);
const text = `\ufeffid,name,amount,day\r\n${rows.join("\r\n")}\r\n`;
const options = {
  bom: true, columns: (header) => header.map((name) => name.toUpperCase()), comment: "#", trim: true, info: true, relax_column_count: true,
  cast: (value, { column, quoting }) => (quoting ? value : column === "AMOUNT" ? Number(value) : value),
  on_record: ({ record, info }) => (info.records % 11 === 0 ? null : { ...record, line: info.lines }),
};

const digest = createHash("sha256");
let sum = 0;
let records = 0;
const summed = new Transform({
  objectMode: true,
  transform(record, _encoding, done) {
    records++;
    sum += record.AMOUNT;
    done(null, `${JSON.stringify(record)}\n`);
  },
});
await pipeline(Readable.from(pieces(text)), parse(options), summed, async (lines) => {
  for await (const line of lines) digest.update(line);
});
console.log(records, sum, digest.digest("hex"));

/** Texts that a parser refuses, or that ask for other options. */
const others = [
  ["a,b\n1,2,3\n", {}], ["a,\"b\n", {}], ["a,b\"c\n", {}], ["a|b\n'c|d'|e\n", { delimiter: "|", quote: "'" }], ["1;2;3\n4;5\n", { delimiter: ";", relax_column_count: true }],
  ["a,b\n,\n\nc,d\n", { skip_empty_lines: true, skip_records_with_empty_values: true }], ["x\ty\n1\t2\n3\n", { delimiter: "\t", columns: true, skip_records_with_error: true }],
  ["k,v\na,1\nb,2\n", { columns: true, objname: "k", from_line: 1, to: 2 }], ["a,b", { escape: "ab" }], ["1,2\n3,4\n", { to_line: 1, raw: true, cast: true }],
];
for (const [source, asked] of others) {
  try {
    const found = [];
    for await (const record of Readable.from(pieces(source)).pipe(parse(asked))) found.push(record);
    console.log(JSON.stringify(found));
  } catch (error) {
    console.log(error.code, error.message);
  }
}
