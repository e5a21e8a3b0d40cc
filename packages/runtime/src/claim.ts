/**
 * The file of a process's profile, which no other process that runs at the same time may have: test runners and servers start the
 * same script many times in one folder. A file of the temporary folder says whose it is; one that is left by a process that died is
 * nobody's.
 */
import { createHash } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join } from "node:path";
import { isMainThread, threadId } from "node:worker_threads";

/** A file that is this thread's alone. */
export interface Claim {
  /** Absolute. */
  file: string;
  /** Lets others have it. */
  release(): void;
}

/** The ending of profiles, which stays behind what tells one from others. */
const ending = ".perline.json";

/** Takes a file, or where another process or thread has it, one beside it with this one's number. `wanted`: absolute. */
export function claim(wanted: string): Claim {
  const note = join(tmpdir(), `perline-${createHash("sha256").update(wanted).digest("hex").slice(0, 24)}.owner`);
  if (isFree(note)) return { file: wanted, release: () => rmSync(note, { force: true }) };
  const own = isMainThread ? `${process.pid}` : `${process.pid}-${threadId}`;
  const extension = wanted.endsWith(ending) ? ending : extname(wanted);
  return { file: join(dirname(wanted), `${basename(wanted, extension)}.${own}${extension}`), release: () => undefined };
}

/** Makes the note, unless there is one of a process that runs. Where none can be made nobody else can make one either. */
function isFree(note: string): boolean {
  try {
    make(note);
    return true;
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    return isThere ? isLeft(note) && isFree(note) : true;
  }
}

/** Makes the note with its text in one step, as a second name of a file: nobody sees one that does not say yet whose it is. */
function make(note: string): void {
  const own = ownName(note);
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, note);
  } finally {
    rmSync(own, { force: true });
  }
}

/** Takes the note away where who made it is gone. Gives whether it did: of several that try one does. */
function isLeft(note: string): boolean {
  const own = ownName(note);
  try {
    if (isMadeByLiving(note)) return false;
    renameSync(note, own);
    // Between those two another may have taken away the one that was left, and made its own.
    if (isMadeByLiving(own)) linkSync(own, note);
    rmSync(own, { force: true });
    return true;
  } catch {
    return false;
  }
}

/** A name beside the note that no other thread gives. */
function ownName(note: string): string {
  return `${note}.${process.pid}-${threadId}`;
}

function isMadeByLiving(note: string): boolean {
  return isAlive(Number(readFileSync(note, "latin1")));
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and another person's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
