import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectPath } from "../../src/platform/project-root.js";
import { type ApiProcess, withServer } from "./api-process.js";

/** PostGraphile 5 as a server, or why there is none. */
export type PostGraphile =
  | (ApiProcess & {
      version: string;
      /** The version of Node that runs it. */
      node: string;
    })
  | { missing: string };

interface Installed {
  version: string;
  /** The program of Node that runs it, and its version. */
  node: string;
  nodeVersion: string;
  /** The script of the server. */
  script: string;
}

/** The first Node that PostGraphile 5 runs with. */
const leastNode = 22;
const installLimitMs = 240_000;
const endingSignals = ["SIGINT", "SIGTERM"] as const;

/** The nested list of the measures as PostGraphile is asked for it, with the names that ours has. */
export const postGraphileList = `{
  caseStudies: allCaseStudies(
    first: 20
    orderBy: [PUBLISHED_AT_ASC, PRIMARY_KEY_ASC]
    condition: { state: PUBLISHED }
  ) {
    nodes {
      slug title
      organisations: caseStudyOrganisationsByCaseStudyIdList {
        role organisation: organisationByOrganisationId { slug name }
      }
      lessons: lessonsByCaseStudyIdList(orderBy: [POSITION_ASC, PRIMARY_KEY_ASC]) { kind text basis }
      methods: methodCaseStudiesByCaseStudyIdList { method: methodByMethodId { slug name } }
      contacts: contactCaseStudiesByCaseStudyIdList { contact: contactByContactId { name role } }
    }
  }
}`;

/** Its rows that join two tables, as ours has them: { method: { … } } is { … }. */
export const withoutJoiningRows = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data), (_key, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    const [[name, only] = [], ...others] = Object.entries(value);
    return others.length === 0 && (name === "method" || name === "contact") ? only : value;
  });

/**
 * Runs `use` with PostGraphile on a database. It is no dependency of ours and needs a newer Node: both
 * are installed in a temporary folder, which is removed afterwards.
 */
export async function withPostGraphile<Result>(
  databaseUrl: string,
  use: (server: PostGraphile) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "lardomsbanken-postgraphile-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const endEarly = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
  };
  for (const signal of endingSignals) process.once(signal, endEarly);
  try {
    const installed = await install(folder).catch((error: Error) => error);
    if (installed instanceof Error) return await use({ missing: reasonOf(installed.message) });
    const { version, node, nodeVersion, script } = installed;
    const environment = {
      DATABASE_URL: databaseUrl,
      NODE_ENV: "production",
      GRAPHILE_ENV: "production",
    };
    return await withServer(
      [script],
      environment,
      (server) => use({ ...server, version, node: nodeVersion }),
      node,
    );
  } finally {
    remove();
    for (const signal of endingSignals) process.removeListener(signal, endEarly);
  }
}

async function install(folder: string): Promise<Installed> {
  const ownNode = Number.parseInt(process.versions.node) >= leastNode;
  const nodePackage = `node-${process.platform}-${process.arch}`;
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const packages = ["postgraphile@5", ...(ownNode ? [] : [`${nodePackage}@${leastNode}`])];
  const quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  await promisify(execFile)(
    "npm",
    ["install", "--ignore-scripts", "--fetch-retries=1", ...quiet, ...packages],
    { cwd: folder, timeout: installLimitMs },
  );
  const versionOf = (name: string): string => {
    const path = join(folder, "node_modules", name, "package.json");
    return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
  };
  const script = join(folder, "server.mjs");
  copyFileSync(projectPath("test/bench/postgraphile-server.mjs"), script);
  return {
    version: versionOf("postgraphile"),
    node: ownNode ? process.execPath : join(folder, "node_modules", nodePackage, "bin/node"),
    nodeVersion: ownNode ? process.versions.node : versionOf(nodePackage),
    script,
  };
}

/** What npm says is many lines: the code tells most, ECONNREFUSED or ENOSPC. */
const reasonOf = (message: string): string =>
  /npm error code (\w+)/.exec(message)?.[1] ?? message.split("\n")[0] ?? "";
