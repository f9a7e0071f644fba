import { readFileSync } from "node:fs";
import { projectPath } from "../../../src/platform/project-root.js";
import { type Noun, compound, headNoun, inflect } from "./nouns.js";
import { type Draw, type Random, evenly, ranked } from "./random.js";
import { type Topic, topics } from "./topics.js";

/** The words that texts about one focus area draw from. */
export interface TopicWords {
  topic: Topic;
  /** A noun of the field: mostly a compound. Few are frequent, the rare ones never end. */
  noun: Draw<Noun>;
  /** What stands after a preposition: "förnybar energi". */
  mass: Draw<string>;
  /** What is to be achieved: "kapa effekttopparna". */
  aim: Draw<string>;
}

/** An adjective as "en", "ett" and the plural want it. */
export interface Adjective {
  common: string;
  neuter: string;
  plural: string;
}

/** A verb with an object: to improve, improved, has improved. */
export interface Verb {
  infinitive: string;
  past: string;
  supine: string;
}

/** What the thesaurus of the bank lends: names by area, and the English names of all. */
export interface ThesaurusWords {
  byArea: ReadonlyMap<string, readonly string[]>;
  english: readonly string[];
}

/** Everything that synthetic texts and queries are made of. */
export interface Vocabulary {
  /** One focus area's words; the first areas are drawn oftenest. */
  topic: Draw<TopicWords>;
  topics: readonly TopicWords[];
  adjective: Draw<Adjective>;
  verb: Draw<Verb>;
  /** How or when: "successivt". */
  adverb: Draw<string>;
  /** Who does something, in the definite form: "fastighetsbolaget". */
  actor: Draw<string>;
  /** Who is concerned, in the definite plural: "upphandlarna". */
  people: Draw<string>;
  english: readonly string[];
}

/** Nouns of every focus area. */
const general =
  "projekt plan arbete åtgärd mål strategi arbetssätt försök grupp analys uppdrag process beslut underlag kostnad samordnare pilot möte program nätverk".split(
    " ",
  );

const actors =
  "kommunen, förvaltningen, energibolaget, kommunstyrelsen, projektgruppen, bostadsbolaget, tekniska kontoret, miljönämnden, fastighetsenheten, upphandlingsenheten, skolan, kommunalförbundet, serviceförvaltningen, regionen, näringslivsbolaget, VA-bolaget, stadsbyggnadskontoret, kultur- och fritidsnämnden, styrgruppen, måltidsenheten, parkenheten, hamnbolaget, länsstyrelsen, högskolan";
const people =
  "invånarna, medarbetarna, cheferna, politikerna, leverantörerna, företagen, fastighetsägarna, eleverna, användarna, driftteknikerna, upphandlarna, entreprenörerna, föreningarna, hyresgästerna, pendlarna, planerarna, kockarna, lantbrukarna, de förtroendevalda, besökarna, ungdomarna, ekonomerna";
const adjectives =
  "ny nytt nya, gemensam gemensamt gemensamma, lokal lokalt lokala, tydlig tydligt tydliga, stor stort stora, långsiktig långsiktigt långsiktiga, hållbar hållbart hållbara, mindre mindre mindre, enkel enkelt enkla, befintlig befintligt befintliga, fossilfri fossilfritt fossilfria, öppen öppet öppna, samlad samlat samlade, digital digitalt digitala, tidig tidigt tidiga, cirkulär cirkulärt cirkulära, särskild särskilt särskilda, billig billigt billiga, mobil mobilt mobila, årlig årligt årliga, flexibel flexibelt flexibla, politisk politiskt politiska, äldre äldre äldre, regional regionalt regionala, förenklad förenklat förenklade, kommunal kommunalt kommunala, robust robust robusta, genomtänkt genomtänkt genomtänkta, oprövad oprövat oprövade, skalbar skalbart skalbara, datadriven datadrivet datadrivna, klimatsmart klimatsmart klimatsmarta, småskalig småskaligt småskaliga, tvärsektoriell tvärsektoriellt tvärsektoriella, halvfärdig halvfärdigt halvfärdiga, kostnadsneutral kostnadsneutralt kostnadsneutrala";

/** Those in -ade and -at. */
const regularVerbs =
  "förbättra, samordna, granska, minska, planera, öka, testa, utvärdera, dela, påverka, finansiera, prioritera, anpassa, utveckla, förenkla, avveckla, förankra, digitalisera, dokumentera, bevara, elektrifiera, renovera, optimera, presentera, certifiera, subventionera, kombinera, effektivisera, organisera, inventera, rapportera, redovisa, hantera, samla, pröva, standardisera";
const otherVerbs =
  "använda använde använt, följa följde följt, bygga byggde byggt, införa införde infört, köpa köpte köpt, byta bytte bytt, mäta mätte mätt, välja valde valt, sänka sänkte sänkt, genomföra genomförde genomfört, kartlägga kartlade kartlagt, återanvända återanvände återanvänt, ersätta ersatte ersatt, driva drev drivit, stänga stängde stängt, uppgradera uppgraderade uppgraderat";
const adverbs =
  "successivt, ofta, snabbt, tidigt, gemensamt, redan från början, i liten skala, steg för steg, tydligt, sällan, varje år, i efterhand, utan extra medel, långsamt, i praktiken, på prov, mitt under pandemin, efter valet, till slut, vid sidan av, på distans, i god tid, parallellt, frivilligt, systematiskt, tillfälligt, under vintern, före sommaren, på försök, halvvägs, med små medel, enligt plan, i samråd, på allvar, enhetligt, i tysthet";

/** How often a noun is of each sort; the rest are compounds of the focus area. */
const shares = { thesaurus: 0.24, general: 0.18, threeParts: 0.05 };

/** Reads the names of concepts from the seeds' thesaurus. */
export function readThesaurus(): ThesaurusWords {
  const { concepts } = JSON.parse(readFileSync(projectPath("seeds/thesaurus.json"), "utf8")) as {
    concepts: { area: string; sv: string[]; en?: string[] }[];
  };
  const byArea = new Map<string, string[]>();
  for (const { area, sv } of concepts) byArea.set(area, [...(byArea.get(area) ?? []), ...sv]);
  return { byArea, english: concepts.flatMap((concept) => concept.en ?? []) };
}

/** Puts the words together. The same on every call, as long as the thesaurus is. */
export function createVocabulary(thesaurus: ThesaurusWords = readThesaurus()): Vocabulary {
  const all = topics.map((topic) => wordsOf(topic, thesaurus));
  return {
    topic: ranked(all, 0.6),
    topics: all,
    adjective: ranked(adjectives.split(", ").map(toAdjective)),
    verb: ranked(
      interleave(regularVerbs.split(", ").map(regular), otherVerbs.split(", ").map(toVerb)),
    ),
    adverb: ranked(adverbs.split(", ")),
    actor: ranked(actors.split(", ")),
    people: ranked(people.split(", "), 0.8),
    english: thesaurus.english,
  };
}

function wordsOf(topic: Topic, thesaurus: ThesaurusWords): TopicWords {
  const modifier = ranked(topic.modifiers, 1.2);
  const head = ranked(topic.heads.map(headNoun), 1.2);
  const generalHead = ranked(general.map(headNoun));
  // Verbs and adjectives among the names would break the sentences; what inflects is a noun.
  const named = topic.areas
    .flatMap((area) => thesaurus.byArea.get(area) ?? [])
    .filter((name) => /^[a-zåäöé-]+$/.test(name))
    .flatMap((name) => inflect(name) ?? []);
  const known = named.length > 0 ? ranked(named, 0.9) : head;
  const base = (random: Random): Noun => (random() < 0.75 ? head(random) : generalHead(random));
  const compounded = (random: Random, parts: number): Noun => {
    let noun = base(random);
    for (let part = 1; part < parts; part += 1) noun = join(modifier, noun, random);
    return noun;
  };
  return {
    topic,
    noun(random) {
      const share = random();
      if (share < shares.thesaurus) return known(random);
      if (share < shares.thesaurus + shares.general) return generalHead(random);
      return compounded(random, random() < shares.threeParts ? 3 : 2);
    },
    mass: ranked(topic.masses, 0.7),
    aim: evenly(topic.aims),
  };
}

/** No "planplan" and no "bilpoolspool": a part that is there already is drawn once more. */
function join(modifier: Draw<string>, head: Noun, random: Random): Noun {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const first = modifier(random);
    const isTwice =
      head.singular.includes(first.slice(0, 4)) ||
      head.singular.startsWith(first.slice(-5)) ||
      first.includes(head.singular);
    if (!isTwice) return compound(first, head);
  }
  return head;
}

function toAdjective(forms: string): Adjective {
  const [common, neuter, plural] = forms.split(" ");
  if (!common || !neuter || !plural) throw new Error(`${forms} isn't three forms.`);
  return { common, neuter, plural };
}

const regular = (infinitive: string): Verb => ({
  infinitive,
  past: `${infinitive}de`,
  supine: `${infinitive}t`,
});

function toVerb(forms: string): Verb {
  const [infinitive, past, supine] = forms.split(" ");
  if (!infinitive || !past || !supine) throw new Error(`${forms} isn't three forms.`);
  return { infinitive, past, supine };
}

/** Puts two rankings into one: by turns. */
const interleave = <Item>(first: readonly Item[], second: readonly Item[]): Item[] =>
  first.flatMap((item, rank) => [item, ...second.slice(rank, rank + 1)]);
