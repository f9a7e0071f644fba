import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from "graphql";

/** Values for the required arguments of the API's fields. */
export type ArgumentValues = Record<string, string>;

/**
 * Writes a query that asks for everything that a root field leads to.
 * @param depth how many levels of objects below it
 */
export function selectEverything(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  values: ArgumentValues,
  depth: number,
): string | undefined {
  const required = field.args.filter(isRequiredArgument);
  if (required.some((argument) => values[argument.name] === undefined)) return undefined;
  const written = required.map((argument) => `${argument.name}: ${values[argument.name]}`);
  const call = written.length > 0 ? `${field.name}(${written.join(", ")})` : field.name;
  const type = getNamedType(field.type);
  if (isLeafType(type)) return call;
  if (depth === 0) return undefined;
  const variants = isUnionType(type)
    ? type.getTypes()
    : isInterfaceType(type)
      ? schema.getPossibleTypes(type)
      : isObjectType(type)
        ? [type]
        : [];
  const selections = variants.map((variant) => {
    // Fields of equal names but other types get a name of their own, or the document won't validate.
    const fields = Object.values(variant.getFields()).flatMap((each) => {
      const selection = selectEverything(schema, each, values, depth - 1);
      if (selection === undefined) return [];
      return variants.length > 1 ? `${variant.name}_${each.name}: ${selection}` : selection;
    });
    const body = ["__typename", ...fields].join(" ");
    return variants.length > 1 ? `... on ${variant.name} { ${body} }` : body;
  });
  return `${call} { ${selections.join(" ")} }`;
}
