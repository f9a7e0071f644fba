import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { currentCaseStudies } from "../case-studies/case-studies.policy.js";
import { caseStudies, caseStudyOrganisations } from "../case-studies/case-studies.table.js";
import { currentMethods } from "../methods/methods.policy.js";
import { adoptionCaseStudies, adoptions, methods } from "../methods/methods.table.js";
import { defineGroupLoader, defineRowLoader } from "../platform/loader.js";
import { focusAreas } from "../taxonomy/taxonomy.table.js";
import { viewableContacts } from "./contacts.policy.js";
import {
  contactCaseStudies,
  contactFocusAreas,
  contactMethods,
  contacts,
} from "./contacts.table.js";

/** Loads a contact by its key; null when the actor may not see it. */
export const loadContact = defineRowLoader(
  ({ actor, orm }, ids) =>
    orm
      .select()
      .from(contacts)
      .where(and(inArray(contacts.id, [...ids]), viewableContacts(actor))),
  (row) => row.id,
);

/** Loads the contacts of an organisation, by name. */
export const loadContactsOfOrganisation = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: contacts.organisationId, row: contacts })
    .from(contacts)
    .where(and(inArray(contacts.organisationId, [...ids]), viewableContacts(actor)))
    .orderBy(asc(contacts.name), asc(contacts.id)),
);

/** Loads the contacts of a case study, by name. */
export const loadContactsOfCaseStudy = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: contactCaseStudies.caseStudyId, row: contacts })
    .from(contactCaseStudies)
    .innerJoin(contacts, eq(contacts.id, contactCaseStudies.contactId))
    .where(and(inArray(contactCaseStudies.caseStudyId, [...ids]), viewableContacts(actor)))
    .orderBy(asc(contacts.name), asc(contacts.id)),
);

/** Loads the contacts that know a method, by name. */
export const loadContactsOfMethod = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: contactMethods.methodId, row: contacts })
    .from(contactMethods)
    .innerJoin(contacts, eq(contacts.id, contactMethods.contactId))
    .where(and(inArray(contactMethods.methodId, [...ids]), viewableContacts(actor)))
    .orderBy(asc(contacts.name), asc(contacts.id)),
);

/** Loads the contacts that know a focus area, by name. */
export const loadContactsOfFocusArea = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: contactFocusAreas.focusAreaId, row: contacts })
    .from(contactFocusAreas)
    .innerJoin(contacts, eq(contacts.id, contactFocusAreas.contactId))
    .where(and(inArray(contactFocusAreas.focusAreaId, [...ids]), viewableContacts(actor)))
    .orderBy(asc(contacts.name), asc(contacts.id)),
);

/**
 * Loads whom to ask about an adoption, the nearest first: contacts of its case studies, of the
 * adopting organisation, of the other organisations in its case studies, and those that know the
 * method. Each contact is there once.
 */
export const loadContactsOfAdoption = defineGroupLoader(async ({ actor, orm }, ids) => {
  const wanted = inArray(adoptions.id, [...ids]);
  const near = sql`(
    select adoption_id, contact_id, min(distance) as distance from (
      select ${adoptionCaseStudies.adoptionId} as adoption_id,
        ${contactCaseStudies.contactId} as contact_id, 1 as distance
      from ${adoptionCaseStudies} join ${contactCaseStudies}
        on ${eq(contactCaseStudies.caseStudyId, adoptionCaseStudies.caseStudyId)}
      join ${caseStudies} on ${eq(caseStudies.id, adoptionCaseStudies.caseStudyId)}
        and ${currentCaseStudies(actor)}
      where ${inArray(adoptionCaseStudies.adoptionId, [...ids])}
      union all
      select ${adoptions.id}, ${contacts.id}, 2 from ${adoptions}
      join ${contacts} on ${eq(contacts.organisationId, adoptions.organisationId)} where ${wanted}
      union all
      select ${adoptionCaseStudies.adoptionId}, ${contacts.id}, 3 from ${adoptionCaseStudies}
      join ${caseStudies} on ${eq(caseStudies.id, adoptionCaseStudies.caseStudyId)}
        and ${currentCaseStudies(actor)}
      join ${caseStudyOrganisations} on ${eq(caseStudyOrganisations.caseStudyId, caseStudies.id)}
      join ${contacts} on ${eq(contacts.organisationId, caseStudyOrganisations.organisationId)}
      where ${inArray(adoptionCaseStudies.adoptionId, [...ids])}
      union all
      select ${adoptions.id}, ${contactMethods.contactId}, 4 from ${adoptions}
      join ${contactMethods} on ${eq(contactMethods.methodId, adoptions.methodId)} where ${wanted}
    ) as ways group by adoption_id, contact_id) as near`;
  return orm
    .select({ parentId: sql<string>`near.adoption_id`, row: contacts })
    .from(near)
    .innerJoin(contacts, sql`${contacts.id} = near.contact_id`)
    .where(viewableContacts(actor))
    .orderBy(sql`near.distance`, asc(contacts.name), asc(contacts.id));
});

/** Loads the case studies that a contact knows, by title. */
export const loadCaseStudiesOfContact = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: contactCaseStudies.contactId, row: caseStudies })
    .from(contactCaseStudies)
    .innerJoin(caseStudies, eq(caseStudies.id, contactCaseStudies.caseStudyId))
    .where(and(inArray(contactCaseStudies.contactId, [...ids]), currentCaseStudies(actor)))
    .orderBy(asc(caseStudies.title)),
);

/** Loads the methods that a contact knows, by name. */
export const loadMethodsOfContact = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: contactMethods.contactId, row: methods })
    .from(contactMethods)
    .innerJoin(methods, eq(methods.id, contactMethods.methodId))
    .where(and(inArray(contactMethods.contactId, [...ids]), currentMethods(actor)))
    .orderBy(asc(methods.name)),
);

/** Loads the focus areas that a contact knows. */
export const loadFocusAreasOfContact = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: contactFocusAreas.contactId, row: focusAreas })
    .from(contactFocusAreas)
    .innerJoin(focusAreas, eq(focusAreas.id, contactFocusAreas.focusAreaId))
    .where(inArray(contactFocusAreas.contactId, [...ids]))
    .orderBy(asc(focusAreas.kind), asc(focusAreas.nameSv)),
);
