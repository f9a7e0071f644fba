import { compareContracts, readAllowances } from "./contract-changes.js";
import { readCommittedContract, readContractFile, today } from "./contract-files.js";
import { runCommand } from "./run-command.js";

/**
 * Fails when clients of the last release, or of the last commit, would break by a change that was
 * neither announced nor decided on. Without git the release alone is looked at.
 */
await runCommand(async () => {
  const contract = await readContractFile("contract");
  const allowances = readAllowances(await readContractFile("allowances"));
  const earlier = [await readContractFile("released"), await readCommittedContract()];
  const breaking = new Map<string, string>();
  for (const before of earlier) {
    if (before === undefined) continue;
    for (const change of await compareContracts(before, contract, allowances, today())) {
      if (change.level === "breaking" && change.excuse === undefined) {
        breaking.set(change.key, change.message);
      }
    }
  }
  if (breaking.size === 0) return;
  const lines = [...breaking].map(([key, message]) => `  ${key}\n    ${message}`);
  throw new Error(
    `The contract breaks clients:\n${lines.join("\n")}\n` +
      "Deprecate instead, or write the change, the date and the reason into schema/breaking-changes.json.",
  );
});
