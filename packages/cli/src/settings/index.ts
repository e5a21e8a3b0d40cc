/** The settings in force: flags win over the environment, the environment over the file, the file over the defaults. */
import { environmentLayer } from "./environment.js";
import { fileLayer } from "./file.js";
import { defaultSettings, type Layer, type Settings } from "./settings.js";

export { checkLayer } from "./check.js";
export { requireSplittable } from "./splittable.js";
export type { Layer, Settings } from "./settings.js";

/** Where settings are looked for. */
interface Surroundings {
  cwd: string;
  environment: NodeJS.ProcessEnv;
  usual?: Layer;
}

/**
 * Puts the layers together.
 *
 * @param flags what the command line says; empty for a program that was preloaded
 * @param usual what holds, beside the defaults, where nobody says otherwise
 * @throws PerlineError `config-invalid`
 */
export function settingsOf(flags: Layer, { cwd, environment, usual = {} }: Surroundings): Settings {
  return { ...defaultSettings, ...said(usual), ...said(fileLayer(cwd)), ...said(environmentLayer(environment)), ...said(flags) };
}

/** A layer with those keys only that it says something about. */
function said(layer: Layer): Partial<Settings> {
  return Object.fromEntries(Object.entries(layer).filter(([, value]) => value !== undefined));
}
