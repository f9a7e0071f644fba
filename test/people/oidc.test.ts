import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OidcIssuer } from "../../src/people/oidc-issuers.js";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

/** Who signs in at the provider next. Synthetic. */
let claims: Record<string, unknown> = {};
let test: TestDatabase;
let api: TestApi;
let provider: Server;
let issuer: string;

const callback = (key: string): string => `http://localhost:4000/sign-in/oidc/${key}/callback`;

/** A real provider whose every visitor is signed in at once as `claims` say. */
async function startProvider(): Promise<void> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  provider = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", () => resolve()));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: "bank",
        client_secret: "a-secret-of-this-test",
        redirect_uris: ["1", "2", "3"].map(callback),
      },
    ],
    claims: { openid: ["sub", "tid"], email: ["email", "email_verified"] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ ...claims, sub: id }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ["a-key-of-this-test"] },
    pkce: { required: () => true },
    async loadExistingGrant({ oidc: { client, session, provider: own } }) {
      const grant = new own.Grant({
        clientId: client?.clientId ?? "",
        accountId: session?.accountId ?? "",
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  const answer = oidc.callback();
  handle = (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return void answer(request, response);
    const login = { accountId: String(claims["sub"]) };
    void oidc.interactionFinished(request, response, { login });
  };
}

const one: Omit<OidcIssuer, "key" | "issuer"> = {
  name: "Växjö kommun",
  clientId: "bank",
  clientSecret: "a-secret-of-this-test",
  scope: "openid email profile",
  organisation: undefined,
  claim: undefined,
};

beforeAll(async () => {
  await startProvider();
  test = await createTestDatabase({ seeded: true });
  const organisations = new Map([["tenant-umea", "umea"]]);
  const oidcIssuers: OidcIssuer[] = [
    { ...one, key: "1", issuer, organisation: "vaxjo" },
    { ...one, key: "2", issuer, name: "Nationell", claim: undefined },
    { ...one, key: "3", issuer, name: "Entra <ID>", claim: { name: "tid", organisations } },
    { ...one, key: "4", issuer: "http://127.0.0.1:9", name: "Borta" },
  ];
  api = await createTestApi(test.database, undefined, { oidcIssuers });
  await test.database.client`
    insert into organisation_domains (domain, organisation_id)
    select slug || '.example', id from organisations where slug in ('vaxjo', 'umea')`;
});
afterAll(async () => {
  await api.close();
  await test.drop();
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
});
beforeEach(async () => {
  await test.database.client`delete from identities`;
});

const cookiesOf = (setCookies: string[]): string =>
  setCookies.map((each) => each.split(";")[0]).join("; ");

/** Goes to the provider and follows it until it sends the browser back to us. */
async function visitProvider(key: string): Promise<{ back: URL; cookie: string }> {
  const start = await api.app.inject({ url: `/sign-in/oidc/${key}` });
  expect(start.statusCode).toBe(303);
  const cookie = cookiesOf([start.headers["set-cookie"] ?? ""].flat());
  let url = new URL(start.headers.location ?? "");
  const jar = new Map<string, string>();
  for (let hops = 0; hops < 8 && url.origin === issuer; hops += 1) {
    const headers = { cookie: [...jar].map((pair) => pair.join("=")).join("; ") };
    const reply = await fetch(url, { redirect: "manual", headers });
    for (const each of reply.headers.getSetCookie()) {
      const [name = "", value = ""] = (each.split(";")[0] ?? "").split("=");
      jar.set(name, value);
    }
    const location = reply.headers.get("location");
    if (location === null) throw new Error(`${reply.status}: ${await reply.text()}`);
    url = new URL(location, url);
  }
  return { back: url, cookie };
}

const comeBack = (url: URL, cookie: string) =>
  api.app.inject({ url: url.pathname + url.search, headers: { cookie } });

/** Who is signed in after a visit to the provider. */
async function signInAt(key: string) {
  const { back, cookie } = await visitProvider(key);
  const reply = await comeBack(back, cookie);
  const cookies = [reply.headers["set-cookie"] ?? ""]
    .flat()
    .filter((each) => each.startsWith("lb_session="));
  if (cookies.length === 0) return { status: reply.statusCode, body: reply.body, viewer: null };
  const viewer = await api.app.inject({
    method: "POST",
    url: "/graphql",
    headers: { cookie: cookiesOf(cookies) },
    payload: { query: `{ viewer { user { email memberships { role organisation { slug } } } } }` },
  });
  return { status: reply.statusCode, body: reply.body, viewer: viewer.json().data.viewer };
}

const member = (email: string, slug: string) => ({
  status: 303,
  body: "",
  viewer: { user: { email, memberships: [{ role: "MEMBER", organisation: { slug } }] } },
});

describe("a provider of identities", () => {
  it("signs in people of the organisation that it stands for, also without having verified the address", async () => {
    claims = { sub: "a1", email: "Anna@vaxjo.example" };
    expect(await signInAt("1")).toEqual(member("anna@vaxjo.example", "vaxjo"));
    // Later it is known by the provider's name for it, whatever its address has become.
    claims = { sub: "a1", email: "renamed@elsewhere.example" };
    expect(await signInAt("1")).toEqual(member("anna@vaxjo.example", "vaxjo"));
    const { client } = test.database;
    expect(await client`select from users where email = 'anna@vaxjo.example'`).toHaveLength(1);
  });

  it("can't sign in anybody else's people, however it calls them", async () => {
    await api.as({ admin: true, email: "chef@programme.example" });
    const others = ["chef@programme.example", "bo@umea.example", "x@sub.vaxjo.example"];
    for (const email of others) {
      claims = { sub: `b-${email}`, email, email_verified: true };
      expect(await signInAt("1")).toMatchObject({ status: 403, viewer: null });
    }
    claims = { sub: "b4", email: "bo@vaxjo.example", email_verified: false };
    expect(await signInAt("1")).toMatchObject({ status: 403, viewer: null });
    claims = { sub: "b5" };
    expect(await signInAt("1")).toMatchObject({ status: 403, viewer: null });
    expect(await test.database.client`select from identities`).toHaveLength(0);
  });

  it("that stands for none signs in by the domain of a verified address", async () => {
    claims = { sub: "c1", email: "cia@umea.example", email_verified: true };
    expect(await signInAt("2")).toEqual(member("cia@umea.example", "umea"));
    claims = { sub: "c2", email: "dan@umea.example" };
    expect(await signInAt("2")).toMatchObject({ status: 403, viewer: null });
    claims = { sub: "c3", email: "dan@unknown.example", email_verified: true };
    expect(await signInAt("2")).toMatchObject({ status: 403, viewer: null });
  });

  it("that tells the organisation by a claim signs in by it, and nobody without it", async () => {
    claims = { sub: "d1", email: "eva@umea.example", tid: "tenant-umea" };
    expect(await signInAt("3")).toEqual(member("eva@umea.example", "umea"));
    claims = { sub: "d2", email: "flo@umea.example", tid: "tenant-other", email_verified: true };
    expect(await signInAt("3")).toMatchObject({ status: 403, viewer: null });
    claims = { sub: "d3", email: "flo@vaxjo.example", tid: "tenant-umea" };
    expect(await signInAt("3")).toMatchObject({ status: 403, viewer: null });
  });

  it("leads to the account that the address has already, with what it may do", async () => {
    const known = await api.as({ editorOf: ["vaxjo"], email: "gun@vaxjo.example" });
    claims = { sub: "e1", email: "gun@vaxjo.example" };
    expect((await signInAt("1")).viewer.user.memberships).toMatchObject([{ role: "EDITOR" }]);
    const rows = await test.database.client`select user_id from identities`;
    expect(rows).toEqual([{ user_id: known.id }]);
  });
});

describe("the way back", () => {
  it("is refused without the browser's cookie, with a changed state, and a second time", async () => {
    claims = { sub: "f1", email: "ida@vaxjo.example" };
    const { back, cookie } = await visitProvider("1");
    expect((await comeBack(back, "")).statusCode).toBe(400);
    const other = await visitProvider("1");
    expect((await comeBack(back, other.cookie)).statusCode).toBe(400);
    const forged = new URL(back);
    forged.searchParams.set("state", "x".repeat(43));
    expect((await comeBack(forged, cookie)).statusCode).toBe(400);
    const elsewhere = new URL(back.href.replace("/oidc/1/", "/oidc/2/"));
    expect((await comeBack(elsewhere, cookie)).statusCode).toBe(400);
    expect((await comeBack(back, cookie)).statusCode).toBe(303);
    expect((await comeBack(back, cookie)).statusCode).toBe(400);
  });

  it("tells when it was cancelled there, and when the provider doesn't answer", async () => {
    const { back, cookie } = await visitProvider("1");
    const cancelled = new URL(back.origin + back.pathname);
    cancelled.searchParams.set("error", "access_denied");
    cancelled.searchParams.set("state", back.searchParams.get("state") ?? "");
    cancelled.searchParams.set("iss", issuer);
    const reply = await comeBack(cancelled, cookie);
    expect(reply.statusCode).toBe(400);
    expect(reply.body).toContain("avbröts");
    const away = await api.app.inject({ url: "/sign-in/oidc/4" });
    expect(away.statusCode).toBe(502);
    expect(away.body).toContain("svarar inte");
    expect((await api.app.inject({ url: "/sign-in/oidc/9" })).statusCode).toBe(404);
  });
});

describe("the sign-in page", () => {
  it("offers the providers", async () => {
    const { body } = await api.app.inject({ url: "/sign-in" });
    expect(body).toContain('<a href="/sign-in/oidc/1">Växjö kommun</a>');
    expect(body).toContain('<a href="/sign-in/oidc/3">Entra &#60;ID&#62;</a>');
  });
});
