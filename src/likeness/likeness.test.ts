import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MunicipalityTraits, compareMunicipalities } from "./likeness.js";

const traits = (own: Partial<MunicipalityTraits>): MunicipalityTraits => ({
  organisationId: "x",
  code: "0000",
  name: "X",
  county: "Kalmar län",
  skrGroupCode: "B3",
  skrGroup: "Större stad",
  skrMainGroupCode: "B",
  skrMainGroup: "Större städer",
  euMissionCity: false,
  population: 70_000,
  density: 70,
  emissionsPerCapita: 4,
  emissionTrend: -0.03,
  ...own,
});

const some = fc.record({
  organisationId: fc.uuid(),
  code: fc.constant("0000"),
  name: fc.constant("X"),
  county: fc.constantFrom("Kalmar län", "Skåne län"),
  skrGroupCode: fc.constantFrom("A1", "B3", "B4"),
  skrGroup: fc.constant("grupp"),
  skrMainGroupCode: fc.constantFrom("A", "B"),
  skrMainGroup: fc.constant("huvudgrupp"),
  euMissionCity: fc.boolean(),
  population: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
  density: fc.option(fc.double({ min: 0, max: 6_000, noNaN: true })),
  emissionsPerCapita: fc.option(fc.double({ min: 0, max: 50, noNaN: true })),
  emissionTrend: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
});

describe("compareMunicipalities", () => {
  it("is from 0 to 1, and the same both ways", () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        const { score } = compareMunicipalities(a, b);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1 + 1e-9);
        expect(compareMunicipalities(b, a).score).toBeCloseTo(score, 9);
      }),
    );
  });

  it("tells the reasons in both languages, the weightiest first", () => {
    const { why } = compareMunicipalities(traits({}), traits({ population: 60_000 }));
    expect(why[0]).toEqual({
      sv: "Samma kommungrupp hos SKR: B3 Större stad",
      en: "Same SKR municipality group: B3 (Större stad)",
    });
    expect(why.map(({ en }) => en)).toContain("Similar population: 70,000 and 60,000 inhabitants");
  });

  it("tells no reason that isn't one", () => {
    const far = traits({
      county: "Stockholms län",
      skrGroupCode: "A1",
      skrMainGroupCode: "A",
      population: 900_000,
      density: 5_000,
      emissionsPerCapita: 1,
      emissionTrend: -0.1,
    });
    expect(compareMunicipalities(traits({}), far)).toEqual({ score: 0, why: [] });
  });

  it("leaves out what isn't known", () => {
    const { score, why } = compareMunicipalities(traits({}), traits({ population: null }));
    expect(score).toBeGreaterThan(0.9);
    expect(why.map(({ sv }) => sv).join()).not.toContain("folkmängd");
  });
});
