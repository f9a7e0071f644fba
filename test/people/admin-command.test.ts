import { spawn } from "node:child_process";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { administer } from "../../src/commands/administer.js";
import { createOperatorContext } from "../../src/commands/operator.js";
import { readConfig } from "../../src/config.js";
import { welcomeFirstAdministrator } from "../../src/people/first-administrator.service.js";
import { projectPath } from "../../src/platform/project-root.js";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

/** What `npm run admin -- …` says, and whether it succeeds. */
async function admin(...args: string[]): Promise<{ ok: boolean; text: string }> {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const services = { database: test.database, meili: undefined, log: pino({ level: "silent" }) };
  const open = async () => createOperatorContext(services, readConfig({}), say);
  const failure = await administer(args, open, say).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { ok: failure === undefined, text: [...lines, failure].join("\n") };
}

/** The same as a process of its own, on a database that is configured. */
async function adminProcess(...args: string[]): Promise<{ code: number | null; text: string }> {
  const program = ["--import", "tsx", projectPath("src/commands/admin.ts"), ...args];
  // Meilisearch is never asked: its address only keeps the embedded one from being started.
  const env = { ...process.env, DATABASE_URL: test.url, MEILI_URL: "http://127.0.0.1:9" };
  const child = spawn(process.execPath, program, { env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  }
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, text };
}

const tokenIn = (text: string): string => /\/sign-in\?token=([\w-]{43})/.exec(text)?.[1] ?? "";
const confirm = `mutation ($token: String!) { confirmSignIn(token: $token) { signedInUntil userErrors { code } } }`;

describe("the first administrator", () => {
  it("gets an account and a link at each start, until an administrator has signed in", async () => {
    const { orm, client } = test.database;
    const url = "http://localhost:4000";
    for (let start = 0; start < 5; start += 1) {
      const offer = await welcomeFirstAdministrator(orm, url);
      expect(offer?.address).toBe("admin@localhost");
      expect(tokenIn(offer?.link ?? "")).toHaveLength(43);
    }
    const offer = await welcomeFirstAdministrator(orm, url, "other@bank.example");
    expect(offer?.address).toBe("admin@localhost");
    const { confirmSignIn } = await api.read(confirm, { token: tokenIn(offer?.link ?? "") });
    expect(confirmSignIn.userErrors).toEqual([]);
    expect(await welcomeFirstAdministrator(orm, url)).toBeUndefined();
    expect(await client`select is_admin, is_staff from users`).toEqual([
      { is_admin: true, is_staff: true },
    ]);
  });
});

describe("npm run admin", () => {
  it("tells what it can do, and how a command is used", async () => {
    const { ok, text } = await admin("--help");
    expect(ok).toBe(true);
    for (const name of [
      "link",
      "administrator",
      "invite",
      "key",
      "revoke",
      "sessions",
      "reindex",
    ]) {
      expect(text).toContain(name);
    }
    const wrong = await admin("invite", "--organisation");
    expect(wrong.ok).toBe(false);
    expect(wrong.text).toContain("Usage: npm run admin -- invite EMAIL --organisation SLUG");
    const unknown = await admin("abolish");
    expect(unknown.ok).toBe(false);
    expect(unknown.text).toContain("abolish: there is no such command.");
  });

  it("lets a locked-out operator in", async () => {
    const { code, text } = await adminProcess("administrator", "Chef@bank.example");
    expect({ code, text }).toMatchObject({ code: 0 });
    const { confirmSignIn } = await api.read(confirm, { token: tokenIn(text) });
    expect(confirmSignIn.userErrors).toEqual([]);
    const again = await admin("link", "chef@bank.example");
    expect(tokenIn(again.text)).toHaveLength(43);
    const nobody = await admin("link", "nobody@bank.example");
    expect(nobody.ok).toBe(false);
    expect(nobody.text).toContain("nobody has an account");
  });

  it("invites, makes and revokes keys, and writes down that the operator did", async () => {
    const invited = await admin(
      "invite",
      "ny@kommun.example",
      "--organisation",
      "vaxjo",
      "--editor",
    );
    expect(invited.text).toContain("Mail to ny@kommun.example");
    const wrong = await admin("invite", "ny@kommun.example", "--organisation", "finns-inte");
    expect(wrong.ok).toBe(false);
    expect(wrong.text).toContain("There is no organisation with this slug.");
    const options = ["--organisation", "vaxjo", "--name", "Import", "--scopes", "contribute"];
    const { text } = await admin("key", ...options);
    const key = /^lb_live_\w{38}$/m.exec(text)?.[0] ?? "";
    const ask = () =>
      api.app.inject({
        method: "POST",
        url: "/graphql",
        headers: { authorization: `Bearer ${key}` },
        payload: { query: "{ viewer { apiClient { name } } }" },
      });
    expect((await ask()).json().data.viewer.apiClient.name).toBe("Import");
    const revoked = await admin("revoke", key.slice(0, 12));
    expect(revoked.ok).toBe(true);
    expect((await ask()).statusCode).toBe(401);
    const { client } = test.database;
    const entries = await client`
      select action from audit_log where actor_kind = 'OPERATOR' and actor_id is null order by id`;
    expect(entries.map((entry) => entry["action"])).toEqual([
      "CHANGE_USER",
      "INVITE_MEMBER",
      "CREATE_API_CLIENT",
      "CREATE_API_KEY",
      "REVOKE_API_KEY",
    ]);
  });
});
