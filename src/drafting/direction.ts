import type { Figure } from "./figure.js";
import type { Span } from "./passages.js";

/** Which way a figure tells that something went; none for a level or a share. */
export type Direction = "DOWN" | "UP" | undefined;

const down =
  /(?<!\p{L})(?:utsläpps)?(?:minsk|sänk|reducer|sjunk|sjönk|spara(?:r|t|de|s)?(?!\p{L})|skär|skurit|dragit\sner|undvik|besparing|nedgång|kapa|färre|lägre)\p{L}*/giu;
const up =
  /(?<!\p{L})(?:öka|ökning|höj|steg(?!\p{L})|stig(?:er|it)|växte|vuxit|uppgång|tillväxt|högre|fler(?!\p{L}))\p{L}*/giu;
const downAfter =
  /^\s{0,2}(?:lägre|mindre|färre|minskning|minskade|reduktion|besparing|sänkning|i\sminskning)/iu;
const upAfter = /^\s{0,2}(?:högre|mera?(?!\p{L})|fler(?!\p{L})|större|ökning|ökade|ökat)/iu;
/** "minskade till 50 procent": what follows is a level. */
const toLevel = /(?:^|\s)(?:till|från)\s(?:\p{L}+\s){0,2}$/iu;
/** "minska med", "minskningen var": the figure is the change. */
const byAmount =
  /(?:^|\s)(?:med|på|om|var|blev|är|motsvarar|i\s(?:snitt|genomsnitt|medeltal))(?:\s\p{L}+\.?){0,3}\s?$|:\s?$/iu;
/** How far before a figure its verb is looked for, in characters. */
const reach = 90;
const shortGap = 14;

interface Cue {
  direction: Direction;
  /** What stands between it and the figure. */
  gap: string;
  isNoun: boolean;
}

function lastCue(before: string): Cue | undefined {
  const cues = (
    [
      ["DOWN", down],
      ["UP", up],
    ] as const
  ).flatMap(([direction, pattern]) =>
    [...before.matchAll(pattern)].map(({ index, 0: word }) => ({
      direction,
      at: index,
      gap: before.slice(index + word.length),
      isNoun: /ning|besparing|gång|växt/i.test(word),
    })),
  );
  return cues.toSorted((a, b) => a.at - b.at).at(-1);
}

/**
 * Says which way a figure goes by the words around it.
 * @param clause the part of the sentence that it belongs to
 */
export function directionOf(sentence: string, figure: Figure, clause: Span): Direction {
  if (figure.family === "COUNT" && /\sfärre\s/i.test(sentence.slice(figure.start, figure.end)))
    return "DOWN";
  const after = sentence.slice(figure.end, figure.end + 30);
  if (downAfter.test(after)) return "DOWN";
  if (upAfter.test(after) && figure.family === "SHARE") return "UP";
  const before = sentence.slice(Math.max(clause.start, figure.start - reach), figure.start);
  const cue = lastCue(before);
  if (!cue || toLevel.test(before)) return undefined;
  if (byAmount.test(cue.gap) || byAmount.test(before)) return cue.direction;
  // "90 procent av behovet" is a share, whatever the verb before.
  if (/^\sav\s/.test(after) && figure.family === "SHARE") return undefined;
  return cue.gap.trim().length <= shortGap && !cue.isNoun ? cue.direction : undefined;
}

/** Whether what a label names is itself a decrease: "Besparing", "Minskning". */
export const namesDecrease = (label: string): boolean =>
  /(?:minskning|minskad|minskat|besparing|reduktion|sänkning|färre)/i.test(label);
