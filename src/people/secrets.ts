import { createHash, randomBytes, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

/** The SHA-256 of a token or key: all that is stored of it. */
export const hashSecret = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** A token of 32 random bytes, fit for cookies and addresses. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** Whether a text can be a token of ours: what can't isn't looked for. */
export const looksLikeToken = (value: string): boolean => /^[\w-]{43}$/.test(value);

const keyStart = "lb_live_";
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const secretLength = 32;
const checksumLength = 6;
const keyFormat = new RegExp(`^${keyStart}[0-9A-Za-z]{${secretLength + checksumLength}}$`);

/** The CRC-32 of a text in base 62: finds typing errors without asking anybody. */
function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = "";
  for (let place = 0; place < checksumLength; place += 1) {
    digits = (alphabet[rest % alphabet.length] ?? "") + digits;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
}

/** A new API key: `lb_live_`, 32 random letters and digits (190 bits), and their checksum. */
export function newApiKey(): string {
  const secret = Array.from({ length: secretLength }, () => alphabet[randomInt(alphabet.length)]);
  const start = keyStart + secret.join("");
  return start + checksumOf(start);
}

/** The first characters of a key, by which its owner knows it in a list. */
export const prefixOf = (key: string): string => key.slice(0, keyStart.length + 4);

/** Whether a text is a whole API key, without a typing error. */
export const isApiKey = (value: string): boolean =>
  keyFormat.test(value) &&
  checksumOf(value.slice(0, -checksumLength)) === value.slice(-checksumLength);
