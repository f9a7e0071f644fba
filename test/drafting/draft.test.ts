import { describe, expect, it } from "vitest";
import { contentOf } from "../../src/drafting/draft-content.js";
import { parseInput } from "../../src/platform/validation.js";
import { caseStudySchema } from "../../src/publishing/case-study.schema.js";
import { read } from "./reader.js";

// Both texts are made up: no such project took place.
const projectPage = `Publicerad 3 februari 2024

Elektriska sopbilar i centrum

Sammanfattning
Kalmar kommun bytte fem sopbilar mot eldrivna i centrum. Utsläppen från hämtningen minskade
med 35 procent enligt mätningar, och det blev tystare om morgonen.

Bakgrund
Sopbilarna väckte boende och stod för en stor del av utsläppen från kommunens egna transporter.

Genomförande
• Upphandling med krav på eldrift
• Laddning i depå under natten

Resultat
Utsläppen: −35 %
Bränslekostnaden minskade med 400 000 kr per år.
Målet är att alla sopbilar ska vara eldrivna till 2030.

Lärdomar
Laddningen i depån måste beställas i god tid.
Leveransen av bilarna blev försenad.
Tack vare ett tydligt mål i budgeten kunde vi börja direkt.

Fakta
Projekttid: 2021–2023
Partner: Exempelåkeriet AB, Energikontor Syd, RISE
Totalbudget: 4,5 miljoner kronor
Läs mer: https://www.kalmar.se/sopbilar

Kontaktperson
Namn Efternamn, 0480-00 00 00, namn@example.org
`;

const contractSection = `7.2 Mest angelägna erfarenheter att dela för kommunen

Umeå kommun har arbetat med en koldioxidbudget sedan 2020. Det har visat sig svårt att
påverka utsläpp som andra har rådighet över.
En framgångsfaktor är att budgeten följs upp tillsammans med ekonomin. Mål 11, 13 och 17 i
Agenda 2030 samt miljömålet God bebyggd miljö berörs.
`;

describe("a project page", () => {
  const draft = read(projectPage);

  it("is read as a case study", () => {
    expect(contentOf(draft)).toMatchObject({
      title: "Elektriska sopbilar i centrum",
      summary:
        "Kalmar kommun bytte fem sopbilar mot eldrivna i centrum. Utsläppen från hämtningen minskade med 35 procent enligt mätningar, och det blev tystare om morgonen.",
      challenge:
        "Sopbilarna väckte boende och stod för en stor del av utsläppen från kommunens egna transporter.",
      solution: "- Upphandling med krav på eldrift\n- Laddning i depå under natten",
      status: "COMPLETED",
      startYear: 2021,
      endYear: 2023,
      costAmount: 4_500_000,
      costCurrency: "SEK",
      organisations: [
        { organisation: "kalmar", role: "LEAD" },
        { organisation: "energikontor-syd", role: "PARTNER" },
      ],
      partnerNames: ["Exempelåkeriet AB", "RISE"],
      sources: [{ url: "https://www.kalmar.se/sopbilar" }],
    });
    expect(contentOf(draft).focusAreas).toContain("mobilitet");
    expect(contentOf(draft).environmentalObjectives).toContain("begransad-klimatpaverkan");
  });

  it("gives its figures", () => {
    expect(draft.results.map(({ value: { value, unit, kind } }) => [value, unit, kind])).toEqual([
      [5, "sopbilar", "REPORTED"],
      [-35, "%", "MEASURED"],
      [-400_000, "kr/år", "REPORTED"],
      [4.5, "miljoner kr", "REPORTED"],
    ]);
  });

  it("gives its lessons with their kinds", () => {
    expect(draft.lessons.map(({ value: { kind, text } }) => [kind, text])).toEqual([
      ["ADVICE", "Laddningen i depån måste beställas i god tid."],
      ["OBSTACLE", "Leveransen av bilarna blev försenad."],
      ["SUCCESS_FACTOR", "Tack vare ett tydligt mål i budgeten kunde vi börja direkt."],
    ]);
  });

  it("suggests no person and nothing from the contact details", () => {
    const { title, summary, ...lists } = draft;
    expect(JSON.stringify([title, summary, lists])).not.toMatch(/Efternamn|0480|namn@/);
  });

  it("can be written as it is", () => {
    expect(() => parseInput(caseStudySchema, contentOf(draft))).not.toThrow();
  });
});

describe("a contract's section", () => {
  const draft = read(contractSection);

  it("is read with its wrapped lines", () => {
    expect(draft.title?.value).toBe("Mest angelägna erfarenheter att dela för kommunen");
    expect(draft.organisations.map(({ value }) => value.organisation.slug)).toEqual(["umea"]);
    expect(draft.methods.map(({ value }) => value.slug)).toContain("koldioxidbudget");
    expect(draft.startYear?.value.year).toBe(2020);
    expect(draft.lessons.map(({ value: { kind, text } }) => [kind, text])).toContainEqual([
      "OBSTACLE",
      "Det har visat sig svårt att påverka utsläpp som andra har rådighet över.",
    ]);
    expect(draft.lessons.map(({ value }) => value.kind)).toContain("SUCCESS_FACTOR");
  });

  it("names its goals, and no others are guessed", () => {
    expect(draft.goals.map(({ value }) => value.key)).toEqual(["11", "13", "17"]);
    expect(draft.environmentalObjectives[0]).toMatchObject({
      value: { key: "god-bebyggd-miljo" },
      confidence: "HIGH",
    });
  });
});

describe("how far it has come", () => {
  it.each([
    ["COMPLETED", "Projektet pågick 2019–2022."],
    ["ONGOING", "Projektet pågår till och med 2029."],
    ["STOPPED", "Projektet avbröts efter ett år."],
    ["STOPPED", "Försöket lades ner 2020 efter att ha börjat 2018."],
    ["ONGOING", "Arbetet pågår i hela kommunen."],
  ])("%s: %s", (status, sentence) => {
    expect(read(`En rubrik\n\n${sentence}`).status?.value).toBe(status);
  });

  it.each(["Kalmar kommun har sopbilar.", "", "Publicerad 2024-02-03"])(
    "isn't told in %j",
    (text) => {
      const { status, startYear, endYear } = read(text);
      expect([status, startYear, endYear]).toEqual([undefined, undefined, undefined]);
    },
  );
});
