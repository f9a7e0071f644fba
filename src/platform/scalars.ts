import { GraphQLScalarType } from "graphql";
import { GraphQLDateTimeISO, GraphQLLocalDate } from "graphql-scalars";

/** A calendar day; exchanged as text, so that no time zone can move it. */
export const GraphQLDate = new GraphQLScalarType<string, string>({
  ...GraphQLLocalDate.toConfig(),
  name: "Date",
  description: "A calendar day as ISO 8601: YYYY-MM-DD.",
});

/** A point in time. */
export const GraphQLInstant = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: "DateTime",
  description: "A point in time as ISO 8601 in UTC: YYYY-MM-DDTHH:MM:SS.sssZ.",
});
