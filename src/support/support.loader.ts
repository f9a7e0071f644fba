import { asc } from "drizzle-orm";
import { currentCaseStudies } from "../case-studies/case-studies.policy.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { defineReference, defineRelation, linkedBy } from "../platform/relation.js";
import { focusAreas } from "../taxonomy/taxonomy.table.js";
import {
  events,
  supportOfferCaseStudies,
  supportOfferFocusAreas,
  supportOffers,
} from "./support.table.js";

/** Loads a support offer by its key. Support offers are public. */
export const loadSupportOffer = defineReference({
  table: supportOffers,
  key: supportOffers.id,
});

/** Loads an event by its key. Events are public. */
export const loadEvent = defineReference({
  table: events,
  key: events.id,
});

/** Loads the focus areas of a support offer. */
export const loadFocusAreasOfOffer = defineRelation({
  table: focusAreas,
  belongs: linkedBy(focusAreas.id, {
    row: supportOfferFocusAreas.focusAreaId,
    key: supportOfferFocusAreas.supportOfferId,
  }),
  orderBy: [asc(focusAreas.kind), asc(focusAreas.nameSv)],
});

/** Loads the case studies that a support offer is part of. */
export const loadCaseStudiesOfOffer = defineRelation({
  table: caseStudies,
  belongs: linkedBy(caseStudies.id, {
    row: supportOfferCaseStudies.caseStudyId,
    key: supportOfferCaseStudies.supportOfferId,
  }),
  viewable: currentCaseStudies,
  orderBy: [asc(caseStudies.title), asc(caseStudies.id)],
});

/** Loads the support offers that are part of a case study. */
export const loadOffersOfCaseStudy = defineRelation({
  table: supportOffers,
  belongs: linkedBy(supportOffers.id, {
    row: supportOfferCaseStudies.supportOfferId,
    key: supportOfferCaseStudies.caseStudyId,
  }),
  orderBy: [asc(supportOffers.title), asc(supportOffers.id)],
});
