import { canViewCaseStudy } from "../case-studies/case-studies.policy.js";
import type { Context } from "../platform/context.js";
import type { Problem, ProblemCode } from "../platform/problems.js";
import { missingInCaseStudy } from "../publishing/case-study.schema.js";
import { type Standing, canDo, canPropose, fits } from "../publishing/publishing.policy.js";
import type { FileSurvey } from "./file-survey.js";
import type { ImportWish, RowPlan } from "./import-plan.js";
import { namedIn, referenceFields } from "./row-references.js";

/** The licence under which everything in the bank is; a file's records have it or none. */
const licence = "CC BY 4.0";

type Row = Omit<RowPlan, "action"> & { licence: unknown };

/**
 * Finds what keeps a record from being written: permissions, states, references, what is missing.
 * @param findSlug answers the id of the case study that has a slug
 */
export function judgeRow(
  { actor }: Context,
  row: Row,
  survey: FileSurvey,
  { publish }: ImportWish,
  findSlug: (slug: string) => string | undefined,
): Problem[] {
  const { stored, content, before, keys } = row;
  const problems: Problem[] = [];
  const add = (field: string, code: ProblemCode, sv: string, en: string): void =>
    void problems.push({ field: `rows.${row.row}${field}`, code, message: { sv, en } });
  const parties = stored?.parties.map(({ id }) => id) ?? [];
  if (stored && !canViewCaseStudy(actor, stored, parties)) {
    add(...(row.externalId === null ? taken : forbidden));
    return problems;
  }

  for (const field of referenceFields) {
    const named = before ? new Set<unknown>(namedIn(before, field)) : undefined;
    for (const [at, key] of namedIn(content, field).entries()) {
      if (named?.has(key) ? keys.getKept(field, key) : keys.get(field, key)) continue;
      if (field === "relatedCaseStudies" && survey.slugs.has(String(key))) continue;
      const shown = JSON.stringify(String(key).slice(0, 100));
      add(
        `.${field}.${at}${field === "organisations" ? ".organisation" : ""}`,
        "UNKNOWN",
        `${shown} finns inte; välj ett värde som API:et har svarat med.`,
        `${shown} doesn't exist; choose a value that the API has answered.`,
      );
    }
  }

  const leads = content.organisations.flatMap(({ organisation, role }) =>
    role === "LEAD" ? (keys.getKept("organisations", organisation) ?? []) : [],
  );
  const leadsBefore =
    stored?.parties.filter(({ role }) => role === "LEAD").map(({ id }) => id) ?? [];
  const added = leads.filter((id) => !leadsBefore.includes(id));
  const standing: Standing = {
    state: stored?.draftState ?? stored?.state ?? "DRAFT",
    leads: leadsBefore,
    parties,
    createdById: stored?.createdById ?? null,
    selfPublished: true,
  };
  const mayWrite =
    ((stored !== null && added.length === 0) || canPropose(actor, added)) &&
    (stored === null || canDo(actor, "UPDATE", standing));
  const mayPublish =
    canDo(actor, "PUBLISH", { ...standing, leads }) &&
    (stored === null || canDo(actor, "PUBLISH", standing));
  if (!mayWrite) add(...forbidden);
  else if (publish && !mayPublish) add(...forbiddenToPublish);

  const other = content.slug === null ? undefined : findSlug(content.slug);
  if (other !== undefined && other !== stored?.id) add(...taken);
  if (stored && !fits("UPDATE", stored.state)) {
    const { state } = stored;
    add(
      "",
      "WRONG_STATE",
      `Fallstudien är i tillståndet ${state}; återställ den först.`,
      `The case study is in the state ${state}; restore it first.`,
    );
  }
  const wasPublished = stored?.state === "PUBLISHED" || stored?.hasRevision === true;
  if (wasPublished && before?.slug !== content.slug) {
    add(
      ".slug",
      "INVALID",
      "Fältet kan inte ändras längre; lämna det som det är.",
      "The field can't be changed any more; leave it as it is.",
    );
  }
  const isOtherLicence =
    row.licence !== undefined && row.licence !== null && row.licence !== licence;
  if (isOtherLicence && row.licence !== stored?.licence) {
    add(
      ".licence",
      "INVALID",
      `Allt i banken är under ${licence}; lämna fältet tomt om det gäller även detta.`,
      `Everything in the bank is under ${licence}; leave the field empty if this is too.`,
    );
  }
  if (publish) {
    for (const { field, code, message } of missingInCaseStudy(content)) {
      problems.push({ field: `rows.${row.row}.${field ?? ""}`, code, message });
    }
  }
  return problems;
}

type Verdict = [field: string, code: ProblemCode, sv: string, en: string];

const taken: Verdict = [
  ".slug",
  "TAKEN",
  "Sluggen används redan; välj en annan, eller lämna fältet tomt.",
  "The slug is taken; choose another one, or leave it out.",
];

const forbidden: Verdict = [
  ".organisations",
  "FORBIDDEN",
  "Du får bara skriva för dina egna organisationer; ange en av dem som den som leder.",
  "You may only write for your own organisations; name one of them as the one that leads.",
];

const forbiddenToPublish: Verdict = [
  ".organisations",
  "FORBIDDEN",
  "Du får inte publicera för organisationerna som leder; importera utan att publicera, och skicka in utkasten.",
  "You may not publish for the organisations that lead it; import without publishing, and submit the drafts.",
];
