/** Each kind of node that a program can hold occurs in a behaviour case. */
import { expect } from "chai";
import { allCases, readCase } from "./case.js";
import { kindsOf, possibleKinds } from "./kinds.js";

describe("the kinds of the language", () => {
  it("occur in a case each", () => {
    const held = new Set(allCases().flatMap((one) => [...kindsOf(one)]));
    expect(possibleKinds().filter((kind) => !held.has(kind))).to.deep.equal([]);
  });

  it("are told from each other in a case", () => {
    const kinds = kindsOf(readCase("statements/while"));
    expect([...kinds]).to.include.members(["WhileStatement", "BinaryExpression <", "UpdateExpression ++"]).and.to.not.include("ForStatement");
  });
});
