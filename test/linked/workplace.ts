/** Folders of linked programs: files as a build writes them, beside an installation of the runtime, run by Node alone. */
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { instrument, type InstrumentOptions } from "@perline/transform";
import { Workplace } from "../cli/harness.js";
import { root } from "../runs.js";
import { programOptions } from "../transform/instrumented-program.js";

/** A folder in which the packages of this checkout are installed. */
export class LinkedPlace extends Workplace {
  constructor(packages: readonly string[] = ["format", "reporter", "runtime"]) {
    super();
    const scope = join(this.folder, "node_modules", "@perline");
    mkdirSync(scope, { recursive: true });
    for (const name of packages) symlinkSync(join(root, "packages", name), join(scope, name), "junction");
  }

  /** Writes a file as a build would, all of its functions instrumented. */
  link(name: string, text: string, own: Partial<InstrumentOptions> = {}): void {
    const goal = name.endsWith(".mjs") ? "module" : "commonjs";
    const options = programOptions({
      filename: join(this.folder, name), path: name, goal, keepText: true, link: { runtime: "@perline/runtime/linked" }, ...own,
    });
    this.write(name, instrument(text, options).code);
  }
}

/** Runs an action in a folder of its own. */
export async function inLinkedPlace(action: (place: LinkedPlace) => Promise<void>): Promise<void> {
  const place = new LinkedPlace();
  try {
    await action(place);
  } finally {
    place.remove();
  }
}
