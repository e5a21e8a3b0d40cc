/**
 * Damage of every kind done to a profile: what is still accepted reports what the document says, the rest is refused with
 * a code and a place. Never a crash, never NaN. PERLINE_MUTATIONS=10000 does more of it.
 */
import { PerlineError, type Report } from "@perline/format";
import { readProfile, writeProfile } from "@perline/format/read";
import { expect } from "chai";
import fc from "fast-check";
import { exampleProfile } from "../format/example.js";
import { exported } from "./export.js";
import { expectValidReport, selfNs } from "./report-validator.js";

const runs = Number(process.env["PERLINE_MUTATIONS"] ?? 2000);
const original = writeProfile(exampleProfile());

/** Values to put in the place of others. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1, 2, 3, 1.5, -0.5, 1e308, 2 ** 53 - 1, 2 ** 53, "", "1", [], {}, [0], [null], "__proto__"),
  fc.jsonValue(),
  fc.maxSafeNat(),
);

/** All places of a document, as paths. */
function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [path];
  const below = Array.isArray(value)
    ? value.flatMap((item, i) => places(item, [...path, i]))
    : Object.entries(value).flatMap(([key, item]) => places(item, [...path, key]));
  return [path, ...below];
}

const allPlaces = places(exampleProfile()).filter((path) => path.length > 0);

type Container = Record<string | number, unknown>;

/** The text with one field replaced, removed or doubled. */
const fieldMutation = fc.record({ path: fc.constantFrom(...allPlaces), how: fc.constantFrom("replace", "remove", "double"), value: strange })
  .map(({ path, how, value }) => {
    const document: unknown = exampleProfile();
    const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Container)[key], document) as Container | unknown[];
    const key = path.at(-1)!;
    if (!Array.isArray(parent)) {
      if (how === "remove") delete parent[key];
      else parent[key] = value;
    } else if (how === "replace") parent[Number(key)] = value;
    else parent.splice(Number(key), 1, ...(how === "remove" ? [] : [parent[Number(key)], parent[Number(key)]] as unknown[]));
    return JSON.stringify(document);
  });

/** The text with a stretch of characters replaced by others, or by a stretch of itself. */
const textMutation = fc.record({
  at: fc.nat(original.length), length: fc.nat(12), from: fc.nat(original.length),
  text: fc.option(fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("0", "9", "-", "e9", ".", "null", ",", "]", "[", "}", "\ufeff"))),
}).map(({ at, length, from, text }) => {
  const inserted = text ?? original.slice(from, from + length);
  return original.slice(0, at) + inserted + original.slice(at + length);
});

/** Whether all that `part` holds stands at the same place of `whole`. */
function isPart(part: unknown, whole: unknown): boolean {
  if (typeof part !== "object" || part === null) return part === whole;
  if (typeof whole !== "object" || whole === null) return false;
  return Object.entries(part).every(([key, value]) => isPart(value, (whole as Container)[key]));
}

/** What a mutated text comes to; throws (and so fails the property) on whatever must not happen. */
async function outcome(text: string): Promise<"refused" | "accepted"> {
  let profile;
  try {
    profile = readProfile(text, "mutated.json");
  } catch (error) {
    if (!(error instanceof PerlineError)) throw error;
    const place = { "profile-unreadable": /(at character|after) \d+|empty|not JSON/, "profile-invalid": / at [a-zA-Z]+[\w.[\]]*: expected /,
      "profile-foreign": /format is /, "profile-newer": /has version \d+/ }[error.code as string];
    expect(error.message).to.match(place!);
    return "refused";
  }
  expect(isPart(profile, JSON.parse(text)), "figures differ from those of the document").to.equal(true);
  const report = JSON.parse(await exported("json", profile)) as Report;
  expectValidReport(report);
  expect(selfNs(report) + report.outsideNs! + report.idleNs!).to.equal(report.durationNs);
  expect(await exported("text", profile)).to.not.match(/NaN|Infinity|undefined|\d\.?\d*e\+\d/);
  return "accepted";
}

for (const [what, mutation] of [["fields", fieldMutation], ["characters", textMutation]] as const) {
  it(`survives mutated ${what}`, async () => {
    const seen = { refused: 0, accepted: 0 };
    await fc.assert(fc.asyncProperty(mutation, async (text) => {
      seen[await outcome(text)] += 1;
    }), { numRuns: Math.ceil(runs / 2) });
    // Both ends are reached, else the mutations are too wild or too tame to show anything.
    expect(Math.min(seen.refused, seen.accepted)).to.be.above(runs / 100);
  });
}
