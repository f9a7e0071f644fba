import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audit } from "../../src/people/people.audit.js";
import { newApiKey } from "../../src/people/secrets.js";
import { operator } from "../../src/platform/context.js";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
let api: TestApi;
const statements: string[] = [];
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true, onStatement: (sql) => statements.push(sql) });
  api = await createTestApi(test.database);
  const { client } = test.database;
  await client`
    with draft as (
      insert into case_studies (slug, title, summary, status)
      values ('utkast', 'Utkast', 'Ett utkast', 'ONGOING') returning id)
    insert into case_study_organisations (case_study_id, organisation_id, role)
    select draft.id, o.id, 'LEAD' from draft, organisations o where o.slug = 'vaxjo'`;
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

const draft = `{ caseStudy(slug: "utkast") { title } }`;
const seesDraft = async (caller: Pick<TestCaller, "read">): Promise<boolean> =>
  (await caller.read(draft)).caseStudy !== null;
const post = (headers: Record<string, string>, payload: object | string = { query: draft }) =>
  api.app.inject({ method: "POST", url: "/graphql", headers, payload });
const answerTo = async (headers: Record<string, string>): Promise<unknown> =>
  (await post(headers)).json().data?.caseStudy ?? null;

describe("who asks", () => {
  it("is worked out from the session or the key: members read their organisation's drafts", async () => {
    expect(await seesDraft(api)).toBe(false);
    expect(await seesDraft(await api.as({ memberOf: ["vaxjo"] }))).toBe(true);
    expect(await seesDraft(await api.as({ editorOf: ["vaxjo"] }))).toBe(true);
    expect(await seesDraft(await api.as({ editorOf: ["umea"] }))).toBe(false);
    expect(await seesDraft(await api.as({ staff: true }))).toBe(true);
    expect(await seesDraft(await api.as({ admin: true }))).toBe(false);
    expect(await seesDraft(await api.as({ clientOf: "vaxjo", scopes: ["READ"] }))).toBe(true);
    expect(await seesDraft(await api.as({ clientOf: "umea", scopes: ["PUBLISH"] }))).toBe(false);
  });

  it("costs one statement", async () => {
    for (const persona of [
      { memberOf: ["vaxjo"] },
      { clientOf: "vaxjo", scopes: ["READ" as const] },
    ]) {
      const caller = await api.as(persona);
      statements.length = 0;
      await caller.read("{ __typename }");
      expect(statements).toHaveLength(1);
    }
  });
});

describe("a session", () => {
  it("is a visitor's when it is unknown or over, and its cookie is removed", async () => {
    const member = await api.as({ memberOf: ["vaxjo"] });
    const { client } = test.database;
    const over = [
      client`update sessions set last_seen_at = now() - interval '8 days' where user_id = ${member.id}`,
      client`update sessions set last_seen_at = now(), expires_at = now() where user_id = ${member.id}`,
      client`delete from sessions where user_id = ${member.id}`,
    ];
    for (const end of over) {
      await end;
      const reply = await member.send(draft);
      expect(reply.json().data.caseStudy).toBeNull();
      expect(reply.headers["set-cookie"]).toMatch(/^lb_session=; Max-Age=0; Path=\/; .*HttpOnly/);
    }
    expect(await answerTo({ cookie: "lb_session=x" })).toBeNull();
  });

  it("gets a new token daily; the one before holds until the new one has arrived", async () => {
    const { client } = test.database;
    const member = await api.as({ memberOf: ["vaxjo"] });
    const [old = ""] = Object.values(member.headers);
    const age = (interval: string) =>
      client`update sessions set rotated_at = now() - ${interval}::interval where user_id = ${member.id}`;
    const ask = async (cookie: string) => {
      const reply = await post({ cookie });
      const [next] = String(reply.headers["set-cookie"] ?? "").split(";");
      return { sees: reply.json().data.caseStudy !== null, next: next ?? "" };
    };
    expect(await ask(old)).toEqual({ sees: true, next: "" });

    await age("25 hours");
    const replies = await Promise.all([ask(old), ask(old), ask(old)]);
    expect(replies.map(({ sees }) => sees)).toEqual([true, true, true]);
    const tokens = replies.map(({ next }) => next).filter(Boolean);
    expect(tokens).toHaveLength(1);
    expect(await ask(old)).toEqual({ sees: true, next: "" });

    // The answer with the new one got lost.
    await age("2 minutes");
    const { sees, next } = await ask(old);
    expect(sees).toBe(true);
    expect(next).toMatch(/^lb_session=[\w-]{43}$/);
    expect((await ask(tokens[0] ?? "")).sees).toBe(false);

    expect((await ask(next)).sees).toBe(true);
    await age("2 minutes");
    expect((await ask(next)).sees).toBe(true);
    expect((await ask(old)).sees).toBe(false);
    expect((await ask(next)).sees).toBe(true);
  });

  it("doesn't count where another site could have had the browser send the request", async () => {
    const { headers } = await api.as({ memberOf: ["vaxjo"] });
    const seen = { title: "Utkast" };
    expect(await answerTo({ ...headers, "sec-fetch-site": "same-origin" })).toEqual(seen);
    expect(await answerTo({ ...headers, origin: "http://localhost:80" })).toBeNull();
    expect(await answerTo({ ...headers, host: "bank.test", origin: "https://bank.test" })).toEqual(
      seen,
    );
    for (const forged of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "cross-site", "apollo-require-preflight": "1" },
      { origin: "https://elsewhere.test" },
      { origin: "null" },
    ]) {
      expect(await answerTo({ ...headers, ...forged })).toBeNull();
    }
    const url = `/graphql?query=${encodeURIComponent(draft)}`;
    const preflighted = { ...headers, "apollo-require-preflight": "1" };
    const reply = await api.app.inject({ url, headers: preflighted });
    expect(reply.json().data.caseStudy).toBeNull();
  });
});

describe("an API key", () => {
  const refused = async (authorization: string): Promise<string> => {
    const reply = await post({ authorization });
    expect(reply.statusCode).toBe(401);
    const { data, errors } = reply.json();
    expect(data).toBeUndefined();
    expect(errors[0].extensions).toEqual({ code: "UNAUTHENTICATED" });
    return errors[0].message;
  };

  it("is refused when it has a typing error, is unknown, or no key at all", async () => {
    const key = newApiKey();
    const typo = key.slice(0, 12) + (key[12] === "a" ? "b" : "a") + key.slice(13);
    expect(await refused(`Bearer ${typo}`)).toMatch(/checksum/);
    expect(await refused(`Bearer ${key.slice(0, -1)}`)).toMatch(/checksum/);
    expect(await refused(`Bearer ${key}`)).toMatch(/unknown/);
    expect(await refused("Basic eDp5")).toMatch(/Bearer lb_live_/);
    expect(await refused("Bearer")).toMatch(/Bearer lb_live_/);
  });

  it("is refused at once when it is revoked, and when it has expired", async () => {
    const { client } = test.database;
    const { id, headers } = await api.as({ clientOf: "vaxjo", scopes: ["READ"] });
    const authorization = headers["authorization"] ?? "";
    expect(await answerTo(headers)).not.toBeNull();
    await client`update api_keys set expires_at = now() where client_id = ${id}`;
    expect(await refused(authorization)).toMatch(/expired/);
    await client`update api_keys set revoked_at = now() where client_id = ${id}`;
    expect(await refused(authorization)).toMatch(/revoked/);
  });

  it("has its use noted at most once a minute", async () => {
    const { client } = test.database;
    const { id, read } = await api.as({ clientOf: "vaxjo", scopes: ["READ"] });
    const lastUse = async () =>
      (await client`select last_used_at::text as at from api_keys where client_id = ${id}`)[0]?.[
        "at"
      ];
    expect(await lastUse()).toBeNull();
    await Promise.all([read("{ __typename }"), read("{ __typename }")]);
    const noted = await lastUse();
    expect(noted).not.toBeNull();
    await read("{ __typename }");
    expect(await lastUse()).toBe(noted);
    await client`update api_keys set last_used_at = now() - interval '61 seconds' where client_id = ${id}`;
    await read("{ __typename }");
    expect(await lastUse()).not.toBe(noted);
  });
});

describe("the audit log", () => {
  it("is written in the transaction, and never changed", async () => {
    const { orm, client } = test.database;
    await orm
      .transaction(async (tx) => {
        await audit({ actor: operator, orm: tx }, { action: "ROLLED_BACK" });
        throw new Error("changed my mind");
      })
      .catch(() => {});
    await audit({ actor: operator, orm }, { action: "TRY", details: { fields: ["title"] } });
    const rows = await client`select actor_kind, action, details from audit_log`;
    expect(rows).toEqual([
      { actor_kind: "OPERATOR", action: "TRY", details: { fields: ["title"] } },
    ]);
    await expect(client`update audit_log set action = 'x'`).rejects.toThrow(/append-only/);
    await expect(client`delete from audit_log`).rejects.toThrow(/append-only/);
    await expect(client`truncate audit_log`).rejects.toThrow(/append-only/);
  });
});
