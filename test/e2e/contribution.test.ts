import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SearchBank, eventually, startSearchBank } from "../support/search-bank.js";
import type { TestCaller } from "../support/test-api.js";

/** A synthetic page of a project, as an officer would paste it. */
const page = `Lastcyklar i hemtjänsten i Kalmar kommun

Kalmar kommun prövade under 2024 lastcyklar i hemtjänsten för att minska bilresorna och utsläppen.
Körsträckan med bil minskade med 35 procent enligt kommunens mätning.
Ett hinder var att cyklarna saknade laddplatser vid enheterna.
Läs mer på https://example.org/lastcyklar`;

let bank: SearchBank;
let staff: TestCaller;

beforeAll(async () => {
  bank = await startSearchBank();
  const worker = bank.startWorker();
  await worker.idle();
  staff = await bank.api.as({ staff: true, admin: true });
}, 120_000);
afterAll(() => bank.stop());

const record = `caseStudy { id slug state version lessons { id } draft { version } } userErrors { field code }`;

describe("a contribution", () => {
  it("goes from an invitation to the public and back, by GraphQL alone", async () => {
    const { api } = bank;
    const domains = await staff.read(
      `mutation { setEmailDomains(organisation: "kalmar", domains: ["kalmar.example"]) { userErrors { code } } }`,
    );
    expect(domains.setEmailDomains.userErrors).toEqual([]);
    const email = "handlaggare@kalmar.example";
    const { inviteMember } = await staff.read(
      `mutation ($email: String!) { inviteMember(input: { organisation: "kalmar", email: $email, role: EDITOR }) { userErrors { code } } }`,
      { email },
    );
    expect(inviteMember.userErrors).toEqual([]);
    const officer = await api.signIn(email);

    const { draftFromText } = await officer.read(
      `mutation ($input: DraftFromTextInput!) { draftFromText(input: $input) { userErrors { code }
        draft { content { title summary status startYear focusAreas organisations { organisation role }
          lessons { kind basis text } results { indicator value unit kind } sources { url } } } } }`,
      { input: { text: page } },
    );
    expect(draftFromText.userErrors).toEqual([]);
    const { content } = draftFromText.draft;
    expect(content.organisations).toContainEqual({ organisation: "kalmar", role: "LEAD" });
    expect(content.sources).toEqual([{ url: "https://example.org/lastcyklar" }]);

    let version = 0;
    let id = "";
    /** Sends a change of the case study; every one is based on the version that the last has answered. */
    const change = async (caller: Pick<TestCaller, "read">, mutation: string, variables = {}) => {
      const { done } = await caller.read(mutation, { id, version, ...variables });
      expect(done.userErrors).toEqual([]);
      version = done.caseStudy.draft?.version ?? done.caseStudy.version;
      return done.caseStudy;
    };
    const made = await officer.read(
      `mutation ($input: CaseStudyInput!) { done: createCaseStudy(input: $input, idempotencyKey: "utkast") { ${record} } }`,
      {
        input: {
          ...content,
          title: "Lastcyklar i hemtjänsten",
          status: content.status ?? "COMPLETED",
          summary: content.summary ?? "Syntetiskt exempel för test.",
          focusAreas: ["mobilitet"],
        },
      },
    );
    expect(made.done.userErrors).toEqual([]);
    ({ id, version } = made.done.caseStudy);
    const { slug } = made.done.caseStudy;
    await change(
      officer,
      `mutation ($id: ID!, $version: Int!) { done: addLesson(to: $id, version: $version,
        lesson: { kind: OBSTACLE, basis: OWN_CONCLUSION, text: "Laddplatserna måste finnas innan cyklarna köps." }) {
        caseStudy { version draft { version } } userErrors { code } } }`,
    );
    await change(
      officer,
      `mutation ($id: ID!, $version: Int!) { done: addResult(to: $id, version: $version,
        result: { indicator: "Körsträcka med bil", value: -35, unit: "%", kind: MEASURED }) {
        caseStudy { version draft { version } } userErrors { code } } }`,
    );
    const send = (name: string, more = "") =>
      `mutation ($id: ID!, $version: Int!) { done: ${name}(id: $id, version: $version${more}) { ${record} } }`;
    await change(officer, send("submitCaseStudy"));
    await change(staff, send("sendBackCaseStudy", `, comment: "När mättes det?"`));
    await change(officer, send("updateCaseStudy", `, input: { endYear: 2024 }`));
    await change(officer, send("submitCaseStudy"));
    const published = await change(staff, send("publishCaseStudy"));
    expect(published.state).toBe("PUBLISHED");

    const find = `query ($query: String!) { search(query: $query, filter: { municipalities: ["0880"] }) {
      nodes { __typename ... on CaseStudy { slug } } } }`;
    const found = async (query: string): Promise<boolean> =>
      (await api.read(find, { query })).search.nodes.some(
        (node: { slug?: string }) => node.slug === slug,
      );
    await eventually(() => found("lastcyklar hemtjänst"));

    await change(
      officer,
      send("updateCaseStudy", `, input: { title: "Lastcyklar och laddplatser i hemtjänsten" }`),
    );
    await change(staff, send("publishCaseStudy"));
    const { caseStudy } = await officer.read(
      `query ($slug: String!) { caseStudy(slug: $slug) { revisions { number changes { field before after } } } }`,
      { slug },
    );
    expect(caseStudy.revisions[0]).toEqual({
      number: 2,
      changes: [
        {
          field: "title",
          before: "Lastcyklar i hemtjänsten",
          after: "Lastcyklar och laddplatser i hemtjänsten",
        },
      ],
    });

    const contact = (name: string) =>
      officer.read(
        `mutation ($input: ContactInput!) { createContact(input: $input) { contact { id version } userErrors { code } } }`,
        {
          input: {
            organisation: "kalmar",
            name,
            email: "funktion@kalmar.example",
            visibility: "PUBLIC",
            caseStudies: [slug],
          },
        },
      );
    const { createContact: first } = await contact("Hemtjänstens funktion (test)");
    const { createContact: next } = await contact("Fordonsfunktionen (test)");
    const { handOverContact } = await officer.read(
      `mutation ($id: ID!, $version: Int!, $to: ID!) {
        handOverContact(id: $id, version: $version, to: $to) { userErrors { code } } }`,
      { ...first.contact, to: next.contact.id },
    );
    expect(handOverContact.userErrors).toEqual([]);
    const asked = await api.read(
      `query ($slug: String!) { caseStudy(slug: $slug) { contacts { name } } }`,
      { slug },
    );
    expect(asked.caseStudy.contacts).toEqual([{ name: "Fordonsfunktionen (test)" }]);

    await change(officer, send("archiveCaseStudy"));
    const gone = await api.read(
      `query ($id: ID!, $slug: String!) { node(id: $id) { id } caseStudy(slug: $slug) { id }
        suggest(query: "lastcyklar och ladd") { text } lessons(first: 100) { nodes { text } }
        organisation(slug: "kalmar") { caseStudies(first: 100) { nodes { slug } } contacts { caseStudies { slug } } } }`,
      { id, slug },
    );
    expect(gone).toMatchObject({ node: null, caseStudy: null });
    expect(JSON.stringify([gone.lessons, gone.organisation])).not.toMatch(
      /lastcyklar|Laddplatserna/,
    );
    await eventually(async () => !(await found("lastcyklar hemtjänst")));
    await eventually(async () => {
      const { suggest } = await api.read(`{ suggest(query: "lastcyklar och ladd") { text } }`);
      return !JSON.stringify(suggest).includes("Lastcyklar och laddplatser");
    });
  }, 60_000);
});
