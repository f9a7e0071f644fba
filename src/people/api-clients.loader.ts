import { and, desc, eq, getTableColumns, inArray } from "drizzle-orm";
import { defineGroupLoader, defineRowLoader } from "../platform/loader.js";
import { viewableClients } from "./api-clients.policy.js";
import { apiClients, apiKeys } from "./people.table.js";

/** Loads an API client by its key; null when the actor may not see it. */
export const loadApiClient = defineRowLoader(
  ({ actor, orm }, ids) =>
    orm
      .select()
      .from(apiClients)
      .where(and(inArray(apiClients.id, [...ids]), viewableClients(actor))),
  (row) => row.id,
);

/** Loads an API key by its row's key; null when the actor may not see its client. */
export const loadApiKey = defineRowLoader(
  ({ actor, orm }, ids) =>
    orm
      .select(getTableColumns(apiKeys))
      .from(apiKeys)
      .innerJoin(apiClients, eq(apiClients.id, apiKeys.clientId))
      .where(and(inArray(apiKeys.id, [...ids]), viewableClients(actor))),
  (row) => row.id,
);

/** Loads the keys of an API client, the newest first. */
export const loadApiKeys = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: apiKeys.clientId, row: apiKeys })
    .from(apiKeys)
    .innerJoin(apiClients, eq(apiClients.id, apiKeys.clientId))
    .where(and(inArray(apiKeys.clientId, [...ids]), viewableClients(actor)))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id)),
);
