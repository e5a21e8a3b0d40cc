/** What the repository promises about itself: few scripts, exact versions, one version for all packages, no install scripts. */
import { expect } from "chai";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

interface Manifest {
  name: string;
  version: string;
  license: string;
  type?: string;
  engines: { node: string };
  scripts?: Record<string, string>;
  files?: string[];
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

interface Lock {
  packages: Record<string, { resolved?: string; hasInstallScript?: boolean; dev?: boolean; link?: boolean }>;
}

const read = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), "utf8")) as T;

const monorepo = read<Manifest>("package.json");
const lock = read<Lock>("package-lock.json");
/** The other Nodes, which tests install. */
const nodes = read<Manifest>("test/nodes/package.json");
const nodesLock = read<Lock>("test/nodes/package-lock.json");
const packages = readdirSync(join(root, "packages"))
  .filter((folder) => existsSync(join(root, "packages", folder, "package.json")))
  .map((folder) => read<Manifest>(join("packages", folder, "package.json")));

describe("repository", () => {
  it("has these scripts and no more", () => {
    expect(Object.keys(monorepo.scripts ?? {})).to.have.members(["build", "test", "lint", "typecheck", "bench", "demo", "check"]);
    for (const { name, scripts } of packages) expect(scripts, name).to.equal(undefined);
  });

  it("gives all packages the version of lerna.json", () => {
    const { version } = read<{ version: string }>("lerna.json");
    expect(packages.map((manifest) => manifest.version)).to.deep.equal(packages.map(() => version));
  });

  it("names every dependency by its exact version", () => {
    for (const { name, dependencies, devDependencies, optionalDependencies } of [monorepo, ...packages]) {
      for (const [dependency, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
        expect(version, `${name} → ${dependency}`).to.match(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      }
    }
    for (const [name, version] of Object.entries(nodes.optionalDependencies ?? {})) {
      expect(version, name).to.match(/^npm:[\w-]+@\d+\.\d+\.\d+$/);
    }
  });

  it("asks every package for the same Node and licence", () => {
    for (const { name, license, engines } of [monorepo, ...packages]) {
      expect({ name, license, node: engines.node }).to.deep.equal({ name, license: "MIT", node: ">=20.19" });
    }
  });

  it("tells of every package what its files are: a flag of Node's can make those modules that do not say", () => {
    expect(packages.map(({ type }) => type)).to.deep.equal(packages.map(() => "commonjs"));
  });

  it("needs nothing that runs at install time", () => {
    // esbuild's script only shortens the way to the binary, which comes in a package for each platform.
    const workWithoutTheirs = ["node_modules/esbuild"];
    const withScripts = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript === true && entry.dev !== true);
    expect(workWithoutTheirs).to.include.members(withScripts.map(([path]) => path));
    expect(Object.values(nodesLock.packages).filter(({ hasInstallScript }) => hasInstallScript === true)).to.deep.equal([]);
    expect(readFileSync(join(root, ".npmrc"), "utf8")).to.include("ignore-scripts=true");
  });

  it("keeps addresses of package hosts out of the lock file", () => {
    const entries = [lock, nodesLock].flatMap(({ packages: each }) => Object.entries(each));
    const addressed = entries.filter(([, entry]) => entry.link !== true && entry.resolved !== undefined);
    expect(addressed.map(([path]) => path)).to.deep.equal([]);
  });

  it("has a continuous-integration script that can be executed", function () {
    const { mode } = statSync(join(root, ".ci", "run"));
    if (process.platform !== "win32") expect(mode & 0o111).to.be.greaterThan(0);
    expect(readFileSync(join(root, ".ci", "run"), "utf8")).to.include("npm run check");
  });
});
