import type { Analyser } from "../search/analysis/analysis.js";
import type { Token } from "../search/analysis/tokens.js";
import { readLines } from "./lines.js";
import type { Span } from "./passages.js";
import { type SectionKind, isAboutPage, sectionKindOf } from "./sections.js";
import { splitSentences } from "./sentences.js";

/** One sentence, heading or point of a list of the pasted text. */
export interface Sentence extends Span {
  kind: "HEADING" | "BULLET" | "TEXT";
  /** What its heading or label says that it is about. */
  section: SectionKind | undefined;
  /** Where what a label names begins: "2019" in "Projekttid: 2019–2022"; else where the sentence does. */
  bodyStart: number;
  /** The line it stands in. */
  line: number;
  /** Its words. */
  tokens: readonly Token[];
}

/** A pasted text taken apart: what all finders of suggestions read. */
export interface ReadText {
  text: string;
  /** In order; the first is usually the title. */
  sentences: readonly Sentence[];
}

const longestLabel = 60;
const mostLabelWords = 8;
/** How many lines contact details may have at least. */
const contactLines = 10;

/** The label of a line ("Partner: …") with its colon. */
function labelOf(line: string): string | undefined {
  // "EU:s" is no label.
  const label = /^(?:[^:\n]|:(?=\S)){2,60}?:(?=\s+\S)/.exec(line.slice(0, longestLabel + 4))?.[0];
  if (label === undefined || /[.!?]/.test(label)) return undefined;
  return label.split(/\s+/).length <= mostLabelWords ? label : undefined;
}

/** Takes a text apart into sentences with their sections and words. Linear in its length. */
export function readText(text: string, analyser: Pick<Analyser, "analyse">): ReadText {
  const tokens = analyser.analyse(text);
  let nextToken = 0;
  const tokensUntil = (start: number, end: number): Token[] => {
    const own: Token[] = [];
    for (; nextToken < tokens.length; nextToken++) {
      const token = tokens[nextToken];
      if (token === undefined || token.start >= end) break;
      if (token.start >= start) own.push(token);
    }
    return own;
  };
  let section: SectionKind | undefined;
  /** The line in which the section begins. */
  let since = 0;
  const sentences = readLines(text).flatMap((line, lineNumber): Sentence[] => {
    const content = text.slice(line.start, line.end);
    const isPage = isAboutPage(content);
    if (line.kind === "HEADING" && lineNumber > 0 && !isPage) {
      const kind = sectionKindOf(content);
      // A person's name on a line of its own looks like a heading, and ends no contact details.
      const isName =
        kind === undefined && section === "CONTACTS" && lineNumber - since < contactLines;
      if (!isName) {
        section = kind;
        since = lineNumber;
      }
    }
    const label = line.kind === "HEADING" ? undefined : labelOf(content);
    const labelled = label === undefined ? undefined : sectionKindOf(label);
    return splitSentences(text, line).map(({ start, end }, index): Sentence => {
      const isLabelled = label !== undefined && index === 0;
      return {
        start,
        end,
        kind: line.kind,
        section: isPage ? "PAGE" : (labelled ?? section),
        bodyStart: isLabelled ? start + label.length + 1 : start,
        line: lineNumber,
        tokens: tokensUntil(start, end),
      };
    });
  });
  return { text, sentences };
}
