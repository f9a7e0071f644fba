import { readFileSync } from "node:fs";
import { z } from "zod";
import { projectPath } from "../../platform/project-root.js";

const id = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "an id is lower-case ASCII words joined by hyphens");
const term = z
  .string()
  .min(1)
  .max(80)
  .regex(/^\S(?:.*\S)?$/u, "a term neither starts nor ends with white space");

const conceptSchema = z.strictObject({
  /** Part of the search index: changing it means indexing anew. */
  id,
  /** Where in the field it belongs, for whoever reviews the file. */
  area: z.string().min(1),
  /** Swedish terms of the same meaning, the preferred one first. */
  sv: z.array(term).min(1),
  /** English terms of the same meaning, the preferred one first. */
  en: z.array(term),
  /** Abbreviations in either language. */
  abbreviations: z.array(term).optional(),
  /** Concepts that include this one. */
  broader: z.array(id).optional(),
  /** Concepts that lie near without including each other. */
  related: z.array(id).optional(),
  note: z.string().optional(),
});

const thesaurusSchema = z.strictObject({
  version: z.number().int(),
  concepts: z.array(conceptSchema).min(1),
});

/** A meaning with all its names. */
export type Concept = z.infer<typeof conceptSchema>;

/** The curated vocabulary of municipal climate work. */
export interface Thesaurus {
  readonly concepts: readonly Concept[];
  find(id: string): Concept | undefined;
  /** The concepts that lie directly under one. */
  narrower(id: string): readonly string[];
  /** The concepts that lie near one, whichever of the two says so. */
  related(id: string): readonly string[];
}

function problems(concepts: readonly Concept[]): string[] {
  const found: string[] = [];
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  if (byId.size < concepts.length) {
    const ids = concepts.map((concept) => concept.id);
    found.push(`the id "${ids.find((each, index) => ids.indexOf(each) !== index)}" is given twice`);
  }
  const owners = new Map<string, string>();
  for (const concept of concepts) {
    for (const target of [...(concept.broader ?? []), ...(concept.related ?? [])])
      if (!byId.has(target))
        found.push(`"${concept.id}" refers to "${target}", which doesn't exist`);
    const names = [
      ...concept.sv.map((name) => `sv ${name}`),
      ...concept.en.map((name) => `en ${name}`),
      ...(concept.abbreviations ?? []).map((name) => `abbreviation ${name}`),
    ];
    for (const name of names.map((each) => each.toLowerCase())) {
      const owner = owners.get(name);
      if (owner !== undefined)
        found.push(`"${name}" belongs to both "${owner}" and "${concept.id}"`);
      owners.set(name, concept.id);
    }
    const above = new Set<string>();
    const queue = [...(concept.broader ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (above.has(next)) continue;
      above.add(next);
      queue.push(...(byId.get(next)?.broader ?? []));
    }
    if (above.has(concept.id)) found.push(`"${concept.id}" lies above itself`);
  }
  return found;
}

/**
 * Checks the data of a thesaurus and makes it answer.
 * @param source what to call the data in errors
 * @throws naming the entry and what to mend
 */
export function parseThesaurus(data: unknown, source: string): Thesaurus {
  const parsed = thesaurusSchema.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `${source}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a thesaurus"}`,
    );
  }
  const { concepts } = parsed.data;
  const wrong = problems(concepts);
  if (wrong.length > 0) throw new Error(`${source}: ${wrong.join("; ")}. Mend the entries named.`);
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  const narrower = new Map<string, string[]>();
  const related = new Map<string, string[]>();
  const link = (map: Map<string, string[]>, from: string, to: string): void => {
    const targets = map.get(from) ?? [];
    if (!targets.includes(to)) targets.push(to);
    map.set(from, targets);
  };
  for (const concept of concepts) {
    for (const above of concept.broader ?? []) link(narrower, above, concept.id);
    for (const near of concept.related ?? []) {
      link(related, concept.id, near);
      link(related, near, concept.id);
    }
  }
  return {
    concepts,
    find: (conceptId) => byId.get(conceptId),
    narrower: (conceptId) => narrower.get(conceptId) ?? [],
    related: (conceptId) => related.get(conceptId) ?? [],
  };
}

/** Reads `seeds/thesaurus.json`. */
export function readThesaurus(): Thesaurus {
  const file = "seeds/thesaurus.json";
  const text = readFileSync(projectPath(file), "utf8");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  return parseThesaurus(data, file);
}
