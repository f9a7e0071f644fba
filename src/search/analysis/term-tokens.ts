/**
 * The kinds of terms a text is indexed under, from the surest to the vaguest, and how much a hit by
 * each is worth beside an exact one.
 */
export const termWeights = {
  /** The base word of a word in the text. */
  lemma: 1,
  /** The root it is derived from: "upphandla" of "upphandling". */
  root: 0.7,
  /** A concept of the thesaurus that the text names. */
  concept: 0.7,
  /** A part of a compound, or two neighbouring parts of a longer one. */
  part: 0.6,
  /** The stem of a word that the dictionary doesn't know. */
  stem: 0.6,
  /** A word that the dictionary doesn't know, without its rings and dots. */
  folded: 0.6,
  /** Another base word that the form could belong to: "bana" of "banan". */
  alternative: 0.4,
  /** The root of a part. */
  partRoot: 0.4,
  /** A concept that a part of a compound names. */
  partConcept: 0.45,
} as const;

/** How a text is indexed under a term. */
export type TermKind = keyof typeof termWeights;

/** All kinds, the surest first. */
export const termKinds = Object.keys(termWeights) as TermKind[];

const letters: Record<TermKind, string> = {
  lemma: "l",
  root: "r",
  concept: "c",
  part: "p",
  stem: "s",
  folded: "f",
  alternative: "a",
  partRoot: "g",
  partConcept: "d",
};

const escapes: Record<string, string> = {
  å: "qa",
  ä: "qe",
  ö: "qo",
  q: "qq",
  "-": "qm",
  ".": "qd",
  _: "qu",
  " ": "qs",
};
const end = "qz";
const plainKey = /^[a-pr-z0-9]+$/;

/**
 * One term as an opaque word for an index: letters and digits only, so that no engine splits or
 * folds it, and never the beginning of another, so that prefix search finds nothing else.
 */
export function termToken(kind: TermKind, key: string): string {
  if (plainKey.test(key)) return letters[kind] + key + end;
  const body = key.replaceAll(/[^a-pr-z0-9]/gu, (character) => {
    return escapes[character] ?? `qx${(character.codePointAt(0) ?? 0).toString(16)}qy`;
  });
  return letters[kind] + body + end;
}

const kindsByLetter = new Map(termKinds.map((kind) => [letters[kind], kind]));
const unescapes = new Map(Object.entries(escapes).map(([character, code]) => [code, character]));

/** Reads what {@link termToken} has written. */
export function readTermToken(token: string): { kind: TermKind; key: string } | undefined {
  const kind = kindsByLetter.get(token[0] ?? "");
  if (kind === undefined || !token.endsWith(end)) return undefined;
  const key = token
    .slice(1, -end.length)
    .replaceAll(/q(?:x([0-9a-f]+)qy|.)/g, (code, point: string | undefined) =>
      point === undefined
        ? (unescapes.get(code) ?? "")
        : String.fromCodePoint(Number.parseInt(point, 16)),
    );
  return { kind, key };
}
