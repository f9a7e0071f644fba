import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Context } from "../platform/context.js";
import { Problems } from "../platform/problems.js";
import { type AdminCommand, type Given, adminCommands } from "./admin-commands.js";

const start = "npm run admin -- ";

const overview = (): string =>
  [
    "Administers Lärdomsbanken from the server's terminal, with the rights of an administrator.",
    "",
    ...Object.entries(adminCommands).flatMap(([name, { usage, help }]) => [
      `  ${start}${name} ${usage}`.trimEnd(),
      `      ${help}`,
    ]),
    "",
    `  ${start}COMMAND --help explains one of them. The index is rebuilt by: npm run reindex`,
  ].join("\n");

const helpOf = (name: string, { usage, help }: AdminCommand): string =>
  `${start}${name} ${usage}\n\n${help}`;

/** @throws a message that says how the command is used */
function read(name: string, command: AdminCommand, args: string[]): Given | "help" {
  const options: NonNullable<ParseArgsConfig["options"]> = {
    ...command.options,
    help: { type: "boolean" },
  };
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values["help"] === true) return "help";
    const [least, most] = command.arguments;
    if (positionals.length < least) throw new Error("Something is missing.");
    if (positionals.length > most) throw new Error("That is too much.");
    const given = Object.entries(values).map(([key, value]) => [
      key,
      typeof value === "string" || typeof value === "boolean" ? value : undefined,
    ]);
    return { arguments: positionals, options: Object.fromEntries(given) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message}\nUsage: ${helpOf(name, command)}`, { cause: error });
  }
}

/**
 * Does what an operator asks for.
 * @param args the command's name and what follows it
 * @param open makes the context to do it in; not called where only help is wanted
 * @throws a message for the operator
 */
export async function administer(
  args: readonly string[],
  open: () => Promise<Context>,
  say: (line: string) => void,
): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "help") return say(overview());
  const command = adminCommands[name];
  if (!command) throw new Error(`${name}: there is no such command.\n\n${overview()}`);
  const given = read(name, command, rest);
  if (given === "help") return say(helpOf(name, command));
  const context = await open();
  await command.run(context, given, say).catch((error: unknown) => {
    throw error instanceof Problems ? new Error(error.message, { cause: error }) : error;
  });
  await context.correspondence.mailer.idle();
}
