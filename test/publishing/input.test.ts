import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { completeCase as complete, changeCase as change } from "../support/writing.js";

let test: TestDatabase;
let api: TestApi;
let editor: TestCaller;

beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
  editor = await api.as({ editorOf: ["kalmar"] });
}, 60_000);
afterAll(async () => {
  await api.close();
  await test.drop();
});

describe("the input of a case study", () => {
  it.each([
    [{ title: "" }, "input.title", "REQUIRED"],
    [{ title: "x".repeat(121) }, "input.title", "TOO_LONG"],
    [{ title: "Å\0" }, "input.title", "INVALID"],
    [{ focusAreas: ["finns-inte"] }, "input.focusAreas.0", "UNKNOWN"],
    [{ methods: ["\0"] }, "input.methods.0", "INVALID"],
    [{ sources: [{ url: "javascript:alert(1)" }] }, "input.sources.0.url", "INVALID"],
    [
      { sources: Array.from({ length: 51 }, () => ({ url: "https://example.org" })) },
      "input.sources",
      "TOO_MANY",
    ],
    [{ startYear: 2030, endYear: 2020 }, "input.endYear", "INVALID"],
    [{ startYear: 1492 }, "input.startYear", "INVALID"],
    [{ costAmount: 5 }, "input.costCurrency", "INVALID"],
    [{ organisations: [] }, "input.organisations", "INVALID"],
    [{ slug: "Fel slug" }, "input.slug", "INVALID"],
    [{ slug: "koldioxidbudget" }, "input.slug", undefined],
    [{ sdgs: [18] }, "input.sdgs.0", "INVALID"],
    [
      { lessons: [{ kind: "ADVICE", basis: "SOURCE", text: " " }] },
      "input.lessons.0.text",
      "REQUIRED",
    ],
    [
      { lessons: [{ id: "bGVzc29u", kind: "ADVICE", basis: "SOURCE", text: "x" }] },
      "input.lessons.0.id",
      "UNKNOWN",
    ],
    [{ contacts: ["bGVzc29u"] }, "input.contacts.0", "UNKNOWN"],
  ])("says which field is wrong and how to mend it: %j", async (part, field, code) => {
    const { caseStudy, userErrors } = await change(editor, "createCaseStudy", {
      input: { ...complete, ...part },
    });
    if (code === undefined) {
      expect(userErrors).toEqual([]);
      return;
    }
    expect(caseStudy).toBeNull();
    expect(
      userErrors.map((each: { field: string; code: string }) => [each.field, each.code]),
    ).toEqual([[field, code]]);
    expect(userErrors[0].sv).not.toBe(userErrors[0].en);
  });

  it("refuses a slug that is taken", async () => {
    const { caseStudy } = await change(editor, "createCaseStudy", {
      input: { ...complete, slug: "min-egen" },
    });
    expect(caseStudy.slug).toBe("min-egen");
    const second = await change(editor, "createCaseStudy", {
      input: { ...complete, slug: "min-egen" },
    });
    expect(second.userErrors).toMatchObject([{ field: "input.slug", code: "TAKEN" }]);
  });
});
