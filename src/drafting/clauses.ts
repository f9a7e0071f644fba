import type { Span } from "./passages.js";

/** Where a sentence turns to something else. */
const turn = /[;:]\s|,\s(?:men|medan|och|samtidigt|varav)(?!\p{L})|\s(?:men|medan)\s/giu;
/** Between two figures also these. */
const smallTurn = /,\s|\s(?:och|samt|respektive)\s/giu;

/**
 * The part of a sentence that a figure belongs to: from turn to turn, and up to where the words of its
 * neighbours begin.
 * @param others the other figures of the sentence
 */
export function clauseOf(sentence: string, figure: Span, others: readonly Span[]): Span {
  let [start, end] = [0, sentence.length];
  for (const { index, 0: sign } of sentence.matchAll(turn)) {
    if (index + sign.length <= figure.start) start = index + sign.length;
    else if (index >= figure.end) end = Math.min(end, index);
  }
  const before = others.filter((other) => other.end <= figure.start).at(-1);
  const after = others.find((other) => other.start >= figure.end);
  for (const { index, 0: sign } of sentence.matchAll(smallTurn)) {
    if (before && index >= before.end && index < figure.start)
      start = Math.max(start, index + sign.length);
    if (after && index >= figure.end && index < after.start) end = Math.min(end, index);
  }
  return { start, end };
}
