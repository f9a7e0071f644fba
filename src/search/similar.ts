import type { Database } from "../platform/database.js";
import type { Bilingual } from "../platform/locale.js";
import { readTermToken } from "./analysis/term-tokens.js";
import type { SearchKindName } from "./change-queue.js";
import { type SearchDocument, textsOf } from "./document-analysis.js";
import { type DocumentVector, decodeVector, hashToken } from "./document-vector.js";
import { analyser } from "./shared-analyser.js";
import type { Vocabulary } from "./vocabulary.js";

/** A record that is about much the same as another one. */
export interface Similar {
  entityId: string;
  /** How much of what the other is about this one is about too: 0–1. */
  score: number;
  /** What both are about, the most telling first; at most five. */
  shared: Bilingual[];
}

/** What a document is about, by index token. */
interface Profile {
  entityId: string;
  /** The most telling tokens first. */
  tokens: { token: string; hash: number; worth: number; strength: number }[];
}

/** How many tokens say what a document is about, and how many of these find the others. */
const profileTokens = 32;
const findingTokens = 16;
/** Of so many documents with any of these tokens so many with most of them are compared. */
const mostConsidered = 500;
const mostCompared = 40;
const mostShared = 5;
/** What shares less is not worth showing. */
const leastScore = 0.08;
/** Roots and the like say the same as the words themselves once more. */
const tellingKinds: ReadonlySet<string> = new Set(["lemma", "concept", "part"]);

function profileOf(
  row: { entityId: string; document: SearchDocument; terms: readonly string[]; vector: Buffer },
  vocabulary: Vocabulary,
): Profile {
  const vector = decodeVector(row.vector);
  // Where it was done doesn't tell what it is about.
  const places = new Set(
    (["organisationNames", "placeNames"] as const)
      .flatMap((field) => textsOf(row.document, field))
      .flatMap((text) => [...analyser.countTokens(text).keys()]),
  );
  const tokens = row.terms.flatMap((token) => {
    const { kind = "" } = readTermToken(token) ?? {};
    const documents = vocabulary.documentsWith(token);
    // What stands in no other document finds none.
    if (!tellingKinds.has(kind) || places.has(token) || documents === 1) return [];
    const hash = hashToken(token);
    const strength = vector.get(hash) ?? 0;
    const information = Math.log((vocabulary.documents + 1) / (documents + 1));
    return [{ token, hash, strength, worth: strength * Math.max(0, information) }];
  });
  return {
    entityId: row.entityId,
    tokens: tokens.toSorted((a, b) => b.worth - a.worth).slice(0, profileTokens),
  };
}

/** A word or a concept as a person reads it. */
function nameOf(token: string): Bilingual | undefined {
  const { kind, key } = readTermToken(token) ?? { kind: "", key: "" };
  if (kind !== "concept") return { sv: key, en: key };
  const concept = analyser.thesaurus.find(key);
  const sv = concept?.sv[0];
  return sv === undefined ? undefined : { sv, en: concept?.en[0] ?? sv };
}

function compare({ tokens }: Profile, entityId: string, vector: DocumentVector): Similar {
  const total = tokens.reduce((sum, { worth }) => sum + worth, 0);
  const shared = tokens.flatMap((each) => {
    const strength = Math.min(each.strength, vector.get(each.hash) ?? 0);
    return strength > 0 ? [{ ...each, common: (each.worth * strength) / each.strength }] : [];
  });
  const names = new Map<string, Bilingual>();
  for (const { token } of shared.toSorted((a, b) => b.common - a.common)) {
    const name = nameOf(token);
    // "värme" says nothing beside "kraftvärme".
    const isSaid = [...names.keys()].some((known) => known.includes(name?.sv ?? ""));
    if (name && !isSaid) names.set(name.sv, name);
  }
  return {
    entityId,
    score: total === 0 ? 0 : shared.reduce((sum, { common }) => sum + common, 0) / total,
    shared: [...names.values()].slice(0, mostShared),
  };
}

/**
 * Finds, for each of some records, others of its kind that are about much the same, the most similar
 * first. Two statements however many records are asked for; either engine may be down.
 */
export async function findSimilar(
  { client }: Pick<Database, "client">,
  vocabulary: Vocabulary,
  kind: SearchKindName,
  ids: readonly string[],
): Promise<Map<string, Similar[]>> {
  const sources = await client<
    { entityId: string; document: SearchDocument; terms: string[]; vector: Buffer }[]
  >`
    select entity_id as "entityId", document, tsvector_to_array(words) as terms, vector
    from search_documents
    where kind = ${kind}::search_kind and entity_id = any(${ids as string[]}::uuid[])`;
  const profiles = sources
    .map((row) => profileOf(row, vocabulary))
    .filter(({ tokens }) => tokens.length > 0);
  if (profiles.length === 0) return new Map();
  const queries = profiles.map(({ tokens }) =>
    tokens
      .slice(0, findingTokens)
      .map(({ token }) => token)
      .join("|"),
  );
  const rows = await client<{ sourceId: string; entityId: string; vector: Buffer }[]>`
    select source.id as "sourceId", other.entity_id as "entityId", other.vector
    from unnest(${profiles.map(({ entityId }) => entityId)}::uuid[], ${queries}::text[]) as source(id, query)
    cross join lateral (
      select entity_id, vector from (
        select entity_id, vector, words from search_documents
        where kind = ${kind}::search_kind and words @@ source.query::tsquery and entity_id <> source.id
        limit ${mostConsidered}
      ) as considered
      order by ts_rank(words, source.query::tsquery) desc, entity_id limit ${mostCompared}
    ) as other`;
  return new Map(
    profiles.map((profile) => [
      profile.entityId,
      rows
        .filter(({ sourceId }) => sourceId === profile.entityId)
        .map(({ entityId, vector }) => compare(profile, entityId, decodeVector(vector)))
        .filter(({ score }) => score >= leastScore)
        .toSorted((a, b) => b.score - a.score),
    ]),
  );
}
