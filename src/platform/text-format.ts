import {
  type GraphQLArgument,
  GraphQLEnumType,
  type GraphQLField,
  type GraphQLFieldResolver,
  GraphQLSchema,
  defaultFieldResolver,
  isObjectType,
} from "graphql";
import MarkdownIt from "markdown-it";

const TextFormat = new GraphQLEnumType({
  name: "TextFormat",
  description: "How a long text is answered.",
  values: {
    MARKDOWN: { description: "As it was written: CommonMark. HTML in it is text, never markup." },
    HTML: {
      description:
        "As HTML that is safe to show: HTML in the text is shown as text, and links lead to web and mail addresses only.",
    },
  },
});

const format: GraphQLArgument = {
  name: "format",
  description: "As it was written, or as HTML that is safe to show.",
  type: TextFormat,
  defaultValue: "MARKDOWN",
  deprecationReason: undefined,
  extensions: {},
  astNode: undefined,
};

// Its depth is for lists of our own; whatever is written, the time it takes stays near to the length.
const markdown = new MarkdownIt("commonmark", { html: false, maxNesting: 100 });
markdown.validateLink = (address) => /^(https?:|mailto:|[/?#]|[^:]*$)/i.test(address);

/**
 * Renders CommonMark as HTML that is safe to show: HTML in the text is shown as text, and links lead to
 * web and mail addresses only.
 */
export const toSafeHtml = (text: string): string => markdown.render(text).trimEnd();

const render = async (text: unknown): Promise<unknown> => {
  const written = await text;
  return typeof written === "string" ? toSafeHtml(written) : written;
};

/** The fields that hold CommonMark, by type. */
export type LongTexts = Readonly<Record<string, readonly string[]>>;

type Resolve = GraphQLFieldResolver<unknown, unknown, Record<string, unknown>>;

/** Answers a long text in the format that is asked for; whoever replaces its resolver wraps the new one. */
export const inFormat =
  (resolve: Resolve): Resolve =>
  (source, args, context, info) => {
    const text: unknown = resolve(source, args, context, info);
    // What is asked for as it was written costs no promise.
    return args["format"] === "HTML" ? render(text) : text;
  };

/** Whether a field is a long text that {@link addTextFormats} has given formats. */
export const hasFormats = ({ args }: Pick<GraphQLField<unknown, unknown>, "args">): boolean =>
  args.includes(format);

/**
 * Lets every long text be had as HTML too, by the argument `format`: once for all of them.
 * @returns the schema with the argument
 * @throws when the schema lacks one of the fields
 */
export function addTextFormats(schema: GraphQLSchema, longTexts: LongTexts): GraphQLSchema {
  for (const [typeName, names] of Object.entries(longTexts)) {
    const type = schema.getType(typeName);
    for (const name of names) {
      const field = isObjectType(type) ? type.getFields()[name] : undefined;
      if (!field) throw new Error(`There is no ${typeName}.${name}.`);
      field.args = [...field.args, format];
      field.resolve = inFormat(field.resolve ?? defaultFieldResolver);
    }
  }
  // Made anew: a schema collects its types when it is made.
  return new GraphQLSchema(schema.toConfig());
}
