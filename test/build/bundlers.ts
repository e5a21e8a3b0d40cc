/** The bundlers that perline has a plugin for, each as its users configure it for a program in TypeScript that runs in Node. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type { PluginOptions } from "@perline/unplugin";
import { perline as forEsbuild } from "@perline/unplugin/esbuild";
import { perline as forRolldown } from "@perline/unplugin/rolldown";
import { perline as forRollup } from "@perline/unplugin/rollup";
import { perline as forRspack } from "@perline/unplugin/rspack";
import { perline as forVite } from "@perline/unplugin/vite";
import { perline as forWebpack } from "@perline/unplugin/webpack";
import * as esbuild from "esbuild";
import type * as rollupModule from "rollup";
import type webpackModule from "webpack";

/** What to build, and how. */
export interface Bundling {
  /** Absolute folder, which the bundler takes for its root. */
  folder: string;
  /** The file that the program begins with, relative to the folder. */
  entry: string;
  /** The file to write, `.mjs`, in the folder `out`. */
  outfile: string;
  /** Null: without the plugin. */
  options: PluginOptions | null;
  /** Packages that the bundle imports. */
  external: string[];
}

/** Builds, and gives what the bundler warns of; throws an Error where it fails. */
export type Bundle = (bundling: Bundling) => Promise<string[]>;

/** The one plugin, or none. */
function plugins<Plugin>(make: (options: PluginOptions) => Plugin, { options }: Bundling): Plugin[] {
  return options === null ? [] : [make(options)];
}

/** What Rollup needs for TypeScript: a plugin that takes types away, which must not come first. */
const stripTypes = {
  name: "strip-types",
  async transform(code: string, id: string) {
    return id.endsWith(".ts") ? { code: (await esbuild.transform(code, { loader: "ts" })).code, map: null } : null;
  },
};

/** The warnings of a Rollup, as one logs them. */
function collector(): { warnings: string[]; onwarn: (warning: { message: string }) => void } {
  const warnings: string[] = [];
  return { warnings, onwarn: ({ message }) => warnings.push(message) };
}

async function bundleByVite(bundling: Bundling): Promise<string[]> {
  const { build, createLogger } = await import("vite");
  const { folder, entry, outfile, external } = bundling;
  const warnings: string[] = [];
  const customLogger = { ...createLogger("silent"), warn: (message: string) => void warnings.push(message) };
  const { NODE_ENV } = process.env;
  try {
    await build({
      root: folder, configFile: false, logLevel: "silent", customLogger, mode: "development", plugins: plugins(forVite, bundling),
      build: { ssr: entry, outDir: "out", emptyOutDir: false, minify: false, rolldownOptions: { external, output: { entryFileNames: outfile } } },
    });
  } finally {
    // Vite sets it for a build.
    if (NODE_ENV === undefined) delete process.env["NODE_ENV"];
  }
  return warnings;
}

async function bundleByRollup(bundling: Bundling): Promise<string[]> {
  const { rollup } = createRequire(__filename)("@rollup/wasm-node") as typeof rollupModule;
  const { folder, entry, outfile, external } = bundling;
  const { warnings, onwarn } = collector();
  const built = await rollup({ input: join(folder, entry), plugins: [...plugins(forRollup, bundling), stripTypes], external, onwarn });
  await built.write({ file: join(folder, "out", outfile), format: "es" });
  await built.close();
  return warnings;
}

async function bundleByRolldown(bundling: Bundling): Promise<string[]> {
  const { rolldown } = await import("rolldown");
  const { folder, entry, outfile, external } = bundling;
  const { warnings, onwarn } = collector();
  const built = await rolldown({ cwd: folder, input: entry, platform: "node", plugins: plugins(forRolldown, bundling), external, onwarn });
  await built.write({ file: join(folder, "out", outfile), format: "es" });
  await built.close();
  return warnings;
}

/** What webpack and Rspack give their callers. */
interface Stats {
  hasErrors(): boolean;
  toJson(what: object): { errors?: { message: string }[] | undefined; warnings?: { message: string }[] | undefined };
}

/** What both are configured with. */
function webpackOptions({ folder, entry, outfile, external }: Bundling) {
  return {
    context: folder, mode: "none" as const, target: "node" as const, devtool: false as const, entry: `./${entry}`,
    externals: Object.fromEntries(external.map((name) => [name, `module ${name}`])),
    output: { path: join(folder, "out"), filename: outfile, module: true },
  };
}

function finished(resolve: (warnings: string[]) => void, reject: (error: Error) => void) {
  return (error: Error | null, stats?: Stats): void => {
    const { errors = [], warnings = [] } = stats?.toJson({ all: false, errors: true, warnings: true }) ?? {};
    if (error !== null || stats?.hasErrors() !== false) reject(error ?? new Error(errors.map(({ message }) => message).join("\n")));
    else resolve(warnings.map(({ message }) => message));
  };
}

function bundleByWebpack(bundling: Bundling): Promise<string[]> {
  const webpack = createRequire(__filename)("webpack") as typeof webpackModule;
  const types = { test: /\.ts$/, use: [{ loader: "ts-loader", options: { transpileOnly: true } }] };
  return new Promise((resolve, reject) => {
    webpack({
      ...webpackOptions(bundling), experiments: { outputModule: true },
      module: { rules: [types] }, plugins: plugins(forWebpack, bundling),
      // By its compiler's rule an import of a TypeScript file names what that will be.
      resolve: { extensionAlias: { ".js": [".js", ".ts"] } },
      resolveLoader: { modules: [join(__dirname, "..", "..", "node_modules")] },
    }, finished(resolve, reject));
  });
}

async function bundleByRspack(bundling: Bundling): Promise<string[]> {
  const { rspack } = await import("@rspack/core");
  const types = { test: /\.ts$/, loader: "builtin:swc-loader", options: { jsc: { parser: { syntax: "typescript" } } } };
  return new Promise((resolve, reject) => {
    rspack({
      ...webpackOptions(bundling), module: { rules: [types] }, plugins: plugins(forRspack, bundling),
    }, finished(resolve, reject));
  });
}

async function bundleByEsbuild(bundling: Bundling): Promise<string[]> {
  const { folder, entry, outfile, external } = bundling;
  const { warnings } = await esbuild.build({
    absWorkingDir: folder, entryPoints: [entry], outfile: join("out", outfile), bundle: true, platform: "node", format: "esm", logLevel: "silent",
    plugins: plugins(forEsbuild, bundling), external,
  });
  return warnings.map(({ text }) => text);
}

/** All of them, by name. */
export const bundlers: Readonly<Record<string, Bundle>> = {
  Vite: bundleByVite, Rollup: bundleByRollup, Rolldown: bundleByRolldown, webpack: bundleByWebpack, Rspack: bundleByRspack,
  esbuild: bundleByEsbuild,
};
