/** A Swedish noun in the forms that the sentences need. */
export interface Noun {
  /** Whether it takes "ett" rather than "en". */
  neuter: boolean;
  /** A plan, the plan, plans, the plans: "plan", "planen", "planer", "planerna". */
  singular: string;
  definite: string;
  plural: string;
  definitePlural: string;
}

type Endings = readonly [neuter: boolean, stripped: number, ...endings: [string, string, string]];

/** How each declension makes its forms: what is cut off the base form, and what is put there. */
const declensions = {
  ar: [false, 0, "en", "ar", "arna"],
  e: [false, 1, "en", "ar", "arna"],
  er: [false, 0, "en", "er", "erna"],
  n: [false, 0, "n", "er", "erna"],
  r: [false, 0, "n", "r", "rna"],
  or: [false, 1, "an", "or", "orna"],
  are: [false, 0, "n", "", "na"],
  ett: [true, 0, "et", "", "en"],
  ettn: [true, 0, "t", "n", "na"],
} satisfies Record<string, Endings>;

const words: Record<keyof typeof declensions, string> = {
  ar: "ning ing väg bil buss hall vägg kock gård damm vall dag skog äng mall budget kväll frukost hubb ram plattform tvilling pump",
  e: "stolpe stomme",
  er: "tion het plan station plats pool led tjänst avgift biljett park central kund last turbin byggnad kalkyl entreprenör lokal hyresgäst modul mängd rutt fraktion bassäng leverantör gäst portion enhet restaurang modell analys åtgärd korridor butik affär marknad mark biotop process dialog rutin panel grupp enkät ambassadör rapport indikator symbios fond portfölj risk punkt standard norm metod pilot kostnad effekt",
  n: "strategi meny miljö depå",
  r: "linje",
  or: "flotta sträcka panna källa yta taxa vecka kedja galleria bilaga arena karta",
  are: "förare mätare rådgivare ägare förvaltare insamlare behållare ledare samordnare",
  ett: "nät verk tak bolag hus projekt krav kontrakt kärl fordon prov kök avtal recept skydd förråd stråk reservat dokument underlag villkor råd förslag nätverk mål direktiv beslut bidrag lån verktyg kvarter kontor arbetssätt försök uppdrag certifikat",
  ettn: "skede flöde område vite möte arbete löfte",
};

/** Those that no declension makes right. */
const irregular = `
  ett system systemet system systemen, ett program programmet program programmen,
  ett lager lagret lager lagren, ett kluster klustret kluster klustren, ett rum rummet rum rummen,
  ett garage garaget garage garagen, ett pris priset priser priserna,
  ett kriterium kriteriet kriterier kriterierna, ett scenario scenariot scenarier scenarierna,
  en verkstad verkstaden verkstäder verkstäderna, en möbel möbeln möbler möblerna,
  en cykel cykeln cyklar cyklarna, en partner partnern partner partnerna,
  en ansökan ansökan ansökningar ansökningarna`;

const heads = new Map<string, Noun>();
for (const [name, list] of Object.entries(words)) {
  const [neuter, stripped, ...endings] = declensions[name as keyof typeof declensions];
  for (const singular of list.split(" ")) {
    const stem = singular.slice(0, singular.length - stripped);
    const [definite, plural, definitePlural] = endings.map((ending) => stem + ending);
    if (definite === undefined || plural === undefined || definitePlural === undefined) continue;
    heads.set(singular, { neuter, singular, definite, plural, definitePlural });
  }
}
for (const line of irregular.split(",")) {
  const [article, singular, definite, plural, definitePlural] = line.trim().split(" ");
  if (!singular || !definite || !plural || !definitePlural) continue;
  heads.set(singular, { neuter: article === "ett", singular, definite, plural, definitePlural });
}

/** The noun itself. @throws when it neither is among the words here nor ends like one */
export function headNoun(word: string): Noun {
  const noun = heads.get(word) ?? inflect(word);
  if (!noun) throw new Error(`nouns.ts has no declension for ${word}.`);
  return noun;
}

/** Inflects a word that ends like a noun that is known; undefined when it ends like none. */
export function inflect(word: string): Noun | undefined {
  // The longest end decides: "plattform" says more than "form" would.
  for (let at = 1; at < word.length - 1; at += 1) {
    const head = heads.get(word.slice(at));
    if (head) return prefixed(word.slice(0, at), head);
  }
  return undefined;
}

/** "återbruks" + "butik"; of three equal consonants Swedish writes two: "buss" + "station". */
export function compound(modifier: string, head: Noun): Noun {
  const [last, before] = [modifier.at(-1), modifier.at(-2)];
  const tripled = last === before && last === head.singular.at(0);
  // An abbreviation keeps its capitals and gets a hyphen: "API-plattform".
  if (/[A-Z]$/.test(modifier)) return prefixed(`${modifier}-`, head);
  return prefixed(tripled ? modifier.slice(0, -1) : modifier, head);
}

const prefixed = (start: string, head: Noun): Noun => ({
  neuter: head.neuter,
  singular: start + head.singular,
  definite: start + head.definite,
  plural: start + head.plural,
  definitePlural: start + head.definitePlural,
});
