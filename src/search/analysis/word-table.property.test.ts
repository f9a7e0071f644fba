import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldWord } from "./segments.js";
import { WordTable } from "./word-table.js";

const word = fc.string({
  unit: fc.constantFrom("a", "b", "d", "e", "o", "å", "ä", "ö"),
  minLength: 1,
  maxLength: 6,
});

describe("a table of words", () => {
  it("holds what a Map would, and finds words by their letters without rings and dots", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, fc.constantFrom("", "A", "AB"))),
        word,
        (entries, asked) => {
          const table = new WordTable();
          for (const [each, note] of entries) table.set(each, note);
          const map = new Map(entries);
          expect([...table]).toEqual([...map.keys()]);
          expect(table.size).toBe(map.size);
          for (const each of [asked, ...map.keys()]) {
            expect(table.get(each)).toBe(map.get(each));
            const plain = foldWord(each);
            expect(table.restored(plain)).toEqual(
              [...map.keys()].filter((known) => foldWord(known) === plain && known !== plain),
            );
          }
        },
      ),
    );
  });

  it("grows with its words", () => {
    const table = new WordTable();
    const name = (n: number): string =>
      n.toString(26).replaceAll(/[0-9]/g, (digit) => "qrstuvwxyz".charAt(Number(digit)));
    const many = 300_000;
    for (let n = 0; n < many; n += 1) table.set(name(n), String(n % 7));
    expect(table.size).toBe(many);
    for (const n of [0, 1, 65_535, 65_536, many - 1])
      expect(table.get(name(n))).toBe(String(n % 7));
    expect(table.get("å")).toBeUndefined();
    expect(table.get("ordet€")).toBeUndefined();
  });
});
