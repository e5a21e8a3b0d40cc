/**
 * The profiles of pages, as a dev server takes them in: a page tells what it knows again and again, since nothing can be counted on
 * when it ends. Each time its profile is written whole, so that what is there at any moment can be read.
 */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { PerlineError, type Profile, type SourceRecord } from "@perline/format";
import { readProfile } from "@perline/format/read";

/** What is known of a page. */
interface Page {
  sources: SourceRecord[];
  /** When its last message was made, and whether that was its last one. */
  at: number;
  ended: boolean;
  /** When it was heard of last; milliseconds. */
  heardAt: number;
  /** Absolute. */
  file: string;
}

/** A page that says nothing for so long has nothing to say any more, or is gone. */
const silenceMs = 10_000;

export class PageProfiles {
  private readonly pages = new Map<number, Page>();

  /** `root`: the absolute folder of the profiles, and that paths in them are relative to. */
  constructor(private readonly root: string, private readonly say: (sentence: string) => void) {}

  /**
   * Takes in a message of a page. Gives false where the page has to tell everything again.
   *
   * @throws PerlineError where it is none, or not right
   */
  receive(text: string): boolean {
    const { page: number, name, knownSources, profile } = messageOf(text);
    const told = this.pages.get(number)?.sources ?? [];
    if (knownSources > told.length) return false;
    const sources = [...told.slice(0, knownSources), ...profile.sources];
    const whole = readProfile(JSON.stringify({ ...profile, sources, root: this.root }), "the profile of a page");
    const page = this.pages.get(number) ?? this.begin(number, name);
    page.heardAt = Date.now();
    const at = Date.parse(whole.snapshotAt ?? "");
    // A message that was overtaken by a later one, or by the page's last, which was made behind it in the same millisecond.
    if (at < page.at || (at === page.at && page.ended)) return true;
    Object.assign(page, { sources, at, ended: whole.complete });
    this.write(page.file, whole);
    return true;
  }

  private begin(number: number, name: string): Page {
    const page: Page = { sources: [], at: 0, ended: false, heardAt: Date.now(), file: this.freeFile(name) };
    this.pages.set(number, page);
    const file = relative(this.root, page.file);
    this.say(`the profile of the page is ${file}, up to now at any time: npx perline report ${file}`);
    return page;
  }

  /** A file that no page that may still be there has. */
  private freeFile(name: string): string {
    const plain = name.replace(/[^\w.-]+/g, "-").replace(/^[.-]+/, "") || "page";
    for (let number = 1; ; number++) {
      const file = join(this.root, `${plain}${number === 1 ? "" : `.${number}`}.perline.json`);
      const isHeld = (page: Page): boolean => page.file === file && !page.ended && Date.now() - page.heardAt < silenceMs;
      if (![...this.pages.values()].some(isHeld)) return file;
    }
  }

  private write(file: string, profile: Profile): void {
    const beside = `${file}.${process.pid}.tmp`;
    try {
      writeFileSync(beside, `${JSON.stringify(profile)}\n`);
      renameSync(beside, file);
    } catch (error) {
      rmSync(beside, { force: true });
      this.say(`the profile of the page could not be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** What a page sends; see the runtime's page. */
interface Message {
  page: number;
  name: string;
  /** How many sources are known from messages before; those of the profile come behind. */
  knownSources: number;
  profile: Profile;
}

function messageOf(text: string): Message {
  try {
    const { page, name, knownSources, profile } = JSON.parse(text) as Partial<Message>;
    const isNumber = Number.isSafeInteger(page) && Number.isSafeInteger(knownSources) && knownSources! >= 0;
    if (isNumber && typeof name === "string" && Array.isArray(profile?.sources)) {
      return { page: page!, name, knownSources: knownSources!, profile };
    }
  } catch {
    // No JSON.
  }
  throw new PerlineError("profile-foreign", "this is no message of a page about its profile");
}
