/** A server of word suggestions, which is asked by itself and ends. REQUESTS is how often. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { suggestions } from "./suggestions.js";

const server = createServer((request, response) => {
  const start = new URL(request.url ?? "/", "http://localhost").searchParams.get("start") ?? "";
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(suggestions(start)));
});

async function ask(): Promise<void> {
  const { port } = server.address() as AddressInfo;
  let found = 0;
  for (let request = 0; request < Number(process.env["REQUESTS"] ?? 300); request++) {
    const response = await fetch(`http://127.0.0.1:${port}/?start=${request.toString(36)}`);
    found += (await response.json() as string[]).length;
  }
  console.log(`${found} suggestions`);
}

server.listen(0, "127.0.0.1", () => void ask().finally(() => server.close()));
