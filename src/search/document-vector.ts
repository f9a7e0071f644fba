/** FNV-1a in 32 bits. Two of a bank's tokens may share a hash; a ranking survives that. */
export function hashToken(token: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < token.length; at++) {
    hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

const steps = 255;
const hashBytes = 4;

/**
 * How strongly a document stands for each of its index tokens, in five bytes a token: the tokens'
 * hashes in ascending order, and a weight of each. Small enough to keep thousands in memory, so that
 * ranking asks nobody.
 */
export class DocumentVector {
  readonly hashes: Uint32Array;
  private readonly weights: Uint8Array;
  /** A bit for each token: whether it stands in the document's head. */
  private readonly headBits: Uint8Array;

  constructor(hashes: Uint32Array, weights: Uint8Array, headBits: Uint8Array) {
    this.hashes = hashes;
    this.weights = weights;
    this.headBits = headBits;
  }

  /** Where a hash stands among the document's; -1 where it doesn't. */
  placeOf(hash: number): number {
    const { hashes } = this;
    let low = 0;
    let high = hashes.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = hashes[middle] ?? 0;
      if (found === hash) return middle;
      if (found < hash) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** From 0 to 1; undefined where the document doesn't hold the token. */
  get(hash: number): number | undefined {
    const place = this.placeOf(hash);
    return place < 0 ? undefined : (this.weights[place] ?? 0) / steps;
  }

  has(hash: number): boolean {
    return this.placeOf(hash) >= 0;
  }

  /** Whether the token at a place stands in the document's head. */
  isInHead(place: number): boolean {
    return (((this.headBits[place >> 3] ?? 0) >> (place & 7)) & 1) === 1;
  }

  /** How much memory it takes. */
  get bytes(): number {
    return this.hashes.buffer.byteLength;
  }
}

/** A vector as it is stored, and where each token stands in it. */
export interface EncodedVector {
  bytes: Buffer;
  places: ReadonlyMap<string, number>;
}

/**
 * Writes a vector: the number of tokens, the hashes, the weights, the bits of the head.
 * @param weights by token, each from 0 to 1
 */
export function encodeVector(
  weights: ReadonlyMap<string, number>,
  head: ReadonlySet<string>,
): EncodedVector {
  const hashOf = new Map([...weights.keys()].map((token) => [token, hashToken(token)]));
  const hashes = Uint32Array.from(new Set(hashOf.values())).sort();
  const count = hashes.length;
  const bytes = new Uint8Array(hashBytes + count * (hashBytes + 1) + Math.ceil(count / 8));
  new Uint32Array(bytes.buffer, 0, 1)[0] = count;
  new Uint32Array(bytes.buffer, hashBytes, count).set(hashes);
  const placeOf = new Map(Array.from(hashes, (hash, place) => [hash, place]));
  const weightsAt = hashBytes * (count + 1);
  const places = new Map<string, number>();
  for (const [token, weight] of weights) {
    const place = placeOf.get(hashOf.get(token) ?? 0) ?? 0;
    places.set(token, place);
    const step = Math.max(1, Math.round(weight * steps));
    bytes[weightsAt + place] = Math.max(bytes[weightsAt + place] ?? 0, step);
    const bitAt = weightsAt + count + (place >> 3);
    if (head.has(token)) bytes[bitAt] = (bytes[bitAt] ?? 0) | (1 << (place & 7));
  }
  return { bytes: Buffer.from(bytes.buffer), places };
}

const noBytes = new Uint8Array();

/** Reads what {@link encodeVector} has written. */
export function decodeVector(stored: Uint8Array): DocumentVector {
  // A copy: the driver's buffers lie anywhere in a larger one, which they would keep alive.
  const { buffer, byteLength } = new Uint8Array(stored);
  // What no version has written yet is empty.
  if (byteLength < hashBytes) return new DocumentVector(new Uint32Array(), noBytes, noBytes);
  const [count = 0] = new Uint32Array(buffer, 0, 1);
  const weightsAt = hashBytes * (count + 1);
  return new DocumentVector(
    new Uint32Array(buffer, hashBytes, count),
    new Uint8Array(buffer, weightsAt, count),
    new Uint8Array(buffer, weightsAt + count),
  );
}
