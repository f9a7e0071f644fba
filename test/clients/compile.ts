import { execFile } from "node:child_process";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { preset } from "@graphql-codegen/client-preset";
import { codegen } from "@graphql-codegen/core";
import { buildSchema, parse } from "graphql";
import { projectPath } from "../../src/platform/project-root.js";

const run = promisify(execFile);
const tool = (path: string): string => projectPath(`node_modules/${path}`);
/** Where a sample app's compiled operations go: never committed. */
const outputOf = async (app: string): Promise<string> => {
  const folder = join(app, "__generated__");
  await mkdir(folder, { recursive: true });
  return folder;
};

/**
 * Compiles the Relay app's operations against the committed contract.
 * @throws with the compiler's complaints
 */
export async function compileRelay(app: string): Promise<void> {
  await outputOf(app);
  await runTool(app, tool("relay-compiler/cli.js"), "relay.config.json");
}

/**
 * Compiles another app's operations with graphql-codegen's client-preset, as its command line would.
 * @throws with the complaints
 */
export async function compileCodegen(app: string): Promise<void> {
  const sdl = await readFile(projectPath("schema/schema.graphql"), "utf8");
  const files = (await readdir(app)).filter((file) => file.endsWith("-page.ts"));
  const documents = (
    await Promise.all(
      files.map(async (location) => {
        const source = await readFile(join(app, location), "utf8");
        return [...source.matchAll(/graphql\(`([^`]+)`\)/g)].map(([, rawSDL = ""]) => ({
          location: join(app, location),
          rawSDL,
          document: parse(rawSDL),
        }));
      }),
    )
  ).flat();
  const sections = await preset.buildGeneratesSection({
    baseOutputDir: `${await outputOf(app)}/`,
    schema: parse(sdl),
    schemaAst: buildSchema(sdl),
    documents,
    plugins: [],
    pluginMap: {},
    config: {
      documentMode: "string",
      importExtension: ".js",
      useTypeImports: true,
      defaultScalarType: "unknown",
      scalars: { Date: "string", DateTime: "string" },
    },
    presetConfig: { fragmentMasking: { unmaskFunctionName: "readFragment" } },
  });
  await Promise.all(
    sections.map(async (section) => writeFile(section.filename, await codegen(section))),
  );
}

/**
 * Checks a sample app's types with what was compiled for it.
 * @throws with TypeScript's complaints
 */
export async function checkTypes(app: string): Promise<void> {
  await runTool(app, tool("typescript/bin/tsc"), "--noEmit", "-p", ".");
}

async function runTool(cwd: string, program: string, ...args: string[]): Promise<void> {
  const command = [program, ...args];
  await run(process.execPath, command, { cwd }).catch(
    (error: { stdout: string; stderr: string }) => {
      throw new Error(`${command.join(" ")}:\n${error.stdout}${error.stderr}`);
    },
  );
}
