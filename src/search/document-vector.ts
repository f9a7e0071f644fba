/**
 * How strongly a document stands for each of its index tokens, in five bytes a token: the token's
 * hash and a weight. Small enough to keep thousands in memory, so that ranking asks nobody.
 */
export type DocumentVector = ReadonlyMap<number, number>;

const bytesPerToken = 5;
const steps = 255;

/** FNV-1a in 32 bits. Two of a bank's tokens may share a hash; a ranking survives that. */
export function hashToken(token: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < token.length; at++) {
    hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** @param weights by token, each from 0 to 1 */
export function encodeVector(weights: ReadonlyMap<string, number>): Buffer {
  const bytes = Buffer.alloc(weights.size * bytesPerToken);
  let at = 0;
  for (const [token, weight] of weights) {
    bytes.writeUInt32LE(hashToken(token), at);
    bytes.writeUInt8(Math.max(1, Math.round(weight * steps)), at + 4);
    at += bytesPerToken;
  }
  return bytes;
}

/** Reads what {@link encodeVector} has written: the weights, from 0 to 1, by the tokens' hashes. */
export function decodeVector(bytes: Buffer): DocumentVector {
  const vector = new Map<number, number>();
  for (let at = 0; at + bytesPerToken <= bytes.length; at += bytesPerToken) {
    vector.set(bytes.readUInt32LE(at), bytes.readUInt8(at + 4) / steps);
  }
  return vector;
}
