import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { completeCase as complete, changeCase as change } from "../support/writing.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
let api: TestApi;
let editor: TestCaller;
let member: TestCaller;
let stranger: TestCaller;
let staff: TestCaller;

beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
  editor = await api.as({ editorOf: ["kalmar"] });
  member = await api.as({ memberOf: ["kalmar"] });
  stranger = await api.as({ editorOf: ["umea"] });
  staff = await api.as({ staff: true });
}, 60_000);
afterAll(async () => {
  await api.close();
  await test.drop();
});

async function published(title: string) {
  const { caseStudy, userErrors } = await change(editor, "createCaseStudy", {
    input: { ...complete, title },
  });
  expect(userErrors).toEqual([]);
  const done = await change(staff, "publishCaseStudy", {
    id: caseStudy.id,
    version: caseStudy.version,
  });
  expect(done.userErrors).toEqual([]);
  return done.caseStudy;
}

const seenBy = async (
  caller: Pick<TestCaller, "read">,
  { id, slug }: { id: string; slug: string },
) => {
  const data = await caller.read(
    `query ($id: ID!, $slug: String!) { node(id: $id) { id } caseStudy(slug: $slug) { id state }
      caseStudies(filter: { states: [DRAFT, IN_REVIEW, PUBLISHED, ARCHIVED] }, first: 100) { nodes { id } totalCount }
      organisation(slug: "kalmar") { caseStudies(first: 100) { nodes { id } } } }`,
    { id, slug },
  );
  return {
    node: data.node !== null,
    slug: data.caseStudy !== null,
    listed: data.caseStudies.nodes.some((each: { id: string }) => each.id === id),
    edge: data.organisation.caseStudies.nodes.some((each: { id: string }) => each.id === id),
  };
};

describe("a case study", () => {
  it("goes from a half-finished draft over a review to the public", async () => {
    const first = await change(editor, "createCaseStudy", {
      input: { title: "Halvfärdigt", status: "PLANNED", organisations: complete.organisations },
    });
    expect(first.userErrors).toEqual([]);
    expect(first.caseStudy).toMatchObject({ state: "DRAFT", version: 1, slug: "halvfardigt" });
    expect(first.caseStudy.missingToPublish.map((each: { field: string }) => each.field)).toEqual([
      "summary",
      "focusAreas",
      "sources",
    ]);
    const target = { id: first.caseStudy.id };
    for (const [name, caller] of Object.entries({ api, stranger })) {
      expect(await seenBy(caller, first.caseStudy), name).toEqual({
        node: false,
        slug: false,
        listed: false,
        edge: false,
      });
    }
    expect(await seenBy(member, first.caseStudy)).toMatchObject({
      node: true,
      listed: true,
      edge: false,
    });

    const early = await change(editor, "submitCaseStudy", { ...target, version: 1 });
    expect(
      early.userErrors.map((each: { field: string; code: string }) => [each.field, each.code]),
    ).toEqual([
      ["summary", "REQUIRED"],
      ["focusAreas", "REQUIRED"],
      ["sources", "REQUIRED"],
    ]);
    const filled = await change(editor, "updateCaseStudy", {
      ...target,
      version: 1,
      input: {
        ...complete,
        lessons: [{ kind: "OBSTACLE", basis: "SOURCE", text: "Cyklarna saknade laddplats." }],
        results: [{ indicator: "Körda mil", value: 12.5, unit: "mil", kind: "REPORTED" }],
        methods: ["samordnad-varudistribution"],
      },
    });
    expect(filled.userErrors).toEqual([]);
    expect(filled.caseStudy).toMatchObject({
      version: 2,
      lessons: [{ text: "Cyklarna saknade laddplats." }],
    });
    const submitted = await change(editor, "submitCaseStudy", { ...target, version: 2 });
    expect(submitted.caseStudy).toMatchObject({ state: "IN_REVIEW", version: 3 });
    const refused = await editor.refuse(
      `mutation { publishCaseStudy(id: "${target.id}", version: 3) { userErrors { code } } }`,
    );
    expect(refused.extensions.code).toBe("FORBIDDEN");
    const back = await change(staff, "sendBackCaseStudy", {
      ...target,
      version: 3,
      comment: "Ange när mätningen gjordes.",
    });
    expect(back.caseStudy).toMatchObject({ state: "DRAFT", version: 4 });
    const again = await change(editor, "submitCaseStudy", { ...target, version: 4 });
    const done = await change(staff, "publishCaseStudy", {
      ...target,
      version: again.caseStudy.version,
    });
    expect(done.userErrors).toEqual([]);
    expect(await seenBy(api, done.caseStudy)).toEqual({
      node: true,
      slug: true,
      listed: true,
      edge: true,
    });
    const { caseStudy } = await editor.read(
      `{ caseStudy(slug: "${done.caseStudy.slug}") { publishedAt reviewComments { text } revisions { number changes { field } } } }`,
    );
    expect(caseStudy.publishedAt).not.toBeNull();
    expect(caseStudy.reviewComments).toEqual([{ text: "Ange när mätningen gjordes." }]);
    expect(caseStudy.revisions).toHaveLength(1);
  });

  it("keeps what is published while a draft is written beside it, and compares them", async () => {
    const before = await published("Fallet som ändras");
    const { caseStudy: edited, userErrors } = await change(editor, "updateCaseStudy", {
      id: before.id,
      version: before.version,
      input: { title: "Fallet som har ändrats" },
    });
    expect(userErrors).toEqual([]);
    expect(edited).toMatchObject({
      title: "Fallet som ändras",
      version: before.version,
      draft: {
        state: "DRAFT",
        content: { title: "Fallet som har ändrats" },
        changes: [{ field: "title", before: "Fallet som ändras", after: "Fallet som har ändrats" }],
      },
    });
    const { caseStudy: visitors } = await api.read(
      `{ caseStudy(slug: "${before.slug}") { title version draft { version } revisions { number } content { title } actions } }`,
    );
    expect(visitors).toEqual({
      title: "Fallet som ändras",
      version: before.version,
      draft: null,
      revisions: [],
      content: null,
      actions: [],
    });
    const done = await change(staff, "publishCaseStudy", {
      id: before.id,
      version: edited.draft.version,
    });
    expect(done.caseStudy).toMatchObject({ title: "Fallet som har ändrats", draft: null });
    expect(done.caseStudy.version).toBeGreaterThan(edited.draft.version);

    const { caseStudy } = await editor.read(
      `{ caseStudy(slug: "${before.slug}") { revisions { number content { title } changes { field before after } } } }`,
    );
    expect(caseStudy.revisions.map((each: { number: number }) => each.number)).toEqual([2, 1]);
    expect(caseStudy.revisions[0].changes).toEqual([
      { field: "title", before: "Fallet som ändras", after: "Fallet som har ändrats" },
    ]);
    const restored = await change(editor, "restoreCaseStudyRevision", {
      id: before.id,
      version: done.caseStudy.version,
      revision: 1,
    });
    expect(restored.caseStudy.draft.content.title).toBe("Fallet som ändras");
    const discarded = await change(editor, "discardCaseStudyDraft", {
      id: before.id,
      version: restored.caseStudy.draft.version,
    });
    expect(discarded.caseStudy.draft).toBeNull();
    const stale = await change(editor, "discardCaseStudyDraft", {
      id: before.id,
      version: restored.caseStudy.draft.version,
    });
    expect(stale.userErrors).toMatchObject([{ code: "CONFLICT", field: "version" }]);
  });

  it("answers a stale version with what there is now, and overwrites nothing", async () => {
    const { caseStudy } = await change(editor, "createCaseStudy", {
      input: { ...complete, title: "Två samtidigt" },
    });
    const inputs = ["Den ena", "Den andra", "Den tredje"].map((title) =>
      change(editor, "updateCaseStudy", { id: caseStudy.id, version: 1, input: { title } }),
    );
    const answers = await Promise.all(inputs);
    const won = answers.filter((each) => each.userErrors.length === 0);
    expect(won).toHaveLength(1);
    for (const lost of answers.filter((each) => each.userErrors.length > 0)) {
      expect(lost.userErrors).toMatchObject([{ code: "CONFLICT", field: "version" }]);
      expect(lost.caseStudy).toMatchObject({ version: 2, title: won[0]?.caseStudy.title });
    }
  });

  it("is made once however often its request is repeated", async () => {
    const args = { input: { ...complete, title: "En gång" }, idempotencyKey: "nyckel-1" };
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => change(editor, "createCaseStudy", args)),
    );
    expect(new Set(answers.map((each) => each.caseStudy.id)).size).toBe(1);
    const other = await change(editor, "createCaseStudy", {
      ...args,
      input: { ...complete, title: "En annan" },
    });
    expect(other.userErrors).toMatchObject([{ field: "idempotencyKey", code: "KEY_REUSED" }]);
    const elses = await change(staff, "createCaseStudy", args);
    expect(elses.caseStudy.id).not.toBe(answers[0]?.caseStudy.id);
    // Nor is it another client's of the same organisation, or another operation's.
    for (const each of [1, 2]) {
      const client = await api.as({ clientOf: "kalmar", scopes: ["READ", "CONTRIBUTE"] });
      const theirs = await change(client, "createCaseStudy", {
        ...args,
        input: { ...complete, title: `En gång, klient ${each}` },
      });
      expect(theirs.userErrors).toEqual([]);
      expect(theirs.caseStudy.title).toBe(`En gång, klient ${each}`);
    }
    const { createEvent } = await editor.read(`mutation {
      createEvent(input: { organisation: "kalmar", title: "En gång", startsOn: "2026-12-01" }, idempotencyKey: "nyckel-1") {
        event { id } userErrors { field code } } }`);
    expect(createEvent).toEqual({
      event: null,
      userErrors: [{ field: "idempotencyKey", code: "KEY_REUSED" }],
    });
  });

  it("is gone everywhere once archived, and comes back as a draft", async () => {
    const before = await published("Fallet som arkiveras");
    const archived = await change(editor, "archiveCaseStudy", {
      id: before.id,
      version: before.version,
    });
    expect(archived.caseStudy.state).toBe("ARCHIVED");
    expect(await seenBy(api, before)).toEqual({
      node: false,
      slug: false,
      listed: false,
      edge: false,
    });
    expect(await seenBy(stranger, before)).toEqual({
      node: false,
      slug: false,
      listed: false,
      edge: false,
    });
    expect(await seenBy(editor, before)).toEqual({
      node: true,
      slug: true,
      listed: true,
      edge: false,
    });
    const restored = await change(editor, "restoreCaseStudy", {
      id: before.id,
      version: archived.caseStudy.version,
    });
    expect(restored.caseStudy.state).toBe("DRAFT");
    expect(await seenBy(api, before)).toMatchObject({ node: false });
  });

  it("is written for one's own organisations only, and by members as a proposal", async () => {
    const create = (caller: TestCaller, organisation: string) =>
      caller.ask(
        `mutation ($input: CaseStudyInput!) { createCaseStudy(input: $input) { caseStudy { id version actions } userErrors { code } } }`,
        { input: { ...complete, organisations: [{ organisation, role: "LEAD" }] } },
      );
    expect((await create(editor, "umea")).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    const proposal = (await create(member, "kalmar")).data.createCaseStudy.caseStudy;
    expect(proposal.actions).toEqual(["UPDATE"]);
    const taken = await member.ask(
      `mutation ($id: ID!, $input: CaseStudyInput!) { updateCaseStudy(id: $id, version: 1, input: $input) { userErrors { code } } }`,
      { id: proposal.id, input: { organisations: [{ organisation: "umea", role: "LEAD" }] } },
    );
    expect(taken.errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    const hidden = await stranger.refuse(
      `mutation { archiveCaseStudy(id: "${proposal.id}", version: 1) { userErrors { code } } }`,
    );
    const missing = await stranger.refuse(
      `mutation { archiveCaseStudy(id: "${Buffer.from("CaseStudy:00000000-0000-7000-8000-000000000000").toString("base64url")}", version: 1) { userErrors { code } } }`,
    );
    expect(hidden.extensions).toEqual(missing.extensions);
    expect(hidden.message).toBe(missing.message);
    const visitor = await api.refuse(
      `mutation { archiveCaseStudy(id: "${proposal.id}", version: 1) { userErrors { code } } }`,
    );
    expect(visitor.extensions.code).toBe("UNAUTHENTICATED");
  });
});

describe("what was seeded", () => {
  it("can be edited without losing anything, and its first content is kept as a revision", async () => {
    const slugs = (await api.read(`{ caseStudies(first: 100) { nodes { slug } } }`)).caseStudies
      .nodes;
    for (const { slug } of slugs) {
      const { caseStudy } = await staff.read(
        `query ($slug: String!) { caseStudy(slug: $slug) { id version lessons { id text } results { id } } }`,
        { slug },
      );
      const done = await change(staff, "updateCaseStudy", {
        id: caseStudy.id,
        version: caseStudy.version,
        input: { note: "Ändrad i ett test." },
      });
      expect(done.userErrors, slug).toEqual([]);
      expect(done.caseStudy.draft.changes.map((each: { field: string }) => each.field)).toEqual([
        "note",
      ]);
    }
  }, 60_000);
});
