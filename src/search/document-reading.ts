/** A word of a text, and the index tokens that it has. */
export interface TextWord {
  start: number;
  end: number;
  tokens: readonly string[];
}

/**
 * Is told the words of a document's texts in order: of which text, from where to where, and whether one
 * of its tokens is wanted.
 */
export type WordVisitor = (text: number, start: number, end: number, isWanted: boolean) => void;

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}

/**
 * Writes where the words of a document's texts stand and which tokens each has, in some eight bytes a
 * word, so that words can be marked without analysing the texts again.
 * @param places where each token stands in the document's vector
 */
export function encodeReading(
  texts: readonly (readonly TextWord[])[],
  places: ReadonlyMap<string, number>,
): Buffer {
  const bytes: number[] = [];
  for (const words of texts) {
    writeNumber(bytes, words.length);
    let last = 0;
    for (const { start, end, tokens } of words) {
      writeNumber(bytes, start - last);
      writeNumber(bytes, end - start);
      writeNumber(bytes, tokens.length);
      for (const token of tokens) writeNumber(bytes, places.get(token) ?? 0);
      last = end;
    }
  }
  return Buffer.from(bytes);
}

/**
 * Reads what {@link encodeReading} has written, for each search anew: it makes nothing but numbers.
 * @param wanted says of each token of the document's vector whether its words are wanted
 */
export function visitWords(bytes: Uint8Array, wanted: Uint8Array, visit: WordVisitor): void {
  let at = 0;
  const next = (): number => {
    let byte = bytes[at++] ?? 0;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] ?? 0;
      value |= (byte & 127) << shift;
    }
    return value;
  };
  for (let text = 0; at < bytes.length; text++) {
    let end = 0;
    for (let words = next(); words > 0; words--) {
      const start = end + next();
      end = start + next();
      let isWanted = false;
      for (let tokens = next(); tokens > 0; tokens--) if (wanted[next()] === 1) isWanted = true;
      visit(text, start, end, isWanted);
    }
  }
}
