import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApiSchema } from "../../src/schema.js";
import { selectEverything } from "../api/all-fields.js";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
let api: TestApi;
let member: TestCaller;

beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
  member = await api.as({ memberOf: ["kalmar"] });
}, 60_000);
afterAll(async () => {
  await api.close();
  await test.drop();
});

// Made up: no such project took place.
const text = `Samlade leveranser till skolorna

Kalmar kommun och Umeå kommun lät leverantörerna lämna varorna vid en gemensam central 2019–2021.
Samordnad varudistribution minskade körsträckan med 40 procent enligt mätningar.
Tack vare tydliga krav i upphandlingen deltog alla leverantörer.
Projektet är avslutat. Läs mer: https://example.org/rapport`;

const mutation = `mutation ($input: DraftFromTextInput!) {
  draftFromText(input: $input) {
    userErrors { field code message(locale: EN) }
    draft {
      content {
        title summary status startYear endYear organisations { organisation role } focusAreas methods sdgs
        results { indicator value unit kind periodStart periodEnd note }
        lessons { kind basis text } sources { url title }
      }
      title { text confidence passage { start end quote } }
      organisations { organisation { slug name } role confidence passage { quote } }
      methods { method { slug } confidence passage { start end quote } }
      results { result { value unit } passage { quote } }
    }
  }
}`;
const draft = async (caller: Pick<TestCaller, "read">, input: object) =>
  (await caller.read(mutation, { input })).draftFromText;

describe("draftFromText", () => {
  it("suggests with the passages, and what it suggests can be written", async () => {
    const { draft: found, userErrors } = await draft(member, { text });
    expect(userErrors).toEqual([]);
    expect(found.title).toMatchObject({
      text: "Samlade leveranser till skolorna",
      confidence: "HIGH",
    });
    const [{ method, passage }] = found.methods;
    expect(method.slug).toBe("samordnad-varudistribution");
    expect(text.slice(passage.start, passage.end)).toBe(passage.quote);
    expect(found.content).toMatchObject({
      status: "COMPLETED",
      startYear: 2019,
      endYear: 2021,
      organisations: [
        { organisation: "kalmar", role: "LEAD" },
        { organisation: "umea", role: "PARTNER" },
      ],
      results: [{ indicator: "Körsträckan", value: -40, unit: "%", kind: "MEASURED" }],
      lessons: [{ kind: "SUCCESS_FACTOR", basis: "SOURCE" }],
      sources: [{ url: "https://example.org/rapport" }],
    });

    const created = await member.read(
      `mutation ($input: CaseStudyInput!) { createCaseStudy(input: $input) {
        userErrors { field message } caseStudy { slug state lessons { text } results { value } } } }`,
      { input: found.content },
    );
    expect(created.createCaseStudy).toMatchObject({
      userErrors: [],
      caseStudy: {
        slug: "samlade-leveranser-till-skolorna",
        state: "DRAFT",
        results: [{ value: -40 }],
      },
    });
  });

  it("writes nothing", async () => {
    const count = async (): Promise<unknown> =>
      test.database.client`select (select count(*) from case_studies) as cases,
        (select count(*) from lessons) as lessons, (select count(*) from audit_log) as audits`;
    const before = await count();
    await draft(member, { text });
    expect(await count()).toEqual(before);
  });

  it("takes who writes for who leads: as told, else the only organisation one belongs to", async () => {
    const leads = async (
      caller: Pick<TestCaller, "read">,
      organisation?: string,
    ): Promise<string> => {
      const { draft: found } = await draft(caller, { text, organisation });
      return found.organisations[0].organisation.slug;
    };
    expect(await leads(member)).toBe("kalmar");
    expect(await leads(member, "umea")).toBe("umea");
    expect(await leads(await api.as({ memberOf: ["umea"] }))).toBe("umea");
    expect(await leads(await api.as({ memberOf: ["umea", "kalmar"] }))).toBe("kalmar");
  });

  it("gives every field", async () => {
    const schema = buildApiSchema();
    const field = schema.getMutationType()?.getFields()["draftFromText"];
    if (!field) throw new Error("There is no such mutation.");
    const selection = selectEverything(schema, field, { input: "$input" }, 4);
    await member.read(`mutation ($input: DraftFromTextInput!) { ${selection} }`, {
      input: { text },
    });
  });

  it.each([
    ["REQUIRED", "input.text", { text: "" }],
    ["REQUIRED", "input.text", { text: " \n\t" }],
    ["TOO_LONG", "input.text", { text: "a".repeat(50_001) }],
    ["UNKNOWN", "input.organisation", { text, organisation: "ingen-alls" }],
    ["UNKNOWN", "input.organisation", { text, organisation: "\0" }],
  ])("says %s of %s", async (code, field, input) => {
    expect(await draft(member, input)).toMatchObject({
      draft: null,
      userErrors: [{ code, field }],
    });
  });

  it("takes 50,000 characters, markup and broken characters as text", async () => {
    const odd = `<script>alert(1)</script> \0 \uD800 {{x}} ' or 1=1 -- Kalmar kommun. `;
    const { draft: found, userErrors } = await draft(member, {
      text: odd.repeat(700).slice(0, 50_000),
    });
    expect(userErrors).toEqual([]);
    expect(found.organisations[0].organisation.slug).toBe("kalmar");
  });

  it("is for those who may write: no visitor, no reading key", async () => {
    expect(await api.refuse(mutation, { input: { text } })).toMatchObject({
      extensions: { code: "UNAUTHENTICATED" },
    });
    const reader = await api.as({ clientOf: "kalmar", scopes: ["READ"] });
    expect(await reader.refuse(mutation, { input: { text } })).toMatchObject({
      extensions: { code: "FORBIDDEN" },
    });
  });

  it("suggests no method that isn't published", async () => {
    await test.database
      .client`update methods set state = 'ARCHIVED' where slug = 'samordnad-varudistribution'`;
    const { draft: found } = await draft(member, { text });
    expect(JSON.stringify(found)).not.toContain("samordnad-varudistribution");
  });

  it("refuses too many texts in a minute", async () => {
    const eager = await api.as({ memberOf: ["kalmar"] });
    const answers = [];
    for (let at = 0; at < 31; at++)
      answers.push(await eager.ask(mutation, { input: { text: "Kort." } }));
    expect(answers.slice(0, 30).every(({ errors }) => errors === undefined)).toBe(true);
    expect(answers[30]?.errors?.[0]?.extensions.code).toBe("RATE_LIMITED");
  });
});
