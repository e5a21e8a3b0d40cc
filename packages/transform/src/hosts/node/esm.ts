/**
 * ES modules under perline, installed only when one comes up: on Node 20 hooks are a thread of their own, which costs as much as
 * a small program. Newer Nodes run hooks in the thread that imports.
 */
import Module from "node:module";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { goalByName } from "./goal.js";
import type { Waiting } from "./hooks.js";
import type { InstrumenterAccess } from "./instrumenter.js";
import { ModuleLoading, type Load, type LoadContext, type ResolveContext, type Resolve } from "./module-loading.js";
import type { LoaderData } from "./loader.js";
import { RequiredImports } from "./required-imports.js";
import { provideModule } from "./sole-module.js";

/** Node ≥ 22.15. */
interface SynchronousHooks {
  registerHooks?: (hooks: {
    resolve?: (specifier: string, context: ResolveContext, next: Resolve) => ReturnType<Resolve>;
    load?: (url: string, context: LoadContext, next: Load) => ReturnType<Load>;
  }) => void;
}

// Taken before user code can replace them.
const { register, registerHooks } = Module as typeof Module & SynchronousHooks;
const loader = pathToFileURL(join(__dirname, "loader.js"));

/** The hooks of ES modules, put in place at most once. */
export class ModuleHooks {
  /** Whether they run in this thread, for whatever is required too. They cost little then. */
  readonly synchronous = registerHooks !== undefined;
  /** Whether they are in place. */
  installed = false;
  private readonly loading: ModuleLoading;
  private resolving = false;
  private requiredImports: RequiredImports | null = null;

  constructor(private readonly instrumenter: InstrumenterAccess, private readonly waiting: Waiting) {
    this.loading = new ModuleLoading(instrumenter.client, instrumenter.selection);
  }

  /** Puts them in place. Blocks until they are. */
  install(): void {
    if (this.installed) return;
    this.installed = true;
    this.pausing(() => (registerHooks === undefined ? this.register() : this.registerHere(registerHooks)));
  }

  /** Gets ready for an entry that is a module. */
  expectEntry(): void {
    const { entry } = this.instrumenter.client;
    if (this.installed || (!this.synchronous && entry !== null && provideModule(entry, () => this.install()))) return;
    this.install();
  }

  /** TypeScript has come up: its specifiers have to be understood. Only then, since a resolver leaves frames in errors. */
  resolveTypeScript(): void {
    if (registerHooks === undefined || this.resolving) return;
    this.resolving = true;
    registerHooks({
      resolve: (specifier, context, next) =>
        this.pausing(() => this.loading.resolve(specifier, context)) ?? next(specifier, context),
    });
  }

  /** A file is about to run that was required: hooks of another thread are not asked for what it imports if it is an ES module. */
  beforeRequired(filename: string): void {
    if (!this.installed || this.synchronous || goalByName(filename) === "commonjs") return;
    this.requiredImports ??= this.pausing(() => new RequiredImports({
      resolve: (specifier, parentURL) => this.pausing(() => this.loading.resolve(specifier, { parentURL })?.url ?? null),
      replacement: (url) => this.pausing(() => this.loading.replacement(url)),
    }));
    this.requiredImports.watch();
  }

  private register(): void {
    const line = this.instrumenter.connect();
    const { options, client } = this.instrumenter;
    const data: LoaderData = { line, options, entry: client.entry, waited: this.waiting.loading, missed: this.waiting.missed };
    // From now on another text of the same file may be loaded there.
    client.entry = null;
    register(loader, { data, transferList: line === null ? [] : [line.port] });
  }

  private registerHere(register: NonNullable<SynchronousHooks["registerHooks"]>): void {
    register({
      load: (url, context, next) => {
        const start = this.pausing(() => this.loading.begin(url));
        if (start.kind === "done") {
          if (start.hasMap) process.setSourceMapsEnabled(true);
          this.resolveTypeScript();
          return start.loaded;
        }
        const loaded = next(url, start.format === null ? context : { ...context, format: start.format });
        return start.kind === "leave" ? loaded : this.pausing(() => this.loading.finish(url, loaded));
      },
    });
  }

  private pausing<Result>(action: () => Result): Result {
    this.waiting.begin();
    try {
      return action();
    } finally {
      this.waiting.end();
    }
  }
}
