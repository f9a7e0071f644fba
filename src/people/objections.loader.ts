import { inArray } from "drizzle-orm";
import { defineLoader } from "../platform/loader.js";
import { objections } from "./people.table.js";
import { hashSecret } from "./secrets.js";

/** Loads whether the owner of an address has objected to being a contact, and was erased. */
export const loadHasObjected = defineLoader(
  async ({ orm }, addresses: readonly string[]) => {
    const hashes = new Map(addresses.map((each) => [each, hashSecret(each.toLowerCase())]));
    const rows = await orm
      .select({ hash: objections.identifierHash })
      .from(objections)
      .where(inArray(objections.identifierHash, [...hashes.values()]));
    const found = new Set(rows.map(({ hash }) => hash.toString("hex")));
    return new Map([...hashes].map(([each, hash]) => [each, found.has(hash.toString("hex"))]));
  },
  () => false,
);
