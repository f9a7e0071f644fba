import type { Token } from "../search/analysis/tokens.js";
import type { Span } from "./passages.js";

/**
 * What results of municipal climate work count, by base word; compounds are known by their last part
 * ("biogasbuss" by "buss").
 */
const counted: ReadonlySet<string> = new Set(
  `aktör företag verksamhet organisation förening kommun region myndighet butik restaurang leverantör
  bostad lägenhet hus villa byggnad fastighet kvarter skola förskola avdelning enhet arbetsplats
  bil buss lastbil fordon cykel båt maskin laddplats laddpunkt laddstolpe laddstation laddare plats station tankställe
  leverans transport resa bilresa flygresa körning stopp
  invånare boende hushåll familj person människa medborgare barn elev student anställd medarbetare chef politiker
  användare slutanvändare deltagare medlem kund besökare resenär pendlare
  åtgärd åtagande projekt delprojekt insats satsning pilot aktivitet utmaning
  ansökan rådgivning besök utbildning workshop möte träff seminarium kampanj
  träd panel solcell anläggning solcellsanläggning verk damm växtbädd
  måltid portion produkt möbel plagg jobb årsarbetare byggherre byggaktör partner panna leveransställe`
    .trim()
    .split(/\s+/),
);

/** "405 renoverade lägenheter": how many words may stand between a number and what it counts. */
const mostModifiers = 2;
const modifier = /(?:[aeå]|nya|olika|st)$/u;

const lastPart = ({ word, terms }: Token): string[] => [
  ...terms.lemmas,
  ...terms.alternatives,
  ...(terms.leaves.length > 1 ? [terms.leaves.at(-1)?.lemma ?? word] : []),
];

/** "de andra 22 kommunerna" are known already: nothing is counted. */
const definite = /[aeo]rna$/u;
const isCounted = (token: Token): boolean =>
  !definite.test(token.word) && lastPart(token).some((lemma) => counted.has(lemma));

/** Finds what is counted where the number comes later: "antalet leveranser gick från 470 till 160". */
export function findCountedBefore(tokens: readonly Token[], at: number): string | undefined {
  return tokens.findLast((token) => token.end <= at && isCounted(token))?.raw.toLowerCase();
}

/** Finds what is counted by a number that ends at `at`: the noun as written. */
export function findCounted(
  text: string,
  tokens: readonly Token[],
  at: number,
): (Span & { noun: string }) | undefined {
  const first = tokens.findIndex(({ start }) => start >= at);
  let before = at;
  for (const token of first < 0 ? [] : tokens.slice(first, first + mostModifiers + 1)) {
    if (!/^\s{1,3}$/.test(text.slice(before, token.start))) return undefined;
    before = token.end;
    if (isCounted(token))
      return { start: token.start, end: token.end, noun: token.raw.toLowerCase() };
    if (token.isStopWord || !modifier.test(token.word)) return undefined;
  }
  return undefined;
}
