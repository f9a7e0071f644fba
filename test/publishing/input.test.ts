import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApiSchema } from "../../src/schema.js";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { documentOf, everyExcess } from "./every-input.js";
import { completeCase as complete, changeCase as change, leastInputs } from "../support/writing.js";

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

  it("takes no longer for a text that a pattern could get lost in", async () => {
    const gap = " ".repeat(200_000);
    const started = process.cpuUsage();
    const { userErrors } = await change(editor, "createCaseStudy", {
      input: {
        ...complete,
        title: `x${gap}x`,
        funder: `x\n${gap}\nx`,
        sources: [{ url: `https://${"a".repeat(200_000)} b` }],
      },
    });
    expect(userErrors).toMatchObject([
      { field: "input.title", code: "TOO_LONG" },
      { field: "input.sources.0.url", code: "TOO_LONG" },
    ]);
    expect(process.cpuUsage(started).user).toBeLessThan(3_000_000);
  });

  it.each([
    `mutation ($text: String!) { eraseMe(email: $text) { userErrors { code field } } }`,
    `mutation ($text: String!) { changeMyName(name: $text) { userErrors { code field } } }`,
    `mutation ($text: String!) { draftFromText(input: { text: $text }) { userErrors { code field } } }`,
    `mutation ($text: String!) { inviteMember(input: { organisation: "kalmar", email: $text }) { userErrors { code field } } }`,
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

describe("too much", () => {
  const gone = "00000000-0000-7000-8000-000000000000";
  /** Where what is wrong is told otherwise: of the file's records, of arguments with other names. */
  const elsewhere: Record<string, string> = {
    "confirmSignIn token": "token EXPIRED",
    "importKnowledge input.content": "rows.1 INVALID",
    "importKnowledge input.organisation": "organisation UNKNOWN",
  };
  /** A lesson or result by itself is named by the argument `id`, or new: an id inside it is read over. */
  const readOver = /^(add|update)(Lesson|Result) \w+\.id$/;

  it("of a text or a list is refused at its path, in every input of every mutation", async () => {
    const everyone = await api.as({ staff: true, admin: true, editorOf: ["kalmar"] });
    const made = await everyone.read(
      `mutation ($case: CaseStudyInput!, $sent: CaseStudyInput!, $contact: ContactInput!) {
        draft: createCaseStudy(input: $case) { caseStudy { id lessons { id } results { id } } }
        sent: createCaseStudy(input: $sent) { caseStudy { id } }
        method: createMethod(input: { name: "Metod", summary: "Syntetisk.", focusAreas: ["energi"] }) { method { id } }
        sentMethod: createMethod(input: { name: "Metod", summary: "Syntetisk.", focusAreas: ["energi"] }) { method { id } }
        adoption: createAdoption(input: { organisation: "kalmar", method: "koldioxidbudget", status: ADOPTED }) { adoption { id } userErrors { field } }
        sentAdoption: createAdoption(input: { organisation: "kalmar", method: "samordnad-varudistribution", status: ADOPTED }) { adoption { id } userErrors { field } }
        contact: createContact(input: $contact) { contact { id } }
        event: createEvent(input: { organisation: "kalmar", title: "Frukost", startsOn: "2026-12-01" }) { event { id } }
        offer: createSupportOffer(input: { organisation: "kalmar", title: "Stöd", description: "Syntetiskt." }) { supportOffer { id } }
        client: createApiClient(organisation: "kalmar", name: "Klient") { apiClient { id } } }`,
      {
        case: {
          ...complete,
          lessons: [{ kind: "ADVICE", basis: "SOURCE", text: "Syntetisk." }],
          results: [{ indicator: "Syntetisk", value: 1, unit: "st", kind: "MEASURED" }],
        },
        sent: complete,
        contact: { organisation: "kalmar", name: "Funktion", email: "funktion@example.org" },
      },
    );
    const records: Record<string, { id: string }> = {
      CaseStudy: made.draft.caseStudy,
      Method: made.method.method,
      Adoption: made.adoption.adoption,
      Contact: made.contact.contact,
      Event: made.event.event,
      SupportOffer: made.offer.supportOffer,
      Lesson: made.draft.caseStudy.lessons[0],
      Result: made.draft.caseStudy.results[0],
      Source: made.draft.caseStudy,
    };
    const sent: Record<string, { id: string }> = {
      CaseStudy: made.sent.caseStudy,
      Method: made.sentMethod.method,
      Adoption: made.sentAdoption.adoption,
    };
    for (const [kind, { id }] of Object.entries(sent)) {
      const { done } = await everyone.read(
        `mutation ($id: ID!) { done: submit${kind}(id: $id, version: 1) { userErrors { field } } }`,
        { id },
      );
      expect(done.userErrors).toEqual([]);
    }
    const user = Buffer.from(`User:${gone}`).toString("base64url");
    const inputs = {
      CaseStudyInput: complete,
      ...leastInputs,
      AdoptionInput: { organisation: "kalmar", method: "energicoachning", status: "ADOPTED" },
      ImportKnowledgeInput: { format: "NDJSON", content: "{}" },
      InviteMemberInput: { organisation: "kalmar", email: "funktion@example.org", role: "MEMBER" },
      DraftFromTextInput: { text: "Kalmar prövar lastcyklar." },
      ChangeUserInput: {},
    };
    const args = (mutation: string): Record<string, unknown> => {
      const isSendBack = mutation.startsWith("sendBack");
      const [kind = ""] = Object.keys(records).filter((each) => mutation.includes(each));
      const { id } = (isSendBack ? sent : records)[kind] ?? { id: user };
      return {
        id,
        to: mutation === "handOverContact" ? id : records["CaseStudy"]?.id,
        caseStudy: records["CaseStudy"]?.id,
        version: isSendBack ? 2 : 1,
        revision: 1,
        input: Object.entries(inputs).find(([name]) => name === `${kind}Input`)?.[1] ?? {},
        lesson: inputs.LessonInput,
        result: inputs.ResultInput,
        source: inputs.SourceInput,
        url: complete.sources[0]?.url,
        comment: "Syntetisk.",
        organisation: "kalmar",
        domains: ["kalmar.example"],
        role: "MEMBER",
        user,
        client: made.client.apiClient.id,
        name: "Klient",
        scopes: ["READ"],
        days: 30,
        overlapDays: 7,
        selfPublishing: false,
        email: "funktion@example.org",
      };
    };
    const wrong: string[] = [];
    let count = 0;
    for (const { mutation, path, variables } of everyExcess(buildApiSchema(), { args, inputs })) {
      const place = `${mutation.name} ${path}`;
      if (readOver.test(place)) continue;
      count += 1;
      const answer = await everyone.ask(documentOf(mutation), variables);
      const [error] = answer.errors ?? [];
      const [problem] = answer.data?.done?.userErrors ?? [];
      const told = error
        ? `${error.extensions.argument ?? error.message} ${error.extensions.code}`
        : `${problem?.field} ${problem?.code}`;
      const isRight = error
        ? error.extensions.code === "BAD_USER_INPUT" &&
          told.includes(path.split(".").at(-1) ?? path)
        : problem?.field === path || problem?.field?.startsWith(`${path}.`);
      if (!isRight && told !== elsewhere[place]) wrong.push(`${place}: ${told}`);
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(200);
  });
});
