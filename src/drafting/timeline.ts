import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { type Confidence, type Suggested, passageOf } from "./passages.js";
import type { ReadText, Sentence } from "./read-text.js";
import { findFigures } from "./figure.js";
import { isBeside } from "./sections.js";
import { type YearMention, findYears } from "./years.js";

type Status = CaseStudyRow["status"];

/** A year in which an effort began or ended. */
export interface YearDraft {
  year: number;
  isApproximate: boolean;
}

/** When an effort took place, as far as a text tells. */
export interface Timeline {
  startYear: Suggested<YearDraft> | undefined;
  endYear: Suggested<YearDraft> | undefined;
  status: Suggested<Status> | undefined;
}

interface Candidate {
  year: number;
  isApproximate: boolean;
  score: number;
  sentence: Sentence;
}

const effort = /(?<!\p{L})(?:projekt|pågå|pågick|genomför|satsning|försök|piloten|etapp)\p{L}*/iu;
const surely = 3;
const likely = 2;
/** What says less isn't suggested. */
const least = 0.65;
/** A year among figures is when they were counted, not when the effort began. */
const besideFigures = 0.25;
/** In the first lines a year or a period of which nothing is said is likely the effort's. */
const firstLines = 3;

/** How much a year says for the beginning and for the end of the effort. */
function scoresOf(
  { role }: YearMention,
  own: string,
  { section, line }: Sentence,
): [start: number, end: number] {
  if (section === "PERIOD") return role === "PERIOD" ? [5, 5] : role === "END" ? [0, 5] : [4, 0];
  switch (role) {
    case "PERIOD":
      if (effort.test(own)) return [3, 3];
      return line < firstLines ? [2, 2] : [1.2, 1.2];
    case "START":
      return [2.5, 0];
    case "END":
      return [0, 2.5];
    case "DEADLINE":
      return [0, line === 0 ? 1 : 0];
    case "AT":
      return [line < firstLines ? 0.7 : 0, 0];
    default:
      return [0, 0];
  }
}

const confidenceOf = (score: number): Confidence =>
  score >= surely ? "HIGH" : score >= likely ? "MEDIUM" : "LOW";

const toSuggestion = (
  text: string,
  candidate: Candidate | undefined,
): Suggested<YearDraft> | undefined =>
  candidate && {
    value: { year: candidate.year, isApproximate: candidate.isApproximate },
    confidence: confidenceOf(candidate.score),
    passage: passageOf(text, candidate.sentence),
  };

function findSpan({ text, sentences }: ReadText): { start?: Candidate; end?: Candidate } {
  const starts: Candidate[] = [];
  const ends: Candidate[] = [];
  for (const sentence of sentences) {
    if (isBeside(sentence.section)) continue;
    const own = text.slice(sentence.start, sentence.end);
    const years = findYears(own);
    if (years.length === 0) continue;
    const isOfFigures = sentence.section !== "PERIOD" && findFigures(text, sentence).length > 0;
    const factor = isOfFigures ? besideFigures : 1;
    for (const mention of years) {
      const { from, to, isApproximate } = mention;
      const [start = 0, end = 0] = scoresOf(mention, own, sentence).map((score) => score * factor);
      if (start >= least) starts.push({ year: from, isApproximate, score: start, sentence });
      if (end >= least) ends.push({ year: to, isApproximate, score: end, sentence });
    }
  }
  const [start] = starts.toSorted((a, b) => b.score - a.score || a.year - b.year);
  const [end] = ends
    .filter(({ year }) => start === undefined || year >= start.year)
    .toSorted((a, b) => b.score - a.score || b.year - a.year);
  return { ...(start ? { start } : {}), ...(end ? { end } : {}) };
}

/** What tells how far an effort has come, the plainest first. */
const cues: readonly (readonly [Status, Confidence, RegExp])[] = [
  [
    "STOPPED",
    "MEDIUM",
    /(?:projektet|försöket|satsningen|piloten|arbetet|verksamheten|införandet)\s[^.;]{0,40}(?:lades\sner|las\sner|lagts\sner|avbröts|avbrutits|stoppades|avvecklades|i\sförtid)/iu,
  ],
  [
    "COMPLETED",
    "MEDIUM",
    /(?<!\p{L})(?:slutrapport|(?:projektet|satsningen|piloten|försöket)\s(?:är\s(?:nu\s)?(?:avslutat|klart|slutfört)|har\savslutats|avslutades|slutfördes)|avslutades|slutfördes|genomfördes)/iu,
  ],
  [
    "ONGOING",
    "MEDIUM",
    /(?<!\p{L})(?:pågår|pågående|fortsätter|är\si\sdrift|i\sfull\sdrift|arbetar\s(?:nu|vidare|löpande|kontinuerligt)|följer\supp\s(?:\p{L}+\s)?(?:varje\sår|årligen))/iu,
  ],
  [
    "PLANNED",
    "LOW",
    /(?<!\p{L})(?:planerar\s(?:att|infångning|en|ett)|planeras|ska\s(?:byggas|införas|starta|påbörjas|invigas)|kommer\satt\s(?:byggas|införas|starta|påbörjas))/iu,
  ],
];

function findStatus(
  read: ReadText,
  end: Candidate | undefined,
  today: number,
): Suggested<Status> | undefined {
  const { text, sentences } = read;
  const isSure = end !== undefined && end.score >= likely;
  const byYear = isSure
    ? ({
        value: end.year < today ? "COMPLETED" : "ONGOING",
        confidence: confidenceOf(end.score),
        passage: passageOf(text, end.sentence),
      } as const)
    : undefined;
  for (const [value, confidence, cue] of cues) {
    // An end that is known tells more than words about it; that it was given up tells more still.
    if (byYear && value !== "STOPPED") return byYear;
    const sentence = sentences.find(
      ({ start, end: to, section }) => !isBeside(section) && cue.test(text.slice(start, to)),
    );
    if (sentence) return { value, confidence, passage: passageOf(text, sentence) };
  }
  return byYear;
}

/**
 * Suggests when an effort began and ended and how far it has come.
 * @param today the present year
 */
export function findTimeline(read: ReadText, today: number): Timeline {
  const { start, end } = findSpan(read);
  return {
    startYear: toSuggestion(read.text, start),
    endYear: toSuggestion(read.text, end),
    status: findStatus(read, end, today),
  };
}
