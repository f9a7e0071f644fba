import { loadCaseStudy } from "../case-studies/case-studies.loader.js";
import { loadMethod } from "../methods/methods.loader.js";
import { loadOrganisation } from "../organisations/organisations.loader.js";
import type { Context } from "../platform/context.js";
import { badInput } from "../platform/errors.js";
import type { Load } from "../platform/loader.js";
import { asNode } from "../platform/node.type.js";
import { loadFocusArea } from "../taxonomy/taxonomy.loader.js";
import { searchOf } from "./search-context.js";
import type { Suggested, SuggestionKindName } from "./suggestion-index.js";
import type { SuggestedRow, Suggestion } from "./suggestions.type.js";

/** Most suggestions that one answer may hold. */
export const mostSuggestions = 20;
/** How many are suggested unless told. */
export const usualSuggestions = 8;
/** How much of what was typed counts, in characters. */
export const suggestedLength = 200;
/** How many more are looked up, to stand in for those that the actor may not see. */
const spareSuggestions = 20;

const loaders: Record<
  Exclude<SuggestionKindName, "TERM">,
  [typeName: string, load: Load<string, SuggestedRow | null>]
> = {
  METHOD: ["Method", loadMethod],
  MUNICIPALITY: ["Organisation", loadOrganisation],
  FOCUS_AREA: ["FocusArea", loadFocusArea],
  CASE_STUDY: ["CaseStudy", loadCaseStudy],
};

/** The suggestion with its record; null when the actor may not see that (any more). */
async function withNode(context: Context, suggested: Suggested): Promise<Suggestion | null> {
  const { kind, id } = suggested;
  if (kind === "TERM" || id === null) return { ...suggested, node: null };
  const [typeName, load] = loaders[kind];
  const row = await load(context, id);
  return row && { ...suggested, node: asNode(row, typeName) };
}

/**
 * Suggests what may be meant by what has been typed so far. Memory proposes; what the actor may not
 * see is left out by the loaders.
 * @throws BAD_USER_INPUT when `first` is out of bounds
 */
export async function suggestFor(
  context: Context,
  typed: string,
  first: number,
): Promise<Suggestion[]> {
  if (first < 1 || first > mostSuggestions) {
    throw badInput("first", `must be from 1 to ${mostSuggestions}, not ${first}.`);
  }
  const text = typed.slice(0, suggestedLength).toWellFormed();
  const proposed = await searchOf(context).suggest(text, first + spareSuggestions);
  const shown: Suggestion[] = [];
  for (let at = 0; at < proposed.length && shown.length < first;) {
    const some = proposed.slice(at, at + first - shown.length);
    at += some.length;
    const rows = await Promise.all(some.map((each) => withNode(context, each)));
    shown.push(...rows.filter((row) => row !== null));
  }
  return shown;
}
