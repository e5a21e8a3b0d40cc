/** The options of perline's plugins: one shape for every host, checked as the command checks its settings. */
import { type ClockChoice, clockChoices } from "@perline/format";
import { type Check, checkSettings, flag, globs, oneOf, text } from "../../settings/index.js";

/** What a plugin can be told. */
export interface PluginOptions {
  /** Functions that carry a mark, which is what holds where nothing is said, or all of them. */
  select?: "marked" | "all" | undefined;
  /** Globs of files, or `file:function`, relative to the root; none: the files under the root outside node_modules. */
  include?: string | readonly string[] | undefined;
  /** What stays out, whatever else includes it. */
  exclude?: string | readonly string[] | undefined;
  /** `auto`: whoever runs the code decides, which is what holds where the host does not know that this is Node. */
  clock?: ClockChoice | "auto" | undefined;
  /** Whether objects are counted where they are created. */
  memory?: boolean | undefined;
  /** The specifier by which instrumented code imports the runtime. */
  runtime?: string | undefined;
  /** Whether profiles hold source text. */
  source?: boolean | undefined;
  /** False: the build is as without the plugin; true: it is meant for production builds too. */
  enabled?: boolean | undefined;
  /** The folder that paths are relative to; else that of the nearest configuration or package.json. */
  root?: string | undefined;
}

/** The specifier by which code imports the runtime. */
export function runtimeOf(options: PluginOptions | undefined): string {
  return options?.runtime ?? "@perline/runtime/linked";
}

const oneOrMore: Check = (value) => globs(typeof value === "string" ? [value] : value);

const checks: Readonly<Record<keyof PluginOptions, Check>> = {
  select: oneOf("marked", "all"), include: oneOrMore, exclude: oneOrMore, clock: oneOf(...clockChoices, "auto"), memory: flag,
  runtime: text, source: flag, enabled: flag, root: text,
};

/**
 * Checks what a plugin was given.
 *
 * @param file where that was, if the host knows
 * @throws PerlineError `config-invalid`, naming the option, for one that is unknown or has a wrong value
 */
export function checkOptions(given: unknown, file?: string): PluginOptions {
  return checkSettings(given ?? {}, checks, {
    code: "config-invalid", ...(file === undefined ? {} : { file }), nameOf: (key) => `perline's option ${JSON.stringify(key)}`,
  });
}
