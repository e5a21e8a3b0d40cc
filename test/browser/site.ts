/** A site of a few files, served by Vite with perline's plugin to a real browser; and the profiles that its pages send. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Profile } from "@perline/format";
import { readProfile, selfCheck } from "@perline/format/read";
import type { PluginOptions } from "@perline/unplugin";
import { perline } from "@perline/unplugin/vite";
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { ViteDevServer } from "vite";
import { LinkedPlace } from "../linked/workplace.js";
import { root } from "../runs.js";

/** What a site consists of: its files by name, and how it is built. */
export interface SiteOptions {
  /** One is `vite.config.js` where the site is configured by itself: the rest of these options does nothing then. */
  files: Readonly<Record<string, string>>;
  perline?: PluginOptions;
  /** Whether its pages are isolated; by default they are. */
  isolated?: boolean;
}

/** The example of Vite and React, with a list that is quick to make. */
export function viteReact(): SiteOptions {
  const folder = join(root, "examples", "vite-react");
  const files = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  return { files: { ...files, "main.jsx": files["main.jsx"]!.replace("2000", "200") } };
}

/** Makes the list of {@link viteReact}, as a person does. */
export async function makeList(site: Site): Promise<Page> {
  const page = await site.open();
  await page.click("button");
  await page.getByText("200 words").waitFor();
  return page;
}

/** What a site may import beside ours. */
const installed = ["react", "react-dom", "@vitejs/plugin-react"];

/** How often something is looked for that comes by itself. */
const periodMs = 50;

export class Site {
  private readonly place = new LinkedPlace(["format", "reporter", "runtime", "transform", "unplugin"]);
  private server: ViteDevServer | null = null;
  private context: BrowserContext | null = null;
  /** What pages have complained of. */
  readonly complaints: string[] = [];

  constructor(private readonly browser: Browser, private readonly options: SiteOptions) {
    this.place.write("package.json", JSON.stringify({ name: "site", private: true }));
    for (const [name, text] of Object.entries(options.files)) this.place.write(name, text);
    const modules = join(this.place.folder, "node_modules");
    mkdirSync(join(modules, "@vitejs"));
    for (const name of installed) symlinkSync(join(root, "node_modules", name), join(modules, name), "junction");
  }

  /** Opens a page of it, given by its path. */
  async open(path = "/"): Promise<Page> {
    this.server ??= await this.serve();
    this.context ??= await this.browser.newContext();
    const page = await this.context.newPage();
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    const { port } = this.server.httpServer?.address() as AddressInfo;
    await page.goto(`http://localhost:${port}${path}`);
    return page;
  }

  /** Changes a file of it, as a person does who saves it. */
  write(name: string, text: string): void {
    this.place.write(name, text);
  }

  /** Its profile of that name, once it says what is waited for. */
  async profile(name: string, isThere: (profile: Profile) => boolean): Promise<Profile> {
    const file = join(this.place.folder, `${name}.perline.json`);
    for (;;) {
      const profile = existsSync(file) ? readProfile(readFileSync(file, "utf8"), file) : null;
      if (profile !== null && isThere(profile)) {
        expect(selfCheck(profile)).to.deep.equal([]);
        return profile;
      }
      await pause(periodMs);
    }
  }

  /** What `perline report` prints of its profile of that name. */
  async report(name: string): Promise<string> {
    return (await this.place.perline(["report", `${name}.perline.json`])).stdout;
  }

  async close(): Promise<void> {
    await this.context?.close();
    await this.server?.close();
    this.place.remove();
  }

  private async serve(): Promise<ViteDevServer> {
    const { createServer } = await import("vite");
    const { folder } = this.place;
    const { files, isolated = true, perline: options } = this.options;
    const own = "vite.config.js" in files ? {} : { configFile: false as const, plugins: [perline({ select: "all", ...options })] };
    const server = await createServer({
      ...own, root: folder, logLevel: "silent", cacheDir: join(folder, "node_modules", ".vite"),
      // The packages of this checkout stand outside the folder.
      server: { host: "localhost", port: 0, fs: { strict: false }, ...(isolated ? {} : notIsolated) },
    });
    return server.listen();
  }
}

const notIsolated = { headers: { "Cross-Origin-Opener-Policy": "unsafe-none", "Cross-Origin-Embedder-Policy": "unsafe-none" } };
