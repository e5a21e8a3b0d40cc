/**
 * Instrumented files, kept from run to run in a folder that all runs of a person share.
 *
 * Content-addressed: the name of an entry is the hash of all that decides what it holds, so that none is ever out of date; see
 * `CacheKey`. Processes may use the folder at the same time: an entry is written beside its place and renamed, and one that does
 * not begin with the hash of the rest is none. Whatever fails, the file is instrumented. What was not used for longest goes first
 * when the folder grows too large.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { HostOptions, SourceAnswer, SourceMessage, SourceRequest } from "./protocol.js";

/** All that decides what a file becomes, beside its text and this very copy of perline. */
export interface CacheKey extends Omit<SourceRequest, "kind" | "text"> {
  options: HostOptions;
  /** Absolute id of the first probe. */
  base: number;
  /** What decides how TypeScript is compiled; null for JavaScript. */
  compiler: unknown;
}

/** What was made of a file. */
export interface Kept {
  answer: SourceAnswer;
  /** What the sampler is told before the code is handed out. */
  messages: SourceMessage[];
}

/** How large the folder may grow. */
export interface Bounds {
  bytes: number;
  entries: number;
}

const usualBounds: Bounds = { bytes: 128e6, entries: 4_000 };
/** Of the bounds, what is left when entries are removed. */
const leftShare = 3 / 4;
/** Of the bytes, what one entry may take. */
const largestShare = 1 / 4;

/** An entry's first line: the hash of the rest. */
const hashLength = 64;

export class InstrumentedCache {
  private isPruned = false;

  /** `folder`: absolute; made with the first entry, for its owner's eyes alone: entries hold source text. */
  constructor(private readonly folder: string, private readonly bounds: Bounds = usualBounds) {}

  /** The entry of that name; null where there is none that is whole. */
  read(name: string): Kept | null {
    const file = join(this.folder, name);
    try {
      const text = readFileSync(file, "utf8");
      const kept = text.slice(hashLength + 1);
      if (hashOf(kept) !== text.slice(0, hashLength)) return null;
      const now = new Date();
      utimesSync(file, now, now);
      return JSON.parse(kept) as Kept;
    } catch {
      return null;
    }
  }

  /** Keeps an entry under that name, if it can be. */
  write(name: string, kept: Kept): void {
    const text = JSON.stringify(kept);
    if (text.length > this.bounds.bytes * largestShare) return;
    const file = join(this.folder, name);
    const beside = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      writeFileSync(beside, `${hashOf(text)}\n${text}`, { mode: 0o600 });
      renameSync(beside, file);
    } catch {
      remove(beside);
    }
    // Once in a process, when nobody waits for it.
    if (!this.isPruned) setImmediate(() => this.prune());
    this.isPruned = true;
  }

  /** Removes what was not used for longest, where the folder is too large. */
  private prune(): void {
    const { bytes, entries } = this.bounds;
    try {
      const files = this.files().toSorted((a, b) => b.usedAt - a.usedAt);
      let total = files.reduce((sum, { size }) => sum + size, 0);
      if (total <= bytes && files.length <= entries) return;
      for (let left = files.length; left > entries * leftShare || total > bytes * leftShare; left--) {
        const { file, size } = files[left - 1]!;
        total -= size;
        remove(file);
      }
    } catch {
      // Another process has removed the folder.
    }
  }

  /** What is there. Others may remove it at the same time. */
  private files(): { file: string; size: number; usedAt: number }[] {
    return readdirSync(this.folder).flatMap((name) => {
      const file = join(this.folder, name);
      const found = statSync(file, { throwIfNoEntry: false });
      return found === undefined ? [] : [{ file, size: found.size, usedAt: found.mtimeMs }];
    });
  }
}

/** Another process may have done it, or its folder may be none. */
function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Then it stays, or never was.
  }
}

/** The name of the entry for a text; null where this copy of perline cannot tell which one it is. */
export function entryName(text: string, key: CacheKey): string | null {
  ownCopy ??= copy();
  return ownCopy === "" ? null : hashOf(JSON.stringify([ownCopy, process.version, process.platform, key, hashOf(text)]));
}

let ownCopy: string | null = null;

/**
 * Tells this copy of perline from every other: of this package and of the one that names what instrumented code calls, the version
 * with what it needs, and when it was installed or compiled.
 */
function copy(): string {
  const ours = join(__dirname, "..", "..");
  try {
    return hashOf(JSON.stringify([ours, dirname(createRequire(__filename).resolve("@perline/format"))].map(stampOf)));
  } catch {
    return "";
  }
}

/** A package's description, and what tells the files that are in `folder` from others: one, and what a compiler keeps beside them. */
function stampOf(folder: string): unknown[] {
  const stamps = ["index.js", ".tsbuildinfo"].map((name) => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    return [found?.size, found?.mtimeMs];
  });
  return [readFileSync(join(dirname(folder), "package.json"), "utf8"), stamps];
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
