/**
 * From the text of a profile file to a {@link Profile} that can be trusted, and back.
 *
 * No IO: who has the text names it. Every refusal is a PerlineError that says which place of the document is at fault.
 * Kept out of the package's main entry, because whoever only writes profiles should not load a schema library.
 */
import * as v from "valibot";
import { InvalidPlace } from "./checks.js";
import { checkColumns } from "./columns.js";
import { PerlineError } from "./errors.js";
import { type Profile, profileVersion } from "./profile.js";
import { profileEnvelope } from "./schema.js";

export { selfCheck } from "./self-check.js";

/**
 * Reads a profile. After it, indices are in range, columns agree in length, figures are whole numbers from 0 on, and for
 * each thread durationNs = sum of selfNs + outsideNs + idleNs, or no time is there at all.
 *
 * @param text the whole file
 * @param name the file as the person named it, for messages
 * @throws PerlineError `profile-unreadable` (no JSON, or cut short), `profile-foreign` (JSON of something else),
 *   `profile-newer` (a version this perline does not know), `profile-invalid` (names the path in the document)
 */
export function readProfile(text: string, name: string): Profile {
  const document = parseJson(text, name);
  const { format, version, perline }: { format?: unknown; version?: unknown; perline?: unknown } = isObject(document) ? document : {};
  if (format !== "perline-profile") throw foreign(format, name);
  if (typeof version === "number" && version > profileVersion) {
    const writer = typeof perline === "string" ? `, written by perline ${perline},` : "";
    throw new PerlineError("profile-newer", `the profile has version ${version}${writer} and this perline reads up to ${profileVersion}`, {
      file: name, hint: "Read it with the perline that wrote it, or a later one.",
    });
  }
  try {
    const profile = parseEnvelope(document);
    checkColumns(profile);
    return profile;
  } catch (error) {
    if (!(error instanceof InvalidPlace)) throw error;
    throw new PerlineError("profile-invalid", `the profile is damaged at ${error.path}: expected ${error.expected}, found ${show(error.found)}`, {
      file: name, hint: "Profile the program again.",
    });
  }
}

/** The text of a profile file. */
export function writeProfile(profile: Profile): string {
  return `${JSON.stringify(profile)}\n`;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PerlineError("profile-unreadable", faultOf(text, String(cause)), { file: name, cause, hint: "Run the program again." });
  }
}

/** What is wrong with a text that is no JSON, by what the engine says of it. */
function faultOf(text: string, said: string): string {
  const start = text.trimStart();
  if (start === "") return "the file is empty";
  if (!/^\{\s*("|$)/.test(start)) return "the file is not a profile: it is not JSON";
  const position = /at position (\d+)/.exec(said)?.[1];
  const isCut = /end of JSON input|Unterminated/.test(said) || Number(position) >= text.length;
  if (isCut) return `the profile is cut off after ${text.length} characters`;
  return `the profile is damaged${position === undefined ? "" : ` at character ${position}`}: it is not JSON`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function foreign(format: unknown, name: string): PerlineError {
  const isReport = format === "perline-report";
  return new PerlineError("profile-foreign", `this is not a perline profile: format is ${show(format)}, not "perline-profile"`, {
    file: name,
    hint: isReport ? "It is a report made from one; give the profile itself." : "A profile is what `perline run` writes.",
  });
}

/** The envelope, checked; a fault's path is put together from the schema library's. */
function parseEnvelope(document: unknown): Profile {
  const result = v.safeParse(profileEnvelope, document, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const keys: unknown[] = (issue.path ?? []).map((item) => item.key);
  const path = keys.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("").slice(1);
  const expected = issue.type === "custom" ? issue.message : (issue.expected ?? issue.message);
  throw new InvalidPlace(path, issue.input === undefined ? "a value" : expected, issue.input);
}

/** A value of the document as a message shows it: short, and on one line. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
