import { createHash } from "node:crypto";
import type { Context } from "../platform/context.js";
import { problem } from "../platform/problems.js";
import { forbidden } from "../platform/sign-in-floor.js";
import { line, parseInput } from "../platform/validation.js";
import { claimKey, rememberKey } from "./publishing.repository.js";

/** The fields of an input that a client has sent, null among them. */
export const given = (input: object): object =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

const hashOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex");

/**
 * What a creation answers: the record.
 * @throws Problems when a repeated request names one that is gone, or that the actor doesn't see any more
 */
export function stillThere<Row>(row: Row | null): Row {
  if (row !== null) return row;
  throw problem(
    "idempotencyKey",
    "WRONG_STATE",
    "Det som gjordes med nyckeln finns inte kvar för dig; välj en ny nyckel för att göra det på nytt.",
    "What was made with this key is gone, or not visible to you any more; choose a new key to make it again.",
  );
}

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
  const checked = parseInput(line(200), key, "idempotencyKey");
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
