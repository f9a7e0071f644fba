import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
let api: TestApi;
let admin: TestCaller;
let editor: TestCaller;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
  admin = await api.as({ admin: true, email: "admin@bank.example" });
  editor = await api.as({ editorOf: ["vaxjo"], email: "editor@vaxjo.example" });
  await admin.read(setDomains, { organisation: "vaxjo", domains: ["Vaxjo.example"] });
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

const setDomains = `mutation ($organisation: String!, $domains: [String!]!) {
  setEmailDomains(organisation: $organisation, domains: $domains) {
    organisation { emailDomains } userErrors { field code } } }`;
const invite = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) {
  user { id email memberships { role organisation { slug } } } userErrors { field code } } }`;
const change = `mutation ($user: ID!, $role: MembershipRole!) {
  changeMember(organisation: "vaxjo", user: $user, role: $role) {
    user { memberships { role } } userErrors { code } } }`;
const remove = `mutation ($user: ID!) { removeMember(organisation: "vaxjo", user: $user) { userId userErrors { code } } }`;
const changeUser = `mutation ($user: ID!, $input: ChangeUserInput!) {
  changeUser(user: $user, input: $input) { user { isStaff isAdmin } userErrors { field code } } }`;

const globalId = (id: string): string => Buffer.from(`User:${id}`).toString("base64url");
const invited = async (caller: TestCaller, input: object) =>
  (await caller.read(invite, { input })).inviteMember;

describe("members", () => {
  it("are invited by an editor, change role and leave, each effective at once", async () => {
    const email = "Ny.Medlem@vaxjo.example";
    const { user, userErrors } = await invited(editor, { organisation: "vaxjo", email });
    expect(userErrors).toEqual([]);
    expect(user).toMatchObject({
      email: "ny.medlem@vaxjo.example",
      memberships: [{ role: "MEMBER", organisation: { slug: "vaxjo" } }],
    });
    const mail = (await api.mails()).at(-1);
    expect(mail).toContain("Mail to ny.medlem@vaxjo.example");
    expect(mail).toContain("http://localhost:4000/sign-in\n");
    expect(await invited(editor, { organisation: "vaxjo", email })).toEqual({
      user: null,
      userErrors: [{ field: "input.email", code: "TAKEN" }],
    });

    const member = await api.as({ memberOf: ["vaxjo"] });
    const words = `{ viewer { permissions(locale: EN) } }`;
    const variables = { user: globalId(member.id), role: "EDITOR" };
    const { changeMember } = await editor.read(change, variables);
    expect(changeMember.user.memberships).toEqual([{ role: "EDITOR" }]);
    expect((await member.read(words)).viewer.permissions[2]).toBe(
      "Write for Växjö and submit for review.",
    );
    expect((await editor.read(remove, variables)).removeMember.userErrors).toEqual([]);
    expect((await member.read(words)).viewer.permissions).toEqual([
      "Read everything that is published.",
    ]);
    expect((await editor.refuse(remove, variables)).extensions.code).toBe("NOT_FOUND");
  });

  it("are invited at the organisation's own domains, by an administrator anywhere", async () => {
    const outside = { organisation: "vaxjo", email: "konsult@elsewhere.example" };
    expect(await invited(editor, outside)).toEqual({
      user: null,
      userErrors: [{ field: "input.email", code: "INVALID" }],
    });
    expect(await invited(admin, outside)).toMatchObject({ userErrors: [] });
    expect(await invited(admin, { organisation: "?", email: "a@b.example" })).toMatchObject({
      userErrors: [{ field: "input.organisation", code: "UNKNOWN" }],
    });
    expect(await invited(admin, { organisation: "vaxjo", email: "?" })).toMatchObject({
      userErrors: [{ field: "input.email", code: "INVALID" }],
    });
  });

  it("are managed by nobody else", async () => {
    const other = globalId((await api.as({ memberOf: ["vaxjo"] })).id);
    const input = { organisation: "vaxjo", email: "x@vaxjo.example" };
    for (const caller of [
      await api.as({ memberOf: ["vaxjo"] }),
      await api.as({ editorOf: ["umea"] }),
      await api.as({ staff: true }),
      await api.as({ clientOf: "vaxjo", scopes: ["PUBLISH"] }),
    ]) {
      for (const [mutation, variables] of [
        [invite, { input }],
        [change, { user: other, role: "EDITOR" }],
        [remove, { user: other }],
      ] as const) {
        expect((await caller.refuse(mutation, variables)).extensions.code).toBe("FORBIDDEN");
      }
    }
    expect((await api.refuse(invite, { input })).extensions.code).toBe("UNAUTHENTICATED");
  });

  it("are seen by editors of their organisation, staff and administrators; by themselves alone else", async () => {
    const member = await api.as({ memberOf: ["vaxjo"], email: "syns@vaxjo.example" });
    const id = globalId(member.id);
    const query = `query ($id: ID!) { node(id: $id) { ... on User { email } }
      users(filter: { email: "Syns@vaxjo.example" }) { totalCount }
      organisation(slug: "vaxjo") { emailDomains members(first: 100) { nodes { email } } } }`;
    const sees = async (caller: Pick<TestCaller, "read">) => {
      const { node, users, organisation } = await caller.read(query, { id });
      const emails = organisation.members.nodes.map(({ email }: { email: string }) => email);
      const isListed = emails.includes("syns@vaxjo.example");
      expect([node !== null, users.totalCount === 1]).toEqual([isListed, isListed]);
      return { member: isListed, domains: organisation.emailDomains.length === 1 };
    };
    expect(await sees(editor)).toEqual({ member: true, domains: true });
    expect(await sees(admin)).toEqual({ member: true, domains: true });
    expect(await sees(await api.as({ staff: true }))).toEqual({ member: true, domains: false });
    expect(await sees(member)).toEqual({ member: true, domains: false });
    for (const caller of [
      api,
      await api.as({ memberOf: ["vaxjo"] }),
      await api.as({ editorOf: ["umea"] }),
      await api.as({ clientOf: "vaxjo", scopes: ["PUBLISH"] }),
    ]) {
      expect(await sees(caller)).toEqual({ member: false, domains: false });
    }
  });
});

describe("administrators", () => {
  it("appoint staff and administrators, of whom one stays", async () => {
    const user = await api.as({});
    const variables = { user: globalId(user.id), input: { isStaff: true } };
    expect((await admin.read(changeUser, variables)).changeUser.user).toEqual({
      isStaff: true,
      isAdmin: false,
    });
    expect((await user.refuse(changeUser, variables)).extensions.code).toBe("FORBIDDEN");
    const { client } = test.database;
    const others =
      await client`update users set is_admin = false where is_admin and id <> ${admin.id} returning id`;
    expect(others).toHaveLength(0);
    const resign = { user: globalId(admin.id), input: { isAdmin: false } };
    expect((await admin.read(changeUser, resign)).changeUser.userErrors).toEqual([
      { field: "input.isAdmin", code: "WRONG_STATE" },
    ]);
  });

  it("decide which domains and which editors are trusted", async () => {
    const taken = { organisation: "umea", domains: ["umea.example", "vaxjo.example"] };
    expect((await admin.read(setDomains, taken)).setEmailDomains.userErrors).toEqual([
      { field: "domains.1", code: "TAKEN" },
    ]);
    const wrong = { organisation: "umea", domains: ["@umea"] };
    expect((await admin.read(setDomains, wrong)).setEmailDomains.userErrors).toEqual([
      { field: "domains.0", code: "INVALID" },
    ]);
    expect((await editor.refuse(setDomains, taken)).extensions.code).toBe("FORBIDDEN");
    const trust = `mutation { setSelfPublishing(organisation: "vaxjo", selfPublishing: true) {
      organisation { selfPublishing } } }`;
    expect((await editor.refuse(trust)).extensions.code).toBe("FORBIDDEN");
    expect((await admin.read(trust)).setSelfPublishing.organisation.selfPublishing).toBe(true);
    expect(
      (await editor.read(`{ viewer { permissions(locale: EN) } }`)).viewer.permissions,
    ).toContain("Write for Växjö and publish without review.");
  });

  it("read what was done in the audit log, without names or addresses; nobody else does", async () => {
    const log = `query ($filter: AuditFilterInput) { auditLog(first: 100, filter: $filter) {
      totalCount pageInfo { endCursor } nodes { id at actorKind actorId action entityId organisationId details } } }`;
    const { auditLog } = await admin.read(log);
    const actions = auditLog.nodes.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(["INVITE_MEMBER", "SET_EMAIL_DOMAINS", "CHANGE_USER"]),
    );
    expect(JSON.stringify(auditLog)).not.toMatch(/@|\.example/);
    const filter = {
      action: "INVITE_MEMBER",
      actor: globalId(editor.id),
      from: "2020-01-01T00:00:00Z",
    };
    const mine = await admin.read(log, { filter });
    expect(mine.auditLog.totalCount).toBe(1);
    expect(mine.auditLog.nodes[0]).toMatchObject({
      actorKind: "USER",
      details: { role: "MEMBER" },
    });
    const page = `query ($after: String) { auditLog(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }`;
    const first = await admin.read(page);
    const second = await admin.read(page, { after: first.auditLog.pageInfo.endCursor });
    expect(second.auditLog.nodes[0].id).toBe(auditLog.nodes[2].id);
    const id = auditLog.nodes[0].id;
    for (const caller of [api, editor, await api.as({ staff: true })]) {
      expect((await caller.read(log)).auditLog.totalCount).toBe(0);
      expect(
        (await caller.read(`query ($id: ID!) { node(id: $id) { id } }`, { id })).node,
      ).toBeNull();
    }
  });
});
