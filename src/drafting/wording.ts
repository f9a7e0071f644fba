import { type Confidence, type Span, type Suggested, passageOf, plainText } from "./passages.js";
import type { ReadText, Sentence } from "./read-text.js";
import { type SectionKind, headingText, isBeside, sectionKindOf } from "./sections.js";

/** The longest title and summary that a case study may have. */
export const longestTitle = 120;
export const longestSummary = 500;
/** The longest of the other texts suggested: the rest is pasted by whoever wants it. */
export const longestText = 2000;

/** Lines above a title that aren't it: dates, paths, by whom. */
const aboveTitle =
  /^(?:publicerad|uppdaterad|senast|foto|bild|start\s?[/>]|hem\s?[/>]|\d{1,2}\s\p{L}+\s\d{4}|\d{4}-\d\d-\d\d|sida?\s\d)/iu;
const firstLines = 6;
/** The shortest line that may be the beginning of a summary. */
const shortestParagraph = 60;

/** Cuts a text between words so that it fits, with an ellipsis. */
export function shorten(text: string, longest: number): string {
  const plain = plainText(text).toWellFormed();
  if (plain.length <= longest) return plain;
  const cut = plain.lastIndexOf(" ", longest - 1);
  return `${plain
    .slice(0, cut > longest / 2 ? cut : longest - 1)
    .replace(/[\s,;:–-]+$/, "")
    .toWellFormed()}…`;
}

/** Suggests a title: the first heading that is one of its own, else the first sentence. */
export function findTitle({ text, sentences }: ReadText): Suggested<string> | undefined {
  const opening = sentences.filter(({ line }) => line < firstLines);
  const fits = ({ start, end }: Sentence): boolean =>
    end - start <= longestTitle && !aboveTitle.test(text.slice(start, end));
  const headings = opening.filter((each) => each.kind === "HEADING" && fits(each));
  const own = headings.find(
    ({ start, end }) => sectionKindOf(text.slice(start, end)) === undefined,
  );
  const first = sentences.find(fits) ?? sentences[0];
  const chosen = own ?? headings[0] ?? first;
  if (!chosen) return undefined;
  const value = shorten(
    headingText(text.slice(chosen.start, chosen.end)).replace(/\.$/, ""),
    longestTitle,
  );
  if (value === "") return undefined;
  // Two headings in a row may be the site's name and the title.
  const isAlone = headings.length === 1 || headings[1]?.line !== (headings[0]?.line ?? 0) + 1;
  const confidence: Confidence = own ? (own.line === 0 && isAlone ? "HIGH" : "MEDIUM") : "LOW";
  return { value, confidence, passage: passageOf(text, chosen) };
}

/** Sentences from one on, as many as fit. */
function gather(
  text: string,
  sentences: readonly Sentence[],
  longest: number,
  goesOn: (sentence: Sentence) => boolean,
): { value: string; span: Span } | undefined {
  const [first] = sentences;
  if (!first) return undefined;
  let { end } = first;
  let value = shorten(text.slice(first.bodyStart, end), longest);
  for (const sentence of sentences.slice(1)) {
    if (!goesOn(sentence)) break;
    const longer = `${value} ${plainText(text.slice(sentence.start, sentence.end)).toWellFormed()}`;
    if (longer.length > longest) break;
    value = longer;
    ({ end } = sentence);
  }
  return { value, span: { start: first.start, end } };
}

function ofSection(
  { text, sentences }: ReadText,
  section: SectionKind,
  longest: number,
): Suggested<string> | undefined {
  const isOf = (sentence: Sentence): boolean =>
    sentence.section === section && sentence.kind !== "HEADING";
  const from = sentences.findIndex(isOf);
  if (from < 0) return undefined;
  const gathered = gather(text, sentences.slice(from), longest, isOf);
  return (
    gathered && {
      value: gathered.value,
      confidence: "HIGH",
      passage: passageOf(text, gathered.span),
    }
  );
}

/** Suggests a summary: what stands under a heading that says so, else the first paragraph. */
export function findSummary(
  read: ReadText,
  title: Span | undefined,
): Suggested<string> | undefined {
  const told = ofSection(read, "SUMMARY", longestSummary);
  if (told) return told;
  const { text, sentences } = read;
  const after = sentences.filter(
    ({ kind, start, section }) =>
      kind === "TEXT" && start >= (title?.end ?? 0) && !isBeside(section),
  );
  const lineLengths = new Map<number, number>();
  for (const { line, start, end } of after)
    lineLengths.set(line, (lineLengths.get(line) ?? 0) + end - start);
  const from = after.findIndex(({ line }) => (lineLengths.get(line) ?? 0) >= shortestParagraph);
  const first = after[Math.max(from, 0)];
  if (!first) return undefined;
  const gathered = gather(
    text,
    after.slice(Math.max(from, 0)),
    longestSummary,
    ({ section, bodyStart, start }) => section === first.section && bodyStart === start,
  );
  return (
    gathered && {
      value: gathered.value,
      confidence: from < 0 ? "LOW" : "MEDIUM",
      passage: passageOf(text, gathered.span),
    }
  );
}

/** Suggests the text under the first heading of a kind. */
export const findSectionText = (
  read: ReadText,
  section: SectionKind,
): Suggested<string> | undefined => ofSection(read, section, longestText);
