import { eq } from "drizzle-orm";
import { type OrganisationRow, organisations } from "../organisations/organisations.table.js";
import { transactWhole } from "../platform/collisions.js";
import type { Context } from "../platform/context.js";
import { forgetLoaded } from "../platform/loader.js";
import { problem } from "../platform/problems.js";
import { notFound } from "../platform/sign-in-floor.js";
import { list, parseInput } from "../platform/validation.js";
import { emailDomain } from "./email.js";
import { localId, requireAdmin, requireOrganisation } from "./guards.js";
import type { ChangeUserInput } from "./members.input.js";
import { hasOtherAdmin, replaceDomains, updateUser } from "./members.repository.js";
import { audit } from "./people.audit.js";
import { loadEmailDomains } from "./people.loader.js";
import { canManageMembers } from "./people.policy.js";
import type { UserRow } from "./people.table.js";

/** Changes what somebody may do everywhere; administrators only, of whom one always stays. */
export async function changeUser(
  context: Context,
  user: string,
  { isStaff, isAdmin }: ChangeUserInput,
): Promise<UserRow> {
  requireAdmin(context);
  const id = localId(user, "User", "user");
  const { actor, orm } = context;
  const change = {
    ...(isStaff == null ? {} : { isStaff }),
    ...(isAdmin == null ? {} : { isAdmin }),
  };
  const changed = await transactWhole(orm, async (tx) => {
    if (isAdmin === false && !(await hasOtherAdmin(tx, id))) {
      throw problem(
        "input.isAdmin",
        "WRONG_STATE",
        "Det måste finnas en administratör. Utse en annan först.",
        "There has to be an administrator. Appoint another one first.",
      );
    }
    const row = await updateUser(tx, id, change);
    if (!row) throw notFound(user);
    await audit(
      { actor, orm: tx },
      { action: "CHANGE_USER", entity: "User", entityId: id, details: change },
    );
    return row;
  });
  forgetLoaded(context);
  return changed;
}

/** Decides whether an organisation's editors publish without review; administrators only. */
export async function setSelfPublishing(
  context: Context,
  slug: string,
  selfPublishing: boolean,
): Promise<OrganisationRow> {
  requireAdmin(context);
  const organisation = await requireOrganisation(context, slug);
  const { actor, orm } = context;
  const { id } = organisation;
  await orm.transaction(async (tx) => {
    await tx.update(organisations).set({ selfPublishing }).where(eq(organisations.id, id));
    await audit(
      { actor, orm: tx },
      {
        action: "SET_SELF_PUBLISHING",
        entity: "Organisation",
        entityId: id,
        organisationId: id,
        details: { selfPublishing },
      },
    );
  });
  forgetLoaded(context);
  return { ...organisation, selfPublishing };
}

/** Decides at which e-mail domains people may make themselves an account; administrators only. */
export async function setEmailDomains(
  context: Context,
  slug: string,
  domains: readonly string[],
): Promise<OrganisationRow> {
  requireAdmin(context);
  const given = parseInput(list(emailDomain, 20), domains, "domains");
  const organisation = await requireOrganisation(context, slug);
  const { actor, orm } = context;
  const { id } = organisation;
  await orm.transaction(async (tx) => {
    const [taken] = await replaceDomains(tx, id, [...new Set(given)]);
    if (taken !== undefined) {
      throw problem(
        `domains.${given.indexOf(taken)}`,
        "TAKEN",
        "Domänen hör till en annan organisation.",
        "The domain belongs to another organisation.",
      );
    }
    await audit(
      { actor, orm: tx },
      {
        action: "SET_EMAIL_DOMAINS",
        entity: "Organisation",
        entityId: id,
        organisationId: id,
        details: { count: given.length },
      },
    );
  });
  forgetLoaded(context);
  return organisation;
}

/** Reads an organisation's e-mail domains; whoever doesn't manage its members sees none. */
export const emailDomainsOf = async (context: Context, id: string): Promise<string[]> =>
  canManageMembers(context.actor, id) ? loadEmailDomains(context, id) : [];
