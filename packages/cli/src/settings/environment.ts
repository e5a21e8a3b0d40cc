/** Settings by environment: `PERLINE_CLOCK=exact`, for those who cannot change the command. */
import { PerlineError } from "@perline/format";
import { suggest } from "@perline/transform/settings";
import { checkLayer } from "./check.js";
import { kinds, type Kind, type Layer } from "./settings.js";
import { parseTracing } from "./tracing.js";
import { handoverVariable } from "./variable.js";

const prefix = "PERLINE_";

/** Variables that are no settings of a run: the run itself, and when code that a build has instrumented begins to measure. */
const others = [handoverVariable, "PERLINE_AUTOSTART"];

const words: Readonly<Record<string, boolean>> = { 1: true, true: true, yes: true, 0: false, false: false, no: false };

/** Reads a text as a value of its kind; where it is none the text itself, which the schema then refuses. */
export function valueOf(kind: Kind, text: string): unknown {
  switch (kind) {
    case "text": return text;
    case "number": return text.trim() === "" || !Number.isFinite(Number(text)) ? text : Number(text);
    case "flag": return words[text.toLowerCase()] ?? text;
    // Commas between globs; those within braces belong to a glob.
    case "list": return text.split(/,(?![^{]*\})/).map((item) => item.trim()).filter((item) => item !== "");
  }
}

/**
 * What the environment says. Empty variables say nothing.
 *
 * @throws PerlineError `config-invalid`, naming the variable
 */
export function environmentLayer(environment: Readonly<NodeJS.ProcessEnv>): Layer {
  const layer: Record<string, unknown> = {};
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith(prefix) || others.includes(variable) || text === undefined || text === "") continue;
    const key = variable.slice(prefix.length).toLowerCase();
    if (!isKey(key)) {
      throw new PerlineError("config-invalid", `${variable} is no setting`, { hint: suggest(key, Object.keys(kinds), variableOf) });
    }
    layer[key] = valueOf(kinds[key], text);
  }
  // As PYTHONTRACEMALLOC takes what is traced, and is no mere switch.
  const { memory, leaks = memory } = layer;
  if (typeof memory === "string" && parseTracing(memory) !== null) Object.assign(layer, { memory: true, leaks });
  return checkLayer(layer, { code: "config-invalid", nameOf: variableOf });
}

const variableOf = (key: string): string => `${prefix}${key.toUpperCase()}`;

function isKey(key: string): key is keyof typeof kinds {
  return Object.hasOwn(kinds, key);
}
