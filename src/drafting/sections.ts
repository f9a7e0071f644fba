/** What a heading says that the text below it is about. */
const sectionKinds = [
  "SUMMARY",
  "CHALLENGE",
  "SOLUTION",
  "RESULTS",
  "GOALS",
  "LESSONS",
  "SUCCESS_FACTORS",
  "OBSTACLES",
  "ADVICE",
  "CONDITIONS",
  "PARTNERS",
  "FUNDING",
  "PERIOD",
  "PLANS",
  "SOURCES",
  "CONTACTS",
  "PAGE",
] as const;
export type SectionKind = (typeof sectionKinds)[number];

/**
 * Words that headings of Swedish project pages, reports and climate contracts are made of. The first
 * that fits decides, so that "Lärdomar och resultat" is about lessons.
 */
const headings: readonly (readonly [SectionKind, RegExp])[] = [
  [
    "PAGE",
    /^(?:publicera[dt]|uppdatera[dt]|senast (?:ändra|uppdatera|granska)|foto(?:graf)?\b|bild\b|dela\b)/,
  ],
  ["CONTACTS", /^(?:kontakt|frågor\?|kontakta)|kontaktperson/],
  ["SOURCES", /^(?:källor|källa|referenser|länkar|läs mer|mer information|bilagor?\b)/],
  ["PLANS", /^(?:nästa steg|framåt|framtid|fortsättning|planer\b|vad händer nu|på gång)/],
  [
    "SUCCESS_FACTORS",
    /framgångsfaktor|nyckelfaktor|vad (?:har )?funger\w+ bra|^styrkor|möjliggörare/,
  ],
  [
    "OBSTACLES",
    /hinder|svårighet|fallgrop|vad (?:har )?funger\w+ (?:mindre bra|sämre|inte)|^risker/,
  ],
  ["ADVICE", /^råd\b|rekommendation|^tips|medskick|att tänka på|nästa gång/],
  ["CONDITIONS", /^(?:förutsättningar|villkor|vad som krävs|vad krävs)/],
  ["LESSONS", /lärdom|erfarenhet|insikt|reflektion|slutsats|vad (?:har )?vi lär|lessons/],
  ["RESULTS", /resultat|effekter|utfall|uppnått|måluppfyllelse|klimatnytta|nyttor|hur gick det/],
  ["PERIOD", /^(?:projekttid|projektperiod|tidsperiod|tidplan|tid\b|period|löptid|år\b)/],
  [
    "FUNDING",
    /^(?:finansiering|finansiär|finansieras|budget|kostnad|stöd(?:et)?\b|beviljat|medel\b)/,
  ],
  [
    "PARTNERS",
    /partner|^parter\b|medverkande|deltagare|deltagande|^samverkan|samarbet|involverade/,
  ],
  ["SUMMARY", /sammanfattning|^i korthet|^kort om|^ingress|^om projektet|^summary/],
  ["CHALLENGE", /utmaning|problem|^bakgrund|behov|utgångsläge|nuläge|^varför/],
  ["GOALS", /^(?:mål|syfte|målsättning|vision)|\bmål$/],
  [
    "SOLUTION",
    /lösning|genomförande|så (?:gjorde|gör|gick|arbetar|jobbar)|^metod|arbetssätt|åtgärder|insatser|aktiviteter|hur gjorde|vad gjorde|tillvägagång/,
  ],
];

const beside: ReadonlySet<SectionKind | undefined> = new Set(["CONTACTS", "SOURCES", "PAGE"]);

/** Whether a section stands beside the story: whom to call, where to read on, when the page changed. */
export const isBeside = (section: SectionKind | undefined): boolean => beside.has(section);

/** A line that tells of the page itself: "Publicerad 12 december 2022". */
export const isAboutPage = (line: string): boolean =>
  /^(?:publicera[dt]|uppdatera[dt]|senast (?:ändra|uppdatera|granska)[dt]|foto:)/i.test(line);

/** A number before a heading: "7.2", "3.", "A.". */
const numbering =
  /^(?:(?:kapitel|avsnitt|bilaga)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-ZÅÄÖ]\.)\s+/iu;

/** A heading without its number and colon. */
export const headingText = (heading: string): string =>
  heading
    .replace(/^#{1,6}\s*/, "")
    .replace(numbering, "")
    .replace(/\s*:$/, "")
    .replaceAll(/^[*_]+|[*_]+$/g, "")
    .trim();

/** Whether a line begins with the number of a section. */
export const isNumbered = (line: string): boolean => /^\d{1,2}\.\d{1,2}/.test(line);

/** What a heading or a label says that what follows is about; undefined for a heading of its own. */
export function sectionKindOf(heading: string): SectionKind | undefined {
  const lower = headingText(heading).toLowerCase();
  return headings.find(([, pattern]) => pattern.test(lower))?.[0];
}
