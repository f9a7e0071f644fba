import { Field, Int, ObjectType } from "type-graphql";
import { DatePrecision } from "../organisations/organisations.type.js";
import { defineConnection } from "../platform/connection.type.js";
import { Node } from "../platform/node.type.js";
import { GraphQLDate } from "../platform/scalars.js";
import type { EventRow, SupportOfferRow } from "./support.table.js";

@ObjectType({
  implements: Node,
  description: "A support offer (stöd): help that an organisation offers others.",
})
export class SupportOffer implements Omit<SupportOfferRow, "id" | "organisationId"> {
  @Field(() => String, { description: "Readable and unique; for permalinks." })
  slug!: string;

  @Field(() => String, { description: "What is offered, in one line." })
  title!: string;

  @Field(() => String, { description: "What is offered." })
  description!: string;

  @Field(() => String, { nullable: true, description: "Whom it is for." })
  audience!: string | null;

  @Field(() => String, { nullable: true, description: "The title of the source." })
  sourceTitle!: string | null;

  @Field(() => String, { nullable: true, description: "The address of the source." })
  sourceUrl!: string | null;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note!: string | null;

  @Field(() => Int, { description: "Grows with every change; pass it back when updating." })
  version!: number;
}

@ObjectType({
  implements: Node,
  description: "An event (evenemang): a dated occasion such as a klimatfrukost.",
})
export class Event implements Omit<EventRow, "id" | "organisationId"> {
  @Field(() => String, { description: "Readable and unique; for permalinks." })
  slug!: string;

  @Field(() => String, { description: "What it is." })
  title!: string;

  @Field(() => String, { nullable: true, description: "What it is about." })
  description!: string | null;

  @Field(() => GraphQLDate, { description: "Its first day; see `precision`." })
  startsOn!: string;

  @Field(() => DatePrecision, { description: "How exactly the first day is known." })
  precision!: EventRow["precision"];

  @Field(() => GraphQLDate, { nullable: true, description: "Its last day, where it has several." })
  endsOn!: string | null;

  @Field(() => String, { nullable: true, description: "Where it is announced." })
  sourceUrl!: string | null;

  @Field(() => Int, { description: "Grows with every change; pass it back when updating." })
  version!: number;
}

export const SupportOfferConnection = defineConnection(
  "SupportOffer",
  () => SupportOffer,
  "support offers",
);
export const EventConnection = defineConnection("Event", () => Event, "events");
