import { Field, Float, Int, ObjectType } from "type-graphql";
import { datePrecision } from "../platform/columns.table.js";
import { defineConnection } from "../platform/connection.type.js";
import { exposeEnum } from "../platform/enums.js";
import { Node } from "../platform/node.type.js";
import { GraphQLDate } from "../platform/scalars.js";
import {
  type MunicipalityEmissionRow,
  type MunicipalityPopulationRow,
  type MunicipalityProfileRow,
  type MunicipalityTargetRow,
  type OrganisationRow,
  type ParticipationRow,
  organisationKind,
} from "./organisations.table.js";

export const OrganisationKind = exposeEnum(
  organisationKind,
  "OrganisationKind",
  "What kind of party an organisation is.",
  {
    MUNICIPALITY: "Kommun.",
    AGENCY: "National agency (statlig myndighet).",
    PROGRAMME: "The innovation programme that runs the initiative.",
    ENERGY_AGENCY: "Regional energy agency (energikontor).",
    REGION: "Region or other regional actor.",
    ACADEMIA: "University or research institute.",
    COMPANY: "Company, also one that a municipality owns.",
    CIVIL_SOCIETY: "Association or foundation.",
  },
);

/** How exactly a date is known. */
export const DatePrecision = exposeEnum(
  datePrecision,
  "DatePrecision",
  "How exactly a date is known.",
  {
    DAY: "To the day.",
    MONTH: "To the month; the day is the first.",
    YEAR: "To the year; the day is 1 January.",
  },
);

@ObjectType({ description: "A municipality's population on a day.", simpleResolvers: true })
export class MunicipalityPopulation implements Pick<
  MunicipalityPopulationRow,
  "date" | "population"
> {
  @Field(() => GraphQLDate, { description: "The day that the figure holds for." })
  date!: string;

  @Field(() => Int, { description: "Inhabitants." })
  population!: number;
}

@ObjectType({
  description: "A municipality's territorial greenhouse gas emissions in a year.",
  simpleResolvers: true,
})
export class MunicipalityEmission implements Pick<MunicipalityEmissionRow, "year" | "tonnesCo2e"> {
  @Field(() => Int, { description: "The year of the emissions." })
  year!: number;

  @Field(() => Float, {
    description: "Tonnes of carbon dioxide equivalents, land use (LULUCF) not included.",
  })
  tonnesCo2e!: number;
}

@ObjectType({
  description: "A climate target that a municipality has set itself.",
  simpleResolvers: true,
})
export class MunicipalityTarget implements Pick<
  MunicipalityTargetRow,
  "text" | "sourceUrl" | "note"
> {
  @Field(() => String, { description: "The target, in Swedish." })
  text!: string;

  @Field(() => String, { description: "Where the municipality states it." })
  sourceUrl!: string;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note!: string | null;
}

@ObjectType({ description: "What only a municipality has." })
export class MunicipalityProfile implements Omit<MunicipalityProfileRow, "organisationId"> {
  @Field(() => String, { description: "SCB's kommunkod: four digits, leading zero kept." })
  code!: string;

  @Field(() => String, { description: "The county's name, for example `Kalmar län`." })
  county!: string;

  @Field(() => String, { description: "The county's two-digit code." })
  countyCode!: string;

  @Field(() => Float, { nullable: true, description: "Land area in square kilometres." })
  landAreaKm2!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "The year that the land area was measured for.",
  })
  landAreaYear!: number | null;

  @Field(() => String, { description: "SKR's municipality group, for example `B3`." })
  skrGroupCode!: string;

  @Field(() => String, { description: "The name of SKR's municipality group, in Swedish." })
  skrGroup!: string;

  @Field(() => String, { description: "SKR's main group: A, B or C." })
  skrMainGroupCode!: string;

  @Field(() => String, { description: "The name of SKR's main group, in Swedish." })
  skrMainGroup!: string;

  @Field(() => Int, { description: "The year of SKR's classification." })
  skrEdition!: number;

  @Field(() => Float, { nullable: true, description: "Latitude in degrees (WGS 84)." })
  latitude!: number | null;

  @Field(() => Float, { nullable: true, description: "Longitude in degrees (WGS 84)." })
  longitude!: number | null;

  @Field(() => String, { nullable: true, description: "Where the coordinates come from." })
  coordinateSource!: string | null;

  @Field(() => Boolean, {
    description: "Whether it takes part in the EU mission of climate-neutral and smart cities.",
  })
  euMissionCity!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: "The year in which it got the mission's label; null: not, or not known.",
  })
  euMissionLabelYear!: number | null;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note!: string | null;
}

@ObjectType({
  description: "Dated membership of an organisation in the initiative (deltagande).",
})
export class Participation implements Omit<ParticipationRow, "id" | "organisationId"> {
  @Field(() => GraphQLDate, {
    description: "The first day of the membership; see `fromPrecision`.",
  })
  from!: string;

  @Field(() => DatePrecision, { description: "How exactly the first day is known." })
  fromPrecision!: ParticipationRow["fromPrecision"];

  @Field(() => GraphQLDate, {
    nullable: true,
    description: "The first day that it is no longer a member; null: it still is.",
  })
  until!: string | null;

  @Field(() => Int, { nullable: true, description: "With which phase it came in." })
  phase!: number | null;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note!: string | null;

  @Field(() => [String], { description: "Where the membership is published." })
  sourceUrls!: string[];
}

@ObjectType({
  implements: Node,
  description: "A party: a municipality, an agency, the programme, an energikontor, a region, …",
})
export class Organisation implements Omit<
  OrganisationRow,
  "id" | "selfPublishing" | "createdAt" | "updatedAt"
> {
  @Field(() => String, { description: "Readable and unique; for permalinks and filters." })
  slug!: string;

  @Field(() => OrganisationKind, { description: "What kind of party it is." })
  kind!: OrganisationRow["kind"];

  @Field(() => String, { description: "Its name in Swedish." })
  name!: string;

  @Field(() => String, { nullable: true, description: "Its name in English, where it has one." })
  nameEn!: string | null;

  @Field(() => String, { nullable: true, description: "Its full official name." })
  officialName!: string | null;

  @Field(() => String, { nullable: true, description: "Its own site." })
  website!: string | null;

  @Field(() => String, { nullable: true, description: "What it does, in Swedish." })
  description!: string | null;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note!: string | null;

  @Field(() => [String], { description: "Where the facts about it come from." })
  sourceUrls!: string[];
}

export const OrganisationConnection = defineConnection(
  "Organisation",
  () => Organisation,
  "organisations",
);
