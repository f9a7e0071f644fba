import type { PeerRow } from "../likeness/likeness.type.js";
import { loadPeers } from "../likeness/likeness.loader.js";
import { loadMunicipality } from "../organisations/organisations.loader.js";
import type { Context } from "../platform/context.js";
import { badInput } from "../platform/errors.js";
import type { Bilingual } from "../platform/locale.js";
import type { SearchHit } from "./ranked-search.js";

/** A municipality as one compares with it. */
export type LikePeer = Pick<PeerRow, "name" | "score" | "why">;

/** How many of the things in common are told of a municipality. */
const commonTold = 3;

/**
 * How alike all municipalities are to one, by kommunkod; the one itself is wholly like itself.
 * @returns undefined when no municipality is given
 * @throws BAD_USER_INPUT when there is no such municipality
 */
export async function loadLikeness(
  context: Context,
  code: string | null | undefined,
): Promise<ReadonlyMap<string, LikePeer> | undefined> {
  if (code == null) return undefined;
  const own = await loadMunicipality(context, code);
  if (!own) {
    throw badInput(
      "likeMunicipality",
      `${JSON.stringify(code)} does not exist; pass a four-digit kommunkod as \`municipalities { nodes { municipality { code } } }\` lists them.`,
    );
  }
  const peers = await loadPeers(context, own.id);
  return new Map([
    [code, { name: own.name, score: 1, why: [] }],
    ...peers.map((peer): [string, LikePeer] => [peer.code, peer]),
  ]);
}

/** Says why a record was found: what it says instead of the words typed, and how alike its place is. */
export function explainHit(
  { matches, municipalities }: SearchHit,
  peers: ReadonlyMap<string, LikePeer> | undefined,
): Bilingual[] {
  const words = matches.map(({ asked, found }) => ({
    sv: `Du sökte ”${asked}”, här står ”${found}”`,
    en: `You searched for “${asked}”, the text says “${found}”`,
  }));
  const [alike] = municipalities
    .flatMap((code) => peers?.get(code) ?? [])
    .toSorted((a, b) => b.score - a.score);
  if (!alike) return words;
  const place = { sv: `Gjort i ${alike.name}`, en: `Done in ${alike.name}` };
  return [...words, place, ...alike.why.slice(0, commonTold)];
}
