import { z } from "zod";
import { loadOrganisationBySlug } from "../organisations/organisations.loader.js";
import type { Context } from "../platform/context.js";
import { badInput } from "../platform/errors.js";
import type { Page, PageArguments } from "../platform/pagination.js";
import { problem } from "../platform/problems.js";
import { notFound } from "../platform/sign-in-floor.js";
import { line, list, parseInput } from "../platform/validation.js";
import { localId, requireAdmin, requireOrganisation } from "./guards.js";
import { canRevokeKeysOf } from "./api-clients.policy.js";
import {
  countLiveKeys,
  insertClient,
  insertKey,
  listApiClients,
  lockClient,
  lockKey,
  revokeKey,
  shortenKey,
} from "./api-clients.repository.js";
import type { NewApiKey } from "./api-clients.type.js";
import { audit } from "./people.audit.js";
import type { ApiClientRow, ApiKeyRow } from "./people.table.js";
import { hashSecret, newApiKey, prefixOf } from "./secrets.js";

/** Days that a key holds unless told. */
export const defaultKeyDays = 365;
/** Days that a rotated key goes on holding unless told. */
export const defaultOverlapDays = 7;
const mostLiveKeys = 10;
const keyDays = z.number().min(1).max(730);
const scopeList = list(z.string(), 20).refine((scopes) => scopes.length > 0);
const overlapDays = z.number().min(0).max(90);

/**
 * Finds API clients that the actor may see.
 * @throws BAD_USER_INPUT when there is no such organisation
 */
export async function findApiClients(
  context: Context,
  args: PageArguments,
  organisation: string | null | undefined,
): Promise<Page<ApiClientRow>> {
  if (organisation == null) return listApiClients(context, args, undefined);
  const found = await loadOrganisationBySlug(context, organisation);
  if (!found) throw badInput("organisation", "does not exist; pass an organisation's slug.");
  return listApiClients(context, args, found.id);
}

/** Makes an API client of an organisation; administrators only. */
export async function createApiClient(
  context: Context,
  organisation: string,
  name: string,
): Promise<ApiClientRow> {
  requireAdmin(context);
  const given = parseInput(line(120), name, "name");
  const { id } = await requireOrganisation(context, organisation);
  const { actor, orm } = context;
  return orm.transaction(async (tx) => {
    const client = await insertClient(tx, { organisationId: id, name: given });
    await audit(
      { actor, orm: tx },
      {
        action: "CREATE_API_CLIENT",
        entity: "ApiClient",
        entityId: client.id,
        organisationId: id,
      },
    );
    return client;
  });
}

/**
 * Makes a key of a client; administrators only.
 * @param days how long it holds
 */
export async function createApiKey(
  context: Context,
  clientId: string,
  scopes: ApiKeyRow["scopes"],
  days: number,
): Promise<NewApiKey> {
  requireAdmin(context);
  const id = localId(clientId, "ApiClient", "client");
  parseInput(scopeList, scopes, "scopes");
  parseInput(keyDays, days, "days");
  const { actor, orm } = context;
  return orm.transaction(async (tx) => {
    const client = await lockClient(tx, id);
    if (!client) throw notFound(clientId);
    return makeKey({ actor, orm: tx }, client, [...new Set(scopes)], days);
  });
}

async function makeKey(
  { actor, orm }: Pick<Context, "actor" | "orm">,
  client: ApiClientRow,
  scopes: ApiKeyRow["scopes"],
  days: number,
): Promise<NewApiKey> {
  if ((await countLiveKeys(orm, client.id)) >= mostLiveKeys) {
    throw problem(
      null,
      "TOO_MANY",
      `Klienten har redan ${mostLiveKeys} nycklar. Återkalla en först.`,
      `The client has ${mostLiveKeys} keys already. Revoke one first.`,
    );
  }
  const secret = newApiKey();
  const row = {
    clientId: client.id,
    keyHash: hashSecret(secret),
    prefix: prefixOf(secret),
    scopes,
  };
  const apiKey = await insertKey(orm, row, days);
  await audit(
    { actor, orm },
    {
      action: "CREATE_API_KEY",
      entity: "ApiKey",
      entityId: apiKey.id,
      organisationId: client.organisationId,
      details: { scopes, days },
    },
  );
  return { secret, apiKey };
}

/**
 * Makes a key in place of another, with the same scopes; the old one holds some days more, so that a
 * program can be changed over without a pause. Administrators only.
 */
export async function rotateApiKey(
  context: Context,
  keyId: string,
  overlap: number,
): Promise<NewApiKey> {
  requireAdmin(context);
  const id = localId(keyId, "ApiKey");
  parseInput(overlapDays, overlap, "overlapDays");
  const { actor, orm } = context;
  return orm.transaction(async (tx) => {
    const found = await lockKey(tx, id);
    if (!found) throw notFound(keyId);
    const { key, client } = found;
    if (!key.isLive) {
      throw problem(
        "id",
        "WRONG_STATE",
        "Nyckeln gäller inte längre. Skapa en ny.",
        "The key doesn't hold any more. Create a new one.",
      );
    }
    const made = await makeKey({ actor, orm: tx }, client, key.scopes, defaultKeyDays);
    await shortenKey(tx, id, overlap);
    await audit(
      { actor, orm: tx },
      {
        action: "ROTATE_API_KEY",
        entity: "ApiKey",
        entityId: id,
        organisationId: client.organisationId,
        details: { overlapDays: overlap },
      },
    );
    return made;
  });
}

/** Has a key refused at once: administrators, and editors of its organisation. */
export async function revokeApiKey(context: Context, keyId: string): Promise<ApiKeyRow> {
  const id = localId(keyId, "ApiKey");
  const { actor, orm } = context;
  return orm.transaction(async (tx) => {
    const found = await lockKey(tx, id);
    if (!found || !canRevokeKeysOf(actor, found.client)) throw notFound(keyId);
    const revoked = await revokeKey(tx, id);
    const { organisationId } = found.client;
    await audit(
      { actor, orm: tx },
      { action: "REVOKE_API_KEY", entity: "ApiKey", entityId: id, organisationId },
    );
    return revoked;
  });
}
