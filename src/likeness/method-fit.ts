import type { AdoptionRow } from "../methods/methods.table.js";
import type { Bilingual } from "../platform/locale.js";
import type { Likeness } from "./likeness.js";

/** What a method gave a municipality that is more or less like the one that asks. */
export interface Experience {
  adoption: Pick<AdoptionRow, "status" | "outcome">;
  /** The municipality's name. */
  name: string;
  likeness: Likeness;
}

/** Whether a method would work: 0–1, with what speaks for and against it. */
export interface Fit {
  score: number;
  why: Bilingual[];
}

/** What is supposed before anybody has tried it, and how many equal municipalities' word that is worth. */
const supposed = 0.5;
const suppositionWeight = 0.5;
/** From this likeness on, what a municipality experienced is told. */
const worthTelling = 0.35;
const mostReasons = 5;

const outcomeValue: Record<NonNullable<AdoptionRow["outcome"]>, number> = {
  WORKED: 1,
  PARTLY: 0.6,
  TOO_EARLY: 0.5,
  FAILED: 0,
};
/** What the status alone tells where no source tells of the outcome. */
const statusValue: Record<AdoptionRow["status"], number> = {
  CONSIDERING: 0.5,
  TESTING: 0.5,
  ADOPTED: 0.7,
  STOPPED: 0.2,
};

const statusTexts: Record<AdoptionRow["status"], Bilingual> = {
  CONSIDERING: { sv: "överväger metoden", en: "is considering the method" },
  TESTING: { sv: "prövar metoden", en: "is testing the method" },
  ADOPTED: { sv: "har infört metoden", en: "has adopted the method" },
  STOPPED: { sv: "har slutat med metoden", en: "has given up the method" },
};
const outcomeTexts: Record<NonNullable<AdoptionRow["outcome"]>, Bilingual> = {
  WORKED: { sv: "den fungerade", en: "it worked" },
  PARTLY: { sv: "den fungerade delvis", en: "it worked in part" },
  FAILED: { sv: "den fungerade inte", en: "it did not work" },
  TOO_EARLY: { sv: "det är för tidigt att säga vad den ger", en: "it is too early to tell" },
};

const valueOf = ({ status, outcome }: Experience["adoption"]): number =>
  outcome ? outcomeValue[outcome] : statusValue[status];

function tell({ adoption, name, likeness }: Experience): Bilingual {
  const status = statusTexts[adoption.status];
  const outcome = adoption.outcome ? outcomeTexts[adoption.outcome] : undefined;
  const [common] = likeness.why;
  const percent = Math.round(likeness.score * 100);
  return {
    sv: `${name} (likhet ${percent} %${common ? `: ${common.sv}` : ""}) ${status.sv}${outcome ? `; ${outcome.sv}` : ""}`,
    en: `${name} (likeness ${percent} %${common ? `: ${common.en}` : ""}) ${status.en}${outcome ? `; ${outcome.en}` : ""}`,
  };
}

/**
 * Estimates whether a method would work in a municipality, from what others experienced with it: the
 * mean of what it gave them (worked 1, partly 0.6, too early 0.5, failed 0; where no outcome is known:
 * adopted 0.7, testing or considering 0.5, stopped 0.2), weighted by how alike they are, together with
 * a supposition of 0.5 that weighs as much as half an equal municipality. 0.5 therefore means that
 * nothing is known.
 */
export function estimateFit(experiences: readonly Experience[]): Fit {
  const weights = experiences.reduce(
    (sum, { likeness }) => sum + likeness.score,
    suppositionWeight,
  );
  const sum = experiences.reduce(
    (total, { adoption, likeness }) => total + likeness.score * valueOf(adoption),
    suppositionWeight * supposed,
  );
  const told = experiences
    .filter(({ likeness }) => likeness.score >= worthTelling)
    .toSorted((a, b) => b.likeness.score - a.likeness.score)
    .slice(0, mostReasons)
    .map(tell);
  const none: Bilingual = {
    sv: "Ingen kommun som liknar din har berättat att den prövat metoden",
    en: "No municipality like yours has told of trying the method",
  };
  return { score: sum / weights, why: told.length > 0 ? told : [none] };
}
