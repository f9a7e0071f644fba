import {
  type Confidence,
  type Span,
  type Suggested,
  passageOf,
  plainText,
  shorten,
} from "./passages.js";
import type { ReadText, Sentence } from "./read-text.js";
import { type SectionKind, headingText, isBeside, sectionKindOf } from "./sections.js";

/** The longest title and summary that a case study may have. */
const longestTitle = 120;
const longestSummary = 500;
/** The longest of the other texts suggested: the rest is pasted by whoever wants it. */
const longestText = 2000;

/** Lines above a title that aren't it: paths, dates, page numbers. */
const aboveTitle =
  /^(?:start\s?[/>]|hem\s?[/>]|\d{1,2}\s\p{L}+\s\d{4}|\d{4}-\d\d-\d\d|sida?\s\d)/iu;
const firstLines = 6;
/** The shortest line that may be the beginning of a summary. */
const shortestParagraph = 60;

/** Suggests a title: the first heading that is one of its own, else the first sentence. */
export function findTitle({ text, sentences }: ReadText): Suggested<string> | undefined {
  const opening = sentences.filter(({ line }) => line < firstLines);
  const fits = ({ start, end, section }: Sentence): boolean =>
    end - start <= longestTitle && section !== "PAGE" && !aboveTitle.test(text.slice(start, end));
  const headings = opening.filter((each) => each.kind === "HEADING" && fits(each));
  const own = headings.find(
    ({ start, end }) => sectionKindOf(text.slice(start, end)) === undefined,
  );
  const first = sentences.find(fits) ?? sentences[0];
  const chosen = own ?? headings[0] ?? first;
  if (!chosen) return undefined;
  const value = shorten(
    headingText(plainText(text.slice(chosen.start, chosen.end))).replace(/\.$/, ""),
    longestTitle,
  );
  if (value === "") return undefined;
  // Two headings in a row may be the site's name and the title.
  const isAlone = headings.length === 1 || headings[1]?.line !== (headings[0]?.line ?? 0) + 1;
  const confidence: Confidence = own ? (own.line === 0 && isAlone ? "HIGH" : "MEDIUM") : "LOW";
  return { value, confidence, passage: passageOf(text, chosen) };
}

/** How sentences are put together: a summary is one paragraph, a longer text is CommonMark. */
type Layout = "PARAGRAPH" | "MARKDOWN";

/** What stands between a sentence and the one before. */
function joint(layout: Layout, { kind, line }: Sentence, before: Sentence | undefined): string {
  if (layout === "PARAGRAPH" || line === before?.line) return before ? " " : "";
  if (kind === "BULLET") return before ? "\n- " : "- ";
  return before ? "\n\n" : "";
}

/** Sentences from the first on, as many as fit. */
function gather(
  text: string,
  sentences: Iterable<Sentence>,
  longest: number,
  layout: Layout,
): { value: string; span: Span } | undefined {
  let value = "";
  let before: Sentence | undefined;
  let span: Span | undefined;
  for (const sentence of sentences) {
    const words = plainText(text.slice(sentence.bodyStart, sentence.end));
    const longer = value + joint(layout, sentence, before) + words;
    if (before && longer.length > longest) break;
    value = longer;
    before = sentence;
    span = { start: span?.start ?? sentence.start, end: sentence.end };
  }
  return span && value !== "" ? { value: shorten(value, longest), span } : undefined;
}

/** The first values that pass a test without a gap. */
function* whilst<Value>(
  values: readonly Value[],
  passes: (value: Value) => boolean,
): Generator<Value> {
  for (const value of values) {
    if (!passes(value)) return;
    yield value;
  }
}

function ofSection(
  { text, sentences }: ReadText,
  section: SectionKind,
  longest: number,
  layout: Layout,
): Suggested<string> | undefined {
  const isOf = (sentence: Sentence): boolean =>
    sentence.section === section && sentence.kind !== "HEADING";
  const from = sentences.findIndex(isOf);
  if (from < 0) return undefined;
  const gathered = gather(text, whilst(sentences.slice(from), isOf), longest, layout);
  if (!gathered) return undefined;
  // What a heading calls a background may be that of something larger.
  const confidence = section === "SUMMARY" ? "HIGH" : "MEDIUM";
  return { value: gathered.value, confidence, passage: passageOf(text, gathered.span) };
}

/** Suggests a summary: what stands under a heading that says so, else the first paragraph. */
export function findSummary(
  read: ReadText,
  title: Span | undefined,
): Suggested<string> | undefined {
  const told = ofSection(read, "SUMMARY", longestSummary, "PARAGRAPH");
  if (told) return told;
  const { text, sentences } = read;
  const after = sentences.filter(
    ({ kind, start, section }) =>
      kind === "TEXT" && start >= (title?.end ?? 0) && !isBeside(section),
  );
  const lengths = new Map<number, number>();
  for (const { line, start, end } of after)
    lengths.set(line, (lengths.get(line) ?? 0) + end - start);
  const from = after.findIndex(({ line }) => (lengths.get(line) ?? 0) >= shortestParagraph);
  const paragraphs = after.slice(Math.max(from, 0));
  const isNext = ({ section, bodyStart, start }: Sentence): boolean =>
    section === paragraphs[0]?.section && bodyStart === start;
  const gathered = gather(text, whilst(paragraphs, isNext), longestSummary, "PARAGRAPH");
  if (!gathered) return undefined;
  const confidence = from < 0 ? "LOW" : "MEDIUM";
  return { value: gathered.value, confidence, passage: passageOf(text, gathered.span) };
}

/** Suggests the text under the first heading of a kind, as CommonMark. */
export const findSectionText = (
  read: ReadText,
  section: SectionKind,
): Suggested<string> | undefined => ofSection(read, section, longestText, "MARKDOWN");
