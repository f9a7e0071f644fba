import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { projectPath } from "../platform/project-root.js";

/** The contract as it is, as it was released last, what may break it, and what has changed in it. */
export const contractFiles = {
  contract: projectPath("schema/schema.graphql"),
  released: projectPath("schema/released.graphql"),
  allowances: projectPath("schema/breaking-changes.json"),
  changelog: projectPath("schema/CHANGELOG.md"),
} as const;

/** Reads one of the contract's files. */
export const readContractFile = (name: keyof typeof contractFiles): Promise<string> =>
  readFile(contractFiles[name], "utf8");

/** The contract of the last commit; undefined where there is no git, no repository or no commit. */
export async function readCommittedContract(): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)("git", ["show", "HEAD:./schema/schema.graphql"], {
    cwd: projectPath("."),
    maxBuffer: 16_777_216,
  }).catch(() => ({ stdout: undefined }));
  return stdout;
}

/** Today as an ISO date. */
export const today = (): string => new Date().toISOString().slice(0, 10);
