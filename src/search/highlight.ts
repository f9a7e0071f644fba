import { visitWords } from "./document-reading.js";
import type { ReadDocument } from "./document-store.js";
import type { DocumentVector } from "./document-vector.js";
import type { SearchedField } from "./index-settings.js";

/** A found place in a text, safe to show as HTML: nothing but `<mark>` is markup. */
export interface Highlight {
  field: string;
  snippet: string;
}

interface Span {
  start: number;
  end: number;
}

/** Fields of a sentence or more, of which only the part around the hits is shown. */
const croppedFields: ReadonlySet<SearchedField> = new Set(["lessonTexts", "summary", "body"]);
/** Characters of a text that are shown around its hits. */
const snippetLength = 240;
/** How much of that stands before the first hit. */
const leadLength = 60;

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
/** A text with what HTML would take for markup escaped. */
export const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");

/**
 * The words that were found in each text, neighbours as one.
 * @param wanted says of each token of the document's vector whether its words are
 */
export function findHits({ texts, reading }: ReadDocument, wanted: Uint8Array): Span[][] {
  const hits = texts.map((): Span[] => []);
  visitWords(reading, wanted, (place, start, end, isWanted) => {
    const spans = hits[place];
    if (!isWanted || !spans) return;
    const last = spans.at(-1);
    if (last && /^\s$/.test(texts[place]?.text.slice(last.end, start) ?? "")) last.end = end;
    else spans.push({ start, end });
  });
  return hits;
}

/** The part of a text that has most of its hits, from the first of them on; cut between words. */
function cropAround({ texts, reading }: ReadDocument, place: number, spans: readonly Span[]): Span {
  const length = texts[place]?.text.length ?? 0;
  if (length <= snippetLength) return { start: 0, end: length };
  const reach = snippetLength - leadLength;
  let best = { start: 0, count: 0 };
  for (const { start } of spans) {
    const count = spans.filter((each) => each.start >= start && each.end <= start + reach).length;
    if (count > best.count) best = { start, count };
  }
  const from = Math.max(0, best.start - leadLength);
  const to = Math.min(length, from + snippetLength);
  const part: { start?: number; end?: number } = {};
  if (from === 0) part.start = 0;
  if (to === length) part.end = length;
  visitWords(reading, nothing, (text, start, end) => {
    if (text !== place) return;
    if (start >= from) part.start ??= start;
    if (end <= to && to < length) part.end = end;
  });
  return { start: part.start ?? from, end: part.end ?? to };
}

const nothing = new Uint8Array();

function toSnippet(text: string, spans: readonly Span[], part: Span): string {
  let snippet = part.start > 0 ? "…" : "";
  let at = part.start;
  for (const { start, end } of spans) {
    if (start < part.start || end > part.end) continue;
    snippet += `${escape(text.slice(at, start))}<mark>${escape(text.slice(start, end))}</mark>`;
    at = end;
  }
  return snippet + escape(text.slice(at, part.end)) + (part.end < text.length ? "…" : "");
}

/** Says of each token of a document's vector whether its hash is one of some. */
export function toWanted(vector: DocumentVector, hashes: Iterable<number>): Uint8Array {
  const wanted = new Uint8Array(vector.hashes.length);
  for (const hash of hashes) {
    const place = vector.placeOf(hash);
    if (place >= 0) wanted[place] = 1;
  }
  return wanted;
}

/**
 * Marks words in a document's texts, in the order of the fields.
 * @param hashes of the index tokens whose words are marked
 */
export function highlight(read: ReadDocument, hashes: ReadonlySet<number>): Highlight[] {
  return findHits(read, toWanted(read.vector, hashes)).flatMap((spans, place) => {
    const text = read.texts[place];
    if (!text || spans.length === 0) return [];
    const part = croppedFields.has(text.field)
      ? cropAround(read, place, spans)
      : { start: 0, end: text.text.length };
    return [{ field: text.field, snippet: toSnippet(text.text, spans, part) }];
  });
}
