import { loadOrganisation } from "../organisations/organisations.loader.js";
import type { Actor, Context } from "../platform/context.js";
import type { Bilingual } from "../platform/locale.js";
import { describePermissions } from "./permissions.js";

/** Who asks; null for a visitor. */
export const viewerOf = ({ actor }: Context): Actor | null =>
  actor.kind === "VISITOR" ? null : actor;

/** What whoever asks may do, in words. */
export async function permissionsOf(context: Context): Promise<Bilingual[]> {
  const { actor } = context;
  const rows = await Promise.all(actor.memberOf.map((id) => loadOrganisation(context, id)));
  const names = new Map(rows.flatMap((row) => (row ? [[row.id, row.name] as const] : [])));
  return describePermissions(actor, names);
}
