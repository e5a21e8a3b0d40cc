/**
 * The names of CommonJS for a TypeScript file that is an ES module by its syntax alone: people write `import` and `__dirname` in
 * one file where their compiler makes CommonJS of it.
 */

const definitions: Readonly<Record<string, string>> = {
  __filename: `__filename=process.getBuiltinModule("node:url").fileURLToPath(import.meta.url)`,
  __dirname: `__dirname=process.getBuiltinModule("node:path").dirname(process.getBuiltinModule("node:url").fileURLToPath(import.meta.url))`,
  module: `module={exports:{},filename:process.getBuiltinModule("node:url").fileURLToPath(import.meta.url)}`,
  require: `require=process.getBuiltinModule("node:module").createRequire(import.meta.url)`,
};
/** `require.main === module` asks whether the file is the program. */
const asMain = `if(process.getBuiltinModule("node:fs").realpathSync(process.argv[1]??"/")===module.filename)require.main=module;`;

/** The code, with these names declared in front of its first statement, on its line. */
export function withCommonJsNames(code: string, names: readonly string[]): string {
  if (names.length === 0) return code;
  const after = /^\uFEFF?#!.*(\r\n|[\n\r\u2028\u2029])/.exec(code)?.[0].length ?? 0;
  const main = names.includes("require") && names.includes("module") ? asMain : "";
  return `${code.slice(0, after)}const ${names.map((name) => definitions[name]).join(",")};${main}${code.slice(after)}`;
}
