import { readFileSync } from "node:fs";
import { getTableColumns } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import {
  type GraphQLObjectType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { describe, expect, it } from "vitest";
import { caseStudies, sources } from "../../src/case-studies/case-studies.table.js";
import { contacts } from "../../src/contacts/contacts.table.js";
import { climateContracts, commitments } from "../../src/contracts/contracts.table.js";
import { lessons } from "../../src/lessons/lessons.table.js";
import { adoptions, methods } from "../../src/methods/methods.table.js";
import {
  municipalityEmissions,
  municipalityPopulations,
  municipalityProfiles,
  municipalityTargets,
  organisations,
  participations,
} from "../../src/organisations/organisations.table.js";
import {
  apiClients,
  apiKeys,
  auditLog,
  memberships,
  sessions,
  users,
} from "../../src/people/people.table.js";
import { projectPath } from "../../src/platform/project-root.js";
import { results } from "../../src/results/results.table.js";
import { buildApiSchema } from "../../src/schema.js";
import { events, supportOffers } from "../../src/support/support.table.js";
import {
  environmentalObjectives,
  focusAreas,
  nationalTargets,
  sustainableDevelopmentGoals,
} from "../../src/taxonomy/taxonomy.table.js";

const schema = buildApiSchema();

/** Which table's columns each type shows. */
const tables: Record<string, PgTable> = {
  Adoption: adoptions,
  ApiClient: apiClients,
  ApiKey: apiKeys,
  AuditEntry: auditLog,
  CaseStudy: caseStudies,
  ClimateContract: climateContracts,
  Commitment: commitments,
  Contact: contacts,
  EnvironmentalObjective: environmentalObjectives,
  Event: events,
  FocusArea: focusAreas,
  Lesson: lessons,
  Membership: memberships,
  Method: methods,
  MunicipalityEmission: municipalityEmissions,
  MunicipalityPopulation: municipalityPopulations,
  MunicipalityProfile: municipalityProfiles,
  MunicipalityTarget: municipalityTargets,
  NationalTarget: nationalTargets,
  Organisation: organisations,
  Participation: participations,
  Result: results,
  Session: sessions,
  Source: sources,
  SupportOffer: supportOffers,
  SustainableDevelopmentGoal: sustainableDevelopmentGoals,
  User: users,
};

describe("the schema", () => {
  it("is the committed one", () => {
    const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;
    expect(readFileSync(projectPath("schema/schema.graphql"), "utf8")).toBe(printed);
  });

  it("describes every type, field, argument and value", () => {
    const missing: string[] = [];
    const check = (name: string, described: { description?: string | null | undefined }): void => {
      if (!described.description) missing.push(name);
    };
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith("__")) continue;
      check(type.name, type);
      if (isEnumType(type)) {
        for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
      }
      if (isInputObjectType(type)) {
        for (const field of Object.values(type.getFields()))
          check(`${type.name}.${field.name}`, field);
      }
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field);
        for (const argument of field.args)
          check(`${type.name}.${field.name}.${argument.name}`, argument);
      }
    }
    expect(missing).toEqual([]);
  });

  it("tells of everything deprecated what to use, and when it goes", () => {
    const reasons = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (isEnumType(type)) return type.getValues().map((value) => value.deprecationReason);
      if (isInputObjectType(type)) {
        return Object.values(type.getFields()).map((field) => field.deprecationReason);
      }
      if (!isObjectType(type) && !isInterfaceType(type)) return [];
      return Object.values(type.getFields()).flatMap((field) => [
        field.deprecationReason,
        ...field.args.map((argument) => argument.deprecationReason),
      ]);
    });
    const told = /^Use `[^`]+`.* Goes \d{4}-\d\d-\d\d at the earliest\.$/;
    for (const reason of reasons.filter((each) => each != null)) expect(reason).toMatch(told);
  });

  it.each(Object.entries(tables))("agrees with the columns on what %s may lack", (name, table) => {
    const type = schema.getType(name) as GraphQLObjectType;
    const columns = getTableColumns(table);
    const shown = Object.values(type.getFields()).filter(
      (field) => field.name !== "id" && field.name in columns,
    );
    expect(shown.length).toBeGreaterThan(0);
    for (const field of shown) {
      expect(`${field.name} ${isNonNullType(field.type)}`).toBe(
        `${field.name} ${columns[field.name]?.notNull}`,
      );
    }
  });
});
