import { Field, Float, Int, ObjectType } from "type-graphql";
import { exposeEnum } from "../platform/enums.js";
import { Node } from "../platform/node.type.js";
import {
  type EnvironmentalObjectiveRow,
  type FocusAreaRow,
  type NationalTargetRow,
  type SustainableDevelopmentGoalRow,
  focusAreaKind,
} from "./taxonomy.table.js";

const FocusAreaKind = exposeEnum(focusAreaKind, "FocusAreaKind", "The two kinds of focus areas.", {
  EMISSION_AREA: "Where greenhouse gases arise, for example transport.",
  LEVER: "What moves several emission areas at once, for example procurement.",
});

/** One of the 20 focus areas. */
@ObjectType({
  implements: Node,
  description: "A focus area (insatsområde): where emissions arise, or a lever that moves them.",
})
export class FocusArea implements Pick<FocusAreaRow, "slug" | "kind" | "sourceUrls"> {
  @Field(() => String, { description: "Readable and unique; for permalinks and filters." })
  slug!: string;

  @Field(() => FocusAreaKind, { description: "Emission area or lever." })
  kind!: FocusAreaRow["kind"];

  @Field(() => [String], { description: "Where the definition comes from." })
  sourceUrls!: string[];
}

/** A goal of Agenda 2030. */
@ObjectType({
  implements: Node,
  description: "One of the 17 goals of Agenda 2030 (globala målen).",
})
export class SustainableDevelopmentGoal implements Pick<
  SustainableDevelopmentGoalRow,
  "number" | "color"
> {
  @Field(() => Int, { description: "1–17." })
  number!: number;

  @Field(() => String, { description: "The goal's official colour as #RRGGBB." })
  color!: string;
}

/** A Swedish environmental quality objective. */
@ObjectType({
  implements: Node,
  description: "One of Sweden's 16 environmental quality objectives (miljökvalitetsmål).",
})
export class EnvironmentalObjective implements Pick<EnvironmentalObjectiveRow, "number" | "slug"> {
  @Field(() => Int, { description: "1–16, in the official order." })
  number!: number;

  @Field(() => String, { description: "Readable and unique; for permalinks and filters." })
  slug!: string;
}

/** A national or European climate target. */
@ObjectType({
  implements: Node,
  description: "A national climate target (nationellt klimatmål), or one that binds Sweden.",
})
export class NationalTarget implements Omit<NationalTargetRow, "id" | "titleSv" | "summarySv"> {
  @Field(() => String, { description: "Readable and unique." })
  slug!: string;

  @Field(() => Int, { description: "The year by which the target is to be met." })
  year!: number;

  @Field(() => Float, { nullable: true, description: "The figure, in `unit`." })
  value!: number | null;

  @Field(() => String, { nullable: true, description: "The unit of `value`." })
  unit!: string | null;

  @Field(() => Int, { nullable: true, description: "The year that is compared with." })
  baselineYear!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "At most so many percentage points may come from supplementary measures.",
  })
  supplementaryMaxPp!: number | null;

  @Field(() => String, {
    description: "Whether the target is decided or proposed, as the source tells.",
  })
  status!: string;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note!: string | null;

  @Field(() => [String], { description: "Where the target is published." })
  sourceUrls!: string[];
}
