/** Cases, compiled by Babel's presets for engines of long ago and of today, by Babel 8 too, and by React Native's preset. */
import { expect } from "chai";
import { allCases, readCase } from "../cases/case.js";
import { nightly } from "../effort.js";
import { differenceIn, type Stack } from "./lowered.js";

const typescript = ["@babel/preset-typescript", { allowDeclareFields: true }] as const;

const old: Stack = {
  name: "old engines", by: "",
  presets: [["@babel/preset-env", { targets: "ie 11", modules: false }], typescript, "@babel/preset-react"],
  plugins: [["@babel/plugin-proposal-decorators", { version: "legacy" }]],
  unread: ["typescript/standard-decorators"],
  slice: /./,
};
const current: Stack = {
  name: "today's engines", by: "",
  presets: [["@babel/preset-env", { targets: "node 20", modules: false }], typescript, ["@babel/preset-react", { runtime: "classic" }]],
  plugins: [["@babel/plugin-proposal-decorators", { version: "2023-11" }]],
  unread: ["typescript/legacy-decorators"],
  slice: /^(classes|jsx|typescript)/,
};
const castInBrackets = "typescript/types-are-transparent";
const oldByEight: Stack = {
  ...old, name: "old engines by Babel 8", by: "eight",
  presets: [["@babel/preset-env", { targets: "ie 11", modules: false }], "@babel/preset-typescript", ["@babel/preset-react", { runtime: "classic" }]],
  unread: [...old.unread, castInBrackets],
  slice: /^(async|typescript)/,
};
const currentByEight: Stack = {
  ...current, name: "today's engines by Babel 8", by: "eight",
  presets: [["@babel/preset-env", { targets: "node 20", modules: false }], "@babel/preset-typescript", ["@babel/preset-react", { runtime: "classic" }]],
  unread: [...current.unread, castInBrackets],
  slice: /^(classes|jsx)/,
};
const metro: Stack = {
  name: "React Native, parsed by Flow's parser", by: "metro",
  presets: [["@react-native/babel-preset", {
    disableImportExportTransform: true, enableBabelRuntime: false, disableDeepImportWarnings: true, hermesParserOptions: { parseLangTypes: "all" },
  }]],
  plugins: [],
  unread: [
    "async/top-level", "classes/anonymous-with-statics", "classes/members", "classes/statics-without-words-of-functions", "classes/text-of-classes",
    "expressions/heritage", "expressions/import-and-meta", "expressions/private-names-in", "files/line-separator-in-a-string", "functions/empty",
    "functions/new-target", "generators/yield-in-expressions", "jsx/leading-pragma", "modules/dynamic-imports-that-fail",
    "modules/import-attributes", "modules/what-bundlers-find", "statements/for-heads", "typescript/await-using",
    "typescript/await-using-left-in-each-way",
    "typescript/decorator-metadata", "typescript/legacy-decorators", "typescript/standard-decorators", castInBrackets, "typescript/using",
  ],
  slice: /^(expressions|generators)/,
};

const functionText = "It reads the text of functions, which is the instrumented one in a build.";
const unsupported = "Babel does not compile it.";

/** Cases that do not hold, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  "environment/serialised-functions": functionText,
  "errors/messages-that-quote": "Messages quote what the preset puts values into, which is more where more is evaluated.",
  "expressions/function-text": functionText,
  "names/in-stack-traces": "Babel's printer leaves out the parentheses that keep ours out of the names that V8 makes up.",
  "files/carriage-returns": "Babel's printer does not keep its lines.",
  "files/directive-lookalikes": "Babel makes a directive of a string in parentheses, where it stands first.",
  "jsx/components-keep-their-names": unsupported,
  "jsx/elements": unsupported,
  "jsx/names-of-elements": unsupported,
  "names/descriptors": "The preset takes a name away that what is instrumented keeps.",
  "names/fields": "The preset takes names away that what is instrumented keeps.",
  "statements/with-return": unsupported,
  "typescript/import-and-export-equals": unsupported,
};

// No plugin has a script: what it links is a module, or a CommonJS file.
const cases = allCases().filter(({ entry }) => entry.goal !== "script");

describe("cases compiled by Babel", function () {
  this.timeout(120_000);
  for (const stack of [old, current, oldByEight, currentByEight, metro]) {
    for (const one of cases.filter(({ name }) => !(name in exceptions || stack.unread.includes(name)))) {
      if (!nightly && !stack.slice.test(one.name)) continue;
      it(`${one.name}, for ${stack.name}`, async () => expect(await differenceIn(one, stack, "sampled")).to.equal(""));
    }
  }

  for (const [name, reason] of Object.entries(exceptions)) {
    it(`${name} does not hold. ${reason}`, async () => {
      const found = await differenceIn(readCase(name), old, "sampled").catch((failure: unknown) => String(failure));
      expect(found).to.not.equal("");
    });
  }
});
