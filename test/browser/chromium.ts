/** The browser of the tests: Chromium as it is installed, without a window. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome"];

const args = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync",
];

/** Starts it, with a profile folder of its own. Throws an Error that says what to install where there is none. */
export async function startChromium(): Promise<Browser> {
  const executablePath = (process.env["PATH"] ?? "").split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
  try {
    return await chromium.launch({ args, ...(executablePath === undefined ? { channel: "chrome" } : { executablePath }) });
  } catch (cause) {
    const how = "Debian has the package chromium, which .ci/run installs; elsewhere Google Chrome will do";
    throw new Error(`these tests need a browser, and could not start one: ${how}`, { cause });
  }
}
