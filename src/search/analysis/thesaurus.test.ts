import { describe, expect, it } from "vitest";
import { createAnalyser } from "./analysis.js";
import { parseThesaurus, readThesaurus } from "./thesaurus.js";

const thesaurus = readThesaurus();
const concept = { id: "one", area: "energy", sv: ["ett"], en: ["one"] };
const parse = (...concepts: unknown[]): unknown =>
  parseThesaurus({ version: 1, concepts }, "file.json");

describe("the thesaurus", () => {
  it("covers the field", () => {
    expect(thesaurus.concepts.length).toBeGreaterThanOrEqual(250);
    const areas = new Set(thesaurus.concepts.map(({ area }) => area));
    expect(areas.size).toBeGreaterThanOrEqual(15);
  });

  it("gives nearly every concept an English name", () => {
    const without = thesaurus.concepts.filter(({ en }) => en.length === 0);
    expect(without).toEqual([]);
  });

  it("finds each concept by each of its names, in Swedish also alone", () => {
    const analyser = createAnalyser();
    const lost = thesaurus.concepts.flatMap(({ id, sv, abbreviations = [] }) =>
      [...sv, ...abbreviations].filter(
        (name) => !analyser.analyse(name).some(({ concepts }) => concepts.includes(id)),
      ),
    );
    expect(lost).toEqual([]);
  });

  it("finds each concept by its English names in an English sentence", () => {
    const analyser = createAnalyser();
    const lost = thesaurus.concepts.flatMap(({ id, en }) =>
      en.filter((name) => !analyser.indexTerms(`what about the ${name}`).concept.includes(id)),
    );
    expect(lost).toEqual([]);
  });

  it("knows what is narrower and what is related, both ways", () => {
    expect(thesaurus.narrower("kollektivtrafik")).toContain("buss");
    expect(thesaurus.related("utslappsminskning")).toEqual([]);
    expect(thesaurus.related("fjarrvarme")).toContain("varmelager");
    expect(thesaurus.related("varmelager")).toContain("fjarrvarme");
  });
});

describe("a faulty thesaurus is refused, naming file and entry", () => {
  it.each([
    ["an unknown field", [{ ...concept, svenska: [] }], /file\.json: concepts\.0/],
    ["no Swedish name", [{ ...concept, sv: [] }], /concepts\.0\.sv/],
    ["an id with å", [{ ...concept, id: "å" }], /lower-case ASCII/],
    [
      "an id given twice",
      [concept, { ...concept, sv: ["två"], en: ["two"] }],
      /"one" is given twice/,
    ],
    ["a name in two concepts", [concept, { ...concept, id: "two" }], /"sv ett" belongs to both/],
    ["a missing concept", [{ ...concept, broader: ["none"] }], /refers to "none"/],
    [
      "a circle",
      [
        { ...concept, broader: ["two"] },
        { id: "two", area: "energy", sv: ["två"], en: [], broader: ["one"] },
      ],
      /lies above itself/,
    ],
  ])("%s", (_, concepts, message) => {
    expect(() => parse(...concepts)).toThrow(message);
  });
});
