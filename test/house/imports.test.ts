import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { projectPath } from "../../src/platform/project-root.js";

const src = projectPath("src");

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

/** Every import between files of src, as paths below it. */
function findImports(): Import[] {
  const files = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replaceAll("\\", "/"));
  return files.flatMap((from) => {
    const text = readFileSync(join(src, from), "utf8");
    const pattern = /^(?:import|export)\s+(type\s)?(?:[^;"]*?\sfrom\s+)?"(\.[^"]+)"/gm;
    return [...text.matchAll(pattern)].flatMap(([, type, path]) => {
      const target = relative(src, join(src, dirname(from), path ?? "")).replace(/\.js$/, ".ts");
      return target.startsWith("..") ? [] : [{ from, to: target, typeOnly: type !== undefined }];
    });
  });
}

/** What a file is part of: a feature's folder, or a file at the top. */
const partOf = (file: string): string => (file.includes("/") ? (file.split("/")[0] ?? "") : file);
const roleOf = (file: string): string => file.split(".").at(-2) ?? "";

/** What may import what; everything else is a feature. */
const top: Record<string, readonly string[]> = {
  "main.ts": ["api", "commands", "config.ts", "people", "platform", "search", "seeding"],
  "config.ts": ["limits", "people", "platform"],
  "schema.ts": ["api", "features", "platform"],
  api: ["features", "platform", "schema.ts"],
  commands: ["config.ts", "embedded", "features", "platform", "schema.ts", "seeding"],
  embedded: [],
  platform: [],
  seeding: ["features", "platform"],
};
/** Nothing but what stands above them may know these; `search` subscribes, the domain never asks it. */
const features = (part: string): boolean => !(part in top);
/** What search knows of Swedish is about the language, not about searching: everybody may use it. */
const language = /^search\/(?:analysis\/|shared-analyser\.ts)/;
const publicRoles = ["table", "type", "schema", "loader", "policy", "filter", "input", "audit"];

function complaint({ from, to }: Import): string | undefined {
  const [own, other] = [partOf(from), partOf(to)];
  if (own === other || from.endsWith(".test.ts")) return undefined;
  const allowed = top[own];
  if (allowed) {
    const kind = features(other) ? ["features", other] : [other];
    return kind.some((each) => allowed.includes(each))
      ? undefined
      : `${from} imports ${to}: ${own} may import ${allowed.join(", ") || "nothing else"} only`;
  }
  if (other === "platform") return undefined;
  if (!features(other))
    return `${from} imports ${to}: features may import platform and features only`;
  if (language.test(to)) return undefined;
  if (other === "search") return `${from} imports ${to}: search subscribes, nobody imports it`;
  return publicRoles.includes(roleOf(to))
    ? undefined
    : `${from} imports ${to}: of another feature only ${publicRoles.join(", ")} are public`;
}

const layers = ["resolver", "service", "repository", "table"];
function wrongLayer({ from, to }: Import): string | undefined {
  const [above, below] = [layers.indexOf(roleOf(from)), layers.indexOf(roleOf(to))];
  return above >= 0 && below >= 0 && below < above
    ? `${from} imports ${to}: it goes ${layers.join(" → ")}`
    : undefined;
}

/** A way from a file back to itself, following imports that exist at run time. */
function findCycle(imports: readonly Import[]): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) {
    if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const visit = (file: string, way: string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const each of next.get(file) ?? []) {
      const cycle = visit(each, [...way, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}

describe("imports", () => {
  const imports = findImports();

  it("are found at all", () => {
    expect(imports.length).toBeGreaterThan(300);
  });

  it("go main, api → features → platform, and to public files of other features only", () => {
    expect(imports.map(complaint).filter((each) => each !== undefined)).toEqual([]);
  });

  it("go resolver → service → repository → table", () => {
    expect(imports.map(wrongLayer).filter((each) => each !== undefined)).toEqual([]);
  });

  it("never go round in a circle", () => {
    expect(findCycle(imports)).toBeUndefined();
  });
});
