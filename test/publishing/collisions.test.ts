import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { changeCase, completeCase } from "../support/writing.js";

/* What two people do to the same records at the same time, and to records whose company is gone. */

let test: TestDatabase;
let api: TestApi;
let editor: TestCaller;
let stranger: TestCaller;
let staff: TestCaller;

beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
  editor = await api.as({ editorOf: ["kalmar"] });
  stranger = await api.as({ editorOf: ["umea"] });
  staff = await api.as({ staff: true });
}, 60_000);
afterAll(async () => {
  await api.close();
  await test.drop();
});

const createContact = `mutation ($input: ContactInput!) {
  done: createContact(input: $input) { contact { id caseStudies { slug } } userErrors { field code } } }`;
/** A function, not a person: nobody is invented. */
const desk = {
  organisation: "kalmar",
  name: "Kontaktcenter (syntetiskt test)",
  email: "funktion@example.org",
};
async function aContact(): Promise<string> {
  const { done } = await editor.read(createContact, { input: desk });
  expect(done.userErrors).toEqual([]);
  return done.contact.id;
}
const removeContact = `mutation ($id: ID!) { done: removeContact(id: $id, version: 1) { userErrors { code } } }`;

type Done = { userErrors: { code: string }[] };
const codesOf = (answers: Done[]) =>
  answers.map(({ userErrors }) => userErrors[0]?.code ?? "OK").toSorted();

describe("at the same time", () => {
  it("two contacts that hand over to each other: one does", async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [await aContact(), await aContact()];
      const answers = await Promise.all(
        [
          [one, other],
          [other, one],
        ].map(async ([id, to]) => {
          const { done } = await editor.read(
            `mutation ($id: ID!, $to: ID!) {
              done: handOverContact(id: $id, to: $to, version: 1) { userErrors { code } } }`,
            { id, to },
          );
          return done;
        }),
      );
      expect(codesOf(answers)).toEqual(["INVALID", "OK"]);
    }
  });

  it("a slug that is asked for, and the same one made of a title: both get one, or read TAKEN", async () => {
    const title = "Samma namn (syntetiskt test)";
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        changeCase(editor, "createCaseStudy", {
          input: {
            ...completeCase,
            title,
            ...(index % 2 ? { slug: `samma-namn-syntetiskt-test-${index}` } : {}),
          },
        }),
      ),
    );
    for (const code of codesOf(answers)) expect(["OK", "TAKEN"]).toContain(code);
  });

  it("a contact that is removed while case studies name it: they read UNKNOWN, or have it", async () => {
    const id = await aContact();
    const input = { ...completeCase, title: "Med kontakt (syntetiskt test)", contacts: [id] };
    const naming = () => changeCase(editor, "createCaseStudy", { input });
    const [first, second, gone, ...rest] = await Promise.all([
      naming(),
      naming(),
      editor.read(removeContact, { id }).then(({ done }) => done),
      naming(),
      naming(),
    ]);
    expect(gone.userErrors).toEqual([]);
    for (const code of codesOf([first, second, ...rest])) expect(["OK", "UNKNOWN"]).toContain(code);
  });

  it("two drafts that name each other: one is written, the other is stale or written too", async () => {
    const made = await Promise.all(
      ["a", "b"].map((name) =>
        changeCase(editor, "createCaseStudy", { input: { ...completeCase, title: `Par ${name}` } }),
      ),
    );
    const [one, other] = made.map(({ caseStudy }) => caseStudy);
    const answers = await Promise.all(
      [
        [one, other],
        [other, one],
      ].map(([from, to]) =>
        changeCase(editor, "updateCaseStudy", {
          id: from.id,
          version: 1,
          input: { relatedCaseStudies: [to.slug] },
        }),
      ),
    );
    for (const code of codesOf(answers)) expect(["OK", "CONFLICT"]).toContain(code);
  });
});

describe("what is gone", () => {
  it("doesn't keep a draft from being changed and published: a removed contact is left out", async () => {
    const { caseStudy } = await changeCase(editor, "createCaseStudy", { input: completeCase });
    const target = { id: caseStudy.id };
    const first = await changeCase(staff, "publishCaseStudy", { ...target, version: 1 });
    expect(first.userErrors).toEqual([]);
    const contact = await aContact();
    const named = await changeCase(editor, "updateCaseStudy", {
      ...target,
      version: 2,
      input: { contacts: [contact] },
    });
    expect(named.userErrors).toEqual([]);
    await editor.read(removeContact, { id: contact });
    const changed = await changeCase(editor, "updateCaseStudy", {
      ...target,
      version: 3,
      input: { title: "Ny titel (syntetiskt test)" },
    });
    expect(changed.userErrors).toEqual([]);
    const done = await changeCase(staff, "publishCaseStudy", { ...target, version: 4 });
    expect(done.userErrors).toEqual([]);
    expect(done.caseStudy.title).toBe("Ny titel (syntetiskt test)");
  });

  it("leaves the review queue whole: an author who was erased, a record deleted past the API", async () => {
    const author = await api.as({ editorOf: ["kalmar"], email: "granskas@example.org" });
    const submitted = async (title: string) => {
      const { caseStudy } = await changeCase(author, "createCaseStudy", {
        input: { ...completeCase, title },
      });
      const done = await changeCase(author, "submitCaseStudy", { id: caseStudy.id, version: 1 });
      expect(done.userErrors).toEqual([]);
      return done.caseStudy;
    };
    const kept = await submitted("Vars författare raderas (syntetiskt test)");
    const gone = await submitted("Som försvinner (syntetiskt test)");
    await test.database.client`delete from case_studies where slug = ${gone.slug}`;
    const { eraseMe } = await author.read(
      `mutation { eraseMe(email: "granskas@example.org") { userErrors { code } } }`,
    );
    expect(eraseMe.userErrors).toEqual([]);
    for (const reader of [staff, editor]) {
      const { reviewQueue } = await reader.read(`{ reviewQueue(first: 100) { totalCount
        nodes { ... on CaseStudy { slug actions submittedAt content { title } missingToPublish { field } } } } }`);
      expect(reviewQueue.totalCount).toBe(1);
      expect(reviewQueue.nodes).toMatchObject([{ slug: kept.slug, missingToPublish: [] }]);
    }
  });

  it("can be read when it was drafted or published before a rule became stricter, and is mended when written", async () => {
    const { caseStudy } = await changeCase(editor, "createCaseStudy", { input: completeCase });
    const { id } = caseStudy;
    await changeCase(staff, "publishCaseStudy", { id, version: 1 });
    const input = { sources: [{ url: "https://example.org/ny" }] };
    await changeCase(editor, "updateCaseStudy", { id, version: 2, input });
    const twice = JSON.stringify([...input.sources, ...input.sources]);
    const { client } = test.database;
    await client`update content_records set draft = jsonb_set(draft, '{sources}', ${twice}::text::jsonb) - 'results'
      where draft is not null and entity_id = (select id from case_studies where slug = ${caseStudy.slug})`;
    const { node } = await editor.read(
      `query ($id: ID!) { node(id: $id) { ... on CaseStudy { draft { content { title sources { url } results { value } } } } } }`,
      { id },
    );
    expect(node.draft.content).toMatchObject({
      title: completeCase.title,
      sources: JSON.parse(twice),
      results: [],
    });
    const refused = await changeCase(staff, "publishCaseStudy", { id, version: 3 });
    expect(refused.userErrors).toMatchObject([{ field: "input.sources.1.url", code: "INVALID" }]);
    const mended = await changeCase(editor, "updateCaseStudy", { id, version: 3, input });
    expect(mended.userErrors).toEqual([]);
    const done = await changeCase(staff, "publishCaseStudy", { id, version: 4 });
    expect(done.userErrors).toEqual([]);
  });

  it("publishes nothing whose only support was a contact that is gone", async () => {
    const contact = await aContact();
    const { sources: _sources, ...unsupported } = completeCase;
    const { caseStudy } = await changeCase(editor, "createCaseStudy", { input: completeCase });
    const target = { id: caseStudy.id };
    await changeCase(staff, "publishCaseStudy", { ...target, version: 1 });
    const named = await changeCase(editor, "updateCaseStudy", {
      ...target,
      version: 2,
      input: { ...unsupported, sources: [], contacts: [contact] },
    });
    expect(named.userErrors).toEqual([]);
    await editor.read(removeContact, { id: contact });
    const done = await changeCase(staff, "publishCaseStudy", { ...target, version: 3 });
    expect(done.userErrors).toMatchObject([{ field: "sources", code: "REQUIRED" }]);
    expect(done.caseStudy.sources).toHaveLength(1);
  });

  it("a seed that is archived keeps what was published as its first revision, and its slug", async () => {
    const seed = `{ caseStudy(slug: "kalmar-biogas-lackeby") { id version } }`;
    const { caseStudy } = await editor.read(seed);
    const target = { id: caseStudy.id };
    await changeCase(editor, "archiveCaseStudy", { ...target, version: caseStudy.version });
    await changeCase(editor, "restoreCaseStudy", { ...target, version: caseStudy.version + 1 });
    const renamed = await changeCase(editor, "updateCaseStudy", {
      ...target,
      version: caseStudy.version + 2,
      input: { slug: "ett-annat" },
    });
    expect(renamed.userErrors).toMatchObject([{ field: "input.slug", code: "INVALID" }]);
    const { node } = await editor.read(
      `query ($id: ID!) { node(id: $id) { ... on CaseStudy { revisions { number } } } }`,
      target,
    );
    expect(node.revisions).toEqual([{ number: 1 }]);
  });
});

describe("a contact", () => {
  it("isn't put on a case study that its organisation has no part in", async () => {
    const input = {
      ...desk,
      organisation: "umea",
      visibility: "PUBLIC",
      caseStudies: ["goteborg-avfallssnal-forskola"],
    };
    const { done } = await stranger.read(createContact, { input });
    expect(done.contact).toBeNull();
    expect(done.userErrors).toEqual([{ field: "input.caseStudies.0", code: "INVALID" }]);
    const { done: byStaff } = await staff.read(createContact, { input });
    expect(byStaff.userErrors).toEqual([]);
  });
});
