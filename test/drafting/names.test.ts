import { describe, expect, it } from "vitest";
import { read } from "./reader.js";

/** The organisations that a sentence names: "kalmar LEAD HIGH". */
const organisationsIn = (text: string, writer?: string): string[] =>
  read(`En rubrik\n\n${text}`, writer).organisations.map(
    ({ value: { organisation, role }, confidence }) => `${organisation.slug} ${role} ${confidence}`,
  );
const slugsIn = (text: string): string[] =>
  read(`En rubrik\n\n${text}`).organisations.map(({ value }) => value.organisation.slug);
const partnersIn = (text: string): string[] => read(text).partnerNames.map(({ value }) => value);

// The sentences are made up to test the reading.
describe("municipalities", () => {
  it.each([
    ["Växjö kommun samlar sina varor.", "vaxjo LEAD HIGH"],
    ["Vi är i Växjö.", "vaxjo LEAD MEDIUM"],
    ["Det är Växjös varor.", "vaxjo LEAD MEDIUM"],
    ["Arbetet drivs av Borås Stad.", "boras LEAD HIGH"],
    ["Arbetet drivs av Göteborgs Stad.", "goteborg LEAD HIGH"],
    ["Arbetet i Lunds kommun fortsätter.", "lund LEAD HIGH"],
    ["Även Umeå är med.", "umea LEAD MEDIUM"],
  ])("%s → %s", (text, expected) => {
    expect(organisationsIn(text)).toEqual([expected]);
  });

  it.each([
    "Länsstyrelsen i Kalmar län leder arbetet.",
    "Projektledare Anna Lund svarar på frågor.",
    "Möt oss på Kalmar torg.",
    "Vi cyklade genom Lundby och Kalmarsund.",
    "Hela lunden är full av nackar.",
    "Kontaktperson\n\nNågon, Växjö kommun",
  ])("are none in: %s", (text) => {
    expect(slugsIn(text)).toEqual([]);
  });

  it("are unsure where they only name something else, or somebody to learn from", () => {
    expect(organisationsIn("Umeå universitet forskar om det.")).toEqual(["umea PARTNER LOW"]);
    expect(organisationsIn("Kalmar Energi bygger.")).toEqual(["kalmar PARTNER LOW"]);
    expect(organisationsIn("Vi spred Växjös modell.")).toEqual(["vaxjo PARTNER LOW"]);
    expect(organisationsIn("Anna Lund svarar.")).toEqual(["lund PARTNER LOW"]);
  });

  it("lead when they write, are named first or most", () => {
    const text = "Kalmar kommun och Umeå kommun byter erfarenheter. Umeå kommun börjar.";
    expect(organisationsIn(text)).toEqual(["umea LEAD HIGH", "kalmar PARTNER HIGH"]);
    expect(organisationsIn(text, "kalmar")).toEqual(["kalmar LEAD HIGH", "umea PARTNER HIGH"]);
    expect(organisationsIn(text, "lund")).toEqual(["umea LEAD HIGH", "kalmar PARTNER HIGH"]);
  });

  it("are known by their web address", () => {
    expect(organisationsIn("Läs mer på https://www.vaxjo.se/varor.")).toEqual([
      "vaxjo LEAD MEDIUM",
    ]);
  });
});

describe("other organisations", () => {
  it("are found by all words of their names, the longest first", () => {
    expect(
      slugsIn("Energikontor Syd och Region Örebro län får stöd av Statens energimyndighet."),
    ).toEqual(["energikontor-syd", "region-orebro-lan", "energimyndigheten"]);
  });
});

describe("partners without a record", () => {
  it.each([
    [
      "Partner: Exempelbolaget, Testbyggarna AB och Lunds universitet (IIIEE).",
      ["Exempelbolaget", "Testbyggarna AB", "Lunds universitet"],
    ],
    ["Arbetet görs i samarbete med Alwex och RISE för att minska utsläppen.", ["Alwex", "RISE"]],
    ["Partner: Borås Energi och Miljö, Exempelhus AB", ["Borås Energi och Miljö", "Exempelhus AB"]],
    ["Alvesta kommun och Tingsryds kommun är med.", ["Alvesta kommun", "Tingsryds kommun"]],
    ["När Kungsbacka kommun började följde fler.", ["Kungsbacka kommun"]],
  ])("%s", (text, expected) => {
    expect(partnersIn(text)).toEqual(expected);
  });

  it.each([
    "Vi arbetar tillsammans med Anna Andersson och Nils Nilsson.",
    "Projektledare: Anna Andersson",
    "Partner: Anna Andersson, Nils Nilsson och Eva Ek.",
    "Kontakt: Anna Andersson, Exempelbolaget AB",
    "Stöd från EU gjorde det möjligt.",
  ])("never persons: %s", (text) => {
    expect(partnersIn(text)).toEqual([]);
  });

  it("nor organisations that the bank knows", () => {
    expect(partnersIn("Partner: Viable Cities, Energimyndigheten, Kalmar kommun, RISE")).toEqual([
      "RISE",
    ]);
  });
});

describe("sources", () => {
  const sourcesIn = (text: string): { url: string; title: string | null }[] =>
    read(text).sources.map(({ value }) => value);

  it("are web addresses, without the signs around them, each once", () => {
    const text =
      "Slutrapport: https://example.org/a_(b).pdf. Se (www.example.org/sida), https://example.org/a_(b).pdf\nmejla a@example.org eller ftp://example.org";
    expect(sourcesIn(text)).toEqual([
      { url: "https://example.org/a_(b).pdf", title: "Slutrapport" },
      { url: "https://www.example.org/sida", title: null },
    ]);
  });
});
