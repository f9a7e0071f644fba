import { clauseOf } from "./clauses.js";
import { type Figure, findFigures } from "./figure.js";
import { type Confidence, type Suggested, passageOf } from "./passages.js";
import type { ReadText } from "./read-text.js";

/** What an effort cost. */
export interface CostDraft {
  amount: number;
  /** ISO 4217. */
  currency: string;
}

const cues: readonly (readonly [Confidence, RegExp])[] = [
  [
    "HIGH",
    /total(?:budget|\sbudget|kostnad|\skostnad)|projektbudget|(?:projektet|satsningen|bygget|anläggningen|huset)\skosta/iu,
  ],
  [
    "MEDIUM",
    /(?<!\p{L})(?:kostnad(?:en)?(?!\s(?:sjönk|minska))|kostade|budget(?:en)?|investering(?:en)?|investerade[ts]?)(?!\p{L})/iu,
  ],
];
const scales: Readonly<Record<string, number>> = { "miljoner kr": 1e6, "miljarder kr": 1e9, kr: 1 };

function costOf({ value, unit, family }: Figure): CostDraft | undefined {
  if (family !== "MONEY" || value <= 0) return undefined;
  if (unit === "euro") return { amount: value, currency: "EUR" };
  const scale = scales[unit];
  return scale === undefined ? undefined : { amount: Math.round(value * scale), currency: "SEK" };
}

/** Suggests what an effort cost: the first amount that is said to be its cost or budget. */
export function findCost({ text, sentences }: ReadText): Suggested<CostDraft> | undefined {
  for (const [confidence, cue] of cues)
    for (const sentence of sentences) {
      const own = text.slice(sentence.start, sentence.end);
      if (sentence.kind === "HEADING" || !cue.test(own)) continue;
      const figures = findFigures(text, sentence);
      for (const figure of figures) {
        const clause = clauseOf(own, figure, figures);
        const value =
          cue.test(own.slice(Math.min(clause.start, figure.start), clause.end)) ||
          figures.length === 1
            ? costOf(figure)
            : undefined;
        if (value) return { value, confidence, passage: passageOf(text, sentence) };
      }
    }
  return undefined;
}
