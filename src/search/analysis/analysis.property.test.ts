import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyser } from "./analysis.js";
import { termKinds, termToken } from "./term-tokens.js";

const analyser = createAnalyser();
const text = fc.string({ unit: "binary", maxLength: 300 });
const swedish = fc
  .array(
    fc.string({
      unit: fc.constantFrom(...Array.from("abdefgiklmnoprstuvyåäöé-' .,:1CO₂2&<\u0000\u00AD")),
      maxLength: 14,
    }),
  )
  .map((words) => words.join(" "));

describe("whatever the text", () => {
  it("analysis never throws, and its offsets are valid and increase", () => {
    fc.assert(
      fc.property(fc.oneof(text, swedish), (each) => {
        let before = 0;
        for (const { start, end, raw } of analyser.analyse(each)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(each.slice(start, end)).toBe(raw);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(each.length);
      }),
    );
  });

  it("a query never throws and its weights lie between 0 and 1", () => {
    fc.assert(
      fc.property(fc.oneof(text, swedish), (each) => {
        const { terms, tokens } = analyser.queryTerms(each);
        for (const { alternatives } of terms)
          for (const { weight, token } of alternatives) {
            expect(weight).toBeGreaterThan(0);
            expect(weight).toBeLessThanOrEqual(1);
            expect(tokens.has(token)).toBe(true);
          }
        analyser.findSpans(each, analyser.queryTerms(each));
      }),
    );
  });

  it("case doesn't matter", () => {
    fc.assert(
      fc.property(swedish, (each) => {
        const read = (given: string): unknown =>
          analyser.analyse(given).map(({ word, terms }) => [word, terms.lemmas]);
        expect(read(each.toUpperCase())).toEqual(read(each.toLowerCase()));
      }),
    );
  });

  it("a text finds itself, unless it has no topic", () => {
    fc.assert(
      fc.property(swedish, (each) => {
        const query = analyser.queryTerms(each);
        const known = new Set(
          analyser.indexTerms(each).lemma.map((key) => termToken("lemma", key)),
        );
        for (const { alternatives, conjunctions } of query.terms) {
          const isFound = alternatives.some(({ token }) => known.has(token));
          const isJoint = conjunctions.some(({ groups }) =>
            groups.every((group) => group.some(({ token }) => known.has(token))),
          );
          expect(isFound || isJoint).toBe(true);
        }
      }),
    );
  });

  it("tokens are plain words, none of which begins another", () => {
    const key = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
      fc.stringMatching(/^[a-zåäöqxz]{1,8}$/),
    );
    fc.assert(
      fc.property(key, key, fc.constantFrom(...termKinds), (one, other, kind) => {
        const token = termToken(kind, one);
        expect(token).toMatch(/^[a-z0-9]+$/);
        if (one !== other) expect(termToken(kind, other).startsWith(token)).toBe(false);
      }),
    );
  });

  it.each([
    "mat ",
    "energi- och klimat",
    "a-",
    "é".normalize("NFD"),
    "å",
    "CO₂",
    "1 000 ",
    "'’:",
    "<i>&amp;",
  ])("10,000 characters of %j take linear time", (unit) => {
    const long = unit.repeat(Math.ceil(10_000 / unit.length)).slice(0, 10_000);
    const start = performance.now();
    analyser.analyse(long);
    analyser.queryTerms(long);
    // Far above what it takes (some ten ms), far below what quadratic time would.
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
