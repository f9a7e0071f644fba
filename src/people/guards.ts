import { loadOrganisationBySlug } from "../organisations/organisations.loader.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import type { Context } from "../platform/context.js";
import { fromGlobalId } from "../platform/ids.js";
import { problem } from "../platform/problems.js";
import { forbidden, notFound } from "../platform/sign-in-floor.js";

/** @throws FORBIDDEN for everybody but administrators. */
export function requireAdmin({ actor }: Pick<Context, "actor">): void {
  if (!actor.isAdmin) throw forbidden("This is for administrators.");
}

/** @throws Problems UNKNOWN when there is none with this slug. */
export async function requireOrganisation(
  context: Context,
  slug: string,
  field = "organisation",
): Promise<OrganisationRow> {
  const found = await loadOrganisationBySlug(context, slug);
  if (found) return found;
  throw problem(
    field,
    "UNKNOWN",
    "Det finns ingen organisation med den här slugen.",
    "There is no organisation with this slug.",
  );
}

/**
 * The key in a client's id.
 * @param argument what the id was passed as
 * @throws BAD_USER_INPUT when it is no id, NOT_FOUND when it is the id of something else
 */
export function localId(globalId: string, wanted: string, argument = "id"): string {
  const { typeName, id } = fromGlobalId(globalId, argument);
  if (typeName !== wanted) throw notFound(globalId);
  return id;
}
