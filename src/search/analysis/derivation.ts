import type { Lexicon } from "./hunspell.js";

/**
 * What is put in place of an ending to come from a derived word to its root, tried in this order.
 * Only roots that the dictionary lists as verbs (or adjectives) count, so that "budning" leads to
 * "buda" but "tidning" nowhere. Endings whose meaning drifts (-else, -nad, -itet) are left out.
 */
const verbalEndings: readonly (readonly [ending: string, root: string])[] = [
  ["ning", "a"],
  ["ing", "a"],
  ["ande", "a"],
  ["verkan", "verka"],
  ["sökan", "söka"],
  ["mälan", "mäla"],
  ["frågan", "fråga"],
  ["ation", "era"],
  ["ikation", "icera"],
  ["are", "a"],
];
const participleEndings: readonly (readonly [ending: string, root: string])[] = [
  ["ad", "a"],
  ["d", "a"],
  ["t", "a"],
];

/** Pairs of one meaning that no ending shows; the second is the root. A word with itself has none. */
const pairs: ReadonlyMap<string, string> = new Map([
  ["lån", "låna"],
  ["lager", "lagra"],
  ["krav", "kräva"],
  ["stöd", "stödja"],
  ["hjälp", "hjälpa"],
  ["test", "testa"],
  ["start", "starta"],
  ["stopp", "stoppa"],
  ["val", "välja"],
  ["plan", "planera"],
  ["avtal", "avtala"],
  ["beslut", "besluta"],
  ["förslag", "föreslå"],
  ["hinder", "hindra"],
  ["skydd", "skydda"],
  ["skörd", "skörda"],
  ["besök", "besöka"],
  ["tvätt", "tvätta"],
  ["vård", "vårda"],
  ["kritik", "kritisera"],
  ["leverans", "leverera"],
  ["leverantör", "leverera"],
  ["produktion", "producera"],
  ["producent", "producera"],
  ["konsumtion", "konsumera"],
  ["konsument", "konsumera"],
  ["distribution", "distribuera"],
  ["reduktion", "reducera"],
  ["diskussion", "diskutera"],
  ["finans", "finansiera"],
  ["kalkyl", "kalkylera"],
  ["försäljning", "sälja"],
  ["förlust", "förlora"],
  ["vinst", "vinna"],
  ["färd", "färdas"],
  ["byte", "byta"],
  ["bygge", "bygga"],
  ["arbete", "arbeta"],
  ["samarbete", "samarbeta"],
  ["utbyte", "utbyta"],
  ["cykel", "cykla"],
  ["cyklist", "cykla"],
  ["transport", "transportera"],
  ["rapport", "rapportera"],
  ["kompost", "kompostera"],
  ["kontroll", "kontrollera"],
  ["export", "exportera"],
  ["import", "importera"],
  ["analys", "analysera"],
  ["kostnad", "kosta"],
  ["inköp", "köpa"],
  ["köp", "köpa"],
  ["inköpare", "köpa"],
  ["näring", "näring"],
  ["utsläpp", "släppa"],
  ["deltagande", "delta"],
  ["åtagande", "åta"],
  ["antagande", "anta"],
  ["uppvärmning", "värma"],
  ["neutralitet", "neutral"],
  ["klimatneutralitet", "klimatneutral"],
  ["effektivitet", "effektiv"],
  ["energieffektivitet", "energieffektiv"],
  ["resurseffektivitet", "resurseffektiv"],
]);

const verbFlags = /[mMKL]/;
const adjectiveFlags = /[OPQ]/;
/** A noun's genitive or plural: what has them isn't a mere participle ("månad", "stad"). */
const nounFlags = /[AGH]/;
const shortestRoot = 3;

const isVerb = (lexicon: Lexicon, word: string): boolean =>
  word.length >= shortestRoot && word.endsWith("a") && verbFlags.test(lexicon.flagsOf(word) ?? "");

/**
 * The root that a base word is derived from, so that "upphandling", "upphandlare" and "upphandla"
 * find each other; undefined where there is none, or none for sure.
 */
export function findRoot(lexicon: Lexicon, lemma: string): string | undefined {
  const paired = pairs.get(lemma);
  if (paired !== undefined) return paired === lemma ? undefined : paired;
  for (const [ending, replacement] of verbalEndings) {
    if (!lemma.endsWith(ending)) continue;
    const root = lemma.slice(0, -ending.length) + replacement;
    if (isVerb(lexicon, root)) return root;
  }
  const flags = lexicon.flagsOf(lemma) ?? "";
  if (lemma.endsWith("het")) {
    const adjective = lemma.slice(0, -3);
    if (adjectiveFlags.test(lexicon.flagsOf(adjective) ?? "")) return adjective;
  }
  if (!adjectiveFlags.test(flags) || nounFlags.test(flags)) return undefined;
  for (const [ending, replacement] of participleEndings) {
    if (!lemma.endsWith(ending)) continue;
    const root = lemma.slice(0, -ending.length) + replacement;
    if (isVerb(lexicon, root)) return root;
  }
  return undefined;
}
