import { readFile, writeFile } from "node:fs/promises";
import { lexicographicSortSchema, printSchema } from "graphql";
import { projectPath } from "../platform/project-root.js";
import { buildApiSchema } from "../schema.js";

const file = projectPath("schema/schema.graphql");
const printed = `${printSchema(lexicographicSortSchema(buildApiSchema()))}\n`;

if (process.argv.includes("--check")) {
  const committed = await readFile(file, "utf8").catch(() => "");
  if (committed !== printed) {
    process.stderr.write(
      "schema/schema.graphql is out of date: run `npm run schema` and commit it.\n",
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(file, printed);
  process.stdout.write("Wrote schema/schema.graphql\n");
}
