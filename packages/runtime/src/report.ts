/** The report of a profile, as text: what `perline report` prints. Another package makes it, which whoever profiles has installed. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Profile } from "@perline/format";

/** What is used of @perline/reporter, on which this package does not depend. */
interface Reporter {
  defaultFormat: { export(profile: Profile, options: Readonly<Record<string, unknown>>): Iterable<string> };
}

/** The report. @throws Error where @perline/reporter is not installed */
export function reportOf(profile: Profile, options: Readonly<Record<string, unknown>> = {}): string {
  return [...reporter().defaultFormat.export(profile, options)].join("");
}

/** As this package, or as the program would find it. */
function reporter(): Reporter {
  for (const from of [__filename, join(process.cwd(), "program.js"), process.argv[1] ?? ""]) {
    try {
      return createRequire(from)("@perline/reporter") as Reporter;
    } catch {
      // Perhaps from elsewhere.
    }
  }
  throw new Error("perline: a report needs the package @perline/reporter, which comes with perline: install it");
}
