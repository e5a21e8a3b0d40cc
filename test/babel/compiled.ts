/** Files compiled by Babel with perline's plugin, as a build does it, beside an installation of the runtime. */
import { symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as babel from "@babel/core";
import type { PluginItem, TransformOptions } from "@babel/core";
import { installPackages } from "../npm.js";
import { root } from "../runs.js";
import { LinkedPlace } from "../linked/workplace.js";

/** The plugin, by the name that stands in a configuration. */
export const plugin = "@perline/transform/babel";

/** Where Babel is installed, with presets and plugins: in the repository (""), or in a folder beside this file. */
export type Installation = "" | "eight" | "metro";

/** A Babel and the folder that it finds presets in. */
export interface InstalledBabel {
  babel: typeof babel;
  folder: string;
}

/** The Babel of an installation, which is made where there is none. */
export function babelOf(installation: Installation): InstalledBabel {
  const folder = join(__dirname, installation);
  if (installation !== "") installPackages(folder);
  return { babel: createRequire(join(folder, "caller.js"))("@babel/core") as typeof babel, folder };
}

/** What a file is compiled with, beside the plugin. */
export interface Compiling extends Pick<TransformOptions, "presets" | "plugins" | "inputSourceMap" | "sourceType" | "caller" | "parserOpts"> {
  /** The plugin's options; null: without it. */
  perline?: object | null;
  /** Who compiles; by default the repository's Babel. */
  by?: Installation;
}

/** A folder of compiled programs. */
export class CompiledPlace extends LinkedPlace {
  /** Installs a package, as it is installed here. */
  install(name: string): void {
    symlinkSync(join(root, "node_modules", name), join(this.folder, "node_modules", name), "junction");
  }

  /** Compiles a text as if it stood in the folder; gives the code. */
  compile(name: string, text: string, { perline = {}, plugins = [], by = "", ...others }: Compiling = {}): string {
    const ours: PluginItem[] = perline === null ? [] : [[require.resolve(plugin), { root: this.folder, ...perline }]];
    const { babel, folder: cwd } = babelOf(by);
    const compiled = babel.transformSync(text, {
      filename: join(this.folder, name), cwd, configFile: false, babelrc: false, plugins: [...plugins ?? [], ...ours], ...others,
    });
    return compiled?.code ?? "";
  }

  /** Compiles a text into a file. */
  build(name: string, text: string, { as = name, ...compiling }: Compiling & { as?: string } = {}): void {
    this.write(as, this.compile(name, text, compiling));
  }
}

/** Runs an action in a folder of its own. */
export async function inCompiledPlace(action: (place: CompiledPlace) => Promise<void> | void): Promise<void> {
  const place = new CompiledPlace();
  try {
    await action(place);
  } finally {
    place.remove();
  }
}
