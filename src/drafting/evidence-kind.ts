import type { ResultRow } from "../results/results.table.js";
import type { SectionKind } from "./sections.js";

type Kind = ResultRow["kind"];

/** What a figure is said to be, the surest first. "mätbar" and "målgrupp" say nothing. */
const cues: readonly (readonly [Kind, RegExp])[] = [
  [
    "MEASURED",
    /(?<!\p{L})(?:uppmät|mätning|mätt(?!a\p{L})|mätte|loggn|loggad|loggade|mätdata|mätvärde)/iu,
  ],
  [
    "TARGET",
    /(?<!\p{L})(?:\p{Ll}{0,20}mål(?:et|en|s|sättning\p{L}*|nivå\p{L}*|bild\p{L}*|värde\p{L}*)?(?!\p{L})|ska(?:ll)?(?!\p{L})|krav(?!en)|åtar\ssig|åtagit\ssig|senast\s(?:år\s)?20)/iu,
  ],
  [
    "FORECAST",
    /(?<!\p{L})(?:prognos|vänta[sd]|förvänt|planera|kommer\satt|bedöm[st]|bedömning|möjlig|potential|skulle\skunna|kan\s(?:minska|ge|spara|öka|komma|bli)|förstudie|på\ssikt|framtida|fullt\sutbygg)/iu,
  ],
  [
    "CALCULATED",
    /(?<!\p{L})(?:beräkna|beräkning|räknat|räknar|räknas|uppskatta|kalkyl|modeller|enligt\sstudie)/iu,
  ],
];

const kindIn = (words: string): Kind | undefined => cues.find(([, cue]) => cue.test(words))?.[0];

/** What the heading says that the figures below it are. */
const kindOfSection = (section: SectionKind | undefined): Kind | undefined =>
  section === "GOALS" ? "TARGET" : section === "PLANS" ? "FORECAST" : undefined;

/** Where a figure stands, as far as its kind is told by words. */
export interface EvidenceContext {
  /** The figure's own part of the sentence. */
  clause: string;
  /** The sentence up to the figure. */
  before: string;
  /** The whole sentence; undefined where it tells other figures as well. */
  sentence: string | undefined;
  section: SectionKind | undefined;
  /** The last year that the figure holds for, if told. */
  lastYear: number | undefined;
  /** The present year. */
  today: number;
}

/** Says what kind of evidence a figure is, and whether the text says so. */
export function evidenceKind(context: EvidenceContext): { kind: Kind; isTold: boolean } {
  const { clause, before, sentence, section, lastYear, today } = context;
  const told =
    kindIn(clause) ??
    kindIn(before) ??
    (sentence === undefined ? undefined : kindIn(sentence)) ??
    kindOfSection(section);
  if (told) return { kind: told, isTold: true };
  const isAhead = lastYear !== undefined && lastYear > today;
  return { kind: isAhead ? "TARGET" : "REPORTED", isTold: false };
}
