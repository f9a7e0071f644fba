import { loadOrganisationBySlug } from "../organisations/organisations.loader.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import type { Context } from "../platform/context.js";
import { badInput } from "../platform/errors.js";
import { forgetLoaded } from "../platform/loader.js";
import type { Page, PageArguments } from "../platform/pagination.js";
import { problem } from "../platform/problems.js";
import { forbidden, notFound } from "../platform/sign-in-floor.js";
import { parseInput } from "../platform/validation.js";
import { domainOf, email } from "./email.js";
import { localId, requireOrganisation } from "./guards.js";
import type { InviteMemberInput, UserFilterInput } from "./members.input.js";
import {
  deleteMembership,
  insertMembership,
  listUsers,
  updateMembership,
} from "./members.repository.js";
import { audit } from "./people.audit.js";
import { loadUser } from "./people.loader.js";
import { canManageMembers } from "./people.policy.js";
import type { MembershipRow, UserRow } from "./people.table.js";
import { invitationMail } from "./sign-in.mail.js";
import { ensureUser, findDomainOwner } from "./sign-in.repository.js";
import { signInPage } from "./sign-in.service.js";

/**
 * Finds people that the actor may see.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findUsers(
  context: Context,
  args: PageArguments,
  filter: UserFilterInput | null,
): Promise<Page<UserRow>> {
  const { organisation, ...rest } = filter ?? {};
  if (organisation == null) return listUsers(context, args, rest, undefined);
  const found = await loadOrganisationBySlug(context, organisation);
  if (!found) throw badInput("filter.organisation", "does not exist; pass an organisation's slug.");
  return listUsers(context, args, rest, found.id);
}

async function requireManaged(
  context: Context,
  slug: string,
  field: string,
): Promise<OrganisationRow> {
  const organisation = await requireOrganisation(context, slug, field);
  if (canManageMembers(context.actor, organisation.id)) return organisation;
  throw forbidden("The members of an organisation are managed by its editors.");
}

/**
 * Makes somebody a member of an organisation, and writes a mail about it. Editors invite addresses at
 * the organisation's domains, administrators any.
 */
export async function inviteMember(context: Context, input: InviteMemberInput): Promise<UserRow> {
  const organisation = await requireManaged(context, input.organisation, "input.organisation");
  const address = parseInput(email, input.email, "input.email");
  const { actor, orm } = context;
  const { id: organisationId } = organisation;
  if (!actor.isAdmin && (await findDomainOwner(orm, domainOf(address))) !== organisationId) {
    throw problem(
      "input.email",
      "INVALID",
      "Adressen hör inte till organisationens domäner. Be en administratör bjuda in.",
      "The address isn't at a domain of the organisation. Ask an administrator to invite.",
    );
  }
  const { role } = input;
  const user = await orm.transaction(async (tx) => {
    const { user: invited } = await ensureUser(tx, { email: address });
    if (!(await insertMembership(tx, { userId: invited.id, organisationId, role }))) {
      throw problem(
        "input.email",
        "TAKEN",
        "Personen är redan medlem. Ändra rollen i stället.",
        "The person is a member already. Change the role instead.",
      );
    }
    await audit(
      { actor, orm: tx },
      {
        action: "INVITE_MEMBER",
        entity: "User",
        entityId: invited.id,
        organisationId,
        details: { role },
      },
    );
    return invited;
  });
  const { mailer, publicUrl } = context.correspondence;
  mailer.sendLater(async () => invitationMail(address, organisation.name, signInPage(publicUrl)));
  forgetLoaded(context);
  return user;
}

/** Changes what a member may do at an organisation. */
export async function changeMember(
  context: Context,
  organisation: string,
  user: string,
  role: MembershipRow["role"],
): Promise<UserRow> {
  const { id: organisationId } = await requireManaged(context, organisation, "organisation");
  const userId = localId(user, "User", "user");
  const { actor, orm } = context;
  await orm.transaction(async (tx) => {
    if (!(await updateMembership(tx, { userId, organisationId, role }))) throw notFound(user);
    await audit(
      { actor, orm: tx },
      {
        action: "CHANGE_MEMBER",
        entity: "User",
        entityId: userId,
        organisationId,
        details: { role },
      },
    );
  });
  forgetLoaded(context);
  const changed = await loadUser(context, userId);
  if (!changed) throw notFound(user);
  return changed;
}

/**
 * Ends a membership at once. The account stays, and without a membership reads what everybody reads.
 * @returns the person's `id`
 */
export async function removeMember(
  context: Context,
  organisation: string,
  user: string,
): Promise<string> {
  const { id: organisationId } = await requireManaged(context, organisation, "organisation");
  const userId = localId(user, "User", "user");
  const { actor, orm } = context;
  await orm.transaction(async (tx) => {
    if (!(await deleteMembership(tx, userId, organisationId))) throw notFound(user);
    await audit(
      { actor, orm: tx },
      { action: "REMOVE_MEMBER", entity: "User", entityId: userId, organisationId },
    );
  });
  forgetLoaded(context);
  return user;
}
