import { expect, it } from "vitest";
import { decodeVector, encodeVector, hashToken } from "./document-vector.js";
import { scoreDocument } from "./ranking.js";

it("puts what answers something of the whole query before what answers much of a part", () => {
  const tokens = ["vätgas", "kostnad", "miljötillstånd"];
  const terms = tokens.map((token) => ({
    raw: token,
    information: 1,
    alternatives: [{ hash: hashToken(token), weight: 1 }],
    conjunctions: [],
  }));
  const plan = { terms, steps: [], head: { tokens: [] }, words: undefined, correction: undefined };
  const score = (strengths: readonly number[]): number => {
    const weights = new Map(tokens.map((token, at) => [token, strengths[at] ?? 0]));
    const held = new Map([...weights].filter(([, weight]) => weight > 0));
    return scoreDocument(decodeVector(encodeVector(held, new Set()).bytes), plan);
  };
  expect(score([0.4, 0.3, 0.3])).toBeGreaterThan(score([0.9, 0.9, 0]));
  expect(score([0.9, 0.9, 0])).toBeGreaterThan(score([0.9, 0.5, 0]));
  // A trace of a thing is no answer.
  expect(score([0.9, 0.9, 0])).toBeGreaterThan(score([0.9, 0.02, 0.02]));
});
