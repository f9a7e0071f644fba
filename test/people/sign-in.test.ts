import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
  await test.database.client`
    insert into organisation_domains (domain, organisation_id)
    select 'vaxjo.example', id from organisations where slug = 'vaxjo'`;
});
afterAll(async () => {
  await api.close();
  await test.drop();
});
beforeEach(async () => {
  (await api.mails()).length = 0;
});

const request = `mutation ($email: String!) {
  requestSignInLink(email: $email) { isAccepted userErrors { field code message(locale: EN) } } }`;
const confirm = `mutation ($token: String!) {
  confirmSignIn(token: $token) { signedInUntil userErrors { field code } } }`;
const me = `{ viewer { user { email name memberships { role organisation { slug } } } permissions(locale: EN) } }`;

const accepted = { requestSignInLink: { isAccepted: true, userErrors: [] } };
const expired = {
  confirmSignIn: { signedInUntil: null, userErrors: [{ field: "token", code: "EXPIRED" }] },
};

/** Asks for a link and reads it from the mail. */
async function tokenFor(email: string): Promise<string> {
  expect(await api.read(request, { email })).toEqual(accepted);
  const mail = (await api.mails()).at(-1) ?? "";
  const [, token] = /http:\/\/localhost:4000\/sign-in\?token=([\w-]{43})\n/.exec(mail) ?? [];
  if (token === undefined) throw new Error(`No link: ${mail}`);
  return token;
}

const post = (query: string, variables: object, headers: Record<string, string> = {}) =>
  api.app.inject({ method: "POST", url: "/graphql", headers, payload: { query, variables } });
const cookieOf = (setCookie: unknown): string => String(setCookie).split(";")[0] ?? "";

describe("a sign-in link", () => {
  it("signs in whoever gets the mail, and makes a member's account at a domain of an organisation", async () => {
    const token = await tokenFor("Anna.Test@Vaxjo.example");
    const reply = await post(confirm, { token });
    expect(reply.json().data.confirmSignIn.userErrors).toEqual([]);
    const setCookie = String(reply.headers["set-cookie"]);
    expect(setCookie).toMatch(
      /^lb_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    const { viewer } = (await post(me, {}, { cookie: cookieOf(setCookie) })).json().data;
    expect(viewer).toEqual({
      user: {
        email: "anna.test@vaxjo.example",
        name: null,
        memberships: [{ role: "MEMBER", organisation: { slug: "vaxjo" } }],
      },
      permissions: [
        "Read everything that is published.",
        "Read what is for members.",
        "Read and propose drafts for Växjö.",
      ],
    });
  });

  it("works once, also when it is tried many times at once", async () => {
    const token = await tokenFor("bo@vaxjo.example");
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => api.read(confirm, { token })),
    );
    const signedIn = answers.filter(({ confirmSignIn }) => confirmSignIn.signedInUntil !== null);
    expect(signedIn).toHaveLength(1);
    expect(await api.read(confirm, { token })).toEqual(expired);
  });

  it("is worth nothing after 15 minutes, cut off, made up, or when the domain was removed meanwhile", async () => {
    const { client } = test.database;
    const token = await tokenFor("cia@vaxjo.example");
    await client`update sign_in_links set expires_at = now() where email = 'cia@vaxjo.example'`;
    for (const each of [token, token.slice(1), "x".repeat(43), "", "' or 1=1"]) {
      expect(await api.read(confirm, { token: each })).toEqual(expired);
    }
    await client`insert into organisation_domains select 'kort.example', id from organisations where slug = 'umea'`;
    const late = await tokenFor("dan@kort.example");
    await client`delete from organisation_domains where domain = 'kort.example'`;
    expect(await api.read(confirm, { token: late })).toEqual(expired);
    expect(await client`select from users where email = 'dan@kort.example'`).toHaveLength(0);
  });

  it("is stored as a hash only, as is the session", async () => {
    const token = await tokenFor("eva@vaxjo.example");
    const { headers } = await post(confirm, { token });
    const [, session = ""] = cookieOf(headers["set-cookie"]).split("=");
    const [dump] = await test.database.client<{ all: string }[]>`
      select (select string_agg(l::text, ' ') from sign_in_links l) ||
        (select string_agg(s::text, ' ') from sessions s) as all`;
    for (const secret of [token, session]) {
      expect(secret).toHaveLength(43);
      expect(dump?.all).not.toContain(secret);
      expect(dump?.all).not.toContain(Buffer.from(secret).toString("hex"));
    }
  });

  it("answers the same for an address that nobody knows, and sends nothing there", async () => {
    expect(await api.read(request, { email: "nobody@elsewhere.example" })).toEqual(accepted);
    expect(await api.read(request, { email: "nobody@sub.vaxjo.example" })).toEqual(accepted);
    expect(await api.mails()).toEqual([]);
    const { client } = test.database;
    expect(await client`select from users where email like 'nobody%'`).toHaveLength(0);
  });

  it("isn't sent to one address more than three times in 15 minutes, without telling", async () => {
    for (let time = 0; time < 5; time += 1) {
      expect(await api.read(request, { email: "flo@vaxjo.example" })).toEqual(accepted);
      await api.mails();
    }
    expect(await api.mails()).toHaveLength(3);
  });

  it("is refused to what is no address, naming the field", async () => {
    const bad = ["", "anna", "anna@", "@vaxjo.example", "a b@vaxjo.example", "å@vaxjo.example"];
    const sneaky = ["a@vaxjo.example,b@evil.example", "a@vaxjo.example\nBcc: b@evil.example"];
    for (const email of [...bad, ...sneaky, `${"a".repeat(100)}@vaxjo.example`]) {
      const { requestSignInLink } = await api.read(request, { email });
      expect(requestSignInLink).toMatchObject({
        isAccepted: null,
        userErrors: [{ field: "email" }],
      });
    }
  });

  it("can't be asked for without end from one place", async () => {
    const other = await createTestApi(test.database);
    const codes: unknown[] = [];
    for (let time = 0; time < 62; time += 1) {
      const { errors } = await other.ask(request, { email: "nobody@elsewhere.example" });
      codes.push(errors?.[0]?.extensions.code);
    }
    expect(codes.slice(0, 60).every((code) => code === undefined)).toBe(true);
    expect(codes.slice(60)).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
    await other.close();
  });
});

describe("the sign-in page", () => {
  const form = (body: Record<string, string>, headers: Record<string, string> = {}) =>
    api.app.inject({
      method: "POST",
      url: "/sign-in",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      payload: new URLSearchParams(body).toString(),
    });
  const open = (token: string) => api.app.inject({ url: `/sign-in?token=${token}` });

  it("uses nothing up when it is opened: a mail scanner may", async () => {
    const token = await tokenFor("gun@vaxjo.example");
    for (let time = 0; time < 3; time += 1) {
      const page = await open(token);
      expect(page.statusCode).toBe(200);
      expect(page.headers).toMatchObject({
        "cache-control": "no-store",
        "referrer-policy": "same-origin",
      });
      expect(page.headers["set-cookie"]).toBeUndefined();
      expect(page.body).not.toContain("<script");
    }
    const reply = await form({ token }, { "sec-fetch-site": "same-origin" });
    expect(reply.statusCode).toBe(303);
    expect(cookieOf(reply.headers["set-cookie"])).toMatch(/^lb_session=[\w-]{43}$/);
    const again = await form({ token });
    expect(again.statusCode).toBe(400);
    expect(again.body).toContain("Länken gäller inte längre");
    expect(again.headers["set-cookie"]).toBeUndefined();
  });

  it("sends a link to whoever fills in an address", async () => {
    const page = await form({ email: "hans@vaxjo.example" });
    expect(page.body).toContain("är en länk på väg");
    expect(await api.mails()).toHaveLength(1);
    const wrong = await form({ email: "hans" }, { "accept-language": "en-GB,en;q=0.9" });
    expect(wrong.statusCode).toBe(400);
    expect(wrong.body).toContain("Write an e-mail address");
  });

  it("signs nobody in from another site, neither by form nor by GraphQL", async () => {
    const token = await tokenFor("ida@vaxjo.example");
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { origin: "https://evil.example", host: "bank.example" },
    ] as Record<string, string>[]) {
      const reply = await form({ token }, headers);
      expect(reply.statusCode).toBe(403);
      const { errors } = (await post(confirm, { token }, headers)).json();
      expect(errors[0].extensions.code).toBe("FORBIDDEN");
    }
    expect((await form({ token })).statusCode).toBe(303);
  });

  it("shows a made-up token as nothing but text", async () => {
    const page = await open(encodeURIComponent('"><script>alert(1)</script>'));
    expect(page.statusCode).toBe(400);
    expect(page.body).not.toContain("<script>");
  });
});

describe("sessions", () => {
  const list = `{ viewer { sessions { id device isCurrent } } }`;

  it("are listed and ended one by one, all at once, or by signing out", async () => {
    await tokenFor("jon@vaxjo.example");
    const browsers: { cookie: string; "user-agent": string }[] = [];
    for (const agent of ["One", "Two", "Three"]) {
      await test.database.client`delete from sign_in_links where email = 'jon@vaxjo.example'`;
      const token = await tokenFor("jon@vaxjo.example");
      const reply = await post(confirm, { token }, { "user-agent": agent });
      browsers.push({ cookie: cookieOf(reply.headers["set-cookie"]), "user-agent": agent });
    }
    const [one, two, three] = browsers;
    if (!one || !two || !three) throw new Error("Three were signed in.");
    const { sessions } = (await post(list, {}, two)).json().data.viewer;
    expect(
      sessions.map(({ device, isCurrent }: Record<string, unknown>) => [device, isCurrent]),
    ).toEqual([
      ["Three", false],
      ["Two", true],
      ["One", false],
    ]);
    const end = `mutation ($id: ID!) { endSession(id: $id) { sessionId } }`;
    const { id } = sessions[2];
    expect((await post(end, { id }, two)).json().data.endSession.sessionId).toBe(id);
    expect((await post(list, {}, one)).json().data.viewer).toBeNull();

    const stranger = await api.as({ memberOf: ["umea"] });
    expect((await stranger.refuse(end, { id: sessions[0].id })).extensions.code).toBe("NOT_FOUND");
    expect(
      (await stranger.read(`query ($id: ID!) { node(id: $id) { id } }`, { id: sessions[0].id }))
        .node,
    ).toBeNull();

    const out = await post(`mutation { signOut { isSignedOut } }`, {}, three);
    expect(out.headers["set-cookie"]).toMatch(/^lb_session=;/);
    expect((await post(list, {}, three)).json().data.viewer).toBeNull();

    const all = await post(`mutation { endAllSessions { count } }`, {}, two);
    expect(all.json().data.endAllSessions.count).toBe(1);
    expect((await post(list, {}, two)).json().data.viewer).toBeNull();
  });

  it.each([-40, 40])(
    "last 30 days by the database's clock, when the process's is %i days off",
    async (days) => {
      const email = `off${days}@vaxjo.example`;
      vi.setSystemTime(Date.now() + days * 86_400_000);
      try {
        const { headers } = await post(confirm, { token: await tokenFor(email) });
        const cookie = cookieOf(headers["set-cookie"]);
        expect((await post(list, {}, { cookie })).json().data.viewer.sessions).toHaveLength(1);
        const [session] = await test.database.client<{ days: number }[]>`
        select extract(epoch from s.expires_at - now())::float8 / 86400 as days
        from sessions s join users u on u.id = s.user_id where u.email = ${email}`;
        expect(session?.days).toBeCloseTo(30, 2);
      } finally {
        vi.useRealTimers();
      }
    },
  );
});

describe("over HTTPS", () => {
  it("the cookie is bound to HTTPS and to the host", async () => {
    const safe = await createTestApi(test.database, undefined, {
      publicUrl: "https://bank.example",
    });
    const { headers } = await safe.as({ memberOf: ["vaxjo"] });
    const token = headers["cookie"]?.split("=")[1];
    const asked = (cookie: string) =>
      safe.app.inject({
        method: "POST",
        url: "/graphql",
        headers: { cookie },
        payload: { query: me },
      });
    expect((await asked(`lb_session=${token}`)).json().data.viewer).toBeNull();
    const cookie = `__Host-lb_session=${token}`;
    expect((await asked(cookie)).json().data.viewer).not.toBeNull();
    const payload = { query: "mutation { signOut { isSignedOut } }" };
    const out = await safe.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { cookie },
      payload,
    });
    expect(out.headers["set-cookie"]).toMatch(
      /^__Host-lb_session=; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax/,
    );
    await safe.close();
  });
});
