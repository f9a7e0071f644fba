/** Which documents are meant, by the index tokens that they hold: a tree of "and" and "or". */
export type TokenCondition =
  | { tokens: readonly string[]; inHead?: boolean }
  | { all: readonly TokenCondition[] }
  | { any: readonly TokenCondition[] };

/** Any of the tokens. */
export const anyToken = (tokens: readonly string[]): TokenCondition => ({ tokens });

/** Any of the tokens in the document's head: it is about them, and doesn't merely mention them. */
export const anyHeadToken = (tokens: readonly string[]): TokenCondition => ({
  tokens,
  inHead: true,
});

/** All of the conditions; a single one stands for itself. */
export const allOf = (conditions: readonly TokenCondition[]): TokenCondition =>
  conditions.length === 1 && conditions[0] ? conditions[0] : { all: conditions };

/** Any of the conditions; a single one stands for itself. */
export const anyOf = (conditions: readonly TokenCondition[]): TokenCondition =>
  conditions.length === 1 && conditions[0] ? conditions[0] : { any: conditions };

/**
 * Writes a condition in the language of an engine.
 * @param write how a list of tokens is written, of which any will do, in the head or anywhere
 */
export function writeCondition(
  condition: TokenCondition,
  words: { and: string; or: string },
  write: (tokens: readonly string[], inHead: boolean) => string,
): string {
  if ("tokens" in condition) return write(condition.tokens, condition.inHead ?? false);
  const [parts, word] = "all" in condition ? [condition.all, words.and] : [condition.any, words.or];
  return `(${parts.map((part) => writeCondition(part, words, write)).join(word)})`;
}
