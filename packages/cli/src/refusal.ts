/** What the operating system's refusals mean, in words that need no manual. */
import { existsSync } from "node:fs";
import { dirname } from "node:path";

const words: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "a part of its path is no folder",
  EISDIR: "it is a folder",
  EACCES: "access is not permitted",
  EPERM: "access is not permitted",
  EROFS: "the file system can only be read",
  ENOSPC: "the disk is full",
  ENAMETOOLONG: "its name is too long",
};

/** Why a file could not be read. */
export function refusalOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return words[code] ?? message;
}

/** Why a file could not be written: what is missing then is its folder, or the folder holds no files of ours, as /proc. */
export function writeRefusalOf(cause: unknown, file: string): string {
  const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  if (!isMissing) return refusalOf(cause);
  return existsSync(dirname(file)) ? "its folder takes no new files" : "its folder does not exist";
}
