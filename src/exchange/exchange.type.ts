import { Field, InputType, Int, ObjectType } from "type-graphql";
import { exposeEnum } from "../platform/enums.js";
import { type ImportAction, importActions } from "./import-plan.js";
import { exchangeFormats } from "./row-reading.js";
import type { ExchangeFormat } from "./row-reading.js";
import type { ImportSummary, RowOutcome } from "./import.service.js";

const ImportFormat = exposeEnum(
  { enumValues: exchangeFormats },
  "ImportFormat",
  "How an imported file is written; the columns are the same, and in the README.",
  {
    NDJSON: "A JSON object in every line.",
    CSV: "Comma-separated values with a header: lists of slugs with `|` between them, other lists as JSON.",
  },
);

const ImportActionType = exposeEnum(
  { enumValues: importActions },
  "ImportAction",
  "What an import does with a record.",
  {
    CREATE: "It is new.",
    UPDATE: "The case study is changed.",
    DRAFT: "The case study is published and stays as it is: the change is a draft beside it.",
    UNCHANGED: "The case study says all of it already.",
  },
);

@InputType({ description: "A file to import, and how." })
export class ImportKnowledgeInput {
  @Field(() => ImportFormat, { description: "How it is written." })
  format!: ExchangeFormat;

  @Field(() => String, { description: "The file's text: at most 1,000 records." })
  content!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The slug of the organisation whose ids the column `externalId` holds. An API client's ids are its own, and it leaves this out.",
  })
  organisation!: string | null | undefined;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Whether what is imported is published at once, which programme staff may and organisations that publish without review. Otherwise new records become drafts, and changes of published ones drafts beside them.",
  })
  publish!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Whether all is judged, and nothing written.",
  })
  dryRun!: boolean | null;
}

@ObjectType({ description: "What an import did with one record." })
export class ImportedRow implements RowOutcome {
  @Field(() => Int, { description: "Which record of the file: from 1, without a header." })
  row!: number;

  @Field(() => String, { nullable: true, description: "Its external id." })
  externalId!: string | null;

  @Field(() => ImportActionType, { description: "What was done; in a dry run, would be." })
  action!: ImportAction;

  /** Shown as the case study. */
  id!: string | null;
}

@ObjectType({ description: "What an import has done; a dry run, what it would do." })
export class ImportReport implements ImportSummary {
  @Field(() => Int, { description: "How many records the file has." })
  rows!: number;

  @Field(() => [ImportedRow], { description: "What was done with each, in the file's order." })
  outcomes!: RowOutcome[];

  /** Shown as fields of their own. */
  counts!: ImportSummary["counts"];
}
