/** A word of a text, and the index tokens that it has. */
export interface TextWord {
  start: number;
  end: number;
  tokens: readonly string[];
}

/** The words of a text: word `n` starts at `starts[n]`, ends at `ends[n]`. */
export interface ReadWords {
  starts: readonly number[];
  ends: readonly number[];
  /** Where the tokens of all words stand in the document's vector; those of word `n` end before `placeEnds[n]`. */
  places: readonly number[];
  placeEnds: readonly number[];
}

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

/** Reads what {@link encodeReading} has written: the words of each text, in the same order. */
export function decodeReading(bytes: Uint8Array): ReadWords[] {
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const texts: ReadWords[] = [];
  while (at < bytes.length) {
    const [starts, ends, places, placeEnds]: [number[], number[], number[], number[]] = [
      [],
      [],
      [],
      [],
    ];
    let last = 0;
    for (let words = next(); words > 0; words--) {
      const start = last + next();
      last = start + next();
      starts.push(start);
      ends.push(last);
      for (let tokens = next(); tokens > 0; tokens--) places.push(next());
      placeEnds.push(places.length);
    }
    texts.push({ starts, ends, places, placeEnds });
  }
  return texts;
}
