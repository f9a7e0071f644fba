import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "./edit-distance.js";

const word = fc.string({ unit: fc.constantFrom("a", "b", "ö"), maxLength: 8 });

describe("editDistance", () => {
  it.each([
    ["budget", "buget", 1],
    ["budget", "buddget", 1],
    ["koldioxid", "kolidoxid", 1],
    ["mat", "mät", 1],
    ["", "abc", 3],
  ])("of %s and %s is %i", (one, other, expected) => {
    expect(editDistance(one, other, 5)).toBe(expected);
  });

  it("is nothing for equal words only, the same both ways, and at most one more than the limit", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (one, other, limit) => {
        const distance = editDistance(one, other, limit);
        expect(distance === 0).toBe(one === other);
        expect(editDistance(other, one, limit)).toBe(distance);
        expect(distance).toBeLessThanOrEqual(limit + 1);
      }),
    );
  });
});
