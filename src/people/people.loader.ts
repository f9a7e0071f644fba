import { and, eq, inArray } from "drizzle-orm";
import { organisations } from "../organisations/organisations.table.js";
import { swedish } from "../platform/columns.table.js";
import { defineGroupLoader, defineRowLoader } from "../platform/loader.js";
import { viewableMemberships, viewableUsers } from "./people.policy.js";
import { memberships, organisationDomains, sessions, users } from "./people.table.js";

/** Loads a person by the key; null when the actor may not see who it is. */
export const loadUser = defineRowLoader(
  ({ actor, orm }, ids) =>
    orm
      .select()
      .from(users)
      .where(and(inArray(users.id, [...ids]), viewableUsers(actor))),
  (row) => row.id,
);

/** Loads what a person is at which organisations, by their names. */
export const loadMemberships = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: memberships.userId, row: memberships })
    .from(memberships)
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(and(inArray(memberships.userId, [...ids]), viewableMemberships(actor)))
    .orderBy(swedish(organisations.name)),
);

/** Loads one of the actor's own sessions. */
export const loadSession = defineRowLoader(
  async ({ actor, orm }, ids) =>
    actor.kind === "USER" && actor.id !== null
      ? orm
          .select()
          .from(sessions)
          .where(and(inArray(sessions.id, [...ids]), eq(sessions.userId, actor.id)))
      : [],
  (row) => row.id,
);

/** Loads the e-mail domains of an organisation. Who may see them, the service decides. */
export const loadEmailDomains = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: organisationDomains.organisationId, row: organisationDomains.domain })
    .from(organisationDomains)
    .where(inArray(organisationDomains.organisationId, [...ids]))
    .orderBy(organisationDomains.domain),
);
