import { swedishStopWords } from "../search/analysis/stop-words.js";
import type { NamedSpan } from "./organisations-in-text.js";
import { type Confidence, type Span, type Suggested, passageOf, plainText } from "./passages.js";
import type { ReadText, Sentence } from "./read-text.js";
import { isBeside } from "./sections.js";

/** Most names suggested of partners that the bank has no record of. */
export const mostPartnerNames = 15;
const longestName = 80;
const mostWords = 6;

/** What ends or is the name of an organisation, and never of a person. */
const organisationWord =
  /(?<!\p{L})(?:kommun|stad|stads|region|län|länsstyrelsen?|universitet|högskola|institut(?:et)?|akademi\p{L}*|energi|energy|power|energikontor\p{L}*|vatten|avfall|bostäder|bostad|fastigheter|kyrkan|verket|verken|verk|myndigheten|styrelsen|center|centrum|science park|airport|group|arkitekt\p{L}*|ab|hb|kb|university|institute|foundation|philanthropies|mobility|cluster)(?!\p{L})|\p{L}(?:kontoret|förvaltning(?:en)?|bolag(?:et)?|verket|trafiken|regionen|förening(?:en)?|förbund(?:et)?|stiftelsen|gruppen|poolen|rådet|nämnden|kommittén?|energi|bostäder)(?!\p{L})/iu;
const acronym = /(?<![\p{L}\d])\p{Lu}[\p{Lu}\d&-]{1,7}(?![\p{L}\d])/u;
/** Acronyms of what isn't a partner. */
const noPartner = /^(?:EU|FN|VA|IT|CO2|BNP|IPCC|SDG|LED|VD|PR|AI)$/u;

/** After these words a text lists who took part. */
const cue =
  /(?:i\s(?:nära\s)?(?:samarbete|samverkan)\smed|tillsammans\smed|(?:projekt|samarbets)?partne(?:r|rs|rna)\s(?:är|var)|samverkan\smellan|samarbete\smellan|medverka(?:r|de)\s(?:gör|gjorde)?(?:\säven)?|finansiera[ts]s?\sav|stöd\s(?:från|av)|leds\sav|ägs\s(?:gemensamt\s)?av)\s/giu;
const listEnd =
  /[.;:()]|\s(?:för|som|där|vilka|vilket|har|är|ska|och\sär|genom|inom|under|samt\s\p{Ll})\s/u;
const properName =
  /^\s*\p{Lu}[\p{L}\d.&/-]*(?:\s(?:\p{Lu}[\p{L}\d.&/-]*|(?:i|av|för|och)\s\p{Lu}\p{L}+|kommun|stad|län|universitet|högskola|energi|förening|ab))*/u;
const separator = /(,\s|\soch\s|\ssamt\s|\s&\s(?=\p{Lu}\p{Ll}+\s\p{Lu})|\n|;\s?|\s[•·|]\s)/u;

const isSeparatorOnly = new RegExp(`^${separator.source}$`, "u");

interface Candidate extends Span {
  name: string;
  confidence: Confidence;
}

/** What a name ends in after "och": "Borås Energi och Miljö". */
const secondHalf =
  /^(?:miljö|vatten|avfall|återvinning|energi|kultur|fritid|teknik|samhälle|hamn)(?=[\s.,;(]|$)/iu;

/** The parts of a list with those joined again that are one name. */
function rejoined(parts: readonly string[]): string[] {
  const whole: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? "";
    const isHalf =
      /^\s(?:och|&)\s$/u.test(part) && secondHalf.test(parts[at + 1] ?? "") && whole.length > 0;
    if (isHalf) whole.push(`${whole.pop() ?? ""}${part}${parts[++at] ?? ""}`);
    else whole.push(part);
  }
  return whole;
}

/** The parts of a list of names with their places, signs at their ends left out. */
function* itemsOf(list: string, start: number): Generator<Span & { item: string }> {
  let at = 0;
  for (const part of rejoined(list.split(separator))) {
    const isSeparator = isSeparatorOnly.test(part);
    const item = part.replace(/[\s.,;:–—-]+$/, "");
    if (!isSeparator && item !== "")
      yield { item, start: start + at, end: start + at + item.length };
    at += part.length;
  }
}

function nameOf(item: string): string | undefined {
  const name = plainText(item)
    .replace(/^(?:bland\sannat|bl\.a\.|även|både|samt|och|t\.ex\.|inklusive)\s/iu, "")
    .replace(/\s*\([^)]*\)?$/, "");
  if (name.length < 2 || name.length > longestName || !/^\p{Lu}/u.test(name)) return undefined;
  if (name.split(" ").length > mostWords || /[@/]\s|\d{3}|[.!?]\s/.test(name)) return undefined;
  return name;
}

/** The words with capital letters that a stretch begins with, and what belongs to them. */
const nameAtStart = (item: string): string => properName.exec(item)?.[0] ?? "";

/**
 * Whether a name can't be a person's: drafts suggest organisations only. In a list of partners two words
 * with capital letters are taken for an organisation's.
 */
function isOrganisation(name: string): boolean {
  if (noPartner.test(name)) return false;
  if (organisationWord.test(name) || acronym.test(name)) return true;
  const words = name.split(" ");
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return words.length === 1
    ? /^\p{Lu}\p{L}{3,}$/u.test(name) && !/(?:en|et|na|ning)$/.test(name)
    : capitals > 2;
}

function* inList({ text }: ReadText, sentence: Sentence): Generator<Candidate> {
  const list = text.slice(sentence.bodyStart, sentence.end);
  const names = [...itemsOf(list, sentence.bodyStart)].flatMap(({ item, ...span }) => {
    const name = nameOf(item);
    return name === undefined ? [] : [{ name, ...span, isSure: isOrganisation(name) }];
  });
  // Among organisations a name of two words is one as well; a list of persons is none of ours.
  const sure = names.filter(({ isSure }) => isSure).length;
  const isOfOrganisations = sentence.bodyStart > sentence.start && sure * 2 >= names.length;
  for (const { isSure, ...candidate } of names)
    if (isSure || isOfOrganisations) yield { ...candidate, confidence: isSure ? "HIGH" : "MEDIUM" };
}

function* inSentence({ text }: ReadText, sentence: Sentence): Generator<Candidate> {
  const own = text.slice(sentence.start, sentence.end);
  for (const { index, 0: words } of own.matchAll(cue)) {
    const from = index + words.length;
    const rest = own.slice(from, from + 300);
    const list = rest.slice(0, listEnd.exec(rest)?.index ?? rest.length);
    for (const { item, start } of itemsOf(list, sentence.start + from)) {
      const proper = nameAtStart(item);
      const name = nameOf(proper);
      if (name !== undefined && isOrganisation(name))
        yield { name, start, end: start + proper.length, confidence: "MEDIUM" };
    }
  }
}

const authority =
  /(?<![\p{L}-]|\p{Lu}\p{L}{1,30}\s)(?:\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?\s(?:kommun|stad|universitet|högskola)|(?:Region|Länsstyrelsen(?:\si)?)\s\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?(?:\slän)?|Högskolan\s(?:i\s)?\p{Lu}\p{Ll}+|\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,3}\sAB)(?![\p{L}-])/gu;

function* authorities({ text }: ReadText, sentence: Sentence): Generator<Candidate> {
  const own = text.slice(sentence.start, sentence.end);
  for (const { index, 0: name } of own.matchAll(authority)) {
    // "När Växjö kommun …"
    const first = /^\p{L}+\s/u.exec(name)?.[0] ?? "";
    const lead = swedishStopWords.has(first.trim().toLowerCase()) ? first.length : 0;
    const start = sentence.start + index + lead;
    const named = name.slice(lead);
    yield { name: plainText(named), start, end: start + named.length, confidence: "MEDIUM" };
  }
}

const overlaps = (one: Span, other: Span): boolean =>
  one.start < other.end && other.start < one.end;

/**
 * Suggests partners that the bank has no record of, by their names.
 * @param named where organisations of the bank are named: those are suggested as such
 */
export function findPartnerNames(read: ReadText, named: readonly NamedSpan[]): Suggested<string>[] {
  const found = new Map<string, Suggested<string>>();
  const known = new Set(
    named.flatMap(({ organisation }) => organisation.names.map((name) => name.toLowerCase())),
  );
  let nextNamed = 0;
  for (const sentence of read.sentences) {
    const { section, kind } = sentence;
    if (isBeside(section) || kind === "HEADING") continue;
    while ((named[nextNamed]?.end ?? Infinity) <= sentence.start) nextNamed += 1;
    const near: NamedSpan[] = [];
    for (let at = nextNamed; (named[at]?.start ?? Infinity) < sentence.end; at++) {
      const each = named[at];
      if (each) near.push(each);
    }
    const listed = section === "PARTNERS" ? [...inList(read, sentence)] : [];
    for (const { name, confidence, ...span } of [
      ...listed,
      ...inSentence(read, sentence),
      ...authorities(read, sentence),
    ]) {
      const key = name.toLowerCase();
      // "Kalmar" within "Kalmar Energi" is no reason to leave the company out.
      const isKnown =
        known.has(key) ||
        near.some((each) => overlaps(each, span) && each.end - each.start >= name.length - 1);
      if (isKnown || found.has(key)) continue;
      found.set(key, { value: name, confidence, passage: passageOf(read.text, span) });
      if (found.size === mostPartnerNames) return [...found.values()];
    }
  }
  return [...found.values()];
}
