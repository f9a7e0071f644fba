import { describe, expect, it } from "vitest";
import { read } from "./reader.js";

/** The results that a sentence is read as, briefly: "-70 % MEASURED". */
const resultsOf = (sentence: string): string[] =>
  read(`En rubrik\n\n${sentence}`).results.map(
    ({ value: { value, unit, kind } }) => `${value} ${unit} ${kind}`,
  );
const periodOf = (sentence: string): string => {
  const [first] = read(`En rubrik\n\n${sentence}`).results;
  const year = (day: string | null | undefined): string => day?.slice(0, 4) ?? "";
  return `${year(first?.value.periodStart)}–${year(first?.value.periodEnd)}`;
};
const indicatorOf = (sentence: string): string | undefined =>
  read(`En rubrik\n\n${sentence}`).results[0]?.value.indicator;

// The sentences are made up to test the reading; none tells of a real place.
describe("figures", () => {
  it.each([
    ["Vi har samlat in 1 200 ton matavfall.", "1200 ton REPORTED"],
    ["Vi har samlat in 1 200 ton matavfall.", "1200 ton REPORTED"],
    ["Andelen är 12,5 %.", "12.5 % REPORTED"],
    ["Utsläppen minskade med cirka 70 procent.", "-70 % REPORTED"],
    ["Det blev 9 000 färre leveranser per år.", "-9000 leveranser/år REPORTED"],
    ["Transporterna minskar med 40–50 procent.", "-40 % REPORTED"],
    ["Transporterna minskar med mellan 60 och 80 procent.", "-60 % REPORTED"],
    ["Bygget kostade 2,3 miljoner kronor.", "2.3 miljoner kr REPORTED"],
    ["Bygget kostade 2,3 Mkr.", "2.3 miljoner kr REPORTED"],
    ["Bygget kostade 40 miljoner.", "40 miljoner kr REPORTED"],
    ["Fonden är på 1,5 miljarder kronor.", "1.5 miljarder kr REPORTED"],
    ["Det motsvarar 850 ton CO2e/år.", "850 ton CO2e/år REPORTED"],
    ["Det motsvarar 850 ton koldioxidekvivalenter per år.", "850 ton CO2e/år REPORTED"],
    ["Det motsvarar 850 ton CO₂-ekvivalenter årligen.", "850 ton CO2e/år REPORTED"],
    ["Det sparade 190 ton koldioxid om året.", "-190 ton CO2/år REPORTED"],
    ["Panelerna ger 350 MWh per år.", "350 MWh/år REPORTED"],
    ["Varje år produceras 120 GWh biogas.", "120 GWh/år REPORTED"],
    ["Panelerna ger 3 miljoner kWh.", "3000000 kWh REPORTED"],
    ["Huset använder 65 kWh/m2 och år.", "65 kWh/m² och år REPORTED"],
    ["Huset använder 65 kWh per kvadratmeter och år.", "65 kWh/m² och år REPORTED"],
    ["Avgiften är 300 kr per bil och år.", "300 kr/bil och år REPORTED"],
    ["Avgiften är 1,50 kr per kg CO2.", "1.5 kr/kg CO2 REPORTED"],
    ["Nätet håller 65 grader.", "65 °C REPORTED"],
    ["Vi renoverade 405 äldre lägenheter.", "405 lägenheter REPORTED"],
    ["Staden har 150 biogasbussar.", "150 biogasbussar REPORTED"],
    ["Påbörjade: 114 av 116 åtaganden.", "114 av 116 åtaganden REPORTED"],
    ["Utsläppen har halverats.", "-50 % REPORTED"],
    ["Resandet har fördubblats.", "100 % REPORTED"],
    ["En tredjedel av elbehovet täcks.", "33 % REPORTED"],
    ["Arbetet gav en 10-procentig minskning.", "-10 % REPORTED"],
    ["Restavfall: −50 %", "-50 % REPORTED"],
    ["Besparing: 190 ton CO2 per år", "-190 ton CO2/år REPORTED"],
  ])("%s → %s", (sentence, expected) => {
    expect(resultsOf(sentence)).toEqual([expected]);
  });

  it.each([
    [
      "a level isn't a change",
      "Svinnet minskade till 30 gram per portion.",
      "30 gram/portion REPORTED",
    ],
    ["what it became counts", "Andelen ökade från 46 till 63 procent.", "63 % REPORTED"],
    [
      "also before its noun",
      "Antalet leveranser gick från 470 till 160 i veckan.",
      "160 leveranser/vecka REPORTED",
    ],
    ["a share isn't a change", "90 procent av behovet täcks av sol.", "90 % REPORTED"],
    ["less is a decrease", "Det gav 22 procent lägre utsläpp.", "-22 % REPORTED"],
    ["more is an increase", "Det gav 60 procent mer biogas.", "60 % REPORTED"],
  ])("%s: %s", (_why, sentence, expected) => {
    expect(resultsOf(sentence)).toEqual([expected]);
  });

  it.each([
    ["MEASURED", "Enligt mätningar minskade utsläppen med 12 procent."],
    ["MEASURED", "Den uppmätta minskningen är 12 procent."],
    ["CALCULATED", "Utsläppen beräknas minska med 12 procent."],
    ["TARGET", "Målet är att minska utsläppen med 12 procent."],
    ["TARGET", "Utsläppen ska minska med 12 procent."],
    ["TARGET", "Vi minskar utsläppen med 12 procent till 2040."],
    ["FORECAST", "Utsläppen väntas minska med 12 procent."],
    ["FORECAST", "Enligt prognosen minskar utsläppen med 12 procent."],
    ["REPORTED", "Utsläppen minskade med 12 procent i mätbara delar."],
  ])("%s is told by: %s", (kind, sentence) => {
    expect(resultsOf(sentence)).toEqual([`-12 % ${kind}`]);
  });

  it("tells the kind of each figure by its own part of the sentence", () => {
    expect(
      resultsOf(
        "Målet var 50 procent lägre utsläpp, men de uppmätta utsläppen sjönk med 31 procent.",
      ),
    ).toEqual(["-50 % TARGET", "-31 % MEASURED"]);
    expect(resultsOf("Bygget kostade 5 miljoner kronor och beräknas spara 20 ton CO2.")).toEqual([
      "5 miljoner kr REPORTED",
      "-20 ton CO2 CALCULATED",
    ]);
  });

  it.each([
    ["2019–2022", "Utsläppen minskade med 5 procent 2019–2022."],
    ["2015–2018", "Utsläppen minskade med 5 procent mellan 2015 och 2018."],
    ["2021–", "Utsläppen har minskat med 5 procent sedan 2021."],
    ["2023–2023", "Utsläppen minskade med 5 procent under 2023."],
    ["–2030", "Utsläppen ska minska med 5 procent till 2030."],
    ["1990–", "Utsläppen har minskat med 5 procent jämfört med 1990."],
    ["–", "Klimatneutrala städer 2030 minskar utsläppen med 5 procent."],
  ])("holds for %s: %s", (period, sentence) => {
    expect(periodOf(sentence)).toBe(period);
  });

  it.each([
    [
      "Koldioxidutsläppen från varutransporterna",
      "Koldioxidutsläppen från varutransporterna minskade med 7 procent.",
    ],
    ["Matsvinnet", "Skolan minskade matsvinnet med 7 procent."],
    ["Andel av fjärrvärmebehovet", "7 procent av fjärrvärmebehovet."],
    ["Restavfall", "Restavfall: 7 procent"],
    ["Aktörer anslöt vid starten", "37 aktörer anslöt vid starten."],
  ])("are called %s in: %s", (indicator, sentence) => {
    expect(indicatorOf(sentence)).toBe(indicator);
  });

  it("keeps in the note what the number alone doesn't tell", () => {
    const [result] = read("En rubrik\n\nUtsläppen minskade med mellan 40 och 50 procent.").results;
    expect(result?.value).toMatchObject({
      value: -40,
      note: "I texten: ”mellan 40 och 50 procent”.",
    });
  });

  it.each([
    "Ring 0480-45 00 00 eller 070-123 45 67.",
    "Se avsnitt 7.2 och figur 3 på sidan 12.",
    "Den 1 oktober 2021 började arbetet.",
    "Postadress: 391 26 Exempelstad",
    "Mål 7, 9, 11 och 13 i Agenda 2030.",
    "Linje 549 och klass 3 enligt SOU 2025:107.",
    "De andra 22 kommunerna är med.",
    "Kontaktperson\n\nEtt Kansli, 25 procent",
  ])("are none in: %s", (sentence) => {
    expect(resultsOf(sentence)).toEqual([]);
  });

  it("counts the same figure once", () => {
    const text =
      "En rubrik\n\nUtsläppen minskade med 70 procent.\n\nResultat\n\nUtsläppen har minskat med 70 procent.";
    expect(read(text).results).toHaveLength(1);
  });
});
