import type { Figure } from "./figure.js";
import { type Span, plainText, shorten } from "./passages.js";

/** The longest indicator suggested, in characters. */
const longestIndicator = 120;

/** What a figure's verb can be; what comes before it is what the figure tells. */
const verb =
  /\s(?:(?:har|hade|kan|ska|skall|skulle|kommer\satt|beräknas|väntas|förväntas|bedöms|planeras|uppges)\s){0,2}(?:(?:minsk|sänk|reducer|sjunk|sjönk|öka|höj|steg|stig|halver|fördubbl|tredubbl|uppgå|utgör|svara|motsvara|omfatta)\p{L}*|stå[rt]\sför|stod\sför|blev|var|är|låg|ligger)(?=\s|$)/giu;
/** Verbs whose object is what the figure tells: "minskade matsvinnet med". */
const transitive = /(?:minsk|sänk|reducer|öka|höj|halver|fördubbl|tredubbl)\p{L}*$/iu;
/** How much something went up or down tells nothing of what did: "kraftigt", "rejält". */
const adverb = /^(?:\p{L}+(?:igt|iskt|vis)|rejält|markant|snabbt|totalt|mycket)$/iu;
const leading =
  /^(?:och|men|samt|att|då|där|som|även|också|dessutom|idag|i\sdag|nu|totalt|sammanlagt|det\shar|detta\shar|vilket|sina?|sitt|den|det|de|vi\shar)\s/iu;
const trailing =
  /[\s,;:–—-](?:med|på|om|till|från|cirka|ca\.?|omkring|ungefär|drygt|knappt|över|minst|närmare|nästan|mer\sän|upp\still|mellan|runt|i|är|var|blev|har|och|av|per|i\ssnitt|i\sgenomsnitt)?$/iu;
/** How much of a clause is looked at, to either side of the figure. */
const reach = 250;
const shortestSubject = 5;
/** "37 aktörer anslöt vid starten": how much after what is counted is kept, in characters. */
const longestComplement = 60;

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function tidy(words: string): string {
  let plain = plainText(words).replace(/^[\s,;:.–—•*)-]+/, "");
  for (let before = ""; before !== plain;) {
    before = plain;
    plain = plain
      .replace(leading, "")
      .replace(trailing, "")
      .replace(/[.,;:(]$/, "")
      .trim();
  }
  return capitalised(shorten(plain, longestIndicator));
}

/** What the verb before a figure is said of: its object, else its subject. */
function saidOf(before: string): string | undefined {
  const found = [...before.matchAll(verb)].at(-1);
  if (!found) return undefined;
  const object = tidy(before.slice(found.index + found[0].length));
  if (transitive.test(found[0]) && object.length >= shortestSubject && !adverb.test(object))
    return object;
  const subject = tidy(before.slice(0, found.index));
  return subject.length >= shortestSubject ? subject : undefined;
}

/**
 * Words what a figure tells, in the text's own words: the label, what the verb is said of, or the clause
 * without the figure.
 * @param clause the part of the sentence that the figure belongs to
 * @param label what stands before a colon at the start of the line
 */
export function indicatorOf(
  sentence: string,
  figure: Figure,
  clause: Span,
  label: string | undefined,
): string {
  const named = label === undefined ? "" : tidy(label);
  if (named !== "") return named;
  const before = sentence.slice(Math.max(clause.start, figure.start - reach), figure.start);
  const after = sentence.slice(figure.end, Math.min(clause.end, figure.end + reach));
  if (figure.family === "COUNT" && !figure.isLevel) {
    // "37 aktörer anslöt vid starten"
    const noun = sentence.slice(figure.start, figure.end).replace(/^[\d\s.,–—-]+|^\p{L}+\s/u, "");
    const more = after.split(/[,.;:(]|\s(?:som|vilket|där|så)\s/)[0] ?? "";
    return tidy(more.length <= longestComplement ? noun + more : noun);
  }
  // "kommunerna har halverat utsläppen"
  const object = figure.isWord && figure.hasSign ? tidy(after) : "";
  if (object.length >= shortestSubject) return object;
  const subject = saidOf(before);
  if (subject !== undefined) return subject;
  // "90 procent av fjärrvärmebehovet"
  const whole = /^\s(av\s[^,.;]{3,100})/iu.exec(after)?.[1];
  if (whole !== undefined) return tidy(`Andel ${whole}`);
  const rest = tidy(`${before} ${after}`);
  return rest.length >= shortestSubject ? rest : tidy(sentence.slice(0, reach));
}
