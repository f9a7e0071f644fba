import { Field, Float, Int, ObjectType } from "type-graphql";
import { defineConnection } from "../platform/connection.type.js";
import { exposeEnum } from "../platform/enums.js";
import { Node } from "../platform/node.type.js";
import { PublicationState } from "../platform/publication-state.type.js";
import { GraphQLDate, GraphQLInstant } from "../platform/scalars.js";
import {
  type CaseStudyOrganisationRow,
  type CaseStudyRow,
  type SourceRow,
  caseStudyRole,
  caseStudyStatus,
  control,
} from "./case-studies.table.js";

export const CaseStudyStatus = exposeEnum(
  caseStudyStatus,
  "CaseStudyStatus",
  "How far an effort has come.",
  {
    PLANNED: "Decided or prepared, not begun.",
    ONGOING: "Under way.",
    COMPLETED: "Carried out.",
    STOPPED: "Ended before its time; its lessons are worth as much.",
  },
);

export const CaseStudyRole = exposeEnum(
  caseStudyRole,
  "CaseStudyRole",
  "An organisation's part in an effort.",
  { LEAD: "Leads the effort.", PARTNER: "Takes part in it." },
);

export const Control = exposeEnum(
  control,
  "Control",
  "How far the municipality decides itself (rådighet).",
  {
    OWN_OPERATIONS: "In its own operations.",
    MUNICIPAL_COMPANY: "Through a company that it owns.",
    PERMIT_OR_PLAN: "Through permits and plans.",
    INFLUENCE: "Only by influencing others.",
  },
);

@ObjectType({
  description: "Where the statements of a case study come from.",
  simpleResolvers: true,
})
export class Source implements Omit<SourceRow, "id" | "caseStudyId" | "position"> {
  @Field(() => String, { description: "Its address." })
  url!: string;

  @Field(() => String, { nullable: true, description: "Its title." })
  title!: string | null;

  @Field(() => String, { nullable: true, description: "Who published it." })
  publisher!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: "When it was published." })
  publishedOn!: string | null;
}

@ObjectType({ description: "An organisation and its part in an effort." })
export class CaseStudyOrganisation implements Pick<CaseStudyOrganisationRow, "role"> {
  @Field(() => CaseStudyRole, { description: "Leads or takes part." })
  role!: CaseStudyOrganisationRow["role"];
}

@ObjectType({
  implements: Node,
  description: "A case study (fallstudie): one documented effort. Long texts are CommonMark.",
})
export class CaseStudy implements Omit<CaseStudyRow, "id" | "createdAt"> {
  @Field(() => String, { description: "Readable and unique; for permalinks." })
  slug!: string;

  @Field(() => PublicationState, { description: "How far it has come towards the public." })
  state!: CaseStudyRow["state"];

  @Field(() => String, { description: "Its title, at most 120 characters." })
  title!: string;

  @Field(() => String, {
    description: "What was done, why and with what effect; at most 500 characters.",
  })
  summary!: string;

  @Field(() => String, { nullable: true, description: "The problem that was to be solved." })
  challenge!: string | null;

  @Field(() => String, { nullable: true, description: "How it was solved." })
  solution!: string | null;

  @Field(() => CaseStudyStatus, { description: "How far it has come." })
  status!: CaseStudyRow["status"];

  @Field(() => Int, { nullable: true, description: "The year in which it began." })
  startYear!: number | null;

  @Field(() => Boolean, { description: "Whether `startYear` is approximate." })
  startYearApproximate!: boolean;

  @Field(() => Int, { nullable: true, description: "The year in which it ended or is to end." })
  endYear!: number | null;

  @Field(() => Boolean, { description: "Whether `endYear` is approximate." })
  endYearApproximate!: boolean;

  @Field(() => [String], {
    description: "Partners as the source names them, also those that have no record of their own.",
  })
  partnerNames!: string[];

  @Field(() => String, {
    nullable: true,
    description: "What has to be in place for it to succeed.",
  })
  conditionsForSuccess!: string | null;

  @Field(() => String, { nullable: true, description: "Advice for whoever repeats it." })
  advice!: string | null;

  @Field(() => Float, { nullable: true, description: "What it cost, in `costCurrency`." })
  costAmount!: number | null;

  @Field(() => String, {
    nullable: true,
    description: "ISO 4217 code of the currency, for example SEK.",
  })
  costCurrency!: string | null;

  @Field(() => String, { nullable: true, description: "Who paid." })
  funder!: string | null;

  @Field(() => String, { nullable: true, description: "What else is known of cost and funding." })
  fundingNote!: string | null;

  @Field(() => String, { nullable: true, description: "How many people it took." })
  staffing!: string | null;

  @Field(() => String, { nullable: true, description: "How long it took to get going." })
  leadTime!: string | null;

  @Field(() => Control, { nullable: true, description: "How far the municipality decides itself." })
  control!: CaseStudyRow["control"];

  @Field(() => String, { description: "ISO 639-1 code of the texts' language." })
  language!: string;

  @Field(() => String, { description: "The licence of the record's texts." })
  licence!: string;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note!: string | null;

  @Field(() => GraphQLInstant, { nullable: true, description: "When it was published here." })
  publishedAt!: Date | null;

  @Field(() => GraphQLInstant, { description: "When the record last changed." })
  updatedAt!: Date;

  @Field(() => GraphQLDate, { nullable: true, description: "When someone last checked it." })
  lastReviewedOn!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: "When it is due to be checked again." })
  reviewDueOn!: string | null;

  @Field(() => Int, { description: "Grows with every change; pass it back when updating." })
  version!: number;
}

export const CaseStudyConnection = defineConnection("CaseStudy", () => CaseStudy, "case studies");
