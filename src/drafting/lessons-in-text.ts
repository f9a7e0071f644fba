import type { LessonRow } from "../lessons/lessons.table.js";
import { type Confidence, type Suggested, passageOf, plainText } from "./passages.js";
import type { ReadText, Sentence } from "./read-text.js";
import type { SectionKind } from "./sections.js";

/** A sentence that could be a lesson. */
export type LessonDraft = Pick<LessonRow, "kind" | "basis" | "text">;

type Kind = LessonRow["kind"];

/** Most lessons suggested. */
export const mostLessons = 12;
const shortestLesson = 25;
const longestLesson = 600;

/** Of sentences that are but faintly worded as lessons no more than these. */
const mostFaint = 4;
const faint = 1;

/** A sign of a lesson, and how sure it is (1 to 3). */
interface Cue {
  kind: Kind;
  pattern: RegExp;
  strength: number;
}

const cue = (kind: Kind, strength: number, source: string): Cue => ({
  kind,
  strength,
  pattern: new RegExp(`(?<!\\p{L})(?:${source})`, "iu"),
});

/** Imperatives that advice begins with. */
const imperatives =
  "börja|se till|tänk|våga|undvik|ta (?:fram|hjälp|vara|kontakt|med)|avsätt|involvera|låt|håll|satsa|använd|mät|följ|välj|ställ|samla|skapa|planera|räkna med|glöm inte|var (?:tydlig|beredd|noga|öppen|uthållig)|ha (?:en|ett|tålamod)|sätt|förankra|bjud|prata|testa|gör";

/** From the plainest words to those that may mean something else. */
const cues: readonly Cue[] = [
  cue(
    "FAILURE",
    3,
    "misslyck|fungerade inte|funkade inte|blev inte (?:av|som)|(?:las|lades|lagts|läggs) ner|skrinla|avbröts|avbrutits|avbryta|stoppades|upphävdes|haverera|rann ut i sanden|(?:nådde|nåddes|nås|gav) inte|gick inte att|uteblev|underskott|fick inte avsedd|föll bort|tvingades",
  ),
  cue(
    "OBSTACLE",
    3,
    "hinder(?!\\p{L})|hindra[dt]|försvåra|försena|försening|dröjde|tog (?:lång |längre )?tid|flaskhals|bromsa|motstånd|svårighet|problemet (?:var|är)",
  ),
  cue(
    "OBSTACLE",
    2,
    "svår(?:t|a|are|ast|aste)?(?!\\p{L})|(?:största|stor|svår) utmaning|utmaning(?:en)? (?:är|var|har)|sakna[srd]|brist(?:en|er)?(?!\\p{L})|otillräcklig|(?:fanns|finns|räcker|räckte) inte|släpar|komplicera|osäker|begränsad|krångl|för (?:dyrt|dyra|få|lite|sent|kort)|dyrare än|oklar|inte (?:fullt|helt) ut",
  ),
  { kind: "ADVICE", strength: 3, pattern: new RegExp(`^(?:${imperatives})(?!\\p{L})`, "iu") },
  // "Bygg inte …": an order that begins with a verb.
  { kind: "ADVICE", strength: 3, pattern: /^\p{Lu}\p{Ll}{2,8} inte(?!\p{L})/u },
  cue("ADVICE", 3, "rekommender|råd(?:et)? (?:till|är)|tips(?:et)? |medskick|nästa gång"),
  cue(
    "ADVICE",
    2,
    "bör(?!\\p{L})|borde|måste|behöver(?!\\p{L})|behövs|viktigt att|(?:det|som) krävs|krävs (?:att|det|en|ett)|det kräver|gäller att",
  ),
  cue(
    "SUCCESS_FACTOR",
    3,
    "framgångsfaktor|nyckel(?:n|faktor)|avgörande|tack vare|möjliggjor|gjorde (?:\\p{L}+ ){1,5}möjlig|lyckades|lyckats|lyckade|starkt engagemang|drivkraft|framgång|styrka",
  ),
  cue(
    "SUCCESS_FACTOR",
    2,
    "gör att|gjorde att|(?:gör|gjorde) (?:\\p{L}+ ){1,3}(?:jämförbar|synlig|trovärdig|möjlig|lätt|enkel)|(?:gav|ger) (?:\\p{L}+ ){0,3}(?:fart|förtroende|samordning|effekt|nytta|grund|trygghet|kontroll|vinst)|led(?:de|er) till|lett till|visade (?:att|sig)|hjälpte|underlätta|enkelt|lättare|viktig(?:t|aste)? (?:för|del)|bidrog|bidragit",
  ),
  // What is told with pride is likely a lesson, but may be but a description.
  cue(
    "SUCCESS_FACTOR",
    1,
    "löste|löser|klarade|skapa(?:de|r|t)|stärk(?:te|er|t)|fungera(?:de|r|t) (?:väl|bra)|uppskatta|engagemang|delaktig|förankr|samsyn|förtroende|långsiktig|gemensamma? (?:mål|bild|dokument|ansvar)|får (?:nytta|tillgång|möjlighet)|fick (?:nytta|tillgång|möjlighet|fart)|så (?:att )?(?:\\p{L}+ ){0,3}(?:kan|kunde)(?!\\p{L})|det blev (?:lätt|enkl|tydlig)",
  ),
];

/** What the heading says of all that stands below it. */
const kindOfSection: Partial<Record<SectionKind, Kind>> = {
  SUCCESS_FACTORS: "SUCCESS_FACTOR",
  OBSTACLES: "OBSTACLE",
  ADVICE: "ADVICE",
};

/** Negative kinds win where a sentence tells of both: that is what is otherwise never found. */
const precedence: readonly Kind[] = ["FAILURE", "OBSTACLE", "ADVICE", "SUCCESS_FACTOR"];

/** How much each kind is told by a sentence's words. */
function strengthsOf(words: string): Map<Kind, number> {
  const strengths = new Map<Kind, number>();
  for (const { kind, strength, pattern } of cues)
    if (pattern.test(words)) strengths.set(kind, Math.max(strength, strengths.get(kind) ?? 0));
  return strengths;
}

function strongest(
  strengths: ReadonlyMap<Kind, number>,
): { kind: Kind; strength: number } | undefined {
  let best: { kind: Kind; strength: number } | undefined;
  for (const kind of precedence) {
    const strength = strengths.get(kind) ?? 0;
    if (strength > (best?.strength ?? 0)) best = { kind, strength };
  }
  return best;
}

/** Sections whose sentences tell of other things, however they are worded. */
const noLessons: ReadonlySet<SectionKind> = new Set([
  "CONTACTS",
  "SOURCES",
  "PAGE",
  "PARTNERS",
  "PERIOD",
  "FUNDING",
  "GOALS",
]);
const isLessonSection = (section: SectionKind | undefined): boolean =>
  section === "LESSONS" || (section !== undefined && kindOfSection[section] !== undefined);

interface Scored {
  sentence: Sentence;
  kind: Kind;
  score: number;
}

function scoreOf(text: string, sentence: Sentence): Scored | undefined {
  const { section, kind: line, start, end } = sentence;
  const length = end - start;
  if (
    line === "HEADING" ||
    sentence.line === 0 ||
    length < shortestLesson ||
    length > longestLesson
  )
    return undefined;
  if (section !== undefined && noLessons.has(section)) return undefined;
  const best = strongest(strengthsOf(text.slice(sentence.bodyStart, end)));
  const ofSection = section && kindOfSection[section];
  if (isLessonSection(section))
    return {
      sentence,
      kind: ofSection ?? best?.kind ?? "SUCCESS_FACTOR",
      score: 4 + (best?.strength ?? 0),
    };
  return best && { sentence, kind: best.kind, score: best.strength };
}

const confidenceOf = (score: number): Confidence =>
  score >= 5 ? "HIGH" : score >= 3 ? "MEDIUM" : "LOW";

/**
 * Suggests sentences as lessons: what stands under a heading of lessons, and what is worded as one. In
 * the order of the text; of too many the plainest.
 */
export function findLessons({ text, sentences }: ReadText): Suggested<LessonDraft>[] {
  const scored = sentences.flatMap((sentence) => scoreOf(text, sentence) ?? []);
  const ranked = scored.toSorted((a, b) => b.score - a.score);
  const plain = ranked.filter(({ score }) => score > faint);
  const some = ranked.filter(({ score }) => score <= faint).slice(0, mostFaint);
  const best = new Set([...plain, ...some].slice(0, mostLessons));
  return scored
    .filter((each) => best.has(each))
    .map(({ sentence, kind, score }) => ({
      value: {
        kind,
        basis: "SOURCE",
        text: plainText(text.slice(sentence.bodyStart, sentence.end)),
      },
      confidence: confidenceOf(score),
      passage: passageOf(text, sentence),
    }));
}
