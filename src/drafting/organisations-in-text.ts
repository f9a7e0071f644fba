import type { CaseStudyOrganisationRow } from "../case-studies/case-studies.table.js";
import { type NameIndex, createNameIndex } from "./name-index.js";
import { type Confidence, type Span, type Suggested, passageOf } from "./passages.js";
import { isAuthority, placeWeight, placeWeights } from "./place-context.js";
import type { ReadText, Sentence } from "./read-text.js";
import { isBeside } from "./sections.js";
import { type SourceDraft, hostOf } from "./sources-in-text.js";

/** An organisation of the bank, as far as texts may name it. */
export interface KnownOrganisation {
  id: string;
  slug: string;
  isMunicipality: boolean;
  /** The name first, then others. */
  names: readonly string[];
  website: string | null;
}

/** An organisation that a text names, and its likely part in the effort. */
export interface OrganisationDraft {
  organisation: KnownOrganisation;
  role: CaseStudyOrganisationRow["role"];
}

/** All that organisations are found by. */
export interface OrganisationIndex {
  names: NameIndex<KnownOrganisation>;
  byHost: ReadonlyMap<string, KnownOrganisation>;
}

/** Most organisations suggested. */
export const mostOrganisations = 10;
/** What an address at an organisation's own site says for it. */
const hostWeight = 1.5;
/** What the name of an organisation that is no place says for it. */
const nameWeight = 1.5;
const titleFactor = 2;
const partnerFactor = 1.5;
const surely = 3;
const likely = 1.5;

/** Makes the index of the bank's organisations. */
export function indexOrganisations(all: readonly KnownOrganisation[]): OrganisationIndex {
  return {
    names: createNameIndex(
      all.flatMap((organisation) =>
        organisation.names.map((name) => [name, organisation] as const),
      ),
    ),
    byHost: new Map(
      all.flatMap((organisation) => {
        const host = organisation.website === null ? undefined : hostOf(organisation.website);
        return host === undefined ? [] : [[host, organisation] as const];
      }),
    ),
  };
}

interface Mention extends Span {
  organisation: KnownOrganisation;
  weight: number;
}

/** Where in a text an organisation of the bank is named. */
export interface NamedSpan extends Span {
  organisation: KnownOrganisation;
}

function* mentionsIn(
  text: string,
  sentence: Sentence,
  { names }: OrganisationIndex,
): Generator<Mention> {
  const { tokens } = sentence;
  const isHeading = sentence.kind === "HEADING";
  for (let at = 0; at < tokens.length; at++) {
    const found = names.find(tokens, at);
    if (!found) continue;
    const { of: organisation, to, isGenitive } = found;
    // "Växjö" alone is a place, "Växjö kommun" is the authority.
    const isPlace = organisation.isMunicipality && to === at + 1;
    const isNamed = isPlace && isAuthority(text, tokens, at);
    const [first, last] = [tokens[at], tokens[isNamed ? to : to - 1]];
    if (!first || !last) continue;
    const place = { text, tokens, at, isGenitive, isHeading };
    const weight = isPlace
      ? placeWeight(place)
      : organisation.isMunicipality
        ? placeWeights.NAMED
        : nameWeight;
    if (weight > 0) yield { start: first.start, end: last.end, organisation, weight };
    at = to - 1;
  }
}

const factorOf = ({ kind, line, section }: Sentence): number =>
  line === 0 ? titleFactor : section === "PARTNERS" && kind !== "HEADING" ? partnerFactor : 1;

interface Tally {
  organisation: KnownOrganisation;
  weight: number;
  best: { weight: number; span: Span };
}

const confidenceOf = (weight: number): Confidence =>
  weight >= surely ? "HIGH" : weight >= likely ? "MEDIUM" : "LOW";

/**
 * Suggests the organisations that a text names, the most named first. The first municipality leads, or
 * who writes, if the text names them; nobody who is named in passing only.
 * @param writer the id of the organisation that writes
 */
export function findOrganisations(
  { text, sentences }: ReadText,
  sources: readonly Suggested<SourceDraft>[],
  index: OrganisationIndex,
  writer: string | undefined,
): { organisations: Suggested<OrganisationDraft>[]; named: NamedSpan[] } {
  const tallies = new Map<string, Tally>();
  const add = (organisation: KnownOrganisation, weight: number, span: Span): void => {
    const tally = tallies.get(organisation.id);
    if (!tally) tallies.set(organisation.id, { organisation, weight, best: { weight, span } });
    else {
      tally.weight += weight;
      if (weight > tally.best.weight) tally.best = { weight, span };
    }
  };
  const named: NamedSpan[] = [];
  for (const sentence of sentences) {
    if (isBeside(sentence.section)) continue;
    for (const { organisation, weight, start, end } of mentionsIn(text, sentence, index)) {
      add(organisation, weight * factorOf(sentence), sentence);
      named.push({ organisation, start, end });
    }
  }
  for (const { value, passage } of sources) {
    const organisation = index.byHost.get(hostOf(value.url) ?? "");
    if (organisation) add(organisation, hostWeight, passage);
  }
  const ranked = [...tallies.values()].toSorted((a, b) => b.weight - a.weight);
  const lead =
    ranked.find(({ organisation }) => organisation.id === writer) ??
    ranked.find(({ organisation, weight }) => organisation.isMunicipality && weight >= likely) ??
    ranked.find(({ weight }) => weight >= likely);
  const ordered = lead ? [lead, ...ranked.filter((tally) => tally !== lead)] : ranked;
  const organisations = ordered
    .slice(0, mostOrganisations)
    .map(({ organisation, weight, best }): Suggested<OrganisationDraft> => ({
      value: { organisation, role: organisation === lead?.organisation ? "LEAD" : "PARTNER" },
      confidence: confidenceOf(weight),
      passage: passageOf(text, best.span),
    }));
  return { organisations, named };
}
