import { Field, InputType } from "type-graphql";
import type { ContactRow } from "../../contacts/contacts.table.js";
import { ContactVisibility } from "../../contacts/contacts.type.js";
import { DatePrecision } from "../../organisations/organisations.type.js";
import { GraphQLDate } from "../../platform/scalars.js";
import type { EventRow } from "../../support/support.table.js";

const organisation = {
  nullable: true,
  description: "The organisation's slug. Needed from the start, and then stays.",
};
const note = {
  nullable: true,
  description: "What is doubtful or worth knowing; at most 5,000 characters.",
};

@InputType({
  description:
    "A contact to be written: professional details only. What is left out stays as it is; null empties.",
})
export class ContactInput {
  @Field(() => String, organisation)
  organisation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The person's or the function's name; 1–120 characters. Needed from the start.",
  })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Their role; at most 200 characters." })
  role?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "E-mail address at work; it or a telephone number is needed.",
  })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Telephone number at work: digits, spaces, + and -.",
  })
  phone?: string | null;

  @Field(() => ContactVisibility, {
    nullable: true,
    description: "Who may see it; members only unless told.",
  })
  visibility?: ContactRow["visibility"] | null;

  @Field(() => String, note)
  note?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "Slugs of the focus areas that they know.",
  })
  focusAreas?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Slugs of the methods that they know." })
  methods?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      "Slugs of the case studies that they know: those that the organisation has a part in.",
  })
  caseStudies?: string[] | null;
}

@InputType({
  description:
    "A support offer to be written. What is left out stays as it is; null empties; a list replaces the whole list.",
})
export class SupportOfferInput {
  @Field(() => String, organisation)
  organisation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What is offered, in one line; 1–200 characters. Needed from the start.",
  })
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What is offered; CommonMark. Needed from the start.",
  })
  description?: string | null;

  @Field(() => String, { nullable: true, description: "Whom it is for; at most 500 characters." })
  audience?: string | null;

  @Field(() => String, { nullable: true, description: "The title of the source." })
  sourceTitle?: string | null;

  @Field(() => String, { nullable: true, description: "The source's address; http or https." })
  sourceUrl?: string | null;

  @Field(() => String, note)
  note?: string | null;

  @Field(() => [String], { nullable: true, description: "Slugs of the focus areas." })
  focusAreas?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Slugs of the case studies behind it." })
  caseStudies?: string[] | null;
}

@InputType({
  description: "An event to be written. What is left out stays as it is; null empties.",
})
export class EventInput {
  @Field(() => String, organisation)
  organisation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What it is; 1–200 characters. Needed from the start.",
  })
  title?: string | null;

  @Field(() => String, { nullable: true, description: "What it is about; CommonMark." })
  description?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: "Its first day, or the first of its month or year. Needed from the start.",
  })
  startsOn?: string | null;

  @Field(() => DatePrecision, {
    nullable: true,
    description: "How exactly the first day is known; to the day unless told.",
  })
  precision?: EventRow["precision"] | null;

  @Field(() => GraphQLDate, { nullable: true, description: "Its last day, where it has several." })
  endsOn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Where it is announced; http or https.",
  })
  sourceUrl?: string | null;
}
