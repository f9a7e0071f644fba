import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { projectPath } from "../platform/project-root.js";
import { runCommand } from "./run-command.js";

const run = promisify(execFile);

/** Lets drizzle-kit write into a copy: whatever it adds there is missing in the repository. */
await runCommand(async () => {
  // Drizzle-kit takes folders below the project's only.
  const copy = mkdtempSync(projectPath("node_modules/.migrations-"));
  try {
    cpSync(projectPath("schema/migrations"), copy, { recursive: true });
    const journal = join(copy, "meta/_journal.json");
    const before = readFileSync(journal, "utf8");
    const cwd = projectPath(".");
    const program = projectPath("node_modules/drizzle-kit/bin.cjs");
    const args = ["generate", "--dialect=postgresql", "--schema=./src/**/*.table.ts"];
    await run(process.execPath, [program, ...args, `--out=${relative(cwd, copy)}`], { cwd });
    if (readFileSync(journal, "utf8") !== before) {
      throw new Error(
        "schema/migrations lags behind the tables: run `npm run migrations` and commit what it writes.",
      );
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
