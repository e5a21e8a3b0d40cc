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
import type * as rollup from "rollup";
import type { InlineConfig } from "vite" with { "resolution-mode": "import" };
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

/** Hears of the end of each build: of what the bundler warned in it, or why it failed. */
export type Built = (result: string[] | Error) => void;

/** What watches files, until it is closed. */
export interface Watcher {
  close(): Promise<void>;
}

/** Builds now and whenever a file has changed. */
export type Watch = (bundling: Bundling, built: Built) => Promise<Watcher>;

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

/** Gives the environment back what Vite sets for a build. */
export async function keepingMode<T>(action: () => Promise<T>): Promise<T> {
  const { NODE_ENV } = process.env;
  try {
    return await action();
  } finally {
    if (NODE_ENV === undefined) delete process.env["NODE_ENV"];
  }
}

async function viteConfig(bundling: Bundling, warnings: string[]): Promise<InlineConfig> {
  const { createLogger } = await import("vite");
  const { folder, entry, outfile, external } = bundling;
  const customLogger = { ...createLogger("silent"), warn: (message: string) => void warnings.push(message) };
  return {
    root: folder, configFile: false, logLevel: "silent", customLogger, mode: "development", plugins: plugins(forVite, bundling),
    build: { ssr: entry, outDir: "out", emptyOutDir: false, minify: false, rolldownOptions: { external, output: { entryFileNames: outfile } } },
  };
}

async function bundleByVite(bundling: Bundling): Promise<string[]> {
  const { build } = await import("vite");
  const warnings: string[] = [];
  await keepingMode(async () => build(await viteConfig(bundling, warnings)));
  return warnings;
}

async function watchByVite(bundling: Bundling, built: Built): Promise<Watcher> {
  const { build } = await import("vite");
  const warnings: string[] = [];
  const config = await viteConfig(bundling, warnings);
  const watcher = await keepingMode(() => build({ ...config, build: { ...config.build, watch: {} } }));
  if (!("on" in watcher)) throw new Error("Vite does not watch.");
  watcher.on("event", heard(built, warnings));
  return watcher;
}

/** Hears of the builds of Rollup and of what took its ways, which add to the warnings; what each has open is to be closed. */
function heard(built: Built, warnings: string[]) {
  return (event: { code: string; error?: { message: string }; result?: { close(): Promise<void> } | null }): void => {
    if (event.code === "BUNDLE_END") void event.result?.close();
    if (event.code === "END") built(warnings.splice(0));
    if (event.code === "ERROR") built(new Error(event.error?.message));
  };
}

const rollupModule = createRequire(__filename)("@rollup/wasm-node") as typeof rollup;

function rollupInput(bundling: Bundling) {
  const { folder, entry, external } = bundling;
  return { input: join(folder, entry), plugins: [...plugins(forRollup, bundling), stripTypes], external };
}

/** Where Rollup and Rolldown write. */
function outputOf({ folder, outfile }: Bundling) {
  return { file: join(folder, "out", outfile), format: "es" as const };
}

async function bundleByRollup(bundling: Bundling): Promise<string[]> {
  const { warnings, onwarn } = collector();
  const built = await rollupModule.rollup({ ...rollupInput(bundling), onwarn });
  await built.write(outputOf(bundling));
  await built.close();
  return warnings;
}

function watchByRollup(bundling: Bundling, built: Built): Promise<Watcher> {
  const { warnings, onwarn } = collector();
  const watcher = rollupModule.watch({ ...rollupInput(bundling), onwarn, output: outputOf(bundling) });
  watcher.on("event", heard(built, warnings));
  return Promise.resolve(watcher);
}

function rolldownInput(bundling: Bundling) {
  const { folder, entry, external } = bundling;
  return { cwd: folder, input: entry, platform: "node" as const, plugins: plugins(forRolldown, bundling), external };
}

async function bundleByRolldown(bundling: Bundling): Promise<string[]> {
  const { rolldown } = await import("rolldown");
  const { warnings, onwarn } = collector();
  const built = await rolldown({ ...rolldownInput(bundling), onwarn });
  await built.write(outputOf(bundling));
  await built.close();
  return warnings;
}

async function watchByRolldown(bundling: Bundling, built: Built): Promise<Watcher> {
  const { watch } = await import("rolldown");
  const { warnings, onwarn } = collector();
  const watcher = watch({ ...rolldownInput(bundling), onwarn, output: outputOf(bundling) });
  watcher.on("event", heard(built, warnings));
  return watcher;
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

/** A compiler of webpack's, or of Rspack, which took its ways. */
interface Compiler {
  run(done: (error: Error | null, stats?: Stats) => void): void;
  watch(options: object, done: (error: Error | null, stats?: Stats) => void): unknown;
  close(done: (error?: Error | null) => void): void;
}

function webpackCompiler(bundling: Bundling): Compiler {
  const webpack = createRequire(__filename)("webpack") as typeof webpackModule;
  const types = { test: /\.ts$/, use: [{ loader: "ts-loader", options: { transpileOnly: true } }] };
  return webpack({
    ...webpackOptions(bundling), experiments: { outputModule: true },
    module: { rules: [types] }, plugins: plugins(forWebpack, bundling),
    // By its compiler's rule an import of a TypeScript file names what that will be.
    resolve: { extensionAlias: { ".js": [".js", ".ts"] } },
    resolveLoader: { modules: [join(__dirname, "..", "..", "node_modules")] },
  });
}

async function rspackCompiler(bundling: Bundling): Promise<Compiler> {
  const { rspack } = await import("@rspack/core");
  const types = { test: /\.ts$/, loader: "builtin:swc-loader", options: { jsc: { parser: { syntax: "typescript" } } } };
  return rspack({ ...webpackOptions(bundling), module: { rules: [types] }, plugins: plugins(forRspack, bundling) });
}

function bundleOnce(compiler: Compiler): Promise<string[]> {
  return new Promise((resolve, reject) => compiler.run(finished(resolve, reject)));
}

function watchCompiler(compiler: Compiler, built: Built): Watcher {
  compiler.watch({ aggregateTimeout: 1 }, finished(built, built));
  return { close: () => new Promise((resolve, reject) => compiler.close((error) => (error ? reject(error) : resolve()))) };
}

function esbuildOptions(bundling: Bundling, ...more: readonly esbuild.Plugin[]) {
  const { folder, entry, outfile, external } = bundling;
  return {
    absWorkingDir: folder, entryPoints: [entry], outfile: join("out", outfile), bundle: true, platform: "node", format: "esm", logLevel: "silent",
    plugins: [...plugins(forEsbuild, bundling), ...more], external,
  } satisfies esbuild.BuildOptions;
}

async function bundleByEsbuild(bundling: Bundling): Promise<string[]> {
  const { warnings } = await esbuild.build(esbuildOptions(bundling));
  return warnings.map(({ text }) => text);
}

async function watchByEsbuild(bundling: Bundling, built: Built): Promise<Watcher> {
  const told: esbuild.Plugin = {
    name: "told",
    setup: (build) => build.onEnd(({ errors: [first], warnings }) => {
      built(first === undefined ? warnings.map(({ text }) => text) : new Error(first.text));
    }),
  };
  const context = await esbuild.context(esbuildOptions(bundling, told));
  await context.watch();
  return { close: () => context.dispose() };
}

/** All of them, by name. */
export const bundlers: Readonly<Record<string, Bundle>> = {
  Vite: bundleByVite, Rollup: bundleByRollup, Rolldown: bundleByRolldown, esbuild: bundleByEsbuild,
  webpack: (bundling) => bundleOnce(webpackCompiler(bundling)),
  Rspack: async (bundling) => bundleOnce(await rspackCompiler(bundling)),
};

/** Each of them, building again what changes. */
export const watchers: Readonly<Record<keyof typeof bundlers, Watch>> = {
  Vite: watchByVite, Rollup: watchByRollup, Rolldown: watchByRolldown, esbuild: watchByEsbuild,
  webpack: (bundling, built) => Promise.resolve(watchCompiler(webpackCompiler(bundling), built)),
  Rspack: async (bundling, built) => watchCompiler(await rspackCompiler(bundling), built),
};
