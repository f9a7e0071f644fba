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
    [{ title: "\u200B\u2060\u00A0" }, "input.title", "REQUIRED"],
    [{ title: "\u3164\u2800\u202E" }, "input.title", "REQUIRED"],
    [{ title: null, status: null }, ["input.title", "input.status"], "REQUIRED"],
    [{ summary: "\u200B" }, "input.summary", undefined],
    [{ focusAreas: ["finns-inte"] }, "input.focusAreas.0", "UNKNOWN"],
    [{ methods: ["\0"] }, "input.methods.0", "INVALID"],
    [{ sources: [{ url: "javascript:alert(1)" }] }, "input.sources.0.url", "INVALID"],
    [
      { sources: Array.from({ length: 51 }, () => ({ url: "https://example.org" })) },
      "input.sources",
      "TOO_MANY",
    ],
    [
      {
        sources: ["a", "b", "a"].map((page) => ({ url: `https://example.org/${page}` })),
      },
      "input.sources.2.url",
      "INVALID",
    ],
    [
      { sources: [{ url: "https://example.org" }, { url: "example.org" }] },
      "input.sources.1.url",
      "INVALID",
    ],
    [{ focusAreas: ["energi", "mobilitet", "energi"] }, "input.focusAreas.2", "INVALID"],
    [{ sdgs: [13, 13] }, "input.sdgs.1", "INVALID"],
    [{ partnerNames: ["Partner", " Partner"] }, "input.partnerNames.1", "INVALID"],
    [
      { organisations: [...complete.organisations, { organisation: "kalmar", role: "PARTNER" }] },
      "input.organisations.1",
      "INVALID",
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
  ])("says which field is wrong and how to mend it: %j", async (part, fields, code) => {
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
    ).toEqual([fields].flat().map((field) => [field, code]));
    expect(userErrors[0].sv).not.toBe(userErrors[0].en);
  });

  it("loses what can't be seen: marks that turn the writing round, ends of lines in a title", async () => {
    const { caseStudy, userErrors } = await change(editor, "createCaseStudy", {
      input: {
        ...complete,
        title: "\uFEFFBio\u00ADgas\r\n av \u202Egnp\u2066.exe\u200F\u{E0041}",
        summary: "En\rtvå\u200B",
      },
    });
    expect(userErrors).toEqual([]);
    expect(caseStudy.title).toBe("Biogas av gnp.exe");
    const { node } = await editor.read(
      `query ($id: ID!) { node(id: $id) { ... on CaseStudy { content { summary } } } }`,
      { id: caseStudy.id },
    );
    expect(node.content.summary).toBe("En\ntvå");
  });

  it.each([
    `mutation ($text: String!) { eraseMe(email: $text) { userErrors { code field } } }`,
    `mutation ($text: String!) { changeMyName(name: $text) { userErrors { code field } } }`,
    `query ($text: String!) { users(filter: { email: $text }) { totalCount } }`,
    `query ($text: String!) { caseStudy(slug: $text) { id } }`,
    `query ($text: String!) { search(query: $text) { totalCount } }`,
  ])("with a null byte is no fault of ours: %s", async (query) => {
    const { data, errors } = await editor.ask(query, { text: "a\0b" });
    const codes = errors?.map(({ extensions }) => extensions.code) ?? [];
    const [outcome] = Object.values<{ userErrors?: { code: string }[] } | null>(data ?? {});
    expect([...codes, ...(outcome?.userErrors ?? []).map(({ code }) => code)]).not.toContain(
      "INTERNAL",
    );
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
