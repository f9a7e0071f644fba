import type { SourceRow } from "../case-studies/case-studies.table.js";
import { type Suggested, passageOf, plainText } from "./passages.js";

/** A source that a text names by its address. */
export type SourceDraft = Pick<SourceRow, "url" | "title">;

/** Most sources suggested. */
export const mostSources = 15;
/** The longest address taken for one. */
const longestUrl = 2000;

const address = /(?<![\p{L}\p{N}@./])(?:https?:\/\/|www\.)[^\s<>"”“’«»[\]{}|\\^`]{3,2000}/giu;
const closers = /[.,;:!?'’)]+$/;

/** The host of an address, without "www."; undefined for none. */
export function hostOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  return new URL(url).hostname.toLowerCase().replace(/^www\./, "") || undefined;
}

/** The words before an address on its line, if they may be its title: "Slutrapport: https://…". */
function titleBefore(text: string, start: number): string | null {
  const line =
    text
      .slice(Math.max(0, start - 160), start)
      .split("\n")
      .at(-1) ?? "";
  const title = plainText(line).replace(/^[•*–—\d.)\s-]+|[\s:(–—-]+$/g, "");
  return title.length >= 4 && title.length <= 120 && !/https?:|www\.|[.!?]\s/.test(title)
    ? title
    : null;
}

/** Suggests the web addresses of a text as sources, each once, in their order. */
export function findSources(text: string): Suggested<SourceDraft>[] {
  const found = new Map<string, Suggested<SourceDraft>>();
  for (const match of text.matchAll(address)) {
    let written = match[0];
    // A bracket belongs to an address only where it was opened in it.
    if (!written.includes("(")) written = written.replace(closers, "");
    else written = written.replace(/[.,;:!?'’]+$/, "");
    const url = /^www\./i.test(written) ? `https://${written}` : written;
    if (url.length > longestUrl || !url.isWellFormed() || !hostOf(url)?.includes(".")) continue;
    if (found.has(url)) continue;
    const span = { start: match.index, end: match.index + written.length };
    found.set(url, {
      value: { url, title: titleBefore(text, match.index) },
      confidence: "HIGH",
      passage: passageOf(text, span),
    });
    if (found.size === mostSources) break;
  }
  return [...found.values()];
}
