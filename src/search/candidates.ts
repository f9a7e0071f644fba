import type { SearchRequest } from "./ranked-search.js";
import type {
  EngineAnswer,
  EngineFilter,
  EngineRequest,
  Preference,
  SearchEngine,
} from "./search-engine.js";
import type { SearchPlan } from "./search-plan.js";
import type { TokenCondition } from "./token-condition.js";
import type { Vocabulary } from "./vocabulary.js";

/** How many of the documents found are ranked; what follows comes newest first. */
export const rankedHits = 100;
/** When fewer documents answer a whole phrase, those that answer it less well are found too. */
const fullPage = 20;
/** When fewer answer a word, or these are fewer, anything that answers a part of it is. */
const fewHits = 8;
/** How many of the most alike municipalities are looked at first. */
const likeMunicipalities = 8;
/** So many times more than enough are expected: there will be enough. */
const sureTimes = 5;
/** How many of the documents that hold a token hold it in their heads, by and large. */
const headShare = 0.3;

/** The documents that answer a query, before they are put in order. */
export interface Candidates {
  answer: EngineAnswer;
  /** What was asked for them. */
  request: EngineRequest;
}

/**
 * Asks for what answers the whole query; for what answers enough of it when that is little. Which of
 * the steps that will be is guessed from the vocabulary, and the others are counted along: most
 * searches take one request, and a wrong guess costs a second one, never another answer.
 * @returns undefined when there is nothing to look for
 */
export async function findCandidates(
  engine: SearchEngine,
  request: SearchRequest,
  plan: SearchPlan | undefined,
  vocabulary: Vocabulary,
): Promise<Candidates | undefined> {
  // Who only counts needs no documents, in whatever order.
  const onlyCounts = request.limit === 0;
  const preferences = onlyCounts ? [] : preferencesOf(request, plan);
  const ask = async (
    where: TokenCondition | undefined,
    prefer: readonly Preference[],
    counting: readonly TokenCondition[],
  ): Promise<Candidates> => {
    const { filter, facets } = request;
    const asked: EngineRequest = {
      where,
      filter,
      prefer,
      facets,
      counting,
      without: [],
      offset: 0,
      limit: onlyCounts ? 0 : rankedHits,
    };
    return { answer: await engine.search(asked), request: asked };
  };
  // Nothing but stop words, signs or emoji.
  if (!plan) return request.query === "" ? ask(undefined, preferences, []) : undefined;

  const { steps } = plan;
  const enoughAt = (step: number): number =>
    step === 0 && plan.terms.length > 1 ? fullPage : fewHits;
  const forecast = forecastStep(steps, vocabulary, enoughAt);
  const counts: (number | undefined)[] = steps.map(() => undefined);
  let { step } = forecast;
  let isSure = forecast.count >= sureTimes * enoughAt(step) && !isNarrowing(request.filter);
  // Where all candidates are ranked, it doesn't matter which come first.
  let prefers = onlyCounts || forecast.count > rankedHits / 2;
  for (;;) {
    const open = steps.flatMap((where, at) =>
      at !== step && counts[at] === undefined && (at < step || !isSure) ? [{ at, where }] : [],
    );
    const found = await ask(
      steps[step],
      prefers ? preferences : [],
      open.map(({ where }) => where),
    );
    const { totalCount } = found.answer;
    counts[step] = totalCount;
    for (const [index, { at }] of open.entries()) counts[at] = found.answer.counts[index];
    const chosen = chooseStep(counts, enoughAt);
    // Each step admits what the one before does: where as many are found, they are the same.
    if (chosen !== undefined && counts[chosen] === totalCount) {
      if (prefers || totalCount <= rankedHits) return found;
      prefers = true;
    }
    isSure = false;
    step = chosen ?? counts.indexOf(undefined);
  }
}

/** The first step that finds enough, else the last; undefined while counts are missing to tell. */
function chooseStep(
  counts: readonly (number | undefined)[],
  enoughAt: (step: number) => number,
): number | undefined {
  for (const [step, count] of counts.entries()) {
    if (count === undefined) return undefined;
    if (count >= enoughAt(step)) return step;
  }
  return counts.length - 1;
}

function preferencesOf(request: SearchRequest, plan: SearchPlan | undefined): Preference[] {
  const preferences: Preference[] = plan ? [{ where: plan.head }] : [];
  if (request.likeness) {
    const alike = [...request.likeness].toSorted(([, a], [, b]) => b - a);
    preferences.push({
      municipalities: alike.slice(0, likeMunicipalities).map(([code]) => code),
    });
  }
  return preferences;
}

const isNarrowing = ({ lists, ...limits }: EngineFilter): boolean =>
  Object.values(lists).some((values) => values.length > 0) ||
  Object.values(limits).some((limit) => limit !== undefined);

/** Guesses which step finds enough, and how many documents. */
function forecastStep(
  steps: readonly TokenCondition[],
  vocabulary: Vocabulary,
  enoughAt: (step: number) => number,
): { step: number; count: number } {
  const counts = steps.map((where) => shareOf(where, vocabulary) * vocabulary.size);
  const enough = counts.findIndex((count, step) => count >= enoughAt(step));
  const step = enough < 0 ? steps.length - 1 : enough;
  return { step, count: counts[step] ?? 0 };
}

/** About which share of the bank's documents meets a condition, as if all tokens were independent. */
function shareOf(condition: TokenCondition, vocabulary: Vocabulary): number {
  if ("all" in condition)
    return condition.all.reduce((share, each) => share * shareOf(each, vocabulary), 1);
  if ("any" in condition)
    return 1 - condition.any.reduce((rest, each) => rest * (1 - shareOf(each, vocabulary)), 1);
  // The kinds of one word mostly stand in the same documents.
  const most = Math.max(0, ...condition.tokens.map((token) => vocabulary.documentsWith(token)));
  const share = most / Math.max(1, vocabulary.documents);
  return condition.inHead ? share * headShare : share;
}
