import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { completeCase } from "../support/writing.js";

let test: TestDatabase;
let api: TestApi;
let editor: TestCaller;
let member: TestCaller;
let stranger: TestCaller;

beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
  editor = await api.as({ editorOf: ["kalmar"] });
  member = await api.as({ memberOf: ["kalmar"] });
  stranger = await api.as({ editorOf: ["umea"] });
}, 60_000);
afterAll(async () => {
  await api.close();
  await test.drop();
});

const shown = `contact { id name email version visibility lastConfirmedOn successor { name }
  caseStudies { slug } methods { slug } } userErrors { field code }`;
const create = `mutation ($input: ContactInput!, $key: String) {
  done: createContact(input: $input, idempotencyKey: $key) { ${shown} } }`;
/** A function, not a person: nobody is invented. */
const desk = {
  organisation: "kalmar",
  name: "Kontaktcenter (syntetiskt test)",
  email: "funktion@example.org",
  methods: ["samordnad-varudistribution"],
};

describe("contacts", () => {
  it("are made, changed, confirmed, handed over and removed by their organisation's editors", async () => {
    const { done: made } = await editor.read(create, { input: desk, key: "k" });
    expect(made.userErrors).toEqual([]);
    expect(made.contact).toMatchObject({
      visibility: "MEMBERS",
      version: 1,
      methods: [{ slug: "samordnad-varudistribution" }],
    });
    const { done: again } = await editor.read(create, { input: desk, key: "k" });
    expect(again.contact.id).toBe(made.contact.id);
    const { id } = made.contact;
    const node = `query ($id: ID!) { node(id: $id) { id } contacts(first: 100) { nodes { id } } }`;
    const seen = async (caller: Pick<TestCaller, "read">) => {
      const data = await caller.read(node, { id });
      const listed = data.contacts.nodes.some((each: { id: string }) => each.id === id);
      return [data.node !== null, listed];
    };
    expect(await seen(api)).toEqual([false, false]);
    expect(await seen(stranger)).toEqual([true, true]);

    const { done: changed } = await editor.read(
      `mutation ($id: ID!) { done: updateContact(id: $id, version: 1, input: { visibility: PUBLIC }) { ${shown} } }`,
      { id },
    );
    expect(changed.contact).toMatchObject({ version: 2, visibility: "PUBLIC", name: desk.name });
    expect(await seen(api)).toEqual([true, true]);

    await test.database.client`update contacts set last_confirmed_on = '2020-01-01'`;
    const due = `{ dueContacts(first: 100) { nodes { id } } }`;
    expect((await editor.read(due)).dueContacts.nodes).toContainEqual({ id });
    expect((await stranger.read(due)).dueContacts.nodes).toEqual([]);
    expect((await api.refuse(due)).extensions.code).toBe("UNAUTHENTICATED");
    const { done: confirmed } = await editor.read(
      `mutation ($id: ID!) { done: confirmContact(id: $id, version: 2) { ${shown} } }`,
      { id },
    );
    expect(confirmed.contact.version).toBe(3);
    expect((await editor.read(due)).dueContacts.nodes).not.toContainEqual({ id });

    const { done: next } = await editor.read(create, {
      input: { ...desk, methods: [], name: "Nästa" },
    });
    const handOver = `mutation ($id: ID!, $to: ID!) {
      done: handOverContact(id: $id, version: 3, to: $to) { ${shown} } }`;
    const { done: toItself } = await editor.read(handOver, { id, to: id });
    expect(toItself.userErrors).toEqual([{ field: "to", code: "INVALID" }]);
    const { done: handed } = await editor.read(handOver, { id, to: next.contact.id });
    expect(handed.contact).toMatchObject({ successor: { name: "Nästa" }, methods: [] });
    const { node: successor } = await editor.read(
      `query ($id: ID!) { node(id: $id) { ... on Contact { methods { slug } } } }`,
      { id: next.contact.id },
    );
    expect(successor.methods).toEqual([{ slug: "samordnad-varudistribution" }]);

    const { done: stale } = await editor.read(
      `mutation ($id: ID!) { done: removeContact(id: $id, version: 1) { ${shown} } }`,
      { id },
    );
    expect(stale).toMatchObject({ contact: { version: 4 }, userErrors: [{ code: "CONFLICT" }] });
    const { done: removed } = await editor.read(
      `mutation ($id: ID!) { done: removeContact(id: $id, version: 4) { ${shown} } }`,
      { id },
    );
    expect(removed).toEqual({ contact: null, userErrors: [] });
    const { done: replayed } = await editor.read(create, { input: desk, key: "k" });
    expect(replayed).toEqual({
      contact: null,
      userErrors: [{ field: "idempotencyKey", code: "WRONG_STATE" }],
    });
    expect(await seen(editor)).toEqual([false, false]);
  });

  it("are nobody else's to write", async () => {
    const asMember = await member.refuse(create, { input: desk });
    expect(asMember.extensions.code).toBe("FORBIDDEN");
    expect((await stranger.refuse(create, { input: desk })).extensions.code).toBe("FORBIDDEN");
    expect((await api.refuse(create, { input: desk })).extensions.code).toBe("UNAUTHENTICATED");
  });

  it.each([
    [{ email: null }, "input.email", "INVALID"],
    [{ email: "ingen adress" }, "input.email", "INVALID"],
    [{ phone: "ring mig" }, "input.phone", "INVALID"],
    [{ name: "" }, "input.name", "REQUIRED"],
    [{ organisation: "finns-inte" }, "input.organisation", "UNKNOWN"],
  ])("say which field is wrong: %j", async (part, field, code) => {
    const { done } = await editor.read(create, { input: { ...desk, ...part } });
    expect(done).toEqual({ contact: null, userErrors: [{ field, code }] });
  });
});

describe("support offers and events", () => {
  it("are made, changed and removed", async () => {
    const { offer, event } = await editor.read(`mutation {
      offer: createSupportOffer(input: { organisation: "kalmar", title: "Rådgivning", description: "Syntetiskt.", focusAreas: ["energi"] }) {
        supportOffer { id version focusAreas { slug } } userErrors { field code } }
      event: createEvent(input: { organisation: "kalmar", title: "Frukost", startsOn: "2026-12-01" }) {
        event { id version precision } userErrors { field code } } }`);
    expect(offer).toMatchObject({
      supportOffer: { focusAreas: [{ slug: "energi" }] },
      userErrors: [],
    });
    expect(event).toMatchObject({ event: { precision: "DAY" }, userErrors: [] });
    const { wrong, gone } = await editor.read(
      `mutation ($event: ID!, $offer: ID!) {
        wrong: updateEvent(id: $event, version: 1, input: { endsOn: "2026-11-01" }) {
          event { version } userErrors { field code } }
        gone: removeSupportOffer(id: $offer, version: 1) { supportOffer { id } userErrors { code } } }`,
      { event: event.event.id, offer: offer.supportOffer.id },
    );
    expect(wrong).toEqual({
      event: { version: 1 },
      userErrors: [{ field: "input.endsOn", code: "INVALID" }],
    });
    expect(gone).toEqual({ supportOffer: null, userErrors: [] });
  });
});

describe("an administrator who isn't staff", () => {
  it("writes no content, and sees what everybody sees", async () => {
    const admin = await api.as({ admin: true });
    const contact = { organisation: "kalmar", name: "Funktion", email: "funktion@example.org" };
    const party = { organisation: "kalmar", role: "LEAD" };
    const attempts: [string, Record<string, unknown>][] = [
      ["createCaseStudy(input: $input)", { ...completeCase, organisations: [party] }],
      ["createMethod(input: $input)", { name: "Metod", proposedBy: "kalmar" }],
      ["createMethod(input: $input)", { name: "Metod" }],
      [
        "createAdoption(input: $input)",
        { organisation: "kalmar", method: "koldioxidbudget", status: "ADOPTED" },
      ],
      ["createContact(input: $input)", contact],
      [
        "createEvent(input: $input)",
        { organisation: "kalmar", title: "Frukost", startsOn: "2026-12-01" },
      ],
      [
        "createSupportOffer(input: $input)",
        { organisation: "kalmar", title: "Stöd", description: "Syntetiskt." },
      ],
    ];
    for (const [field, input] of attempts) {
      const type = field.replace(/^create(\w+)\(.*$/, "$1Input!");
      const { extensions } = await admin.refuse(
        `mutation ($input: ${type}) { ${field} { userErrors { code } } }`,
        { input },
      );
      expect(extensions.code, field).toBe("FORBIDDEN");
    }
    const content = JSON.stringify({ ...completeCase, slug: "av-en-administrator" });
    const imported = await admin.read(
      `mutation ($content: String!) { importKnowledge(input: { format: NDJSON, content: $content }) { userErrors { field code } } }`,
      { content },
    );
    expect(imported.importKnowledge.userErrors).toEqual([
      { field: "rows.1.organisations", code: "FORBIDDEN" },
    ]);
    const staff = await api.as({ staff: true });
    const { createContact } = await staff.read(
      `mutation ($input: ContactInput!) { createContact(input: $input) { contact { id version } } }`,
      { input: contact },
    );
    const target = createContact.contact;
    for (const change of [
      "confirmContact(id: $id, version: $version)",
      "removeContact(id: $id, version: $version)",
      "updateContact(id: $id, version: $version, input: {})",
    ]) {
      const { extensions } = await admin.refuse(
        `mutation ($id: ID!, $version: Int!) { ${change} { userErrors { code } } }`,
        target,
      );
      expect(extensions.code, change).toBe("NOT_FOUND");
    }
    const seen = await admin.read(
      `query ($id: ID!) { node(id: $id) { id } reviewQueue { totalCount } dueContacts { totalCount }
        caseStudies(filter: { states: [DRAFT, IN_REVIEW, ARCHIVED] }) { totalCount } }`,
      target,
    );
    expect(seen).toEqual({
      node: null,
      reviewQueue: { totalCount: 0 },
      dueContacts: { totalCount: 0 },
      caseStudies: { totalCount: 0 },
    });
  });
});
