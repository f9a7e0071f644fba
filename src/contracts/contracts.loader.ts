import { asc } from "drizzle-orm";
import { currentCaseStudies } from "../case-studies/case-studies.policy.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { currentAdoptions } from "../methods/methods.policy.js";
import { adoptions } from "../methods/methods.table.js";
import { organisations } from "../organisations/organisations.table.js";
import type { Context } from "../platform/context.js";
import { defineReference, defineRelation, linkedBy } from "../platform/relation.js";
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
export const loadClimateContract = defineReference({
  table: climateContracts,
  key: climateContracts.id,
});

/** Loads a commitment by its key. */
export const loadCommitment = defineReference({
  table: commitments,
  key: commitments.id,
});

/** Loads who signed a version of the contract: by kind, then by name. */
export const loadSignatories = defineRelation({
  table: organisations,
  belongs: linkedBy(organisations.id, {
    row: climateContractSignatories.organisationId,
    key: climateContractSignatories.contractId,
  }),
  orderBy: [asc(organisations.kind), asc(organisations.name), asc(organisations.id)],
});

/** Loads the versions of the contract that an organisation has signed. */
export const loadSignedContracts = defineRelation({
  table: climateContracts,
  belongs: linkedBy(climateContracts.id, {
    row: climateContractSignatories.contractId,
    key: climateContractSignatories.organisationId,
  }),
  orderBy: [asc(climateContracts.year)],
});

/** Loads the case studies that back a commitment. */
export const loadCaseStudiesOfCommitment = defineRelation({
  table: caseStudies,
  belongs: linkedBy(caseStudies.id, {
    row: commitmentCaseStudies.caseStudyId,
    key: commitmentCaseStudies.commitmentId,
  }),
  viewable: currentCaseStudies,
  orderBy: [asc(caseStudies.title), asc(caseStudies.id)],
});

/** Loads the adoptions that back a commitment. */
export const loadAdoptionsOfCommitment = defineRelation({
  table: adoptions,
  belongs: linkedBy(adoptions.id, {
    row: commitmentAdoptions.adoptionId,
    key: commitmentAdoptions.commitmentId,
  }),
  viewable: currentAdoptions,
  orderBy: [asc(adoptions.id)],
});

/** Loads the commitments that a case study backs. */
export const loadCommitmentsOfCaseStudy = defineRelation({
  table: commitments,
  belongs: linkedBy(commitments.id, {
    row: commitmentCaseStudies.commitmentId,
    key: commitmentCaseStudies.caseStudyId,
  }),
  orderBy: [asc(commitments.id)],
});

/** Loads the commitments that an adoption backs. */
export const loadCommitmentsOfAdoption = defineRelation({
  table: commitments,
  belongs: linkedBy(commitments.id, {
    row: commitmentAdoptions.commitmentId,
    key: commitmentAdoptions.adoptionId,
  }),
  orderBy: [asc(commitments.id)],
});
