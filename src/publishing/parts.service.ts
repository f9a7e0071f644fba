import { loadAdoption } from "../methods/methods.loader.js";
import type { AdoptionRow } from "../methods/methods.table.js";
import { loadCaseStudy } from "../case-studies/case-studies.loader.js";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { loadLesson } from "../lessons/lessons.loader.js";
import type { Context } from "../platform/context.js";
import { fromGlobalId, toGlobalId } from "../platform/ids.js";
import type { Load } from "../platform/loader.js";
import { type Outcome, Problems, outcomeOf, problem } from "../platform/problems.js";
import { notFound } from "../platform/sign-in-floor.js";
import { loadResult } from "../results/results.loader.js";
import { adoptionContent } from "./adoption.content.js";
import type { CaseStudyDocument } from "./case-study.schema.js";
import { caseStudyContent } from "./case-study.content.js";
import { contentRoot } from "./content.js";
import type { SourceContent } from "./content-parts.type.js";
import type { LessonPart, ResultPart } from "./content-schemas.js";
import type { Target } from "./opening.service.js";
import { changeContent } from "./writing.service.js";

/** The record that a part belongs to: one of the two. */
export interface PartOwner {
  caseStudy: CaseStudyRow | null;
  adoption: AdoptionRow | null;
}

interface Parts {
  lessons: LessonPart[];
  results: ResultPart[];
}

type PartName = keyof Parts;
/** What a client sends for a part; checked when the whole content is. */
type PartInput = object;

async function ownerOf(context: Context, globalId: string): Promise<PartOwner> {
  const { typeName, id } = fromGlobalId(globalId);
  return {
    caseStudy: typeName === "CaseStudy" ? await loadCaseStudy(context, id) : null,
    adoption: typeName === "Adoption" ? await loadAdoption(context, id) : null,
  };
}

/** Where a part is in the whole content, and what its client knows it as: errors are told there. */
interface Place {
  /** For example `input.lessons.3`; known once the content was read. */
  inContent: string;
  /** For example `lesson`. */
  argument: string;
}

/** Tells at the argument what is wrong with the part, or with there being one more. */
async function atArgument<Value>(place: Place, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problems)) throw error;
    const { inContent, argument } = place;
    const rename = (field: string | null): string | null => {
      if (field === null || !`${field}.`.startsWith(`${inContent}.`)) {
        return field === inContent.replace(/\.\d+$/, "") ? argument : field;
      }
      return argument + field.slice(inContent.length);
    };
    throw new Problems(error.problems.map((each) => ({ ...each, field: rename(each.field) })));
  }
}

/** Changes the parts of a case study or an adoption. */
const changeParts = (
  context: Context,
  target: Target,
  place: Place,
  change: (parts: Parts) => object,
): Promise<Outcome<PartOwner>> =>
  outcomeOf(
    () =>
      atArgument(place, async () => {
        const isAdoption = fromGlobalId(target.id, "to").typeName === "Adoption";
        await (isAdoption
          ? changeContent(context, adoptionContent, target, change)
          : changeContent(context, caseStudyContent, target, change));
        return ownerOf(context, target.id);
      }),
    () => ownerOf(context, target.id),
  );

const argumentOf: Record<PartName, string> = { lessons: "lesson", results: "result" };
const placeOf = (name: PartName): Place => ({ inContent: "", argument: argumentOf[name] });

/** Adds a lesson or a result behind the others. */
export const addPart = (
  context: Context,
  target: Target,
  name: PartName,
  part: PartInput,
): Promise<Outcome<PartOwner>> => {
  const place = placeOf(name);
  return changeParts(context, target, place, (parts) => {
    place.inContent = `${contentRoot}.${name}.${parts[name].length}`;
    return { [name]: [...parts[name], Object.assign({}, part, { id: null })] };
  });
};

const loaders: Record<
  PartName,
  Load<string, { caseStudyId: string | null; adoptionId: string | null } | null>
> = {
  lessons: loadLesson,
  results: loadResult,
};
const typeNames: Record<PartName, string> = { lessons: "Lesson", results: "Result" };

/**
 * Changes or removes a lesson or a result.
 * @param id the part's id, as the API has answered it
 * @param part null removes it
 * @throws NOT_FOUND when there is none that the actor may see
 */
export async function changePart(
  context: Context,
  { id, version }: Target,
  name: PartName,
  part: PartInput | null,
): Promise<Outcome<PartOwner>> {
  const named = fromGlobalId(id);
  const row = named.typeName === typeNames[name] ? await loaders[name](context, named.id) : null;
  if (!row) throw notFound(typeNames[name]);
  const owner =
    row.caseStudyId === null
      ? toGlobalId("Adoption", row.adoptionId ?? "")
      : toGlobalId("CaseStudy", row.caseStudyId);
  const place = placeOf(name);
  return changeParts(context, { id: owner, version }, place, (parts) => {
    const index = parts[name].findIndex((each) => each.id === id);
    place.inContent = `${contentRoot}.${name}.${index}`;
    if (index < 0) {
      throw problem(
        "id",
        "UNKNOWN",
        "Utkastet har inte längre den delen; läs det på nytt.",
        "The draft doesn't have this part any more; read it again.",
      );
    }
    const changed = part === null ? [] : [Object.assign({}, part, { id })];
    return { [name]: parts[name].flatMap<object>((each) => (each.id === id ? changed : [each])) };
  });
}

const changeSources = (
  context: Context,
  target: Target,
  place: Place,
  change: (sources: CaseStudyDocument["sources"]) => readonly object[],
): Promise<Outcome<PartOwner>> =>
  outcomeOf(
    () =>
      atArgument(place, async () => {
        fromGlobalId(target.id, "caseStudy");
        await changeContent(context, caseStudyContent, target, ({ sources }) => ({
          sources: change(sources),
        }));
        return ownerOf(context, target.id);
      }),
    () => ownerOf(context, target.id),
  );

/** Adds a source to a case study, or replaces the one with the same address. */
export const putSource = (
  context: Context,
  target: Target,
  source: SourceContent,
): Promise<Outcome<PartOwner>> => {
  const place: Place = { inContent: "", argument: "source" };
  return changeSources(context, target, place, (sources) => {
    const found = sources.findIndex(({ url }) => url === source.url);
    const index = found < 0 ? sources.length : found;
    place.inContent = `${contentRoot}.sources.${index}`;
    return [...sources.slice(0, index), source, ...sources.slice(index + 1)];
  });
};

/** Removes a case study's source with an address. */
export const removeSource = (
  context: Context,
  target: Target,
  url: string,
): Promise<Outcome<PartOwner>> =>
  changeSources(context, target, { inContent: "", argument: "url" }, (sources) => {
    if (!sources.some((each) => each.url === url)) {
      throw problem(
        "url",
        "UNKNOWN",
        "Fallstudien har ingen källa med den adressen.",
        "The case study has no source with this address.",
      );
    }
    return sources.filter((each) => each.url !== url);
  });
