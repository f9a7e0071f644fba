import { describe, expect, it } from "vitest";
import { createAnalyser, indexTokens, tokensOf } from "./analysis.js";
import type { QueryTerms } from "./query-terms.js";
import { termToken } from "./term-tokens.js";

const analyser = createAnalyser();

/** The best weight at which a query finds a text, term by term; 0 where it doesn't. */
function weights(query: string, text: string): number[] {
  const known = new Set(Object.values(indexTokens(analyser.indexTerms(text))).flat());
  return analyser.queryTerms(query).terms.map(({ alternatives, conjunctions }) => {
    const hits = alternatives.filter(({ token }) => known.has(token)).map(({ weight }) => weight);
    const joint = conjunctions
      .filter(({ groups }) => groups.every((group) => group.some(({ token }) => known.has(token))))
      .map(({ weight }) => weight);
    return Math.max(0, ...hits, ...joint);
  });
}
const finds = (query: string, text: string): boolean =>
  weights(query, text).length > 0 && weights(query, text).every((weight) => weight >= 0.3);
const raws = ({ terms }: QueryTerms): string[] => terms.map(({ raw }) => raw);

describe("finding", () => {
  it.each([
    ["elbuss", "Elbussarnas batterier"],
    ["elbussar", "en elbuss i stan"],
    ["upphandla", "upphandlingen av fordon"],
    ["upphandling", "kommunen upphandlade fordon"],
    ["minska", "en minskning av utsläppen"],
    ["städer", "staden växer"],
    ["småstad", "i svenska småstäder"],
    ["åtgärd", "klimatåtgärderna"],
    ["infångning", "koldioxidinfångning vid kraftvärmeverket"],
    ["fånga in koldioxid", "koldioxidinfångning"],
    ["mat", "livsmedelsinköp till skolorna"],
    ["inköp av mat", "livsmedelsinköp"],
    ["matinköp", "inköp av mat till äldreomsorgen"],
    ["distribution", "samordnad varudistribution"],
    ["fjärr värme", "fjärrvärmenätet byggdes ut"],
    ["bil pool", "en bilpool för anställda"],
    ["medborgar budget", "medborgarbudgeten"],
    ["skolmat klimat", "skolmatens klimatavtryck"],
    ["livsmedel inköp", "livsmedelsinköpen"],
    ["fjarrvarme", "fjärrvärme"],
    ["atervinning", "återvinningen ökade"],
    ["fjarrvarmenat", "ett fjärrvärmenät"],
    ["Vaxjo", "Växjö kommun"],
    ["Peterdalle", "Péterdalle"],
    ["district heating", "fjärrvärme"],
    ["fjärrvärme", "the district heating network"],
    ["electric buses", "tio elbussar"],
    ["public procurement", "upphandlingen"],
    ["CCS", "avskiljning och lagring av koldioxid"],
    ["BECCS", "bio-CCS i Stockholm"],
    ["LCC", "livscykelkostnaden räknades"],
    ["EKR", "energi- och klimatrådgivning"],
    ["klimatstrategi", "en klimat- och energistrategi"],
    ["CO2", "koldioxidutsläppen"],
    ["co2e", "ton CO₂e"],
    ["el-buss", "elbussar"],
    ["SKR", "SKR:s rapport"],
    ["kommitté", "kommittéer"],
    ["mäta", "Mät före starten"],
    ["lagra värme", "sjukhusets geolager för värme"],
    ["lån", "kommunen lånar upp pengar"],
    ["skog", "grenar och andra skogsrester"],
    ["lönsam", "det var lönsamt"],
    ["allmänt", "på allmän mark"],
    ["kartlägga", "de kartlägger sin energi"],
    ["hushåll", "hushållets avfall"],
    ["tjänst", "energikontorets tjänster"],
    ["förbränning", "slamförbränningen"],
    ["pris på de egna utsläppen", "intern klimatväxling"],
    ["solcellsandelar", "andelar i en anläggning för solel"],
    ["high-rise in wood", "ett höghus i trä"],
  ])("%s finds “%s”", (query, text) => {
    expect(weights(query, text)).not.toContain(0);
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ["mat", "mätning av klimat och formatet i automaten"],
    ["mätning", "mat"],
    ["sol", "isolering och konsoler"],
    ["bank", "bananer och bankett"],
    ["buss", "en bussig granne"],
    ["bostad", "stad"],
    ["stad", "bostäder och verkstäder"],
    ["mål", "måltider"],
    ["kol", "koldioxid"],
    ["cykel", "livscykelanalys"],
    ["handel", "handling"],
    ["ring", "lagring och sanering"],
    ["tal", "total"],
    ["vara", "det ska vara så"],
    ["mal", "klimatmål"],
    ["cykling", "återvinning"],
    ["port", "hamnen"],
  ])("%s doesn't find “%s”", (query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it("ranks the word itself above its part, a synonym, a neighbour and a restored spelling", () => {
    const by = (text: string): number => weights("fjärrvärme", text)[0] ?? 0;
    expect(by("fjärrvärmen")).toBe(1);
    expect(by("fjärrvärmebehovet")).toBeLessThan(1);
    expect(by("district heating")).toBeLessThan(1);
    expect(by("spillvärme")).toBeLessThan(by("district heating"));
    expect(weights("fjarrvarme", "fjärrvärmen")[0]).toBeLessThan(1);
  });

  it("leaves a word that is Swedish as it is typed alone", () => {
    expect(weights("vag", "en väg")).toEqual([0]);
  });
});

describe("questions", () => {
  it("keep what they are about", () => {
    const query = analyser.queryTerms("Hur har andra minskat utsläpp från varutransporter?");
    expect(raws(query)).toEqual(["minskat utsläpp", "varutransporter"]);
    expect(query.dropped).toEqual(["Hur", "har", "andra", "från"]);
  });

  it("in English drop English words", () => {
    expect(raws(analyser.queryTerms("how to reduce emissions from buses"))).toEqual([
      "reduce emissions",
      "buses",
    ]);
  });

  it("mark what fits everything as weak, but not when it is all there is", () => {
    const weak = (text: string): boolean[] =>
      analyser.queryTerms(text).terms.map(({ isWeak }) => isWeak);
    expect(weak("kommuner med bilpool")).toEqual([true, false]);
    expect(weak("kommuner")).toEqual([false]);
  });

  it("weigh things above what is done to them", () => {
    const [verb, thing] = analyser.queryTerms("övertygar hyresgäster").terms;
    expect(verb?.salience).toBeLessThan(thing?.salience ?? 0);
  });

  it("take English words of no topic for what they are, though they are Swedish words too", () => {
    const { terms, dropped } = analyser.queryTerms("What did it take to get the buses?");
    expect(terms.map(({ raw }) => raw)).toEqual(["buses"]);
    expect(dropped).toContain("take");
  });

  it("keep the telling words of a phrase", () => {
    const [phrase] = analyser.queryTerms("få fler att cykla").terms;
    const keys = phrase?.conjunctions.map(({ groups }) => groups.map(([first]) => first?.key));
    expect(keys).toEqual([["cykla"]]);
  });

  const rawsOf = (query: string): string[] =>
    analyser.queryTerms(query).terms.map(({ raw }) => raw);

  it("join what was torn from a concept's name, and leave whole words apart", () => {
    expect(rawsOf("sam förläggning")).toEqual(["sam förläggning"]);
    // No dictionary lists the compound, but it is no torn word.
    expect(rawsOf("kan en biogasanläggning motiveras?")).toEqual(["biogasanläggning", "motiveras"]);
  });

  it("leave out English words that mean something else in Swedish, in English only", () => {
    expect(rawsOf("converting an old barn")).not.toContain("barn");
    expect(rawsOf("cykling med barn")).toContain("barn");
  });

  it.each(["", " ", "och att det", "?!…", "🚲🌱", "\u0000\u0000", '"""', "<b></b>"])(
    "%j is defined",
    (text) => {
      const { terms } = analyser.queryTerms(text);
      expect(terms.every(({ raw }) => raw.length > 0)).toBe(true);
    },
  );
});

describe("texts", () => {
  it("keep the place of each word", () => {
    const text = "Återvinningen <b>ökade</b> 10 000 ton, se EU:s mål – klimat- och energiplan.";
    for (const { start, end, raw } of analyser.analyse(text))
      expect(text.slice(start, end)).toBe(raw);
    expect(analyser.analyse(text).map(({ raw }) => raw)).toContain("10 000");
    expect(analyser.analyse(text).map(({ raw }) => raw)).toContain("EU:s");
  });

  it("are read the same composed or not, in capitals or not, with soft hyphens or not", () => {
    const lemmas = (text: string): unknown =>
      analyser.analyse(text).map((token) => token.terms.lemmas);
    expect(lemmas("ÅTERVINNING")).toEqual(lemmas("återvinning"));
    expect(lemmas("återvinning".normalize("NFD"))).toEqual(lemmas("återvinning"));
    expect(lemmas("fjärr\u00ADvärme")).toEqual(lemmas("fjärrvärme"));
  });

  it("name no concept across punctuation", () => {
    const named = analyser.indexTerms("Energy, waste, water and more").concept;
    expect(named).not.toContain("avlopp");
  });

  it("take no part of a compound for an abbreviation of the same letters", () => {
    const { part, partConcept } = analyser.indexTerms("sumpskogar");
    expect(part).toContain("sump");
    expect(partConcept).not.toContain("hallbar-mobilitetsplan");
  });

  it("show what a query found, word by word", () => {
    const text = "Kommunens livsmedelsinköp & fjärrvärmen i Växjö";
    const marked = (query: string): string[] =>
      analyser
        .findSpans(text, analyser.queryTerms(query))
        .map(({ start, end }) => text.slice(start, end));
    expect(marked("mat")).toEqual(["livsmedelsinköp"]);
    expect(marked("district heating")).toEqual(["fjärrvärmen"]);
    expect(marked("vaxjo")).toEqual(["Växjö"]);
    expect(marked("sol")).toEqual([]);
  });

  it("mark a phrase as one", () => {
    const text = "Om avskiljning och lagring av koldioxid.";
    const spans = analyser.findSpans(text, analyser.queryTerms("CCS"));
    expect(spans.map(({ start, end }) => text.slice(start, end))).toContain("lagring");
  });

  it("give tokens that tell kinds apart", () => {
    const [token] = analyser.analyse("elbussar");
    expect(token && tokensOf(token)).toEqual(
      expect.arrayContaining([
        termToken("lemma", "elbuss"),
        termToken("part", "buss"),
        termToken("concept", "elbuss"),
      ]),
    );
  });
});
