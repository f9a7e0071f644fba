import { Field, Float, Int, ObjectType } from "type-graphql";
import type { CaseStudyOrganisationRow, CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudyRole, CaseStudyStatus } from "../case-studies/case-studies.type.js";
import type { MethodRow } from "../methods/methods.table.js";
import { Method } from "../methods/methods.type.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import { Organisation } from "../organisations/organisations.type.js";
import { exposeEnum } from "../platform/enums.js";
import { CaseStudyContent } from "../publishing/case-study-content.type.js";
import { LessonContent, ResultContent, SourceContent } from "../publishing/content-parts.type.js";
import type {
  EnvironmentalObjectiveRow,
  FocusAreaRow,
  SustainableDevelopmentGoalRow,
} from "../taxonomy/taxonomy.table.js";
import {
  EnvironmentalObjective,
  FocusArea,
  SustainableDevelopmentGoal,
} from "../taxonomy/taxonomy.type.js";
import { mostLessons } from "./lessons-in-text.js";
import { mostMethods } from "./methods-in-text.js";
import { mostOrganisations } from "./organisations-in-text.js";
import { mostPartnerNames } from "./partner-names.js";
import { type Confidence as ConfidenceName, confidences, longestQuote } from "./passages.js";
import { mostResults } from "./results-in-text.js";
import { mostSources } from "./sources-in-text.js";

const Confidence = exposeEnum(
  { enumValues: confidences },
  "Confidence",
  "How sure a suggestion is; a person confirms it in any case.",
  {
    HIGH: "The text says so.",
    MEDIUM: "The text most likely means it.",
    LOW: "The text touches on it; `content` leaves it out.",
  },
);

@ObjectType({
  description: "Where in the pasted text a suggestion comes from.",
  simpleResolvers: true,
})
export class Passage {
  @Field(() => Int, { description: "Where it begins, in UTF-16 units from the text's beginning." })
  start!: number;

  @Field(() => Int, { description: "Where it ends: the unit after its last." })
  end!: number;

  @Field(() => String, {
    description: `The text from \`start\` to \`end\`; of a long passage the first ${longestQuote} characters.`,
  })
  quote!: string;
}

/** What every suggestion has. */
@ObjectType()
abstract class Suggestion {
  @Field(() => Confidence, { description: "How sure it is." })
  confidence!: ConfidenceName;

  @Field(() => Passage, { description: "Where in the text it comes from." })
  passage!: Passage;
}

@ObjectType({ description: "A text suggested.", simpleResolvers: true })
export class TextSuggestion extends Suggestion {
  @Field(() => String, {
    description: "The text; line breaks only in longer ones, which are CommonMark.",
  })
  text!: string;
}

@ObjectType({ description: "A year suggested.", simpleResolvers: true })
export class YearSuggestion extends Suggestion {
  @Field(() => Int, { description: "The year." })
  year!: number;

  @Field(() => Boolean, { description: "Whether the text gives it as approximate." })
  isApproximate!: boolean;
}

@ObjectType({ description: "How far an effort has come, as suggested.", simpleResolvers: true })
export class StatusSuggestion extends Suggestion {
  @Field(() => CaseStudyStatus, { description: "How far it has come." })
  status!: CaseStudyRow["status"];
}

@ObjectType({ description: "A cost suggested.", simpleResolvers: true })
export class CostSuggestion extends Suggestion {
  @Field(() => Float, { description: "The amount, in `currency`." })
  amount!: number;

  @Field(() => String, { description: "ISO 4217 code of the currency, for example SEK." })
  currency!: string;
}

@ObjectType({
  description: "An organisation of the bank that a text names.",
  simpleResolvers: true,
})
export class OrganisationSuggestion extends Suggestion {
  @Field(() => Organisation, { description: "The organisation." })
  organisation!: OrganisationRow;

  @Field(() => CaseStudyRole, { description: "Its likely part in the effort." })
  role!: CaseStudyOrganisationRow["role"];
}

@ObjectType({ description: "A method of the bank that a text tells of.", simpleResolvers: true })
export class MethodSuggestion extends Suggestion {
  @Field(() => Method, { description: "The method." })
  method!: MethodRow;
}

@ObjectType({ description: "A focus area that a text is about.", simpleResolvers: true })
export class FocusAreaSuggestion extends Suggestion {
  @Field(() => FocusArea, { description: "The focus area." })
  focusArea!: FocusAreaRow;
}

@ObjectType({
  description: "A goal of Agenda 2030 that a text names or serves.",
  simpleResolvers: true,
})
export class GoalSuggestion extends Suggestion {
  @Field(() => SustainableDevelopmentGoal, { description: "The goal." })
  goal!: SustainableDevelopmentGoalRow;
}

@ObjectType({
  description: "An environmental objective that a text names or serves.",
  simpleResolvers: true,
})
export class ObjectiveSuggestion extends Suggestion {
  @Field(() => EnvironmentalObjective, { description: "The objective." })
  objective!: EnvironmentalObjectiveRow;
}

@ObjectType({ description: "A figure of a text as a result.", simpleResolvers: true })
export class ResultSuggestion extends Suggestion {
  @Field(() => ResultContent, {
    description:
      "The result; what went down is negative. Its note keeps what the text leaves open.",
  })
  result!: ResultContent;
}

@ObjectType({ description: "A sentence of a text as a lesson.", simpleResolvers: true })
export class LessonSuggestion extends Suggestion {
  @Field(() => LessonContent, { description: "The lesson." })
  lesson!: LessonContent;
}

@ObjectType({ description: "A web address of a text as a source.", simpleResolvers: true })
export class SourceSuggestion extends Suggestion {
  @Field(() => SourceContent, { description: "The source." })
  source!: SourceContent;
}

@ObjectType({
  description:
    "What a pasted text suggests for a case study, each with the passage that it comes from. Nothing of it is written: confirm it, and pass `content` to `createCaseStudy`.",
  simpleResolvers: true,
})
export class TextDraft {
  @Field(() => CaseStudyContent, {
    description: "All suggestions but those of LOW confidence, as `createCaseStudy` takes them.",
  })
  content!: CaseStudyContent;

  @Field(() => TextSuggestion, { nullable: true, description: "The title." })
  title!: TextSuggestion | null;

  @Field(() => TextSuggestion, { nullable: true, description: "The summary." })
  summary!: TextSuggestion | null;

  @Field(() => TextSuggestion, {
    nullable: true,
    description: "The problem, where a heading tells it.",
  })
  challenge!: TextSuggestion | null;

  @Field(() => TextSuggestion, {
    nullable: true,
    description: "How it was solved, where a heading tells it.",
  })
  solution!: TextSuggestion | null;

  @Field(() => TextSuggestion, {
    nullable: true,
    description: "What has to be in place, where a heading tells it.",
  })
  conditionsForSuccess!: TextSuggestion | null;

  @Field(() => StatusSuggestion, { nullable: true, description: "How far the effort has come." })
  status!: StatusSuggestion | null;

  @Field(() => YearSuggestion, { nullable: true, description: "The year in which it began." })
  startYear!: YearSuggestion | null;

  @Field(() => YearSuggestion, {
    nullable: true,
    description: "The year in which it ended or is to end.",
  })
  endYear!: YearSuggestion | null;

  @Field(() => CostSuggestion, { nullable: true, description: "What it cost." })
  cost!: CostSuggestion | null;

  @Field(() => [OrganisationSuggestion], {
    description: `Municipalities and other organisations of the bank, who leads first; at most ${mostOrganisations}.`,
  })
  organisations!: OrganisationSuggestion[];

  @Field(() => [TextSuggestion], {
    description: `Names of partners that the bank has no record of; persons are left out as far as rules can tell. At most ${mostPartnerNames}.`,
  })
  partnerNames!: TextSuggestion[];

  @Field(() => [MethodSuggestion], {
    description: `Methods, the plainest first; at most ${mostMethods}.`,
  })
  methods!: MethodSuggestion[];

  @Field(() => [FocusAreaSuggestion], {
    description: "Focus areas, what the text is most about first; at most 4.",
  })
  focusAreas!: FocusAreaSuggestion[];

  @Field(() => [GoalSuggestion], {
    description:
      "Goals of Agenda 2030: those that the text lists; if it lists none, those it serves.",
  })
  sdgs!: GoalSuggestion[];

  @Field(() => [ObjectiveSuggestion], {
    description: "Environmental objectives, those named first.",
  })
  environmentalObjectives!: ObjectiveSuggestion[];

  @Field(() => [ResultSuggestion], {
    description: `Figures in the order of the text; at most ${mostResults}.`,
  })
  results!: ResultSuggestion[];

  @Field(() => [LessonSuggestion], {
    description: `Lessons in the order of the text; at most ${mostLessons}.`,
  })
  lessons!: LessonSuggestion[];

  @Field(() => [SourceSuggestion], {
    description: `Web addresses in the text; at most ${mostSources}.`,
  })
  sources!: SourceSuggestion[];
}
