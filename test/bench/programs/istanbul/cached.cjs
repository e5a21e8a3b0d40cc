// Instruments a text with istanbul where its file is asked for. What was instrumented once is kept in the folder ISTANBUL_CACHE.
const { createHash } = require("node:crypto");
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

exports.instrumented = (code, file, esModules) => {
  if (!file.split("\\").join("/").includes(process.env.ISTANBUL_FILES)) return code;
  const kept = join(process.env.ISTANBUL_CACHE, createHash("sha256").update(file).digest("hex"));
  if (existsSync(kept)) return readFileSync(kept, "utf8");
  const result = require("../../../tools/istanbul/instrument.cjs").instrument(code, file, esModules);
  writeFileSync(kept, result);
  return result;
};
