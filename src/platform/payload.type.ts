import type { GraphQLScalarType } from "graphql";
import { type ClassType, Field, ObjectType } from "type-graphql";
import type { Outcome, Problem } from "./problems.js";
import { UserError, userErrorsField } from "./user-error.type.js";

/**
 * Defines what a mutation answers: its value under a name of its own, and what its user can mend.
 * @param name the type's name without `Payload`
 * @param field what the value is called and is
 */
export function definePayload<Value>(
  name: string,
  field: {
    name: string;
    type: () => ClassType | GraphQLScalarType | typeof Boolean | typeof String;
    description: string;
  },
) {
  @ObjectType(`${name}Payload`, { description: `What \`${uncapitalise(name)}\` answers.` })
  class Payload implements Outcome<Value> {
    @Field(field.type, { name: field.name, nullable: true, description: field.description })
    value!: Value | null;

    @Field(() => [UserError], userErrorsField)
    userErrors!: readonly Problem[];
  }
  return Payload;
}

const uncapitalise = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
