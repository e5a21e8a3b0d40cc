/** Installations of perline beside the one under test: the built packages, copied, with their dependencies linked. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../runs.js";

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
}

/** A copy of perline. */
export interface Installation {
  /** The command. */
  perline: string;
  /** What `--require` names. */
  register: string;
  /** Changes a built file of it, named from its `node_modules`; throws where the text to replace is not there. */
  change(file: string, from: RegExp, to: string): void;
}

/** Installs perline into a folder. */
export function install(folder: string): Installation {
  const modules = join(folder, "node_modules");
  for (const entry of readdirSync(join(root, "packages"))) {
    const original = join(root, "packages", entry);
    const { name, dependencies = {} } = JSON.parse(readFileSync(join(original, "package.json"), "utf8")) as Manifest;
    mkdirSync(join(modules, name), { recursive: true });
    for (const part of ["package.json", "dist", "bin"].filter((one) => existsSync(join(original, one)))) {
      cpSync(join(original, part), join(modules, name, part), { recursive: true });
    }
    for (const dependency of Object.keys(dependencies).filter((one) => !/^(@perline\/|perline$)/.test(one))) {
      const link = join(modules, dependency);
      const target = [join(original, "node_modules", dependency), join(root, "node_modules", dependency)].find(existsSync);
      mkdirSync(dirname(link), { recursive: true });
      if (target !== undefined && !existsSync(link)) symlinkSync(target, link, "junction");
    }
  }
  return {
    perline: join(modules, "perline", "bin", "perline.js"),
    register: join(modules, "perline", "dist", "register.js"),
    change(file, from, to) {
      const text = readFileSync(join(modules, file), "utf8");
      if (!from.test(text)) throw new Error(`${file} does not contain ${String(from)}`);
      writeFileSync(join(modules, file), text.replace(from, to));
    },
  };
}
