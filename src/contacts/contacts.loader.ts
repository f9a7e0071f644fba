import { asc, eq, inArray, sql } from "drizzle-orm";
import { currentCaseStudies } from "../case-studies/case-studies.policy.js";
import { caseStudies, caseStudyOrganisations } from "../case-studies/case-studies.table.js";
import { currentMethods } from "../methods/methods.policy.js";
import { adoptionCaseStudies, adoptions, methods } from "../methods/methods.table.js";
import { defineGroupLoader } from "../platform/loader.js";
import { defineReference, defineRelation, linkedBy } from "../platform/relation.js";
import { focusAreas } from "../taxonomy/taxonomy.table.js";
import { viewableContacts } from "./contacts.policy.js";
import {
  contactCaseStudies,
  contactFocusAreas,
  contactMethods,
  contacts,
} from "./contacts.table.js";

/** Loads a contact by its key; null when the actor may not see it. */
export const loadContact = defineReference({
  table: contacts,
  key: contacts.id,
  viewable: viewableContacts,
});

/** Loads the contacts of an organisation, by name. */
export const loadContactsOfOrganisation = defineRelation({
  table: contacts,
  belongs: (id) => eq(contacts.organisationId, id),
  viewable: viewableContacts,
  orderBy: [asc(contacts.name), asc(contacts.id)],
});

/** Loads the contacts of a case study, by name. */
export const loadContactsOfCaseStudy = defineRelation({
  table: contacts,
  belongs: linkedBy(contacts.id, {
    row: contactCaseStudies.contactId,
    key: contactCaseStudies.caseStudyId,
  }),
  viewable: viewableContacts,
  orderBy: [asc(contacts.name), asc(contacts.id)],
});

/** Loads the contacts that know a method, by name. */
export const loadContactsOfMethod = defineRelation({
  table: contacts,
  belongs: linkedBy(contacts.id, { row: contactMethods.contactId, key: contactMethods.methodId }),
  viewable: viewableContacts,
  orderBy: [asc(contacts.name), asc(contacts.id)],
});

/** Loads the contacts that know a focus area, by name. */
export const loadContactsOfFocusArea = defineRelation({
  table: contacts,
  belongs: linkedBy(contacts.id, {
    row: contactFocusAreas.contactId,
    key: contactFocusAreas.focusAreaId,
  }),
  viewable: viewableContacts,
  orderBy: [asc(contacts.name), asc(contacts.id)],
});

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
export const loadCaseStudiesOfContact = defineRelation({
  table: caseStudies,
  belongs: linkedBy(caseStudies.id, {
    row: contactCaseStudies.caseStudyId,
    key: contactCaseStudies.contactId,
  }),
  viewable: currentCaseStudies,
  orderBy: [asc(caseStudies.title), asc(caseStudies.id)],
});

/** Loads the methods that a contact knows, by name. */
export const loadMethodsOfContact = defineRelation({
  table: methods,
  belongs: linkedBy(methods.id, { row: contactMethods.methodId, key: contactMethods.contactId }),
  viewable: currentMethods,
  orderBy: [asc(methods.name), asc(methods.id)],
});

/** Loads the focus areas that a contact knows. */
export const loadFocusAreasOfContact = defineRelation({
  table: focusAreas,
  belongs: linkedBy(focusAreas.id, {
    row: contactFocusAreas.focusAreaId,
    key: contactFocusAreas.contactId,
  }),
  orderBy: [asc(focusAreas.kind), asc(focusAreas.nameSv)],
});
