import { createHash } from "node:crypto";
import type { Context } from "../platform/context.js";
import { problem } from "../platform/problems.js";
import { forbidden } from "../platform/sign-in-floor.js";
import { parseInput, text } from "../platform/validation.js";
import { claimKey, rememberKey } from "./publishing.repository.js";

/** The fields of an input that a client has sent, null among them. */
export const given = (input: object): object =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

const hashOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex");

/**
 * Makes a record, unless the same request has made it already: then answers that one. In one and the
 * same transaction, so that a key is remembered exactly when its record is there.
 * @param key the client's; without one the record is made each time
 * @param make answers the record's id
 * @throws Problems when the key was used for another input
 */
export async function createOnce(
  inner: Context,
  operation: string,
  input: object,
  key: string | null | undefined,
  make: () => Promise<string>,
): Promise<string> {
  const { orm, actor } = inner;
  if (actor.id === null) throw forbidden("Sign in first.");
  if (key == null) return make();
  const checked = parseInput(text(200), key, "idempotencyKey");
  const inputHash = hashOf([operation, given(input)]);
  const done = await claimKey(orm, actor.id, checked);
  if (done?.inputHash === inputHash) return done.entityId;
  if (done) {
    throw problem(
      "idempotencyKey",
      "KEY_REUSED",
      "Nyckeln har använts för en annan inmatning; välj en ny nyckel.",
      "The key was used for another input; choose a new key.",
    );
  }
  const entityId = await make();
  await rememberKey(orm, { actorId: actor.id, key: checked, operation, inputHash, entityId });
  return entityId;
}
