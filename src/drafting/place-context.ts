import type { Token } from "../search/analysis/tokens.js";

/** How much the words around a municipality's name say that the municipality is meant. */
export const placeWeights = {
  /** "Kalmar kommun" */
  NAMED: 3,
  /** "i Kalmar" */
  PLAIN: 1.5,
  /** Part of another name ("Kalmar Energi"), or somebody to learn from ("Växjös modell"). */
  WEAK: 0.4,
} as const;

const authority = /^(?:kommun|stad)(?:s|en|ens|fullmäktige|styrelsen?|koncernen?|ledningen?)?$/iu;
const notThePlace =
  /^(?:län|läns|stift|gata|gatan|väg|vägen|allé|allén|torg|torget|plats|backe|kommuner)$/iu;
const institution =
  /^(?:universitet|universitets|högskola|tekniska|flygplats|hamn|central|centralstation|sjukhus|studio|teater|domkyrka|airport|modell|modellen|exempel|lösning)$/iu;
/** What may stand before the name of a place with a capital letter. */
const adjective =
  /^(?:klimatneutral|klimatpositiv|koldioxidneutral|fossilfri|fossilbränslefri|hållbar|grön|smart|centrala|norra|södra|västra|östra|gamla|nya|inre|yttre)/iu;
const region = /^(?:region|länsstyrelsen|energikontor\p{L}*|business)$/iu;
const learntFrom =
  /(?:som\si|liksom|likt|inspir\p{L}*\sav|förebild\p{L}*(?:\sfrån|\si)?|studiebesök\si|jämfört\smed|precis\ssom|modell\sfrån|lärt\sav|erfarenheter\sfrån)\s$/iu;
/** Municipalities' names that are words as well: at the start of a sentence they needn't be names. */
const words = /^(?:berg|boden|kil|lund|mark|mora|vara)s?$/iu;

/** The word right after a word of a sentence; empty when something stands between. */
function wordAfter(text: string, tokens: readonly Token[], at: number): string {
  const [token, after] = [tokens[at], tokens[at + 1]];
  const isNext = token && after && /^\s{1,2}$/.test(text.slice(token.end, after.start));
  return isNext ? after.raw : "";
}

/** Whether "kommun" or "stad" follows a name, which then is the authority's. */
export const isAuthority = (text: string, tokens: readonly Token[], at: number): boolean =>
  authority.test(wordAfter(text, tokens, at));

/** Where in a sentence a name stands. */
export interface NamePlace {
  text: string;
  tokens: readonly Token[];
  at: number;
  isGenitive: boolean;
  isHeading: boolean;
}

/** What a capital letter in the word before a name says: two words are one name, if within a sentence. */
function weightAfterCapital({ text, tokens, at, isHeading }: NamePlace): number | undefined {
  const before = tokens[at - 1];
  const previous = wordAfter(text, tokens, at - 1) === "" ? "" : (before?.raw ?? "");
  if (!before || !/^\p{Lu}/u.test(previous) || before.isStopWord) return undefined;
  if (adjective.test(previous) || /^(?:staden|kommunen)$/i.test(previous)) return undefined;
  if (region.test(previous)) return placeWeights.WEAK;
  if (at > 1) return 0;
  // "Samlastning Växjö" heads a text, "Anna Lund" may begin a sentence.
  return isHeading ? undefined : placeWeights.WEAK;
}

/**
 * Weighs a municipality's name by the words around it; 0 if the place isn't meant ("Kalmar län",
 * "projektledare Anna Lund").
 */
export function placeWeight(place: NamePlace): number {
  const { text, tokens, at, isGenitive } = place;
  const token = tokens[at];
  if (!token) return 0;
  const next = wordAfter(text, tokens, at);
  if (authority.test(next)) return placeWeights.NAMED;
  if (notThePlace.test(next)) return 0;
  if (at === 0 && next !== "" && words.test(token.raw)) return 0;
  const afterCapital = weightAfterCapital(place);
  if (afterCapital !== undefined) return afterCapital;
  if (institution.test(next) || (/^\p{Lu}/u.test(next) && !isGenitive)) return placeWeights.WEAK;
  const lead = text.slice(Math.max(0, token.start - 40), token.start);
  return learntFrom.test(lead) ? placeWeights.WEAK : placeWeights.PLAIN;
}
