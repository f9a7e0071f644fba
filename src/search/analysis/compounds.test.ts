import { describe, expect, it } from "vitest";
import { heldOut, tuned } from "./compounds.fixture.js";
import { readSwedishLexicon } from "./hunspell.js";
import { swedishAdditions } from "./swedish-additions.js";
import { createWordAnalyser } from "./words.js";

const words = createWordAnalyser(readSwedishLexicon(swedishAdditions));
const partsOf = (word: string): string[] => words.analyse(word).leaves.map(({ lemma }) => lemma);

describe("compounds", () => {
  it("are judged by hand, at least 150 of them", () => {
    expect(tuned.length + heldOut.length).toBeGreaterThan(400);
  });

  it.each(tuned)("reads %s as %j", (word, parts) => {
    expect(partsOf(word)).toEqual(parts);
  });

  it("reads words that no rule was made for, nine in ten as judged", () => {
    const right = heldOut.filter(([word, parts]) => partsOf(word).join() === parts.join());
    expect(right.length / heldOut.length).toBeGreaterThan(0.95);
  });

  it("splits nothing that shouldn't be", () => {
    const wrong = heldOut.filter(([word, parts]) => parts.length === 0 && partsOf(word).length > 0);
    expect(wrong).toEqual([]);
  });

  it("gives neighbouring parts together as well", () => {
    expect(words.analyse("fjärrvärmenät").parts).toEqual(
      expect.arrayContaining(["fjärr", "värme", "nät", "fjärrvärme", "värmenät"]),
    );
  });

  it("gives the root of a derived part", () => {
    expect(words.analyse("koldioxidinfångning").partRoots).toContain("infånga");
  });
});
