import { and, asc, eq, inArray } from "drizzle-orm";
import { currentCaseStudies } from "../case-studies/case-studies.policy.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { defineGroupLoader, defineRowLoader } from "../platform/loader.js";
import { focusAreas } from "../taxonomy/taxonomy.table.js";
import {
  events,
  supportOfferCaseStudies,
  supportOfferFocusAreas,
  supportOffers,
} from "./support.table.js";

/** Loads a support offer by its key. Support offers are public. */
export const loadSupportOffer = defineRowLoader(
  ({ orm }, ids) =>
    orm
      .select()
      .from(supportOffers)
      .where(inArray(supportOffers.id, [...ids])),
  (row) => row.id,
);

/** Loads an event by its key. Events are public. */
export const loadEvent = defineRowLoader(
  ({ orm }, ids) =>
    orm
      .select()
      .from(events)
      .where(inArray(events.id, [...ids])),
  (row) => row.id,
);

/** Loads the focus areas of a support offer. */
export const loadFocusAreasOfOffer = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: supportOfferFocusAreas.supportOfferId, row: focusAreas })
    .from(supportOfferFocusAreas)
    .innerJoin(focusAreas, eq(focusAreas.id, supportOfferFocusAreas.focusAreaId))
    .where(inArray(supportOfferFocusAreas.supportOfferId, [...ids]))
    .orderBy(asc(focusAreas.kind), asc(focusAreas.nameSv)),
);

/** Loads the case studies that a support offer is part of. */
export const loadCaseStudiesOfOffer = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: supportOfferCaseStudies.supportOfferId, row: caseStudies })
    .from(supportOfferCaseStudies)
    .innerJoin(caseStudies, eq(caseStudies.id, supportOfferCaseStudies.caseStudyId))
    .where(
      and(inArray(supportOfferCaseStudies.supportOfferId, [...ids]), currentCaseStudies(actor)),
    )
    .orderBy(asc(caseStudies.title)),
);

/** Loads the support offers that are part of a case study. */
export const loadOffersOfCaseStudy = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: supportOfferCaseStudies.caseStudyId, row: supportOffers })
    .from(supportOfferCaseStudies)
    .innerJoin(supportOffers, eq(supportOffers.id, supportOfferCaseStudies.supportOfferId))
    .where(inArray(supportOfferCaseStudies.caseStudyId, [...ids]))
    .orderBy(asc(supportOffers.title)),
);
