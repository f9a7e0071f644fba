import { desc, eq, sql } from "drizzle-orm";
import { organisations } from "../organisations/organisations.table.js";
import type { Orm } from "../platform/database.js";
import { contentRecords, reviewComments, revisions } from "../publishing/publishing.table.js";
import { findContactsByEmail } from "./erasure.repository.js";
import { auditLog, identities, memberships, sessions, signInLinks, users } from "./people.table.js";

/** Most entries of the audit log that a copy holds, the newest ones. */
const mostActions = 10_000;

/** Reads everything that is kept of a person: of the account and the contacts with an address. */
export async function readPersonalData(orm: Orm, email: string) {
  const [account] = await orm.select().from(users).where(eq(users.email, email));
  const links = await orm
    .select({
      requestedAt: signInLinks.createdAt,
      expiresAt: signInLinks.expiresAt,
      usedAt: signInLinks.usedAt,
    })
    .from(signInLinks)
    .where(eq(signInLinks.email, email));
  const contacts = await findContactsByEmail(orm, email);
  return {
    account: account ? { ...account, ...(await readActivity(orm, account.id)) } : null,
    contacts,
    signInLinks: links,
  };
}

async function readActivity(orm: Orm, userId: string) {
  return {
    memberships: await orm
      .select({
        organisation: organisations.name,
        role: memberships.role,
        since: memberships.createdAt,
      })
      .from(memberships)
      .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
      .where(eq(memberships.userId, userId)),
    sessions: await orm
      .select({
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
        expiresAt: sessions.expiresAt,
        device: sessions.device,
      })
      .from(sessions)
      .where(eq(sessions.userId, userId)),
    identities: await orm
      .select({
        issuer: identities.issuer,
        subject: identities.subject,
        since: identities.createdAt,
      })
      .from(identities)
      .where(eq(identities.userId, userId)),
    created: await orm
      .select({
        kind: contentRecords.kind,
        id: contentRecords.id,
        at: contentRecords.createdAt,
      })
      .from(contentRecords)
      .where(eq(contentRecords.createdById, userId)),
    published: await orm
      .select({
        kind: revisions.kind,
        id: revisions.entityId,
        revision: revisions.number,
        at: revisions.publishedAt,
      })
      .from(revisions)
      .where(eq(revisions.userId, userId)),
    comments: await orm
      .select({
        kind: reviewComments.kind,
        id: reviewComments.entityId,
        text: reviewComments.text,
        at: reviewComments.createdAt,
      })
      .from(reviewComments)
      .where(eq(reviewComments.userId, userId)),
    actions: await orm
      .select({ at: auditLog.at, action: auditLog.action, entity: auditLog.entity })
      .from(auditLog)
      .where(sql`${auditLog.actorId} = ${userId} or ${auditLog.entityId} = ${userId}`)
      .orderBy(desc(auditLog.at))
      .limit(mostActions),
  };
}
