/**
 * Lint: typed rules, the house rules of CONTRIBUTING.md that a machine can hold, and the boundaries between packages.
 *
 * Every boundary is one row of a table below, and its reason is the message: who breaks it learns why it is there.
 */
import tseslint from "typescript-eslint";

/** Which of our packages each package may import, what else it may name, and why. */
const layers = [
  {
    folder: "format",
    ours: [],
    reason: "format is the vocabulary that both sides of compile and run time share: it knows no other package.",
  },
  {
    folder: "transform",
    ours: ["@perline/format"],
    reason: "transform rewrites text and must never load what runs or reports: it imports format alone.",
  },
  {
    folder: "unplugin",
    ours: ["@perline/format", "@perline/transform"],
    reason: "a plugin hands files of a build to transform: it must load neither what runs nor what reports.",
  },
  {
    folder: "runtime",
    ours: [],
    typesOnly: ["@perline/format"],
    closed: true,
    reason: "runtime is loaded into the user's program before its first line: it has no dependency, and takes only types from format.",
  },
  {
    folder: "reporter",
    ours: ["@perline/format"],
    reason: "reporter reads profiles, from whichever run wrote them: it imports format alone.",
  },
  {
    folder: "heap",
    ours: ["@perline/format"],
    reason: "heap reads snapshots of V8's, and may be loaded into any program: it imports format alone.",
  },
  {
    folder: "cli",
    ours: ["@perline/format", "@perline/transform", "@perline/runtime", "@perline/reporter", "@perline/heap"],
    reason: "the command wires the packages by their public names.",
  },
];

const ourPackages = [
  "perline", "@perline/format", "@perline/transform", "@perline/unplugin", "@perline/runtime", "@perline/reporter", "@perline/heap",
];

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const nameOrEntry = (names) => `^(${names.map(escape).join("|")})(\\u002f.*)?$`;
/** A relative path that leaves its package for a neighbour's files. */
const intoNeighbour = `^(\\.\\.\\u002f)+(packages\\u002f)?(${layers.map((layer) => layer.folder).join("|")})\\u002f(src|dist)`;

/** The rules of one row: `import`, `export from` and `import =` by one rule, `import()` by the other. */
function boundary({ folder, ours, typesOnly = [], closed = false, reason }) {
  const message = `${reason} See the table in CONTRIBUTING.md.`;
  const foreign = ourPackages.filter((name) => !ours.includes(name) && !typesOnly.includes(name));
  const patterns = [
    { regex: nameOrEntry(foreign), message },
    { regex: intoNeighbour, message: "packages meet by name, through what they export; a path into a neighbour's files goes round that." },
    ...(typesOnly.length === 0 ? [] : [{ regex: nameOrEntry(typesOnly), allowTypeImports: true, message }]),
    ...(closed ? [{ regex: `^(?!node:|\\.|(${typesOnly.map(escape).join("|")})(\\u002f|$))`, message }] : []),
  ];
  const dynamic = closed ? "^(?!node:|\\.)" : nameOrEntry(foreign);
  return {
    files: [`packages/${folder}/src/**/*.{ts,mts,cts}`],
    rules: {
      "@typescript-eslint/no-restricted-imports": ["error", { patterns }],
      "no-restricted-syntax": ["error", ...everywhere, { selector: `ImportExpression[source.value=/${dynamic}/]`, message }],
    },
  };
}

/** Syntax nobody should need, each with its reason. */
const everywhere = [
  {
    selector: "TSAsExpression > TSAsExpression > TSUnknownKeyword",
    message: "`as unknown as` switches the type checker off: narrow the value, or give it the right type where it is made.",
  },
  {
    selector: "ExportDefaultDeclaration",
    message: "named exports only: a thing has one name, wherever it is imported.",
  },
  {
    selector: ":matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration, ImportExpression)"
      + "[source.value=/^\\.{1,2}\\u002f(?!.*\\.(c|m)?(js|json)$)/]",
    message: "relative imports name the file as it will be when it runs: with .js at the end.",
  },
];

/** What the hot file must not contain; it runs once for each line of the user's program. */
const hot = [
  {
    selector: ":matches(FunctionDeclaration, FunctionExpression, ArrowFunctionExpression) > BlockStatement TryStatement",
    message: "no try in the hot file: frames restore absolute depths, so nothing here needs cleaning up, and a handler costs inlining.",
  },
  {
    selector: "ThrowStatement",
    message: "the runtime never throws into the user's running code: count the misuse and tell it in the profile.",
  },
  {
    selector: ":matches(RestElement, SpreadElement, ForInStatement, ForOfStatement, TemplateLiteral, NewExpression[callee.name!=/Array$/])",
    message: "the hot file makes no object, string or iterator: its garbage would be charged to the user's lines.",
  },
  {
    selector: "AwaitExpression, YieldExpression, :function[async=true], :function[generator=true]",
    message: "nothing in the hot file suspends: a tick of ours would reorder the user's.",
  },
  {
    selector: "MemberExpression[object.name='console']",
    message: "the runtime prints nothing: its output would be the program's.",
  },
  {
    selector: "Program[loc.end.line>200]",
    message: "the hot file is at most 200 lines: who must trust it must be able to read it in one sitting.",
  },
];

/** What runs on a thread of the program's while the program does. */
const besideProgram = [
  ...["bare-positions", "inside", "last-words", "offspring", "own-name", "text-units", "traces", "run/flags", "run/node-command"]
    .map((name) => `packages/cli/src/${name}.ts`),
  ...[
    "asker", "binding", "client", "commonjs", "decodable-maps", "esm", "goal", "instrumenter", "line", "module-loading", "own-frames", "patience",
    "prepared-entry", "probe-ids", "required-imports", "sole-module", "syntax-error", "vm",
  ].map((name) => `packages/transform/src/hosts/node/${name}.ts`),
  "packages/transform/src/primitives.ts",
];

/** What such code must not contain within its functions. */
const replaceable = [
  {
    selector: ":function :matches(ForOfStatement, ArrayPattern, YieldExpression, "
      + ":matches(ArrayExpression, CallExpression, NewExpression) > SpreadElement)",
    message: "the program may have replaced the iterators of arrays: go by index, or take items by `{ 0: first }`.",
  },
  {
    selector: ":function Literal[regex]",
    message: "the program may have replaced how patterns match, and sees in `RegExp.$1` what did: make a tester of it.",
  },
];

/** Syntax a test must not contain. */
const inTests = [
  {
    selector: "MemberExpression[object.name=/^(describe|context|it|specify)$/][property.name=/^(only|skip)$/]",
    message: "no .only and no .skip: a suite that leaves something out says that it passed.",
  },
  {
    selector: "CallExpression[callee.name=/^(xit|xdescribe|xcontext|xspecify)$/]",
    message: "no disabled tests: mend it, or remove it with its feature.",
  },
];

const written = ["**/*.ts", "**/*.mts", "**/*.cts"];

export default tseslint.config(
  { ignores: ["**/dist/", "**/node_modules/", "**/fixtures/", "test/cases/*/", "test/runners/*/", ".nx/"] },
  { linterOptions: { noInlineConfig: true } },
  {
    files: [...written, "**/*.js", "**/*.mjs", "**/*.cjs"],
    rules: {
      "max-params": ["error", { max: 3 }],
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"], location: "anywhere" }],
      "prefer-const": "error",
      "no-var": "error",
      eqeqeq: "error",
      quotes: ["error", "double", { avoidEscape: true, allowTemplateLiterals: true }],
      semi: "error",
      "eol-last": "error",
      "no-trailing-spaces": "error",
      "max-len": ["error", { code: 135, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
      "no-restricted-syntax": ["error", ...everywhere],
    },
  },
  { files: ["eslint.config.mjs", "examples/*/vite.config.js", "examples/*/vitest.config.mjs"], rules: { "no-restricted-syntax": "off" } },
  {
    files: written,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": ["error", { fixToUnknown: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/prefer-readonly": "error",
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  ...layers.map(boundary),
  {
    // What runs beside the program takes the primitives it needs before user code can replace them, unbound: that is the point there.
    files: ["packages/runtime/src/**/*.ts", "packages/transform/src/selection.ts", ...besideProgram],
    rules: { "@typescript-eslint/unbound-method": "off" },
  },
  {
    files: ["packages/runtime/src/probes.ts"],
    rules: { "no-restricted-syntax": ["error", ...everywhere, ...hot] },
  },
  {
    files: besideProgram,
    rules: { "no-restricted-syntax": ["error", ...everywhere, ...replaceable] },
  },
  {
    files: ["test/**/*.{ts,mts,cts}"],
    rules: {
      "no-restricted-syntax": ["error", ...everywhere, ...inTests],
      // `expect(x).to.be.true` is an expression on purpose.
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
);
