import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { variableNames } from "../../src/config.js";
import { projectPath } from "../../src/platform/project-root.js";

const root = projectPath(".");
const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter(Boolean);

describe("the repository", () => {
  it("has a lockfile without registry addresses", () => {
    expect(readFileSync(join(root, "package-lock.json"), "utf8")).not.toMatch(/"resolved"/);
  });

  it("names no folder of anybody's machine", () => {
    const machinePath = new RegExp(
      ["/home/", "/root/", "/Users/"].map((part) => `["' ]${part}`).join("|"),
    );
    const files = tracked.filter((file) => /^(src|test|seeds|README|\.ci)/.test(file));
    const found = files.filter((file) => machinePath.test(readFileSync(join(root, file), "utf8")));
    expect(found.filter((file) => !file.startsWith("test/house"))).toEqual([]);
  });

  it("describes every variable of the environment in the README, and no other", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const [, table = ""] = /^## Environment\n(.*?)\n\n[^|\n]/ms.exec(readme) ?? [];
    const first = table.split("\n").flatMap((line) => line.split("|")[1] ?? []);
    const described = first.flatMap((cell) => cell.match(/(?<=`)[A-Z_]+(?=`)/g) ?? []);
    expect(described.toSorted()).toEqual(variableNames.toSorted());
  });
});
