import { inArray } from "drizzle-orm";
import { organisations } from "../../src/organisations/organisations.table.js";
import { startSession } from "../../src/people/actor.service.js";
import { apiClients, apiKeys, memberships, users } from "../../src/people/people.table.js";
import { hashSecret, newApiKey, prefixOf } from "../../src/people/secrets.js";
import type { Database } from "../../src/platform/database.js";

/** Somebody that a test is to be; organisations by their slugs. */
export type Persona =
  | {
      staff?: boolean;
      admin?: boolean;
      memberOf?: readonly string[];
      editorOf?: readonly string[];
      name?: string;
      email?: string;
    }
  | { clientOf: string; scopes: ("READ" | "CONTRIBUTE" | "PUBLISH")[] };

/** How a {@link Persona} shows who it is. */
export interface Credentials {
  /** Of the user or API client. */
  id: string;
  headers: { cookie: string } | { authorization: string };
}

let count = 0;

async function idsOf({ orm }: Database, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const rows = await orm
    .select({ id: organisations.id })
    .from(organisations)
    .where(inArray(organisations.slug, [...slugs]));
  if (rows.length !== slugs.length) throw new Error(`There aren't all of: ${slugs.join(", ")}`);
  return rows.map(({ id }) => id);
}

const first = <Row>(rows: Row[]): Row => {
  const [row] = rows;
  if (!row) throw new Error("Nothing was written.");
  return row;
};

/** Writes a user with memberships and a session, or an API client with a key. */
export async function createPersona(database: Database, persona: Persona): Promise<Credentials> {
  const { orm } = database;
  count += 1;
  if ("clientOf" in persona) {
    const [organisationId = ""] = await idsOf(database, [persona.clientOf]);
    const row = { organisationId, name: `Test client ${count}` };
    const client = first(await orm.insert(apiClients).values(row).returning());
    const key = newApiKey();
    await orm.insert(apiKeys).values({
      clientId: client.id,
      keyHash: hashSecret(key),
      prefix: prefixOf(key),
      scopes: persona.scopes,
      expiresAt: new Date(Date.now() + 3_600_000),
    });
    return { id: client.id, headers: { authorization: `Bearer ${key}` } };
  }
  const { staff = false, admin = false, memberOf = [], editorOf = [] } = persona;
  const row = {
    email: persona.email ?? `person-${count}@example.org`,
    name: persona.name ?? null,
    isStaff: staff,
    isAdmin: admin,
  };
  const user = first(await orm.insert(users).values(row).returning());
  const grants = [
    ...(await idsOf(database, memberOf)).map((organisationId) => ({
      organisationId,
      role: "MEMBER" as const,
    })),
    ...(await idsOf(database, editorOf)).map((organisationId) => ({
      organisationId,
      role: "EDITOR" as const,
    })),
  ];
  if (grants.length > 0) {
    await orm.insert(memberships).values(grants.map((grant) => ({ ...grant, userId: user.id })));
  }
  const { token } = await startSession(orm, user.id, "test");
  return { id: user.id, headers: { cookie: `lb_session=${token}` } };
}
