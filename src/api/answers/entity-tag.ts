import { createHash } from "node:crypto";

/**
 * The strong entity tag of an answer: the same from every process. The media type is part of it, since
 * one address answers in several.
 */
export const tagOf = (type: string, body: string): string =>
  `"${createHash("sha1").update(type).update("\n").update(body).digest("base64url")}"`;

/** Whether a client that sends this `If-None-Match` has what the tag stands for. Proxies weaken tags. */
export function hasAlready(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === tag || ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((each) => each.trim().replace(/^W\//, "") === tag);
}
