import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SearchBank, eventually, startSearchBank } from "../support/search-bank.js";
import type { TestCaller } from "../support/test-api.js";
import { completeCase } from "../support/writing.js";

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

/** Every public place that case studies are named in, as texts that hold their slugs. */
async function everywhere() {
  const { api } = bank;
  const { caseStudies, organisation, municipality, focusArea, contacts } = await api.read(`{
    caseStudies(first: 100) { nodes { slug similar(first: 100) { caseStudy { slug } } } }
    organisation(slug: "kalmar") { caseStudies(first: 100) { nodes { slug } } }
    municipality(code: "0880") { caseStudies(first: 100) { nodes { slug } } }
    focusArea(slug: "mobilitet") { caseStudies(first: 100) { nodes { slug } } }
    contacts(first: 100) { nodes { caseStudies { slug } } } }`);
  const file = async (extension: string) =>
    (await api.app.inject({ url: `/export/case-studies.${extension}` })).body;
  type Listed = { slug: string; similar: unknown };
  return {
    list: JSON.stringify(caseStudies.nodes.map(({ slug }: Listed) => slug)),
    similar: JSON.stringify(caseStudies.nodes.map(({ similar }: Listed) => similar)),
    organisation: JSON.stringify(organisation),
    municipality: JSON.stringify(municipality),
    focusArea: JSON.stringify(focusArea),
    contacts: JSON.stringify(contacts),
    ndjson: await file("ndjson"),
    csv: await file("csv"),
  };
}

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
    const asked = await officer.read(
      `query ($id: ID!) { node(id: $id) { ... on CaseStudy { state reviewComments { text } } }
        reviewQueue { totalCount } }`,
      { id },
    );
    expect(asked).toEqual({
      node: { state: "DRAFT", reviewComments: [{ text: "När mättes det?" }] },
      reviewQueue: { totalCount: 0 },
    });
    await change(officer, send("updateCaseStudy", `, input: { endYear: 2024 }`));
    await change(officer, send("submitCaseStudy"));
    const { reviewQueue } = await staff.read(
      `{ reviewQueue { nodes { ... on CaseStudy { slug lessons { text } results { value unit } } } } }`,
    );
    const [submitted] = reviewQueue.nodes;
    expect(submitted.lessons).toContainEqual({
      text: "Laddplatserna måste finnas innan cyklarna köps.",
    });
    expect(submitted.results).toContainEqual({ value: -35, unit: "%" });
    const seen = await everywhere();
    expect(JSON.stringify(seen)).not.toContain(slug);
    const published = await change(staff, send("publishCaseStudy"));
    expect(published.state).toBe("PUBLISHED");
    const publishedAt = performance.now();

    const find = `query ($query: String!) { search(query: $query, filter: { municipalities: ["0880"] }) {
      nodes { __typename ... on CaseStudy { slug } } } }`;
    const found = async (query: string): Promise<boolean> =>
      (await api.read(find, { query })).search.nodes.some(
        (node: { slug?: string }) => node.slug === slug,
      );
    await eventually(() => found("lastcyklar hemtjänst"));
    const delays = [performance.now() - publishedAt];

    await change(
      officer,
      send("updateCaseStudy", `, input: { title: "Lastcyklar och laddplatser i hemtjänsten" }`),
    );
    await change(staff, send("publishCaseStudy"));
    const editedAt = performance.now();
    await eventually(async () => {
      const { search } = await api.read(
        `{ search(query: "laddplatser hemtjänsten") { nodes { ... on CaseStudy { title } } } }`,
      );
      return JSON.stringify(search).includes("Lastcyklar och laddplatser");
    });
    delays.push(performance.now() - editedAt);
    // Once of two times, on a machine that other tests keep busy.
    expect(Math.min(...delays)).toBeLessThan(1_000);
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
    const handedOver = await api.read(
      `query ($slug: String!) { caseStudy(slug: $slug) { contacts { name } } }`,
      { slug },
    );
    expect(handedOver.caseStudy.contacts).toEqual([{ name: "Fordonsfunktionen (test)" }]);

    /** How many of what a search finds is in Kalmar, as its facet counts. */
    const countInKalmar = async (): Promise<number> => {
      const { searchFacet } = await api.read(
        `{ searchFacet(query: "lastcyklar hemtjänst", facet: MUNICIPALITIES, text: "kalmar") { value count } }`,
      );
      const [value] = searchFacet.filter((each: { value: string }) => each.value === "0880");
      return value?.count ?? 0;
    };
    const places = await everywhere();
    for (const [place, text] of Object.entries(places)) expect(text, place).toContain(slug);
    const counted = await countInKalmar();
    expect(counted).toBeGreaterThan(0);

    await change(officer, send("archiveCaseStudy"));
    const gone = await api.read(
      `query ($id: ID!, $slug: String!) { node(id: $id) { id } caseStudy(slug: $slug) { id } }`,
      { id, slug },
    );
    expect(gone).toEqual({ node: null, caseStudy: null });
    const { similar: _similar, ...atOnce } = await everywhere();
    for (const [place, text] of Object.entries(atOnce)) expect(text, place).not.toContain(slug);
    const { lessons } = await api.read(`{ lessons(first: 100) { nodes { text } } }`);
    expect(JSON.stringify(lessons)).not.toContain("Laddplatserna");
    await eventually(async () => !(await found("lastcyklar hemtjänst")));
    await eventually(async () => !(await everywhere()).similar.includes(slug));
    await eventually(async () => (await countInKalmar()) < counted);
    await eventually(async () => {
      const { suggest } = await api.read(`{ suggest(query: "lastcyklar och ladd") { text } }`);
      return !JSON.stringify(suggest).includes("Lastcyklar och laddplatser");
    });
  }, 60_000);

  it("of 1,000 cases by a client app comes twice, and there are 1,000", async () => {
    const { app } = bank.api;
    const { createApiClient } = await staff.read(
      `mutation { createApiClient(organisation: "kalmar", name: "Intranätet (test)") { apiClient { id } } }`,
    );
    const { createApiKey } = await staff.read(
      `mutation ($client: ID!) { createApiKey(client: $client, scopes: [READ, CONTRIBUTE]) { created { secret } } }`,
      { client: createApiClient.apiClient.id },
    );
    const headers = { authorization: `Bearer ${createApiKey.created.secret}` };
    const content = Array.from({ length: 1_000 }, (_, index) =>
      JSON.stringify({ ...completeCase, externalId: `app-${index}`, title: `Syntetisk ${index}` }),
    ).join("\n");
    const query = `mutation ($content: String!) { importKnowledge(input: { format: NDJSON, content: $content }) {
      report { created unchanged } userErrors { field code } } }`;
    const drafts = async (): Promise<number> =>
      (await staff.read(`{ caseStudies(filter: { states: [DRAFT] }) { totalCount } }`)).caseStudies
        .totalCount;
    const before = await drafts();
    for (const report of [
      { created: 1_000, unchanged: 0 },
      { created: 0, unchanged: 1_000 },
    ]) {
      const payload = { query, variables: { content } };
      const reply = await app.inject({ method: "POST", url: "/graphql", headers, payload });
      expect(reply.json().data.importKnowledge).toEqual({ report, userErrors: [] });
      expect(await drafts()).toBe(before + 1_000);
    }
  }, 60_000);
});
