import type { Bilingual } from "../platform/locale.js";

/** What municipalities are compared by; null where it isn't known. */
export interface MunicipalityTraits {
  organisationId: string;
  /** The kommunkod. */
  code: string;
  name: string;
  county: string;
  skrGroupCode: string;
  skrGroup: string;
  skrMainGroupCode: string;
  skrMainGroup: string;
  euMissionCity: boolean;
  population: number | null;
  /** Inhabitants per square kilometre of land. */
  density: number | null;
  /** Tonnes of carbon dioxide equivalents per inhabitant and year, by the newest figures. */
  emissionsPerCapita: number | null;
  /** Mean change of the emissions per year over all known years: -0.03 is 3 % less each year. */
  emissionTrend: number | null;
}

/** How alike two municipalities are: 0–1, with the reasons that weigh most first. */
export interface Likeness {
  score: number;
  why: Bilingual[];
}

/** How alike two municipalities are in one respect; undefined when it isn't known. */
interface Aspect {
  weight: number;
  closeness: number | undefined;
  reason: Bilingual;
}

/** From this closeness on, an aspect is a reason and not merely a part of the score. */
const worthTelling = 0.5;

/** 1 for equal amounts, 0 when one is `limit` times the other or more; ratios count, not differences. */
function ratioCloseness(a: number | null, b: number | null, limit: number): number | undefined {
  if (a === null || b === null || a <= 0 || b <= 0) return undefined;
  return Math.max(0, 1 - Math.abs(Math.log(a / b)) / Math.log(limit));
}

const number = (value: number | null, locale: string, digits: number): string =>
  (value ?? 0).toLocaleString(locale, { maximumFractionDigits: digits });

/** Both amounts, the asker's own first, in both languages. */
const amounts = (own: number | null, other: number | null, digits: number): Bilingual => ({
  sv: `${number(own, "sv-SE", digits)} och ${number(other, "sv-SE", digits)}`,
  en: `${number(own, "en-GB", digits)} and ${number(other, "en-GB", digits)}`,
});

function skrAspect(own: MunicipalityTraits, other: MunicipalityTraits): Aspect {
  const same = own.skrGroupCode === other.skrGroupCode;
  const near = own.skrMainGroupCode === other.skrMainGroupCode;
  return {
    weight: 0.3,
    closeness: same ? 1 : near ? 0.5 : 0,
    reason: same
      ? {
          sv: `Samma kommungrupp hos SKR: ${own.skrGroupCode} ${own.skrGroup}`,
          en: `Same SKR municipality group: ${own.skrGroupCode} (${own.skrGroup})`,
        }
      : {
          sv: `Samma huvudgrupp hos SKR: ${own.skrMainGroupCode} ${own.skrMainGroup}`,
          en: `Same SKR main group: ${own.skrMainGroupCode} (${own.skrMainGroup})`,
        },
  };
}

function emissionAspects(own: MunicipalityTraits, other: MunicipalityTraits): Aspect[] {
  const perCapita = amounts(own.emissionsPerCapita, other.emissionsPerCapita, 1);
  const [ownTrend, otherTrend] = [own.emissionTrend, other.emissionTrend];
  const trends = amounts((ownTrend ?? 0) * 100, (otherTrend ?? 0) * 100, 1);
  return [
    {
      weight: 0.15,
      closeness: ratioCloseness(own.emissionsPerCapita, other.emissionsPerCapita, 3),
      reason: {
        sv: `Liknande utsläpp per invånare: ${perCapita.sv} ton`,
        en: `Similar emissions per inhabitant: ${perCapita.en} tonnes`,
      },
    },
    {
      weight: 0.1,
      // Five percentage points a year apart is as different as can be.
      closeness:
        ownTrend === null || otherTrend === null
          ? undefined
          : Math.max(0, 1 - Math.abs(ownTrend - otherTrend) / 0.05),
      reason: {
        sv: `Utsläppen förändras i liknande takt: ${trends.sv} % per år`,
        en: `Emissions change at a similar pace: ${trends.en} % a year`,
      },
    },
  ];
}

function aspectsOf(own: MunicipalityTraits, other: MunicipalityTraits): Aspect[] {
  const people = amounts(own.population, other.population, 0);
  const density = amounts(own.density, other.density, 0);
  return [
    skrAspect(own, other),
    {
      weight: 0.2,
      closeness: ratioCloseness(own.population, other.population, 4),
      reason: {
        sv: `Liknande folkmängd: ${people.sv} invånare`,
        en: `Similar population: ${people.en} inhabitants`,
      },
    },
    {
      weight: 0.15,
      closeness: ratioCloseness(own.density, other.density, 8),
      reason: {
        sv: `Liknande täthet: ${density.sv} invånare per km²`,
        en: `Similar density: ${density.en} inhabitants per km²`,
      },
    },
    ...emissionAspects(own, other),
    {
      weight: 0.05,
      closeness: own.county === other.county ? 1 : 0,
      reason: { sv: `Samma län: ${own.county}`, en: `Same county: ${own.county}` },
    },
    {
      weight: 0.05,
      closeness: own.euMissionCity && other.euMissionCity ? 1 : 0,
      reason: {
        sv: "Båda är med i EU:s uppdrag om klimatneutrala städer",
        en: "Both take part in the EU mission of climate-neutral cities",
      },
    },
  ];
}

/**
 * Tells how alike two municipalities are. The score is the weighted mean of SKR group (0.30),
 * population (0.20), density (0.15), emissions per inhabitant (0.15) and their trend (0.10), county
 * (0.05) and EU mission (0.05). Amounts are compared by their ratio: nothing in common from 4 times the
 * population, 8 times the density, 3 times the emissions. What isn't known of both is left out, and the
 * other weights grow to fill its place.
 */
export function compareMunicipalities(
  own: MunicipalityTraits,
  other: MunicipalityTraits,
): Likeness {
  const known = aspectsOf(own, other).flatMap(({ closeness, ...aspect }) =>
    closeness === undefined ? [] : [{ ...aspect, closeness }],
  );
  const weights = known.reduce((sum, { weight }) => sum + weight, 0);
  const score = known.reduce((sum, { weight, closeness }) => sum + weight * closeness, 0) / weights;
  return {
    score,
    why: known
      .filter(({ closeness }) => closeness >= worthTelling)
      .toSorted((a, b) => b.weight * b.closeness - a.weight * a.closeness)
      .map(({ reason }) => reason),
  };
}
