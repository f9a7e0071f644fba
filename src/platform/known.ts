import type { Context } from "./context.js";
import { badInput } from "./errors.js";

/**
 * Checks what a filter names against what there is.
 * @param find answers null for what isn't there
 * @throws BAD_USER_INPUT naming the first value that doesn't exist
 */
export async function requireKnown(
  context: Context,
  argument: string,
  values: readonly string[] | null | undefined,
  find: (context: Context, value: string) => Promise<object | null>,
  remedy: string,
): Promise<void> {
  const found = await Promise.all((values ?? []).map((value) => find(context, value)));
  const unknown = values?.[found.indexOf(null)];
  if (unknown !== undefined) {
    throw badInput(argument, `${JSON.stringify(unknown)} does not exist; ${remedy}`);
  }
}
