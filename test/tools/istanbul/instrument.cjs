// Instruments one file with istanbul where its path contains ISTANBUL_FILES; otherwise gives it back.
const { createInstrumenter } = require("istanbul-lib-instrument");

exports.instrument = (code, file, esModules) =>
  file.split("\\").join("/").includes(process.env.ISTANBUL_FILES)
    ? createInstrumenter({ esModules, compact: false, autoWrap: true, ignoreClassMethods: [] }).instrumentSync(code, file)
    : code;
