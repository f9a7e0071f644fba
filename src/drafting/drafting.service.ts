import { loadMethod } from "../methods/methods.loader.js";
import { loadOrganisation, loadOrganisationBySlug } from "../organisations/organisations.loader.js";
import type { Context } from "../platform/context.js";
import type { Orm } from "../platform/database.js";
import type { Load } from "../platform/loader.js";
import { problem } from "../platform/problems.js";
import { Throttle } from "../platform/throttle.js";
import { analyser } from "../search/shared-analyser.js";
import { loadFocusArea, loadGoal, loadObjective } from "../taxonomy/taxonomy.loader.js";
import { contentOf } from "./draft-content.js";
import { type Draft, draftFrom } from "./draft.js";
import { type DraftFromTextInput, longestPaste } from "./drafting.input.js";
import { readVocabularyRows } from "./drafting.repository.js";
import type { TextDraft, TextSuggestion } from "./drafting.type.js";
import type { Suggested } from "./passages.js";
import { type DraftVocabulary, prepareVocabulary } from "./vocabulary.js";

/** How long a vocabulary is used before it is read again. */
const freshForMs = 60_000;
/** Reading takes the processor for itself: texts that one actor may have read in a minute. */
const textsPerMinute = 30;
const throttle = new Throttle(textsPerMinute, 60_000);

const known = new WeakMap<Orm, { vocabulary: Promise<DraftVocabulary>; readAt: number }>();

/** What of the bank a text may name, as it was at most a minute ago. */
async function vocabularyOf({ orm }: Context): Promise<DraftVocabulary> {
  const last = known.get(orm);
  if (last && performance.now() - last.readAt < freshForMs) return last.vocabulary;
  const vocabulary = readVocabularyRows(orm).then((rows) => prepareVocabulary(rows, analyser));
  known.set(orm, { vocabulary, readAt: performance.now() });
  // What couldn't be read is read again for the next one.
  vocabulary.catch(() => known.delete(orm));
  return vocabulary;
}

/** Who writes: as told, else the one organisation that the actor belongs to. */
async function findWriter(
  context: Context,
  slug: string | null | undefined,
): Promise<string | undefined> {
  const { memberOf } = context.actor;
  if (slug == null) return memberOf.length === 1 ? memberOf[0] : undefined;
  const organisation = await loadOrganisationBySlug(context, slug);
  if (organisation) return organisation.id;
  throw problem(
    "input.organisation",
    "UNKNOWN",
    `Ingen organisation heter ${JSON.stringify(slug)}; ange en slug som organisations { slug } visar.`,
    `No organisation is called ${JSON.stringify(slug)}; pass a slug as organisations { slug } lists them.`,
  );
}

function checkText(text: string): void {
  if (text.trim() === "")
    throw problem("input.text", "REQUIRED", "Klistra in en text.", "Paste a text.");
  if (text.length > longestPaste)
    throw problem(
      "input.text",
      "TOO_LONG",
      `Högst ${longestPaste} tecken; texten har ${text.length}. Ta med det som handlar om en insats.`,
      `At most ${longestPaste} characters; the text has ${text.length}. Keep what is about one effort.`,
    );
}

/** A suggestion with the record that it names. */
interface Named<Value, Row> {
  suggested: Suggested<Value>;
  row: Row;
}

/** Suggestions with the records that they name; those that the actor may not see (any more) go. */
async function withRows<Value, Row>(
  context: Context,
  all: readonly Suggested<Value>[],
  load: Load<string, Row | null>,
  idOf: (value: Value) => string,
): Promise<Named<Value, Row>[]> {
  const rows = await Promise.all(all.map(({ value }) => load(context, idOf(value))));
  return all.flatMap((suggested, index) => {
    const row = rows[index];
    return row ? [{ suggested, row }] : [];
  });
}

const suggestedOf = <Value>(named: readonly Named<Value, unknown>[]): Suggested<Value>[] =>
  named.map(({ suggested }) => suggested);

const asText = ({ value, ...rest }: Suggested<string>): TextSuggestion => ({
  ...rest,
  text: value,
});
const orNull = <Value, Shown>(
  suggested: Suggested<Value> | undefined,
  show: (suggested: Suggested<Value>) => Shown,
): Shown | null => (suggested ? show(suggested) : null);

const idOf = ({ id }: { id: string }): string => id;

async function present(context: Context, draft: Draft): Promise<TextDraft> {
  const [parties, methods, areas, goals, objectives] = await Promise.all([
    withRows(context, draft.organisations, loadOrganisation, (each) => each.organisation.id),
    withRows(context, draft.methods, loadMethod, idOf),
    withRows(context, draft.focusAreas, loadFocusArea, idOf),
    withRows(context, draft.goals, loadGoal, idOf),
    withRows(context, draft.environmentalObjectives, loadObjective, idOf),
  ]);
  return {
    content: contentOf({
      ...draft,
      organisations: suggestedOf(parties),
      methods: suggestedOf(methods),
      focusAreas: suggestedOf(areas),
      goals: suggestedOf(goals),
      environmentalObjectives: suggestedOf(objectives),
    }),
    title: orNull(draft.title, asText),
    summary: orNull(draft.summary, asText),
    challenge: orNull(draft.challenge, asText),
    solution: orNull(draft.solution, asText),
    conditionsForSuccess: orNull(draft.conditionsForSuccess, asText),
    status: orNull(draft.status, ({ value, ...rest }) => ({ ...rest, status: value })),
    startYear: orNull(draft.startYear, ({ value, ...rest }) => ({ ...rest, ...value })),
    endYear: orNull(draft.endYear, ({ value, ...rest }) => ({ ...rest, ...value })),
    cost: orNull(draft.cost, ({ value, ...rest }) => ({ ...rest, ...value })),
    organisations: parties.map(({ suggested: { value, ...rest }, row }) => ({
      ...rest,
      organisation: row,
      role: value.role,
    })),
    partnerNames: draft.partnerNames.map(asText),
    methods: methods.map(({ suggested, row }) => ({ ...suggested, method: row })),
    focusAreas: areas.map(({ suggested, row }) => ({ ...suggested, focusArea: row })),
    sdgs: goals.map(({ suggested, row }) => ({ ...suggested, goal: row })),
    environmentalObjectives: objectives.map(({ suggested, row }) => ({
      ...suggested,
      objective: row,
    })),
    results: draft.results.map(({ value, ...rest }) => ({ ...rest, result: value })),
    lessons: draft.lessons.map(({ value, ...rest }) => ({ ...rest, lesson: value })),
    sources: draft.sources.map(({ value, ...rest }) => ({ ...rest, source: value })),
  };
}

/**
 * Reads a pasted text as a draft of a case study. Writes nothing and keeps nothing of it.
 * @throws Problems when the text is empty or too long, or the organisation doesn't exist
 * @throws RATE_LIMITED when the actor has too many texts read
 */
export async function draftFromText(
  context: Context,
  { text, organisation }: DraftFromTextInput,
): Promise<TextDraft> {
  checkText(text);
  const writer = await findWriter(context, organisation);
  throttle.count(context.actor.id ?? context.actor.kind);
  const vocabulary = await vocabularyOf(context);
  const today = new Date().getFullYear();
  return present(context, draftFrom(text, analyser, vocabulary, { writer, today }));
}
