/**
 * How a page of Vite's dev server comes to a file with its profile: what its code imports as the runtime says first where profiles are
 * to be sent, and the server takes them in there.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { PerlineError } from "@perline/format";
import type { Plugin } from "vite" with { "resolution-mode": "import" };
import { PageProfiles } from "./page-profiles.js";

/** Where pages send their profiles. */
const path = "/@perline/profile";
const runtime = "@perline/runtime/linked";
/** The runtime, in a page that has a server. */
const sending = "\0perline:runtime";
const sendingCode = [
  'import { sendTo } from "@perline/runtime/page";',
  `sendTo(${JSON.stringify(path)});`,
  `export * from ${JSON.stringify(runtime)};`,
].join("\n");
const longestMessage = 1 << 28;

/** The hooks. `root`: gives the absolute folder where profiles are written. */
export function pageServer(root: () => string): Pick<Plugin, "configureServer" | "load" | "resolveId"> {
  let serves = false;
  return {
    configureServer({ config, middlewares }): void {
      serves = true;
      let profiles: PageProfiles | null = null;
      middlewares.use(path, (request, response) => {
        profiles ??= new PageProfiles(root(), (sentence) => config.logger.info(`perline: ${sentence}`, { timestamp: true }));
        void answer(request, response, profiles);
      });
    },
    resolveId(id, importer, options): string | null {
      return serves && options.ssr !== true && id === runtime && importer !== sending ? sending : null;
    },
    load(id): string | null {
      return id === sending ? sendingCode : null;
    },
  };
}

/** Takes in what a page sends: pages of other origins can send something, too. */
async function answer(request: IncomingMessage, response: ServerResponse, profiles: PageProfiles): Promise<void> {
  const { host, origin } = request.headers;
  const isOurs = origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
  response.statusCode = request.method === "POST" && isOurs ? await taken(request, profiles) : 403;
  response.end();
}

/** Takes in a message; gives the status that says what became of it. */
async function taken(request: IncomingMessage, profiles: PageProfiles): Promise<number> {
  try {
    let text = "";
    request.setEncoding("utf8");
    for await (const piece of request) {
      text += String(piece);
      if (text.length > longestMessage) return 413;
    }
    return profiles.receive(text) ? 204 : 409;
  } catch (error) {
    return error instanceof PerlineError ? 400 : 500;
  }
}
