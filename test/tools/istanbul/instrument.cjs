// Instruments one file with istanbul where its path contains ISTANBUL_FILES; otherwise gives it back.
const { createInstrumenter } = require("istanbul-lib-instrument");

// A file may ask istanbul not to count some of it: here everything is counted.
const unasked = (code) => code.replaceAll("istanbul ignore", "istanbul-ignore");

exports.instrument = (code, file, esModules) =>
  file.split("\\").join("/").includes(process.env.ISTANBUL_FILES)
    ? createInstrumenter({ esModules, compact: false, autoWrap: true, ignoreClassMethods: [] }).instrumentSync(unasked(code), file)
    : code;
