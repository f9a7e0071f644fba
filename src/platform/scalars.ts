import { GraphQLError, GraphQLScalarType } from "graphql";
import { GraphQLDateTimeISO, GraphQLLocalDate } from "graphql-scalars";

const { parseValue, parseLiteral, ...localDate } = GraphQLLocalDate.toConfig();

/** PostgreSQL knows no year 0. */
function withYear(day: string): string {
  if (day.startsWith("0000")) throw new GraphQLError(`Date cannot represent the year 0: ${day}`);
  return day;
}

/** A calendar day; exchanged as text, so that no time zone can move it. */
export const GraphQLDate = new GraphQLScalarType<string, string>({
  ...localDate,
  parseValue: (value) => withYear(parseValue(value)),
  parseLiteral: (node, variables) => withYear(parseLiteral(node, variables)),
  name: "Date",
  description: "A calendar day as ISO 8601: YYYY-MM-DD.",
});

/** A point in time. */
export const GraphQLInstant = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: "DateTime",
  description: "A point in time as ISO 8601 in UTC: YYYY-MM-DDTHH:MM:SS.sssZ.",
});
