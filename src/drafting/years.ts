import type { Span } from "./passages.js";

/** What a year or a period is said of. Offsets are those of the given string. */
export type YearRole =
  /** "2019–2022", "mellan 2015 och 2018" */
  | "PERIOD"
  /** "sedan 2021", "startade 2019" */
  | "START"
  /** "avslutades 2022", "till och med 2022" */
  | "END"
  /** "till 2030", "senast 2030" */
  | "DEADLINE"
  /** "under 2023", "2023" */
  | "AT"
  /** "jämfört med 1990" */
  | "BASELINE";

/** A year or a period of a sentence. */
export interface YearMention extends Span {
  role: YearRole;
  from: number;
  /** The last year; the same as `from` where there is but one. */
  to: number;
  /** "omkring 2010" */
  isApproximate: boolean;
}

/** The last year that a case study may have. */
const latestYear = 2100;

const year = String.raw`(?:19[5-9]\d|20\d\d|2100)`;
/** "2019-09-01", also with a full stop in it. */
const day = String.raw`(?:[-.]\d\d[-.]\d\d(?!\d))?`;
const pattern = new RegExp(
  String.raw`(?<![\p{L}\d][.,:/-]?)(?<from>${year})${day}` +
    String.raw`(?:\s?(?<link>[–—-]|/|\still\s(?:och\smed\s)?|\soch\s|\sfram\still\s)\s?(?<to>${year}|\d\d(?![\d.,-]))${day}(?![\d%]))?` +
    // Neither the start of a date or a number nor a count.
    String.raw`(?![\p{L}\d%]|-tal|[.,:]\d|\s?(?:%|procent|kr(?:onor)?|ton|kwh|mwh|st)(?!\p{L}))`,
  "giu",
);

const about =
  /(?:cirka|ca\.?|omkring|runt|kring|ungefär|i början av|i slutet av|mitten av)\s(?:år\s)?$/iu;
const since =
  /(?:sedan|från(?:\s(?:och\smed|år))?|fr\.o\.m\.|med\sstart|med\sbörjan)\s(?:\p{L}+\s)?(?:år\s)?$/iu;
const startVerb =
  /(?:start|börja|inled|påbörja|infört?|införde|invig|öppna|lansera|grunda|bilda|driftsatt|drifttog|togs i drift|tog i drift|antog|antogs|beslut|byggdes|tillkom|blev medlem|gick med|anslöt|fattades)\p{L}*[^.;]{0,40}$/iu;
/** "2013 fattades beslut" */
const startVerbAfter =
  /^\s(?:\p{L}+\s){0,2}(?:fattades|fattade|besluta|antog|startade|inled|infört|införde|påbörja|öppna|invig|lansera|bilda|togs\si\sdrift)/iu;
const endVerb =
  /(?:avsluta|slutför|upphör|avveckla|lades? ner|las ner|färdig|klar|invigning planeras)\p{L}*[^.;]{0,40}$/iu;
const until =
  /(?:till\s(?:och\smed|utgången\sav|slutet\sav)|t\.o\.m\.|pågår\s(?:fram\s)?till|pågick\s(?:fram\s)?till)\s(?:år\s)?$/iu;
const deadline =
  /(?:senast|(?:fram\s)?till|inför|mot|före|innan|mål(?:et)?(?:\sför)?)\s(?:år\s|den\s\d+\s\p{L}+\s|utgången\sav\s|\p{L}+\s)?$/iu;
const baseline =
  /(?:jämfört\smed|jämfört\smot|mot|än|basår(?:et)?|med\sbasår)\s(?:år\s|\p{L}+\s)?$/iu;

/** How far before a year what is said of it is looked for. */
const reach = 60;

/**
 * A name that a year belongs to ("Agenda 2030", "Klimatneutrala Kalmar 2030"): a capital letter in the
 * word before it, or a name of several words whose first has one.
 */
function isOfName(before: string): boolean {
  const words = before.trimEnd().split(/\s+/).slice(-3);
  const [last = ""] = words.slice(-1);
  if (/^(?:sou|prop|ds|dnr|rskr|eu|nr|version|\(eu\))[.:]?$/i.test(last)) return true;
  if (/[.:;!?]$/.test(last)) return false;
  if (/^(?:\p{Lu}\p{Ll}*|\p{Ll}+\p{Lu}\p{L}*)$/u.test(last) && last.length > 1)
    // The first word of a sentence has a capital letter of its own.
    return words.length > 1 || /^(?:Agenda|Klimatkontrakt|Färdplan)/.test(last);
  return /(?:klimatneutral|fossilfri|klimatpositiv|koldioxidneutral)\p{L}*\s(?:\p{L}+\s)?(?:städer|stad|kommun|kommuner)\s$/iu.test(
    before,
  );
}

function roleOf(sentence: string, at: number, end: number): YearRole {
  const before = sentence.slice(Math.max(0, at - reach), at);
  if (until.test(before)) return "END";
  if (since.test(before)) return "START";
  if (baseline.test(before)) return "BASELINE";
  if (deadline.test(before)) return "DEADLINE";
  if (endVerb.test(before)) return "END";
  if (startVerb.test(before) || startVerbAfter.test(sentence.slice(end, end + reach)))
    return "START";
  return "AT";
}

function fullYear(from: number, written: string): number {
  const value = Number(written);
  return written.length === 2 ? Math.floor(from / 100) * 100 + value : value;
}

/** Finds the years and periods that a sentence tells; not those that are part of a name. */
export function findYears(sentence: string): YearMention[] {
  const found: YearMention[] = [];
  for (const match of sentence.matchAll(pattern)) {
    const { from: first = "", to: last, link = "" } = match.groups ?? {};
    const start = match.index;
    const before = sentence.slice(Math.max(0, start - reach), start);
    if (isOfName(before)) continue;
    const from = Number(first);
    const isApproximate = about.test(before);
    const end = start + match[0].length;
    if (last === undefined) {
      found.push({ start, end, role: roleOf(sentence, start, end), from, to: from, isApproximate });
      continue;
    }
    const to = fullYear(from, last);
    const isPeriod =
      to > from && to <= latestYear && (!link.includes("och") || /mellan\s$/i.test(before));
    if (isPeriod) found.push({ start, end, role: "PERIOD", from, to, isApproximate });
    else
      found.push({
        start,
        end: start + first.length,
        role: roleOf(sentence, start, end),
        from,
        to: from,
        isApproximate,
      });
  }
  return found;
}
