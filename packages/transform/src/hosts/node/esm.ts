/**
 * ES modules under perline, installed only when one comes up: on Node 20 hooks are a thread of their own, which costs as much as
 * a small program. Newer Nodes run hooks in the thread that imports.
 */
import Module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Waiting } from "./hooks.js";
import type { Instrumenter } from "./instrumenter.js";
import { ModuleLoading, type Load, type LoadContext, type ResolveContext, type Resolve } from "./module-loading.js";
import type { LoaderData } from "./loader.js";

/** Node ≥ 22.15. */
interface SynchronousHooks {
  registerHooks?: (hooks: {
    resolve: (specifier: string, context: ResolveContext, next: Resolve) => ReturnType<Resolve>;
    load: (url: string, context: LoadContext, next: Load) => ReturnType<Load>;
  }) => void;
}

/** The hooks of ES modules, put in place at most once. */
export class ModuleHooks {
  /** Whether they are in place. */
  installed = false;

  constructor(private readonly instrumenter: Instrumenter, private readonly waiting: Waiting) {}

  /** Puts them in place. Blocks until they are. */
  install(): void {
    if (this.installed) return;
    this.installed = true;
    const { registerHooks } = Module as typeof Module & SynchronousHooks;
    this.waiting.begin();
    if (registerHooks === undefined) this.register();
    else this.registerHere(registerHooks);
    this.waiting.end();
  }

  private register(): void {
    const line = this.instrumenter.connect();
    const data: LoaderData = { line, options: this.instrumenter.options };
    Module.register(pathToFileURL(join(__dirname, "loader.js")), { data, transferList: [line.port] });
  }

  private registerHere(registerHooks: NonNullable<SynchronousHooks["registerHooks"]>): void {
    const { client, selection } = this.instrumenter;
    const loading = new ModuleLoading(client, selection);
    const pausing = <Result>(action: () => Result): Result => {
      this.waiting.begin();
      try {
        return action();
      } finally {
        this.waiting.end();
      }
    };
    registerHooks({
      resolve: (specifier, context, next) => pausing(() => loading.resolve(specifier, context)) ?? next(specifier, context),
      load: (url, context, next) => {
        const start = pausing(() => loading.begin(url));
        if (start.kind === "done") return start.loaded;
        const loaded = next(url, start.format === null ? context : { ...context, format: start.format });
        return start.kind === "leave" ? loaded : pausing(() => loading.finish(url, loaded));
      },
    });
  }
}
