import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { changeCase, completeCase } from "../support/writing.js";

let test: TestDatabase;
let api: TestApi;
let editor: TestCaller;
let staff: TestCaller;

beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
  editor = await api.as({ editorOf: ["kalmar"] });
  staff = await api.as({ staff: true });
}, 60_000);
afterAll(async () => {
  await api.close();
  await test.drop();
});

const shown = `caseStudy { version lessons { id text } results { id value } sources { url title } }
  adoption { version draft { version content { lessons { text } } } } userErrors { field code }`;
const lesson = { kind: "ADVICE", basis: "SOURCE", text: "Börja med en förstudie." };

describe("parts of a record", () => {
  it("are added, changed and removed one by one", async () => {
    const { caseStudy } = await changeCase(editor, "createCaseStudy", { input: completeCase });
    let version = caseStudy.version;
    const send = async (mutation: string, variables: object) => {
      const data = await editor.read(mutation, { id: caseStudy.id, version, ...variables });
      expect(data.done.userErrors).toEqual([]);
      version = data.done.caseStudy.version;
      return data.done.caseStudy;
    };
    const added = await send(
      `mutation ($id: ID!, $version: Int!, $lesson: LessonInput!) {
        done: addLesson(to: $id, version: $version, lesson: $lesson) { ${shown} } }`,
      { lesson },
    );
    expect(added.lessons).toMatchObject([{ text: lesson.text }]);
    const [{ id: lessonId }] = added.lessons;
    const changed = await send(
      `mutation ($lessonId: ID!, $version: Int!, $lesson: LessonInput!) {
        done: updateLesson(id: $lessonId, version: $version, lesson: $lesson) { ${shown} } }`,
      { lessonId, lesson: { ...lesson, text: "Börja med en mätning." } },
    );
    expect(changed.lessons).toEqual([{ id: lessonId, text: "Börja med en mätning." }]);
    const figure = await send(
      `mutation ($id: ID!, $version: Int!, $result: ResultInput!) {
        done: addResult(to: $id, version: $version, result: $result) { ${shown} } }`,
      { result: { indicator: "Antal", value: 3, unit: "st", kind: "MEASURED" } },
    );
    const removed = await send(
      `mutation ($resultId: ID!, $version: Int!) {
        done: removeResult(id: $resultId, version: $version) { ${shown} } }`,
      { resultId: figure.results[0].id },
    );
    expect(removed.results).toEqual([]);
    const source = await send(
      `mutation ($id: ID!, $version: Int!) { done: putSource(caseStudy: $id, version: $version,
        source: { url: "https://example.org/rapport", title: "Rapporten" }) { ${shown} } }`,
      {},
    );
    expect(source.sources).toEqual([{ url: "https://example.org/rapport", title: "Rapporten" }]);
    const gone = await send(
      `mutation ($lessonId: ID!, $version: Int!) {
        done: removeLesson(id: $lessonId, version: $version) { ${shown} } }`,
      { lessonId },
    );
    expect(gone.lessons).toEqual([]);
    const { done } = await editor.read(
      `mutation ($id: ID!, $version: Int!) {
        done: removeSource(caseStudy: $id, version: $version, url: "https://example.org/annan") { ${shown} } }`,
      { id: caseStudy.id, version },
    );
    expect(done.userErrors).toEqual([{ field: "url", code: "UNKNOWN" }]);
  });

  it("of a published adoption are drafted beside it", async () => {
    const { organisation } = await staff.read(
      `{ organisation(slug: "kalmar") { adoptions(first: 1) { nodes { id version } } } }`,
    );
    const [{ id, version }] = organisation.adoptions.nodes;
    const { done } = await editor.read(
      `mutation ($id: ID!, $version: Int!, $lesson: LessonInput!) {
        done: addLesson(to: $id, version: $version, lesson: $lesson) { ${shown} } }`,
      { id, version, lesson },
    );
    expect(done.userErrors).toEqual([]);
    expect(done.adoption.version).toBe(version);
    expect(done.adoption.draft.content.lessons).toContainEqual({ text: lesson.text });
  });
});

describe("the review queue", () => {
  it("shows staff everything, editors their own, and nobody else anything", async () => {
    const { caseStudy } = await changeCase(editor, "createCaseStudy", {
      input: { ...completeCase, title: "I kö" },
    });
    await changeCase(editor, "submitCaseStudy", { id: caseStudy.id, version: caseStudy.version });
    const query = `{ reviewQueue { totalCount nodes { ... on CaseStudy { submittedAt title } } } }`;
    for (const caller of [staff, editor]) {
      const { reviewQueue } = await caller.read(query);
      expect(reviewQueue).toMatchObject({
        totalCount: 1,
        nodes: [{ title: "I kö", submittedAt: expect.any(String) }],
      });
    }
    const stranger = await api.as({ editorOf: ["umea"] });
    expect((await stranger.read(query)).reviewQueue).toEqual({ totalCount: 0, nodes: [] });
    expect((await api.refuse(query)).extensions.code).toBe("UNAUTHENTICATED");
  });
});
