import {
  Arg,
  type ClassType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from "type-graphql";
import { GraphQLInstant } from "../platform/scalars.js";
import type { Context } from "../platform/context.js";
import { badInput } from "../platform/errors.js";
import type { Load } from "../platform/loader.js";
import { fromGlobalId } from "../platform/ids.js";
import { type Outcome, type Problem, outcomeOf } from "../platform/problems.js";
import { PublicationState } from "../platform/publication-state.type.js";
import { UserError, userErrorsField } from "../platform/user-error.type.js";
import { type FieldChange, compareContents } from "./comparison.js";
import type { ContentKind, ContentRow } from "./content.js";
import { stillThere } from "./idempotency.js";
import {
  archiveContent,
  publishContent,
  restoreContent,
  sendBackContent,
  submitContent,
} from "./lifecycle.service.js";
import type { Target } from "./opening.service.js";
import type { ContentActionName } from "./publishing.policy.js";
import type { ReviewCommentRow } from "./publishing.table.js";
import { ContentAction, FieldChangeType, ReviewComment } from "./publishing.type.js";
import {
  type DraftView,
  type RevisionView,
  findActions,
  findContent,
  findDraft,
  findMissing,
  findReviewComments,
  findRevisions,
  findSubmittedAt,
} from "./reading.service.js";
import { changeContent, createContent, discardDraft, restoreRevision } from "./writing.service.js";

const idArgument = { description: "The record's id." };
const versionArgument = {
  description:
    "The version that this is based on: the draft's where there is one, else the record's. A stale one is CONFLICT.",
};
const keyArgument = {
  nullable: true,
  description:
    "Any text of your own, 1–200 characters: a repeated request with the same key is answered and not carried out, for 24 hours.",
};

/**
 * Defines how one kind of content is written, published and compared: the same for every kind.
 * @param type the GraphQL type of its records
 * @param content its content as both input and output type
 * @param load answers the record that a mutation has made
 * @param what how descriptions call it, for example "case study"
 */
export function defineLifecycle<Row extends ContentRow, Content extends object>(
  kind: ContentKind<Row, Content>,
  type: ClassType,
  content: ClassType,
  load: Load<string, Row | null>,
  what: string,
) {
  const name = kind.typeName;

  @ObjectType(`${name}Payload`, {
    description: `What a change of a ${what} answers.`,
  })
  class Payload {
    @Field(() => type, {
      name: name.charAt(0).toLowerCase() + name.slice(1),
      nullable: true,
      description: `The ${what} as it is now, also when there is something to mend; null where none was made.`,
    })
    value!: Row | null;

    @Field(() => [UserError], userErrorsField)
    userErrors!: readonly Problem[];
  }

  @ObjectType(`${name}Draft`, { description: `The draft beside a published ${what}.` })
  class Draft implements Pick<DraftView<Content>, "state" | "version" | "updatedAt"> {
    @Field(() => PublicationState, { description: "DRAFT or IN_REVIEW." })
    state!: DraftView<Content>["state"];

    @Field(() => Int, { description: "Its version; pass it back when changing it." })
    version!: number;

    @Field(() => GraphQLInstant, { description: "When it last changed." })
    updatedAt!: Date;

    @Field(() => content, { description: "What would be published." })
    content!: Content;

    @Field(() => [FieldChangeType], { description: "In what it differs from what is published." })
    changes(@Root() draft: DraftView<Content>): FieldChange[] {
      return compareContents(draft.published, draft.content);
    }
  }

  @ObjectType(`${name}Revision`, {
    description: `A ${what} as it was published once; never changes.`,
  })
  class Revision implements Pick<RevisionView<Content>, "number" | "publishedAt"> {
    @Field(() => Int, { description: "1 for the first, then counting up." })
    number!: number;

    @Field(() => GraphQLInstant, { description: "When it was published." })
    publishedAt!: Date;

    @Field(() => content, { description: "What was published." })
    content!: Content;

    @Field(() => [FieldChangeType], { description: "In what it differs from an earlier one." })
    changes(
      @Root() { number, others, content: own }: RevisionView<Content>,
      @Arg("since", () => Int, {
        nullable: true,
        description: "The number of the other revision; the one before unless told.",
      })
      since: number | null | undefined,
    ): FieldChange[] {
      const other = others.get(since ?? number - 1);
      if (!other && since != null) throw badInput("since", "is no revision of this record.");
      return compareContents(other ?? {}, own);
    }
  }

  const answer = (
    context: Context,
    work: () => Promise<string>,
    target?: Target,
  ): Promise<Outcome<Row>> =>
    outcomeOf(
      async () => {
        const row = await load(context, await work());
        return target ? row : stillThere(row);
      },
      async () => (target ? load(context, fromGlobalId(target.id).id) : null),
    );

  @Resolver(() => type)
  class LifecycleResolver {
    @Mutation(() => Payload, {
      name: `create${name}`,
      description: `Makes a draft of a ${what}; half-finished is welcome.`,
    })
    create(
      @Ctx() context: Context,
      @Arg("input", () => content, { description: "What is known so far." }) input: object,
      @Arg("idempotencyKey", () => String, keyArgument) key: string | null | undefined,
    ): Promise<Outcome<Row>> {
      return answer(context, () => createContent(context, kind, input, key));
    }

    @Mutation(() => Payload, {
      name: `update${name}`,
      description: `Changes a ${what}; one that is published stays as it is, and gets a draft beside it.`,
    })
    update(
      @Ctx() context: Context,
      @Arg("id", () => ID, idArgument) id: string,
      @Arg("version", () => Int, versionArgument) version: number,
      @Arg("input", () => content, { description: "What is to be changed." }) input: object,
    ): Promise<Outcome<Row>> {
      const target = { id, version };
      return answer(context, () => changeContent(context, kind, target, () => input), target);
    }

    @Mutation(() => Payload, {
      name: `submit${name}`,
      description: `Submits the draft of a ${what} to the reviewers.`,
    })
    submit(
      @Ctx() context: Context,
      @Arg("id", () => ID, idArgument) id: string,
      @Arg("version", () => Int, versionArgument) version: number,
    ): Promise<Outcome<Row>> {
      const target = { id, version };
      return answer(context, () => submitContent(context, kind, target), target);
    }

    @Mutation(() => Payload, {
      name: `sendBack${name}`,
      description: `Sends a submitted ${what} back to its editors.`,
    })
    sendBack(
      @Ctx() context: Context,
      @Arg("id", () => ID, idArgument) id: string,
      @Arg("version", () => Int, versionArgument) version: number,
      @Arg("comment", () => String, {
        description: "What is to be mended, as CommonMark; at most 5,000 characters.",
      })
      comment: string,
    ): Promise<Outcome<Row>> {
      const target = { id, version };
      return answer(context, () => sendBackContent(context, kind, target, comment), target);
    }

    @Mutation(() => Payload, {
      name: `publish${name}`,
      description: `Publishes the draft of a ${what}: everybody sees it.`,
    })
    publish(
      @Ctx() context: Context,
      @Arg("id", () => ID, idArgument) id: string,
      @Arg("version", () => Int, versionArgument) version: number,
    ): Promise<Outcome<Row>> {
      const target = { id, version };
      return answer(context, () => publishContent(context, kind, target), target);
    }

    @Mutation(() => Payload, {
      name: `archive${name}`,
      description: `Takes a ${what} back from the public, with the draft beside it.`,
    })
    archive(
      @Ctx() context: Context,
      @Arg("id", () => ID, idArgument) id: string,
      @Arg("version", () => Int, versionArgument) version: number,
    ): Promise<Outcome<Row>> {
      const target = { id, version };
      return answer(context, () => archiveContent(context, kind, target), target);
    }

    @Mutation(() => Payload, {
      name: `restore${name}`,
      description: `Makes a draft of an archived ${what}.`,
    })
    restore(
      @Ctx() context: Context,
      @Arg("id", () => ID, idArgument) id: string,
      @Arg("version", () => Int, versionArgument) version: number,
    ): Promise<Outcome<Row>> {
      const target = { id, version };
      return answer(context, () => restoreContent(context, kind, target), target);
    }

    @Mutation(() => Payload, {
      name: `discard${name}Draft`,
      description: `Throws away the draft beside a published ${what}.`,
    })
    discard(
      @Ctx() context: Context,
      @Arg("id", () => ID, idArgument) id: string,
      @Arg("version", () => Int, versionArgument) version: number,
    ): Promise<Outcome<Row>> {
      const target = { id, version };
      return answer(context, () => discardDraft(context, kind, target), target);
    }

    @Mutation(() => Payload, {
      name: `restore${name}Revision`,
      description: `Makes a draft of what was published of a ${what} before.`,
    })
    restoreRevision(
      @Ctx() context: Context,
      @Arg("id", () => ID, idArgument) id: string,
      @Arg("version", () => Int, versionArgument) version: number,
      @Arg("revision", () => Int, { description: "The revision's number." }) revision: number,
    ): Promise<Outcome<Row>> {
      const target = { id, version };
      return answer(context, () => restoreRevision(context, kind, target, revision), target);
    }

    @FieldResolver(() => [ContentAction], {
      description: "What you can do with it as it stands; empty for visitors.",
    })
    actions(@Ctx() context: Context, @Root() row: Row): Promise<ContentActionName[]> {
      return findActions(context, kind, row);
    }

    @FieldResolver(() => content, {
      nullable: true,
      description:
        "Its content in the shape in which it is written; null for those who don't see its drafts.",
    })
    content(@Ctx() context: Context, @Root() row: Row): Promise<Content | null> {
      return findContent(context, kind, row);
    }

    @FieldResolver(() => Draft, {
      nullable: true,
      description: "The draft beside what is published; null when there is none that you may see.",
    })
    draft(@Ctx() context: Context, @Root() row: Row): Promise<DraftView<Content> | null> {
      return findDraft(context, kind, row);
    }

    @FieldResolver(() => [Revision], {
      description:
        "What was published of it, the newest first; empty for those who don't see its drafts.",
    })
    revisions(@Ctx() context: Context, @Root() row: Row): Promise<RevisionView<Content>[]> {
      return findRevisions(context, kind, row);
    }

    @FieldResolver(() => GraphQLInstant, {
      nullable: true,
      description:
        "When what is worked on was submitted; null when it isn't in review, or you don't see its drafts.",
    })
    submittedAt(@Ctx() context: Context, @Root() row: Row): Promise<Date | null> {
      return findSubmittedAt(context, kind, row);
    }

    @FieldResolver(() => [ReviewComment], {
      description:
        "What was said in its reviews, the oldest first; empty for those who don't see its drafts.",
    })
    reviewComments(@Ctx() context: Context, @Root() row: Row): Promise<ReviewCommentRow[]> {
      return findReviewComments(context, kind, row);
    }

    @FieldResolver(() => [UserError], {
      description:
        "What is still missing to publish what is worked on; empty for those who don't see its drafts.",
    })
    missingToPublish(@Ctx() context: Context, @Root() row: Row): Promise<Problem[]> {
      return findMissing(context, kind, row);
    }
  }

  return LifecycleResolver;
}
