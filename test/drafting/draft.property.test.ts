import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentOf } from "../../src/drafting/draft-content.js";
import type { Draft } from "../../src/drafting/draft.js";
import { mostLessons } from "../../src/drafting/lessons-in-text.js";
import { mostMethods } from "../../src/drafting/methods-in-text.js";
import { mostOrganisations } from "../../src/drafting/organisations-in-text.js";
import { mostPartnerNames } from "../../src/drafting/partner-names.js";
import { type Suggested, longestQuote } from "../../src/drafting/passages.js";
import { mostResults } from "../../src/drafting/results-in-text.js";
import { mostSources } from "../../src/drafting/sources-in-text.js";
import { Problems } from "../../src/platform/problems.js";
import { parseInput } from "../../src/platform/validation.js";
import { caseStudySchema } from "../../src/publishing/case-study.schema.js";
import { read } from "./reader.js";

const any = fc.string({ unit: "binary", maxLength: 400 });
/** Pieces that the rules look for, so that chance brings them together in every order. */
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."Kalmar|Växjö kommun|Lunds universitet|Energikontor Syd|RISE|AB|Partner:|Lärdomar|Resultat|Projekttid:|7.2 Mål|Sammanfattning|• |- |1. |Mål 7, 9 och 13|minskade|med|till|från|mellan|och|cirka|minst|halverat|en tredjedel|12,5 %|1 200 ton|40–50 procent|2,3 miljoner kronor|MWh per år|2019–2022|sedan 2021|till 2030|leveranser|bussar|i veckan|av|uppmätt|ska|väntas|bör|svårt|tack vare|i samarbete med|https://www.kalmar.se/a(b)|kontakt@example.org|0480-45 00 00|”|(|)|:|;|–|.|!|?|\n|\n\n|\r\n|\t|\u00AD|\0|\uD800|🚲|é".split(
          "|",
        ),
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 60 },
  )
  .chain((parts) => fc.constantFrom(" ", "", "\n").map((gap) => parts.join(gap)));
const text = fc.oneof(any, pieces, pieces);

/** All suggestions of a draft by kind. */
const suggestionsOf = (draft: Draft): [string, Suggested<unknown>[]][] =>
  Object.entries(draft).map(
    ([kind, found]: [string, Suggested<unknown> | Suggested<unknown>[] | undefined]) => [
      kind,
      found === undefined ? [] : [found].flat(),
    ],
  );

/** Goals and objectives are as many as a text names; of all else there is at most one. */
const most: Record<string, number> = {
  organisations: mostOrganisations,
  partnerNames: mostPartnerNames,
  methods: mostMethods,
  focusAreas: 4,
  goals: 17,
  environmentalObjectives: 16,
  results: mostResults,
  lessons: mostLessons,
  sources: mostSources,
};

describe("whatever the text", () => {
  it("every suggestion quotes the text where it says, and there are not many", () => {
    fc.assert(
      fc.property(text, (given) => {
        for (const [kind, suggestions] of suggestionsOf(read(given))) {
          expect(suggestions.length).toBeLessThanOrEqual(most[kind] ?? 1);
          for (const { passage } of suggestions) {
            expect(passage.start).toBeGreaterThanOrEqual(0);
            expect(passage.end).toBeLessThanOrEqual(given.length);
            expect(passage.end).toBeGreaterThan(passage.start);
            expect(passage.end - passage.start).toBeLessThanOrEqual(longestQuote);
            expect(given.slice(passage.start, passage.end)).toBe(passage.quote);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("the content is one that can be written, but for what is missing", () => {
    fc.assert(
      fc.property(text, (given) => {
        try {
          parseInput(caseStudySchema, contentOf(read(given)));
        } catch (error) {
          if (!(error instanceof Problems)) throw error;
          const needed = ["input.title", "input.status", "input.organisations"];
          expect(error.problems.filter(({ field }) => !needed.includes(field ?? ""))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("the same text gives the same draft", () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(read(given)).toEqual(read(given));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    "1 ",
    "1 200 ton, ",
    "Kalmar ",
    "Kalmar\n",
    "från ",
    "från 1 till 2 procent ",
    "2019–",
    "a.",
    "A. ",
    "....",
    ". ) ",
    ", , ,",
    "minskade med 5 %, och ",
    "Mål 7, ",
    "• a\n",
    "Partner: A, ",
    "i samarbete med A och ",
    "https://a.se ",
    "https://",
    "(",
    "\n",
    " ",
    "\t-",
    "å",
    "samhälls-\n",
    "startade ",
    "har kan ska ",
  ])("50,000 characters of %j take linear time", (unit) => {
    const long = unit.repeat(Math.ceil(50_000 / unit.length)).slice(0, 50_000);
    const before = process.cpuUsage();
    read(long);
    const { user, system } = process.cpuUsage(before);
    // Far above what it takes (some hundred ms), far below what quadratic time would.
    expect((user + system) / 1000).toBeLessThan(4000);
  });
});
