import { and, asc, eq, inArray } from "drizzle-orm";
import { currentCaseStudies } from "../case-studies/case-studies.policy.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { currentAdoptions } from "../methods/methods.policy.js";
import { adoptions } from "../methods/methods.table.js";
import { organisations } from "../organisations/organisations.table.js";
import type { Context } from "../platform/context.js";
import { defineGroupLoader, defineRowLoader } from "../platform/loader.js";
import {
  climateContractSignatories,
  climateContracts,
  commitmentAdoptions,
  commitmentCaseStudies,
  commitments,
} from "./contracts.table.js";

/** All versions of the contract, the first one first. */
export const listClimateContracts = ({ orm }: Context) =>
  orm.select().from(climateContracts).orderBy(asc(climateContracts.year));

/** Loads a version of the contract by its key. */
export const loadClimateContract = defineRowLoader(
  ({ orm }, ids) =>
    orm
      .select()
      .from(climateContracts)
      .where(inArray(climateContracts.id, [...ids])),
  (row) => row.id,
);

/** Loads a commitment by its key. */
export const loadCommitment = defineRowLoader(
  ({ orm }, ids) =>
    orm
      .select()
      .from(commitments)
      .where(inArray(commitments.id, [...ids])),
  (row) => row.id,
);

/** Loads who signed a version of the contract: by kind, then by name. */
export const loadSignatories = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: climateContractSignatories.contractId, row: organisations })
    .from(climateContractSignatories)
    .innerJoin(organisations, eq(organisations.id, climateContractSignatories.organisationId))
    .where(inArray(climateContractSignatories.contractId, [...ids]))
    .orderBy(asc(organisations.kind), asc(organisations.name)),
);

/** Loads the versions of the contract that an organisation has signed. */
export const loadSignedContracts = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: climateContractSignatories.organisationId, row: climateContracts })
    .from(climateContractSignatories)
    .innerJoin(climateContracts, eq(climateContracts.id, climateContractSignatories.contractId))
    .where(inArray(climateContractSignatories.organisationId, [...ids]))
    .orderBy(asc(climateContracts.year)),
);

/** Loads the case studies that back a commitment. */
export const loadCaseStudiesOfCommitment = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: commitmentCaseStudies.commitmentId, row: caseStudies })
    .from(commitmentCaseStudies)
    .innerJoin(caseStudies, eq(caseStudies.id, commitmentCaseStudies.caseStudyId))
    .where(and(inArray(commitmentCaseStudies.commitmentId, [...ids]), currentCaseStudies(actor)))
    .orderBy(asc(caseStudies.title)),
);

/** Loads the adoptions that back a commitment. */
export const loadAdoptionsOfCommitment = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: commitmentAdoptions.commitmentId, row: adoptions })
    .from(commitmentAdoptions)
    .innerJoin(adoptions, eq(adoptions.id, commitmentAdoptions.adoptionId))
    .where(and(inArray(commitmentAdoptions.commitmentId, [...ids]), currentAdoptions(actor)))
    .orderBy(asc(adoptions.id)),
);

/** Loads the commitments that a case study backs. */
export const loadCommitmentsOfCaseStudy = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: commitmentCaseStudies.caseStudyId, row: commitments })
    .from(commitmentCaseStudies)
    .innerJoin(commitments, eq(commitments.id, commitmentCaseStudies.commitmentId))
    .where(inArray(commitmentCaseStudies.caseStudyId, [...ids]))
    .orderBy(asc(commitments.id)),
);

/** Loads the commitments that an adoption backs. */
export const loadCommitmentsOfAdoption = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: commitmentAdoptions.adoptionId, row: commitments })
    .from(commitmentAdoptions)
    .innerJoin(commitments, eq(commitments.id, commitmentAdoptions.commitmentId))
    .where(inArray(commitmentAdoptions.adoptionId, [...ids]))
    .orderBy(asc(commitments.id)),
);
