/** Where perline can run: Node from 20.19 on, with the freedom to start threads and write files. */
/** What of a process decides; every runtime that imitates Node's has it, with marks of its own. */
export interface Surroundings {
  versions: Readonly<Record<string, string | undefined>>;
  /** Present where Node's permission model is on. */
  permission?: unknown;
}

const imitations = [["bun", "Bun"], ["deno", "Deno"], ["electron", "Electron"]] as const;

/** Why perline cannot measure in these surroundings, as a sentence; null where it can. */
export function unsupported({ versions, permission }: Surroundings): string | null {
  for (const [key, name] of imitations) {
    if (versions[key] !== undefined) return `perline profiles programs of Node; this is ${name} ${versions[key]}`;
  }
  const [major = 0, minor = 0] = (versions["node"] ?? "").split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) return `perline needs Node 20.19 or later; this is ${versions["node"] ?? "none"}`;
  if (typeof SharedArrayBuffer === "undefined") return "perline needs shared memory, and there is no SharedArrayBuffer here";
  if (permission !== undefined) return "perline needs threads and files, which Node's permission model forbids";
  return null;
}
