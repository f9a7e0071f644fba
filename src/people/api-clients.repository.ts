import { and, eq, getTableColumns, gt, isNull, sql } from "drizzle-orm";
import { swedish } from "../platform/columns.table.js";
import type { Context } from "../platform/context.js";
import type { Orm } from "../platform/database.js";
import { type Page, type PageArguments, readList } from "../platform/pagination.js";
import { viewableClients } from "./api-clients.policy.js";
import { type ApiClientRow, type ApiKeyRow, apiClients, apiKeys } from "./people.table.js";

/** Reads a page of API clients, by name. */
export const listApiClients = (
  context: Context,
  args: PageArguments,
  organisationId: string | undefined,
): Promise<Page<ApiClientRow>> =>
  readList(context, apiClients, args, {
    where: and(
      viewableClients(context.actor),
      organisationId === undefined ? undefined : eq(apiClients.organisationId, organisationId),
    ),
    ordering: { name: "NAME ASC", key: swedish(apiClients.name), type: "text", descending: false },
  });

/** Writes an API client. */
export async function insertClient(
  orm: Orm,
  row: Pick<ApiClientRow, "organisationId" | "name">,
): Promise<ApiClientRow> {
  const [client] = await orm.insert(apiClients).values(row).returning();
  if (!client) throw new Error("The API client wasn't written.");
  return client;
}

const isLive = and(isNull(apiKeys.revokedAt), gt(apiKeys.expiresAt, sql`now()`));

/** Counts the keys of a client that hold. */
export const countLiveKeys = (orm: Orm, clientId: string): Promise<number> =>
  orm.$count(apiKeys, and(eq(apiKeys.clientId, clientId), isLive));

/** Writes a key that holds for some days. */
export async function insertKey(
  orm: Orm,
  row: Pick<ApiKeyRow, "clientId" | "keyHash" | "prefix" | "scopes">,
  days: number,
): Promise<ApiKeyRow> {
  const expiresAt = sql`now() + make_interval(days => ${days})`;
  const [key] = await orm
    .insert(apiKeys)
    .values({ ...row, expiresAt })
    .returning();
  if (!key) throw new Error("The API key wasn't written.");
  return key;
}

/** A client, locked until the transaction ends: its keys are counted and changed one at a time. */
export async function lockClient(orm: Orm, id: string): Promise<ApiClientRow | undefined> {
  const [client] = await orm.select().from(apiClients).where(eq(apiClients.id, id)).for("update");
  return client;
}

/** A key with its client, both locked until the transaction ends. */
export async function lockKey(
  orm: Orm,
  id: string,
): Promise<{ key: ApiKeyRow & { isLive: boolean }; client: ApiClientRow } | undefined> {
  const [found] = await orm
    .select({
      key: { ...getTableColumns(apiKeys), isLive: sql<boolean>`${isLive}` },
      client: apiClients,
    })
    .from(apiKeys)
    .innerJoin(apiClients, eq(apiClients.id, apiKeys.clientId))
    .where(eq(apiKeys.id, id))
    .for("update");
  return found;
}

/** Has a key expire in some days, unless it does so before. */
export async function shortenKey(orm: Orm, id: string, days: number): Promise<void> {
  await orm
    .update(apiKeys)
    .set({ expiresAt: sql`least(${apiKeys.expiresAt}, now() + make_interval(days => ${days}))` })
    .where(eq(apiKeys.id, id));
}

/** Has a key refused from now on. */
export async function revokeKey(orm: Orm, id: string): Promise<ApiKeyRow> {
  const [key] = await orm
    .update(apiKeys)
    .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, now())` })
    .where(eq(apiKeys.id, id))
    .returning();
  if (!key) throw new Error("The API key went away while it was locked.");
  return key;
}
