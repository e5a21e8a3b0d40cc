/** How a run words things that a person may paste. */
import { isAbsolute, join, relative, sep } from "node:path";

/** Where perline itself was started. */
export interface Called {
  environment: Readonly<NodeJS.ProcessEnv>;
  /** The command's script as Node was given it. */
  script: string | undefined;
  cwd: string;
}

/** A word of a command line, quoted where a shell would not take it as it is: between double quotes some still run what it says. */
export function quoted(word: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === "win32") return /^[\w./\\:@%+=,~-]+$/.test(word) ? word : `"${word}"`;
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A file as it is called from a folder: by its way from there where it lies in it, else by its absolute path. */
export function nearby(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path === "" || path.split(sep)[0] === ".." || isAbsolute(path) ? file : path;
}

/** The command by which perline can be called from here; what npm started or this project has installed is npx's to find. */
export function commandName({ environment, script = "", cwd }: Called): "perline" | "npx perline" {
  const isNpms = [environment["npm_execpath"], environment["npm_command"]].some((value) => value !== undefined && value !== "");
  return isNpms || !isAbsolute(nearby(script, cwd)) || script.includes(join(sep, "node_modules", ".bin", sep)) ? "npx perline" : "perline";
}
