import { copyFile, readFile, writeFile } from "node:fs/promises";
import { projectPath } from "../platform/project-root.js";
import {
  compareContracts,
  describeChanges,
  readAllowances,
  withSection,
} from "./contract-changes.js";
import { contractFiles, readContractFile, today } from "./contract-files.js";
import { runCommand, say } from "./run-command.js";

/**
 * Prints what has changed in the contract since the last release. With `--release` that becomes the
 * changelog's section of package.json's version, and the contract as it is the released one.
 */
await runCommand(async () => {
  const [contract, released, allowances, changelog] = await Promise.all([
    readContractFile("contract"),
    readContractFile("released"),
    readContractFile("allowances"),
    readContractFile("changelog"),
  ]);
  const changes = await compareContracts(released, contract, readAllowances(allowances), today());
  if (!process.argv.includes("--release")) {
    say(describeChanges("Unreleased", changes).trimEnd());
    return;
  }
  const version = await readVersion();
  if (changelog.includes(`\n## ${version} `)) {
    throw new Error(`The changelog has ${version} already: raise package.json's version first.`);
  }
  const section = describeChanges(`${version} – ${today()}`, changes);
  await writeFile(contractFiles.changelog, withSection(changelog, section));
  await copyFile(contractFiles.contract, contractFiles.released);
  await writeFile(contractFiles.allowances, "[]\n");
  say(`Released the contract of ${version}: see schema/CHANGELOG.md, and commit.`);
});

async function readVersion(): Promise<string> {
  const manifest: { version: string } = JSON.parse(
    await readFile(projectPath("package.json"), "utf8"),
  );
  return manifest.version;
}
