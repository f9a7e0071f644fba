import {
  loadCounty,
  loadMunicipality,
  loadOrganisationBySlug,
  loadSkrGroup,
} from "../organisations/organisations.loader.js";
import type { Context } from "../platform/context.js";
import type { LocaleName } from "../platform/locale.js";
import {
  loadFocusAreaBySlug,
  loadGoalByNumber,
  loadObjectiveBySlug,
} from "../taxonomy/taxonomy.loader.js";
import type { FacetValueRow } from "./search.type.js";

/** What enum values are called, in Swedish and English. */
const enumLabels: Record<string, Record<string, readonly [sv: string, en: string]>> = {
  kinds: {
    CASE_STUDY: ["Fallstudie", "Case study"],
    METHOD: ["Metod", "Method"],
    LESSON: ["Lärdom", "Lesson"],
  },
  statuses: {
    PLANNED: ["Planerad", "Planned"],
    ONGOING: ["Pågående", "Ongoing"],
    COMPLETED: ["Genomförd", "Completed"],
    STOPPED: ["Avbruten", "Stopped"],
  },
  adoptionStatuses: {
    CONSIDERING: ["Överväger", "Considering"],
    TESTING: ["Prövar", "Testing"],
    ADOPTED: ["Infört", "Adopted"],
    STOPPED: ["Slutat", "Stopped"],
  },
  outcomes: {
    WORKED: ["Fungerade", "Worked"],
    PARTLY: ["Fungerade delvis", "Partly worked"],
    FAILED: ["Fungerade inte", "Failed"],
    TOO_EARLY: ["För tidigt att säga", "Too early to tell"],
  },
  resultKinds: {
    MEASURED: ["Uppmätt", "Measured"],
    REPORTED: ["Rapporterat", "Reported"],
    CALCULATED: ["Beräknat", "Calculated"],
    FORECAST: ["Prognos", "Forecast"],
    TARGET: ["Mål", "Target"],
  },
  lessonKinds: {
    SUCCESS_FACTOR: ["Framgångsfaktor", "Success factor"],
    OBSTACLE: ["Hinder", "Obstacle"],
    FAILURE: ["Misslyckande", "Failure"],
    ADVICE: ["Råd", "Advice"],
  },
};

interface Named {
  nameSv: string;
  nameEn: string;
}

const nameIn = (row: Named | null, locale: LocaleName | null): string | undefined =>
  locale === "EN" ? row?.nameEn : row?.nameSv;

/** What a facet's value is called; the value itself where it has no other name. */
export async function labelFacetValue(
  context: Context,
  { field, value }: FacetValueRow,
  locale: LocaleName | null,
): Promise<string> {
  const label = enumLabels[field]?.[value];
  if (label) return label[locale === "EN" ? 1 : 0];
  return (await labelRecord(context, field, value, locale)) ?? value;
}

async function labelRecord(
  context: Context,
  field: string,
  value: string,
  locale: LocaleName | null,
): Promise<string | undefined> {
  switch (field) {
    case "municipalities":
      return (await loadMunicipality(context, value))?.name;
    case "organisations":
      return (await loadOrganisationBySlug(context, value))?.name;
    case "counties":
      return (await loadCounty(context, value))?.name;
    case "skrGroups":
      return (await loadSkrGroup(context, value))?.name;
    case "focusAreas":
      return nameIn(await loadFocusAreaBySlug(context, value), locale);
    case "environmentalObjectives":
      return nameIn(await loadObjectiveBySlug(context, value), locale);
    case "sdgs":
      return nameIn(await loadGoalByNumber(context, Number(value)), locale);
    default:
      return undefined;
  }
}
