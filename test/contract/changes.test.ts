import { describe, expect, it } from "vitest";
import {
  compareContracts,
  describeChanges,
  readAllowances,
  withSection,
} from "../../src/commands/contract-changes.js";

const today = "2026-11-25";
const before = `
  interface Named { name: String }
  type Query {
    things(first: Int! = 20, kind: Kind): [Thing!]!
    found: Found
    old: String @deprecated(reason: "Use \`things\`. Goes 2026-11-25 at the earliest.")
    ageing: String @deprecated(reason: "Use \`things\`. Goes 2026-11-26 at the earliest.")
  }
  type Thing { name: String size: Int! note: String }
  type Other { name: String }
  union Found = Thing | Other
  enum Kind { BIG SMALL }
`;
const compare = (after: string, allowed: Parameters<typeof compareContracts>[2] = []) =>
  compareContracts(before, after, allowed, today);

/** The unexcused breaking changes after replacing texts. */
async function breachesAfter(...edits: [text: string, by: string][]): Promise<string[]> {
  const after = edits.reduce((sdl, [text, by]) => {
    expect(sdl).toContain(text);
    return sdl.replace(text, by);
  }, before);
  return (await compare(after))
    .filter(({ level, excuse }) => level === "breaking" && excuse === undefined)
    .map(({ key }) => key);
}

describe("a change of the contract", () => {
  it.each([
    ["a removed field", " note: String", "", ["Thing.note FIELD_REMOVED"]],
    ["a field that may be null now", "size: Int!", "size: Int", ["Thing.size FIELD_TYPE_CHANGED"]],
    ["a removed value", "BIG SMALL", "BIG", ["Kind.SMALL ENUM_VALUE_REMOVED"]],
    [
      "a new argument that must be given",
      "kind: Kind",
      "kind: Kind, new: Int!",
      ["Query.things.new FIELD_ARGUMENT_ADDED"],
    ],
    [
      "an argument that must be given now",
      "kind: Kind",
      "kind: Kind!",
      ["Query.things.kind FIELD_ARGUMENT_TYPE_CHANGED"],
    ],
    ["a new field", "note: String", "note: String more: Int", []],
    ["a more exact field", "note: String", "note: String!", []],
    ["a more lenient argument", "first: Int! = 20", "first: Int = 20", []],
  ])("breaks clients or not: %s", async (_what, text, by, expected) => {
    expect(await breachesAfter([text, by])).toEqual(expected);
  });

  it("breaks clients also where the same type or union gains something", async () => {
    expect(
      await breachesAfter(["type Thing {", "type Thing implements Named {"], [" note: String", ""]),
    ).toEqual(["Thing.note FIELD_REMOVED"]);
    const breaches = await breachesAfter(
      ["type Other {", "type New { name: String } type Other {"],
      ["Thing | Other", "Thing | New"],
    );
    expect(breaches).toContain("Found UNION_MEMBER_REMOVED");
  });

  it("may break them from the day that a deprecation has announced", async () => {
    const sdl = before.split("\n").filter((line) => !/old:|ageing:/.test(line));
    const removed = (await compare(sdl.join("\n"))).map(({ key, excuse }) => [key, excuse]);
    expect(removed).toEqual([
      ["Query.old FIELD_REMOVED", "Announced for 2026-11-25."],
      ["Query.ageing FIELD_REMOVED", undefined],
    ]);
  });

  it("may break them after a decision, which the changelog tells with its reason", async () => {
    const allowed = readAllowances(`[{ "change": "Thing.note FIELD_REMOVED",
      "decidedOn": "2026-11-24", "reason": "Held what editors write to each other." }]`);
    const after = before
      .replace(" note: String", " more: More")
      .replace("BIG SMALL", "BIG SMALL TINY")
      .replace("size: Int!", 'size: Int! @deprecated(reason: "Use `more`.")')
      .concat("type More { a: Int b(c: Int): Int }");
    const changes = await compare(after, allowed);
    expect(describeChanges("1.0.0", changes)).toBe(`## 1.0.0

### Breaking

- Field 'note' was removed from object type 'Thing'
  Held what editors write to each other. (2026-11-24)

### May surprise clients

- Enum value 'TINY' was added to enum 'Kind'

### Deprecated

- Field 'Thing.size' is deprecated

### New, and more lenient

- Type 'More' was added
- Field 'more' was added to object type 'Thing'
`);
  });

  it.each([
    `[{ "change": "Thing.note FIELD_REMOVED", "decidedOn": "2026-11-24" }]`,
    `[{ "change": "Thing.note FIELD_REMOVED", "decidedOn": "lately", "reason": "Nobody has ever asked for it." }]`,
    `[{ "change": "everything", "decidedOn": "2026-11-24", "reason": "Nobody has ever asked for it." }]`,
  ])("isn't decided on without a place, a day and a reason: %s", (json) => {
    expect(() => readAllowances(json)).toThrow("schema/breaking-changes.json");
  });

  it("comes first in the changelog", () => {
    expect(withSection("# Changes\n\n## 1\n\nOld.\n", "## 2\n\nNew.\n")).toBe(
      "# Changes\n\n## 2\n\nNew.\n\n## 1\n\nOld.\n",
    );
  });
});
