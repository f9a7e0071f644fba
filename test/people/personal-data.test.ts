import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSeeds } from "../../seeds/format.js";
import { keepRetention } from "../../src/people/retention.js";
import { projectPath } from "../../src/platform/project-root.js";
import { seedDatabase } from "../../src/seeding/seed-database.js";
import { type SearchBank, startSearchBank } from "../support/search-bank.js";
import { changeCase, completeCase } from "../support/writing.js";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";

let bank: SearchBank;
let api: TestApi;
let admin: TestCaller;
let logged = "";
beforeAll(async () => {
  bank = await startSearchBank();
  const stream = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const log = pino({ level: "trace" }, stream);
  api = await createTestApi(bank.test.database, bank.meili, { log });
  admin = await api.as({ admin: true });
  bank.startWorker();
});
afterAll(async () => {
  await api.close();
  await bank.stop();
});

/** Everything in the database, as one text. */
async function dump(): Promise<string> {
  const { client } = bank.test.database;
  const tables = await client<{ name: string }[]>`
    select quote_ident(table_name) as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const texts: string[] = [];
  for (const { name } of tables) {
    const [row] = await client.unsafe(`select string_agg(t::text, ' ') as all from ${name} t`);
    texts.push(`${name}: ${String(row?.["all"])}`);
  }
  return texts.join("\n");
}

const myData = `{ myData }`;
const eraseMe = `mutation ($email: String!) { eraseMe(email: $email) {
  erased { accounts contacts } userErrors { field code } } }`;

/** A person who has left traces everywhere. Synthetic. */
async function someoneWithTraces(email: string, name: string): Promise<TestCaller> {
  const person = await api.as({ editorOf: ["vaxjo"], email, name });
  await api.read(`mutation ($email: String!) { requestSignInLink(email: $email) { isAccepted } }`, {
    email,
  });
  await api.mails();
  const { client } = bank.test.database;
  await client`insert into identities values ('https://issuer.example', ${email}, ${person.id})`;
  await client`
    insert into contacts (slug, organisation_id, name, email, phone, visibility)
    select 'synthetic-' || ${person.id}, id, ${name}, ${email.toUpperCase()}, '0470-000000', 'PUBLIC'
    from organisations where slug = 'vaxjo'`;
  await client`
    with record as (
      insert into content_records (kind, entity_id, created_by_id)
      select 'CASE_STUDY', id, ${person.id} from case_studies order by id limit 1
      on conflict (kind, entity_id) do update set created_by_id = ${person.id} returning entity_id)
    insert into review_comments (kind, entity_id, text, user_id)
    select 'CASE_STUDY', entity_id, ${`Ring ${name} (${email}) om källan.`}, ${person.id} from record`;
  return person;
}

describe("a person", () => {
  it("is shown everything that is kept of it, and why", async () => {
    const email = "visa.mig@vaxjo.example";
    const person = await someoneWithTraces(email, "Visa Migsson");
    const { myData: data } = await person.read(myData);
    expect(data).toMatchObject({
      account: {
        email,
        name: "Visa Migsson",
        memberships: [{ organisation: "Växjö", role: "EDITOR" }],
        sessions: [{ device: "test" }],
        identities: [{ issuer: "https://issuer.example" }],
        created: [{ kind: "CASE_STUDY" }],
        comments: [{ text: `Ring Visa Migsson (${email}) om källan.` }],
      },
      contacts: [{ name: "Visa Migsson", phone: "0470-000000" }],
      signInLinks: [{ usedAt: null }],
    });
    expect(data.about.rights).toContain("eraseMe");
    expect(JSON.stringify(data)).not.toMatch(/token|hash/i);
    expect(await api.read(myData)).toEqual({ myData: null });
    const key = await api.as({ clientOf: "vaxjo", scopes: ["READ"] });
    expect(await key.read(myData)).toEqual({ myData: null });

    const read = `mutation { readPersonalData(email: "Visa.Mig@vaxjo.example") { data } }`;
    const { readPersonalData } = await admin.read(read);
    expect(readPersonalData.data.contacts).toEqual(data.contacts);
    expect((await person.refuse(read)).extensions.code).toBe("FORBIDDEN");
  });

  it("corrects its own name", async () => {
    const person = await api.as({ name: "Fel" });
    const change = `mutation ($name: String) { changeMyName(name: $name) { user { name } userErrors { code } } }`;
    const named = async (name: string | null) => (await person.read(change, { name })).changeMyName;
    expect(await named("Rätt")).toEqual({ user: { name: "Rätt" }, userErrors: [] });
    expect(await named("x".repeat(121))).toEqual({
      user: null,
      userErrors: [{ code: "TOO_LONG" }],
    });
    expect(await named(null)).toEqual({ user: { name: null }, userErrors: [] });
  });

  it("is erased everywhere and at once: database, index, sessions, links, and there never were logs", async () => {
    const email = "glom.mig@vaxjo.example";
    const person = await someoneWithTraces(email, "Glöm Migsson");
    const traces = /glom\.mig|Glöm Migsson/i;
    expect(await dump()).toMatch(traces);
    expect((await person.read(eraseMe, { email: "annan@vaxjo.example" })).eraseMe).toEqual({
      erased: null,
      userErrors: [{ field: "email", code: "INVALID" }],
    });
    const reply = await person.send(eraseMe, { email: "Glom.Mig@vaxjo.example" });
    expect(reply.json().data.eraseMe).toEqual({
      erased: { accounts: 1, contacts: 1 },
      userErrors: [],
    });
    expect(reply.headers["set-cookie"]).toMatch(/^lb_session=;/);
    expect((await person.read("{ viewer { user { id } } }")).viewer).toBeNull();

    expect(await dump()).not.toMatch(traces);
    expect(logged).not.toMatch(traces);
    const { index, stored } = await bank.documents();
    expect(JSON.stringify([index, stored])).not.toMatch(traces);

    // What was done stays done by somebody, of whom nothing is known.
    const { client } = bank.test.database;
    const rows = await client`
      select c.text, u.email, u.name from review_comments c join users u on u.id = c.user_id
      where u.id = ${person.id}`;
    expect(rows).toEqual([{ text: "Ring … (…) om källan.", email: null, name: null }]);
    const entries = await client`select action from audit_log where entity_id = ${person.id}`;
    expect(entries).toEqual([{ action: "ERASE_USER" }]);
  });

  it("is erased by an administrator, also one who has no account; a last administrator stays", async () => {
    const erase = `mutation ($email: String!) { erasePerson(email: $email) {
      erased { accounts contacts } userErrors { code } } }`;
    await someoneWithTraces("utan.konto@vaxjo.example", "Utan Konto");
    await bank.test.database.client`
      update users set email = 'bytt@vaxjo.example' where email = 'utan.konto@vaxjo.example'`;
    const email = "Utan.Konto@vaxjo.example";
    expect((await admin.read(erase, { email })).erasePerson.erased).toEqual({
      accounts: 0,
      contacts: 1,
    });
    expect((await admin.read(erase, { email })).erasePerson.userErrors).toEqual([
      { code: "UNKNOWN" },
    ]);
    const staff = await api.as({ staff: true });
    expect((await staff.refuse(erase, { email })).extensions.code).toBe("FORBIDDEN");
    const [own] = await bank.test.database.client`select email from users where id = ${admin.id}`;
    const last = await admin.read(eraseMe, { email: own?.["email"] });
    expect(last.eraseMe.userErrors).toEqual([{ field: null, code: "WRONG_STATE" }]);
  });
});

describe("a name in the bank's texts", () => {
  const named = (name: string, address: string) => ({
    ...completeCase,
    title: `Med ${name} (syntetiskt test)`,
    organisations: [{ organisation: "vaxjo", role: "LEAD" }],
    advice: `Ring\n${name}, ${address}.`,
    lessons: [{ kind: "ADVICE", basis: "SOURCE", text: `Fråga ${name.toUpperCase()}!` }],
  });
  /** Publishes a case study that names somebody, and then one that doesn't any more. */
  async function published(name: string, address: string) {
    const staff = await api.as({ staff: true });
    const input = named(name, address);
    const made = await changeCase(staff, "createCaseStudy", { input });
    const { id, slug } = made.caseStudy;
    await changeCase(staff, "publishCaseStudy", { id, version: 1 });
    return { staff, id, slug };
  }
  const mentions = "mentions { id type places organisations { slug } }";
  const revisions = `query ($id: ID!) { node(id: $id) { ... on CaseStudy { advice
    revisions { content { title advice lessons { text } } } } } }`;

  it("is taken out of what was published before, and the rest is listed for a person to edit", async () => {
    const [name, email] = ["Test Mentionsson", "test.mentionsson@vaxjo.example"];
    const person = await someoneWithTraces(email, name);
    const { staff, id } = await published(name, email);
    const other = await published(`${name}dotter`, "annan@vaxjo.example");
    const { eraseMe: done } = await person.read(
      `mutation ($email: String!) { eraseMe(email: $email) { erased { accounts ${mentions} } userErrors { code } } }`,
      { email },
    );
    expect(done.userErrors).toEqual([]);
    const left = { id, type: "CaseStudy", places: ["RECORD"], organisations: [{ slug: "vaxjo" }] };
    expect(done.erased.mentions).toEqual([left]);
    const { node } = await staff.read(revisions, { id });
    expect(node.advice).toContain(name);
    expect(JSON.stringify(node.revisions)).not.toMatch(/mentionsson/i);
    expect(node.revisions[0].content.lessons).toEqual([{ text: "Fråga …!" }]);
    const { node: kept } = await staff.read(revisions, { id: other.id });
    expect(kept.revisions[0].content.title).toContain(`${name}dotter`);
    const [entry] = await bank.test.database.client`
      select details from audit_log where entity_id = ${person.id} and action = 'ERASE_USER'`;
    expect(entry?.["details"]).toEqual({ mentionedIn: [id] });
  });

  it("that isn't its address's is nobody's to take out of what others published; an administrator does", async () => {
    const [name, email] = ["Växjö Testbolag", "ett.namn@vaxjo.example"];
    const person = await someoneWithTraces(email, name);
    const { staff, id } = await published(name, "vaxel@vaxjo.example");
    const { eraseMe: done } = await person.read(
      `mutation ($email: String!) { eraseMe(email: $email) { erased { ${mentions} } } }`,
      { email },
    );
    expect(done.erased.mentions).toMatchObject([{ id, places: ["RECORD", "REVISION"] }]);
    const { node } = await staff.read(revisions, { id });
    expect(node.revisions[0].content.title).toContain(name);
    const again = await someoneWithTraces("ett.till@vaxjo.example", name);
    const { erasePerson } = await admin.read(
      `mutation { erasePerson(email: "ett.till@vaxjo.example") { erased { ${mentions} } } }`,
    );
    expect(again.id).not.toBe(person.id);
    expect(erasePerson.erased.mentions).toMatchObject([{ id, places: ["RECORD"] }]);
  });

  it("of a contact is listed for those who may know of the record", async () => {
    const name = "Kontakt Mentionsson";
    const editor = await api.as({ editorOf: ["vaxjo"] });
    const stranger = await api.as({ editorOf: ["umea"] });
    const { caseStudy } = await changeCase(editor, "createCaseStudy", {
      input: named(name, "kontakt@vaxjo.example"),
    });
    const erased = async (caller: TestCaller, organisation: string) => {
      const { createContact } = await caller.read(
        `mutation ($input: ContactInput!) { createContact(input: $input) { contact { id } } }`,
        { input: { organisation, name, phone: "0470-000000" } },
      );
      const { eraseContact } = await caller.read(
        `mutation ($id: ID!) { eraseContact(id: $id) { contactId ${mentions} userErrors { code } } }`,
        createContact.contact,
      );
      expect(eraseContact.contactId).toBe(createContact.contact.id);
      return eraseContact.mentions;
    };
    expect(await erased(stranger, "umea")).toEqual([]);
    expect(await erased(editor, "vaxjo")).toMatchObject([{ id: caseStudy.id, type: "CaseStudy" }]);
  });

  it("stays in a revision for everybody else: nothing but an erasure changes one", async () => {
    await expect(bank.test.database.client`update revisions set content = '{}'`).rejects.toThrow(
      "revisions never change",
    );
  });
});

describe("a contact who objects", () => {
  it("is erased by its organisation's editors and staff, and not brought back by the seeds", async () => {
    const { client } = bank.test.database;
    const contacts = await client<{ id: string; slug: string; organisation: string }[]>`
      select c.id, c.slug, o.slug as organisation from contacts c
      join organisations o on o.id = c.organisation_id where c.slug not like 'synthetic%'`;
    expect(contacts.length).toBeGreaterThan(0);
    const [contact] = contacts;
    if (!contact) throw new Error("The seeds hold no contact.");
    const erase = `mutation ($id: ID!) { eraseContact(id: $id) { contactId } }`;
    const id = Buffer.from(`Contact:${contact.id}`).toString("base64url");
    const stranger = await api.as({ editorOf: ["umea"] });
    expect((await stranger.refuse(erase, { id })).extensions.code).toBe("FORBIDDEN");
    const member = await api.as({ memberOf: [contact.organisation] });
    expect((await member.refuse(erase, { id })).extensions.code).toBe("FORBIDDEN");
    const editor = await api.as({ editorOf: [contact.organisation] });
    expect((await editor.read(erase, { id })).eraseContact.contactId).toBe(id);
    expect((await editor.refuse(erase, { id })).extensions.code).toBe("NOT_FOUND");
    const seeds = await loadSeeds(projectPath("seeds"));
    await seedDatabase(bank.test.database, seeds);
    expect(await client`select from contacts where slug = ${contact.slug}`).toHaveLength(0);
    expect(seeds.contacts.map(({ slug }) => slug)).toContain(contact.slug);
  });
});

describe("an address that was erased", () => {
  it("is no contact's again", async () => {
    const editor = await api.as({ editorOf: ["vaxjo"] });
    const create = `mutation ($input: ContactInput!) { createContact(input: $input) {
      contact { id } userErrors { field code } } }`;
    const input = { organisation: "vaxjo", name: "Prov (test)", email: "nej.tack@vaxjo.example" };
    const { createContact } = await editor.read(create, { input });
    expect(createContact.userErrors).toEqual([]);
    const erase = `mutation ($id: ID!) { eraseContact(id: $id) { contactId } }`;
    await editor.read(erase, { id: createContact.contact.id });
    const again = { ...input, email: "Nej.Tack@vaxjo.example" };
    expect((await editor.read(create, { input: again })).createContact).toEqual({
      contact: null,
      userErrors: [{ field: "input.email", code: "INVALID" }],
    });
  });
});

describe("retention", () => {
  it("removes what is kept no longer, and keeps the rest", async () => {
    const { client } = bank.test.database;
    const invited = await api.as({ memberOf: ["vaxjo"], email: "inbjuden@vaxjo.example" });
    const away = await api.as({ memberOf: ["vaxjo"], email: "borta@vaxjo.example" });
    const kept = await api.as({ memberOf: ["vaxjo"], email: "kvar@vaxjo.example" });
    const kept2 = await api.as({ memberOf: ["vaxjo"], email: "ny@vaxjo.example" });
    await client`update users set created_at = now() - interval '91 days' where id = ${invited.id}`;
    await client`update users set created_at = now() - interval '3 years',
      last_sign_in_at = now() - interval '25 months' where id = ${away.id}`;
    await client`update users set created_at = now() - interval '3 years',
      last_sign_in_at = now() - interval '23 months' where id = ${kept.id}`;
    await client`update sessions set expires_at = now() where user_id = ${kept.id}`;
    await client`update users set created_at = now() - interval '3 years' where id = ${admin.id}`;
    await client`insert into sign_in_links values
      (sha256('old'), 'kvar@vaxjo.example', now() - interval '2 days', now() - interval '25 hours'),
      (sha256('new'), 'kvar@vaxjo.example', now(), now() + interval '15 minutes')`;
    await client`insert into idempotency_keys (actor_id, key, operation, input_hash, entity_id, created_at)
      values (${kept.id}, 'old', 'x', 'x', ${kept.id}, now() - interval '25 hours'),
        (${kept.id}, 'new', 'x', 'x', ${kept.id}, now())`;
    await client`insert into audit_log (actor_kind, action, at) values
      ('USER', 'OLD', now() - interval '25 months'), ('USER', 'NEW', now() - interval '23 months')`;

    expect(await keepRetention(bank.test.database)).toBe(2);
    const left =
      await client`select email from users where id in ${client([invited.id, away.id, kept.id, kept2.id, admin.id])} and erased_at is null`;
    expect(left).toHaveLength(3);
    expect(await client`select from sessions where user_id = ${kept.id}`).toHaveLength(0);
    expect(await client`select from sessions where user_id = ${kept2.id}`).toHaveLength(1);
    expect(await client`select from sign_in_links where email = 'kvar@vaxjo.example'`).toHaveLength(
      1,
    );
    expect(await client`select key from idempotency_keys`).toEqual([{ key: "new" }]);
    expect(await client`select action from audit_log where action in ('OLD', 'NEW')`).toEqual([
      { action: "NEW" },
    ]);
    expect(await keepRetention(bank.test.database)).toBe(0);
  });
});
