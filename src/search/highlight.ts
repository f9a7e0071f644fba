import type { ReadDocument, ReadText } from "./document-store.js";
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
 * The words that were found, neighbours as one.
 * @param wanted says of each token of the document's vector whether its words are
 */
export function findHits({ text, words }: ReadText, wanted: Uint8Array): Span[] {
  const { starts, ends, places, placeEnds } = words;
  const spans: Span[] = [];
  let at = 0;
  for (let word = 0; word < placeEnds.length; word++) {
    const placeEnd = placeEnds[word] ?? 0;
    let isWanted = false;
    for (; at < placeEnd; at++) if (wanted[places[at] ?? 0] === 1) isWanted = true;
    if (!isWanted) continue;
    const [start = 0, end = 0] = [starts[word], ends[word]];
    const last = spans.at(-1);
    if (last && /^\s$/.test(text.slice(last.end, start))) last.end = end;
    else spans.push({ start, end });
  }
  return spans;
}

/** The part of a text that has most of its hits, from the first of them on; cut between words. */
function cropAround({ text, words }: ReadText, spans: readonly Span[]): Span {
  if (text.length <= snippetLength) return { start: 0, end: text.length };
  const reach = snippetLength - leadLength;
  let best = { start: 0, count: 0 };
  for (const { start } of spans) {
    const count = spans.filter((each) => each.start >= start && each.end <= start + reach).length;
    if (count > best.count) best = { start, count };
  }
  const from = Math.max(0, best.start - leadLength);
  const to = Math.min(text.length, from + snippetLength);
  return {
    start: from === 0 ? 0 : (words.starts.find((start) => start >= from) ?? from),
    end: to === text.length ? to : (words.ends.findLast((end) => end <= to) ?? to),
  };
}

function toSnippet(read: ReadText, spans: readonly Span[]): string {
  const { text } = read;
  const part = croppedFields.has(read.field)
    ? cropAround(read, spans)
    : { start: 0, end: text.length };
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
export function highlight(
  { texts, vector }: ReadDocument,
  hashes: ReadonlySet<number>,
): Highlight[] {
  const wanted = toWanted(vector, hashes);
  return texts.flatMap((read) => {
    const spans = findHits(read, wanted);
    return spans.length > 0 ? [{ field: read.field, snippet: toSnippet(read, spans) }] : [];
  });
}
