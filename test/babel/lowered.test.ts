/** Cases, compiled by Babel's presets for engines of long ago and of today. */
import { expect } from "chai";
import { allCases, readCase } from "../cases/case.js";
import { nightly } from "../effort.js";
import { differenceIn, type Stack } from "./lowered.js";

const typescript = ["@babel/preset-typescript", { allowDeclareFields: true }] as const;

const old: Stack = {
  name: "old engines",
  presets: [["@babel/preset-env", { targets: "ie 11", modules: false }], typescript, "@babel/preset-react"],
  plugins: [["@babel/plugin-proposal-decorators", { version: "legacy" }]],
  unread: ["typescript/standard-decorators"],
};
const current: Stack = {
  name: "today's engines",
  presets: [["@babel/preset-env", { targets: "node 20", modules: false }], typescript, ["@babel/preset-react", { runtime: "classic" }]],
  plugins: [["@babel/plugin-proposal-decorators", { version: "2023-11" }]],
  unread: ["typescript/legacy-decorators"],
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

describe("cases compiled by Babel", () => {
  for (const stack of [old, current]) {
    for (const one of cases.filter(({ name }) => !(name in exceptions || stack.unread.includes(name)))) {
      if (stack === current && !nightly && !/^(classes|jsx|typescript)/.test(one.name)) continue;
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
