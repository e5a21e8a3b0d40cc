/** Files compiled by Babel with perline's plugin, as a build does it, beside an installation of the runtime. */
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { transformSync, type PluginItem, type TransformOptions } from "@babel/core";
import { root } from "../runs.js";
import { LinkedPlace } from "../linked/workplace.js";

/** The plugin, by the name that stands in a configuration. */
export const plugin = "@perline/transform/babel";

/** What a file is compiled with, beside the plugin. */
export interface Compiling extends Pick<TransformOptions, "presets" | "plugins" | "inputSourceMap" | "sourceType" | "caller" | "parserOpts"> {
  /** The plugin's options; null: without it. */
  perline?: object | null;
}

/** A folder of compiled programs. */
export class CompiledPlace extends LinkedPlace {
  /** Installs a package, as it is installed here. */
  install(name: string): void {
    symlinkSync(join(root, "node_modules", name), join(this.folder, "node_modules", name), "junction");
  }

  /** Compiles a text as if it stood in the folder; gives the code. */
  compile(name: string, text: string, { perline = {}, plugins = [], ...others }: Compiling = {}): string {
    const ours: PluginItem[] = perline === null ? [] : [[plugin, { root: this.folder, ...perline }]];
    const compiled = transformSync(text, {
      filename: join(this.folder, name), configFile: false, babelrc: false, plugins: [...plugins ?? [], ...ours], ...others,
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
