import { and, eq, inArray, sql } from "drizzle-orm";
import { viewableContacts } from "../../contacts/contacts.policy.js";
import {
  type ContactRow,
  contactCaseStudies,
  contactFocusAreas,
  contactMethods,
  contacts,
} from "../../contacts/contacts.table.js";
import { isAmong } from "../../platform/conditions.js";
import type { Context } from "../../platform/context.js";
import { fromGlobalId } from "../../platform/ids.js";
import { type Page, type PageArguments, readList } from "../../platform/pagination.js";
import { problem } from "../../platform/problems.js";
import { requireSignIn } from "../../platform/sign-in-floor.js";
import { type Target, inTransaction } from "../opening.service.js";
import { contactRecord } from "./contact.record.js";
import { changeRecord, openRecord } from "./directory.service.js";

/** Confirmed contacts are right for a year. */
const isDue = sql`(${contacts.lastConfirmedOn} is null
  or ${contacts.lastConfirmedOn} < current_date - interval '1 year')`;

/**
 * Finds the contacts that are to be confirmed: never yet, or more than a year ago; those that were never
 * confirmed first. Of others than the actor's organisations for staff only.
 * @throws UNAUTHENTICATED for a visitor
 */
export async function findDueContacts(
  context: Context,
  args: PageArguments,
): Promise<Page<ContactRow>> {
  requireSignIn(context);
  const { actor } = context;
  return readList(context, contacts, args, {
    where: and(
      isDue,
      sql`${contacts.successorId} is null`,
      viewableContacts(actor),
      actor.isStaff ? undefined : isAmong(contacts.organisationId, actor.editorOf),
    ),
    ordering: {
      name: "LAST_CONFIRMED_ON ASC",
      key: sql`coalesce(${contacts.lastConfirmedOn}, '0001-01-02')`,
      type: "date",
      descending: false,
    },
  });
}

/**
 * Notes that a contact is right today.
 * @throws NOT_FOUND, FORBIDDEN; Problems when the version is stale
 */
export const confirmContact = (context: Context, target: Target): Promise<string> =>
  inTransaction(context, async (inner) => {
    const row = await openRecord(inner, contactRecord, target);
    return changeRecord(inner, contactRecord, row, "CONFIRM", () =>
      inner.orm
        .update(contacts)
        .set({ lastConfirmedOn: sql`current_date` })
        .where(eq(contacts.id, row.id)),
    );
  });

/**
 * Hands a contact's case studies, methods and focus areas over to another contact of the same
 * organisation, which is named as its successor.
 * @param to the id of the contact that takes over
 * @throws NOT_FOUND, FORBIDDEN; Problems when the version is stale, or the other can't take over
 */
export const handOverContact = (context: Context, target: Target, to: string): Promise<string> =>
  inTransaction(context, async (inner) => {
    const { orm } = inner;
    const row = await openRecord(inner, contactRecord, target);
    const named = fromGlobalId(to, "to");
    const [successor] = await orm
      .select()
      .from(contacts)
      .where(and(eq(contacts.id, named.id), viewableContacts(inner.actor)))
      .for("update");
    const isFit =
      named.typeName === "Contact" &&
      successor?.organisationId === row.organisationId &&
      successor.id !== row.id &&
      successor.successorId === null;
    if (!isFit) {
      throw problem(
        "to",
        "INVALID",
        "Välj en annan kontakt hos samma organisation, som inte själv har lämnat över.",
        "Choose another contact of the same organisation that hasn't handed over itself.",
      );
    }
    return changeRecord(inner, contactRecord, row, "HAND_OVER", async () => {
      for (const { table, contactId, other } of [
        {
          table: contactCaseStudies,
          contactId: contactCaseStudies.contactId,
          other: contactCaseStudies.caseStudyId,
        },
        {
          table: contactMethods,
          contactId: contactMethods.contactId,
          other: contactMethods.methodId,
        },
        {
          table: contactFocusAreas,
          contactId: contactFocusAreas.contactId,
          other: contactFocusAreas.focusAreaId,
        },
      ]) {
        await orm.execute(sql`insert into ${table} (contact_id, ${sql.identifier(other.name)})
          select ${successor.id}::uuid, ${other} from ${table} where ${eq(contactId, row.id)}
          on conflict do nothing`);
        await orm.delete(table).where(inArray(contactId, [row.id]));
      }
      await orm.update(contacts).set({ successorId: successor.id }).where(eq(contacts.id, row.id));
    });
  });
