import { registerEnumType } from "type-graphql";

/**
 * Makes an enum of the database one of the schema: its values are written once, in the table.
 * @param descriptions what each value means; the compiler asks for every one
 */
export function exposeEnum<Value extends string>(
  source: { enumValues: readonly Value[] },
  name: string,
  description: string,
  descriptions: Record<Value, string>,
): Record<string, Value> {
  const values = Object.fromEntries(source.enumValues.map((value) => [value, value]));
  registerEnumType(values, {
    name,
    description,
    valuesConfig: Object.fromEntries(
      source.enumValues.map((value) => [value, { description: descriptions[value] }]),
    ),
  });
  return values;
}
