import { z } from "zod";

const fieldsOf = (schema: z.ZodType): z.core.$ZodShape => {
  if (schema instanceof z.ZodPipe) return schema.in instanceof z.ZodType ? fieldsOf(schema.in) : {};
  return schema instanceof z.ZodObject ? schema.shape : {};
};

/**
 * A content that was kept as a draft or a revision, completed by the fields that have come since. What
 * was allowed then and isn't now stays as it was: it can be read, and is to be mended when it is written.
 */
export function readKept<Content extends object>(
  schema: z.ZodType<Content>,
  kept: Readonly<Record<string, unknown>>,
): Content {
  const parsed = schema.safeParse(kept);
  if (parsed.success) return parsed.data;
  const fields = Object.entries(fieldsOf(schema)).map(([name, field]) => {
    const value = z.safeParse(field, kept[name]);
    return [name, value.success ? value.data : (kept[name] ?? null)];
  });
  // Every field is there; of which the content was, when it was written.
  return Object.fromEntries(fields) as Content;
}
