const firstSize = 2 ** 18;
/** The letters of words that have rings or dots, and what they are without. */
const plainOf = new Map(
  [
    ["å", "a"],
    ["ä", "a"],
    ["ö", "o"],
  ].map(([letter = "", plain = ""]) => [letter.charCodeAt(0), plain.charCodeAt(0)]),
);

const toPlain = (code: number): number => plainOf.get(code) ?? code;
const isRinged = (code: number): boolean => plainOf.has(code);

/** FNV-1a, a step for each letter. */
const step = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);
const firstHash = 0x811c9dc5;

/**
 * Words of a–z, å, ä, ö, each with a note that many words share. They lie in a few arrays of bytes, which
 * takes a fifth of the memory of a `Map` of strings, and nothing of the garbage collector's time.
 */
export class WordTable {
  #letters = Buffer.alloc(2 ** 20);
  /** Where each word begins in `#letters`, and where the last one ends. */
  #starts = new Uint32Array(2 ** 16);
  #notes = new Uint16Array(2 ** 16);
  #size = 0;
  /** By the hash of a word, the next free place holds its number, counted from 1. */
  #slots = new Uint32Array(firstSize);
  #ringed: Uint32Array | undefined;
  readonly #noteTexts: string[] = [];
  readonly #noteNumbers = new Map<string, number>();

  get size(): number {
    return this.#size;
  }

  /** The note of a word; undefined if it isn't there. */
  get(word: string): string | undefined {
    const entry = this.#slots[this.#slotOf(word)] ?? 0;
    return entry === 0 ? undefined : this.#noteTexts[this.#notes[entry - 1] ?? 0];
  }

  /** Adds a word, or changes its note. */
  set(word: string, note: string): void {
    let number = this.#noteNumbers.get(note);
    if (number === undefined) {
      number = this.#noteTexts.push(note) - 1;
      this.#noteNumbers.set(note, number);
    }
    const slot = this.#slotOf(word);
    const entry = this.#slots[slot] ?? 0;
    if (entry > 0) {
      this.#notes[entry - 1] = number;
      return;
    }
    this.#append(word, number);
    this.#slots[slot] = this.#size;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
  }

  /** The words with rings or dots that are `plain` without them, in the order in which they were added. */
  restored(plain: string): string[] {
    const slots = (this.#ringed ??= this.#indexRinged());
    const mask = slots.length - 1;
    const found: string[] = [];
    for (let slot = this.#hashOf(plain) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const entry = (slots[slot] ?? 0) - 1;
      if (this.#is(entry, plain, toPlain)) found.push(this.#word(entry));
    }
    return found;
  }

  *[Symbol.iterator](): IterableIterator<string> {
    for (let entry = 0; entry < this.#size; entry += 1) yield this.#word(entry);
  }

  #word(entry: number): string {
    return this.#letters.toString("latin1", this.#starts[entry], this.#starts[entry + 1]);
  }

  #hashOf(word: string): number {
    let hash = firstHash;
    for (let at = 0; at < word.length; at += 1) hash = step(hash, word.charCodeAt(at));
    return hash;
  }

  /** Where a word is, or is to be. */
  #slotOf(word: string): number {
    const mask = this.#slots.length - 1;
    for (let slot = this.#hashOf(word) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot] ?? 0;
      if (entry === 0 || this.#is(entry - 1, word)) return slot;
    }
  }

  #is(entry: number, word: string, read = (code: number): number => code): boolean {
    const start = this.#starts[entry] ?? 0;
    if ((this.#starts[entry + 1] ?? 0) - start !== word.length) return false;
    for (let at = 0; at < word.length; at += 1)
      if (read(this.#letters[start + at] ?? 0) !== word.charCodeAt(at)) return false;
    return true;
  }

  #append(word: string, note: number): void {
    const start = this.#starts[this.#size] ?? 0;
    const end = start + word.length;
    if (end > this.#letters.length) {
      this.#letters = Buffer.concat([this.#letters, Buffer.alloc(this.#letters.length)]);
    }
    if (this.#size + 1 >= this.#starts.length) {
      this.#starts = doubled(this.#starts, Uint32Array);
      this.#notes = doubled(this.#notes, Uint16Array);
    }
    this.#letters.write(word, start, "latin1");
    this.#notes[this.#size] = note;
    this.#size += 1;
    this.#starts[this.#size] = end;
  }

  #rehash(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let entry = 0; entry < this.#size; entry += 1)
      this.#slots[this.#slotOf(this.#word(entry))] = entry + 1;
  }

  #indexRinged(): Uint32Array {
    const ringed: [entry: number, hash: number][] = [];
    for (let entry = 0; entry < this.#size; entry += 1) {
      let hash = firstHash;
      let isWanted = false;
      for (let at = this.#starts[entry] ?? 0; at < (this.#starts[entry + 1] ?? 0); at += 1) {
        const code = this.#letters[at] ?? 0;
        isWanted ||= isRinged(code);
        hash = step(hash, toPlain(code));
      }
      if (isWanted) ringed.push([entry, hash]);
    }
    const slots = new Uint32Array(2 ** Math.ceil(Math.log2(ringed.length * 2 + 2)));
    const mask = slots.length - 1;
    for (const [entry, hash] of ringed) {
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
    return slots;
  }
}

function doubled<Numbers extends Uint16Array | Uint32Array>(
  numbers: Numbers,
  Kind: new (length: number) => Numbers,
): Numbers {
  const more = new Kind(numbers.length * 2);
  more.set(numbers);
  return more;
}
