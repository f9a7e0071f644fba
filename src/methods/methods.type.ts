import { Field, Int, ObjectType } from "type-graphql";
import { DatePrecision } from "../organisations/organisations.type.js";
import { defineConnection } from "../platform/connection.type.js";
import { exposeEnum } from "../platform/enums.js";
import { Node } from "../platform/node.type.js";
import { PublicationState } from "../platform/publication-state.type.js";
import { GraphQLDate, GraphQLInstant } from "../platform/scalars.js";
import {
  type AdoptionRow,
  type MethodRow,
  adoptionOutcome,
  adoptionStatus,
} from "./methods.table.js";

export const AdoptionStatus = exposeEnum(
  adoptionStatus,
  "AdoptionStatus",
  "How far an organisation has come with a method.",
  {
    CONSIDERING: "Thinks about it or plans it.",
    TESTING:
      "Tries it, for example in a pilot or a project of limited time; `endedOn` tells when that was over.",
    ADOPTED: "Uses it.",
    STOPPED: "Has given it up.",
  },
);

export const AdoptionOutcome = exposeEnum(
  adoptionOutcome,
  "AdoptionOutcome",
  "What a method gave the organisation.",
  {
    WORKED: "What was hoped for.",
    PARTLY: "Part of what was hoped for.",
    FAILED: "Not what was hoped for.",
    TOO_EARLY: "Too early to tell.",
  },
);

@ObjectType({
  implements: Node,
  description:
    "A method (metod): a repeatable way of working or technical measure. Long texts are CommonMark.",
})
export class Method implements Omit<MethodRow, "id" | "proposedById" | "createdAt"> {
  @Field(() => String, { description: "Readable and unique; for permalinks and filters." })
  slug!: string;

  @Field(() => PublicationState, { description: "How far it has come towards the public." })
  state!: MethodRow["state"];

  @Field(() => String, { description: "Its name, at most 120 characters." })
  name!: string;

  @Field(() => String, { description: "What it is, at most 500 characters." })
  summary!: string;

  @Field(() => String, { nullable: true, description: "How it works, step by step." })
  description!: string | null;

  @Field(() => String, { nullable: true, description: "When it fits." })
  fitsWhen!: string | null;

  @Field(() => String, { nullable: true, description: "When it doesn't fit." })
  fitsNotWhen!: string | null;

  @Field(() => String, { nullable: true, description: "What speaks for it." })
  advantages!: string | null;

  @Field(() => String, { nullable: true, description: "What speaks against it." })
  disadvantages!: string | null;

  @Field(() => String, { nullable: true, description: "What has to be in place." })
  conditions!: string | null;

  @Field(() => String, { nullable: true, description: "What it usually costs, where known." })
  typicalCost!: string | null;

  @Field(() => String, { nullable: true, description: "How long it usually takes, where known." })
  typicalTime!: string | null;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note!: string | null;

  @Field(() => GraphQLInstant, { nullable: true, description: "When it was published here." })
  publishedAt!: Date | null;

  @Field(() => GraphQLInstant, { description: "When the record last changed." })
  updatedAt!: Date;

  @Field(() => Int, { description: "Grows with every change; pass it back when updating." })
  version!: number;
}

@ObjectType({
  implements: Node,
  description: "An adoption (införande): one organisation's experience of one method.",
})
export class Adoption implements Omit<
  AdoptionRow,
  "id" | "organisationId" | "methodId" | "learnedFromId" | "createdAt"
> {
  @Field(() => PublicationState, { description: "How far it has come towards the public." })
  state!: AdoptionRow["state"];

  @Field(() => AdoptionStatus, { description: "How far the organisation has come." })
  status!: AdoptionRow["status"];

  @Field(() => GraphQLDate, {
    nullable: true,
    description: "When it began; see `startedPrecision`, and `note` where the sources disagree.",
  })
  startedOn!: string | null;

  @Field(() => DatePrecision, { nullable: true, description: "How exactly `startedOn` is known." })
  startedPrecision!: AdoptionRow["startedPrecision"];

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      "When a trial ended or the method was given up; see `endedPrecision`. Null for what is in use, " +
      "also when the project that brought it is over.",
  })
  endedOn!: string | null;

  @Field(() => DatePrecision, { nullable: true, description: "How exactly `endedOn` is known." })
  endedPrecision!: AdoptionRow["endedPrecision"];

  @Field(() => String, { nullable: true, description: "What was adapted to local conditions." })
  adaptation!: string | null;

  @Field(() => AdoptionOutcome, {
    nullable: true,
    description: "What it gave; null where no source tells.",
  })
  outcome!: AdoptionRow["outcome"];

  @Field(() => String, { nullable: true, description: "What it gave, in words." })
  outcomeNote!: string | null;

  @Field(() => String, { nullable: true, description: "Why it was given up; for STOPPED only." })
  stoppedReason!: string | null;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note!: string | null;

  @Field(() => GraphQLInstant, { description: "When the record last changed." })
  updatedAt!: Date;

  @Field(() => Int, { description: "Grows with every change; pass it back when updating." })
  version!: number;
}

export const MethodConnection = defineConnection("Method", () => Method, "methods");
export const AdoptionConnection = defineConnection("Adoption", () => Adoption, "adoptions");
