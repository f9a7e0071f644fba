import { badInput } from "./errors.js";

const uuidFormat = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The opaque id that clients see: stable for as long as the record lives. */
export const toGlobalId = (typeName: string, id: string): string =>
  Buffer.from(`${typeName}:${id}`, "utf8").toString("base64url");

/**
 * Takes a client's id apart.
 * @throws BAD_USER_INPUT when no id of ours looks like it
 */
export function fromGlobalId(globalId: string, argument = "id"): { typeName: string; id: string } {
  const [typeName, id, ...rest] = Buffer.from(globalId, "base64url").toString("utf8").split(":");
  if (!typeName || !id || rest.length > 0 || !uuidFormat.test(id)) {
    throw badInput(argument, "is not an id of this API; pass an `id` that it has answered.");
  }
  return { typeName, id };
}
