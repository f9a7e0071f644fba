import {
  Arg,
  type ClassType,
  Ctx,
  Field,
  ID,
  Int,
  Mutation,
  ObjectType,
  Resolver,
} from "type-graphql";
import type { Context } from "../../platform/context.js";
import { fromGlobalId } from "../../platform/ids.js";
import { type Outcome, type Problem, outcomeOf } from "../../platform/problems.js";
import { UserError, userErrorsField } from "../../platform/user-error.type.js";
import { stillThere } from "../idempotency.js";
import type { Target } from "../opening.service.js";
import type { DirectoryKind, DirectoryRow } from "./directory-record.js";
import { createRecord, removeRecord, updateRecord } from "./directory.service.js";

const versionArgument = {
  description: "The version that this is based on; a stale one is CONFLICT.",
};

/**
 * Defines how one kind of record of the directory is written: the same for every kind.
 * @param what how descriptions call it, for example "contact"
 */
export function defineDirectory<Row extends DirectoryRow, Content extends { organisation: string }>(
  kind: DirectoryKind<Row, Content>,
  type: ClassType,
  input: ClassType,
  what: string,
) {
  const name = kind.typeName;

  @ObjectType(`${name}Payload`, { description: `What a change of a ${what} answers.` })
  class Payload {
    @Field(() => type, {
      name: name.charAt(0).toLowerCase() + name.slice(1),
      nullable: true,
      description: `The ${what} as it is now, also when there is something to mend; null where none was made or it was removed.`,
    })
    value!: Row | null;

    @Field(() => [UserError], userErrorsField)
    userErrors!: readonly Problem[];
  }

  /** Carries out a change, and answers the record. */
  const answer = (
    context: Context,
    work: () => Promise<string | null>,
    target?: Target,
  ): Promise<Outcome<Row>> =>
    outcomeOf(
      async () => {
        const id = await work();
        if (id === null) return null;
        const row = await kind.load(context, id);
        return target ? row : stillThere(row);
      },
      async () => (target ? kind.load(context, fromGlobalId(target.id).id) : null),
    );

  @Resolver()
  class DirectoryResolver {
    @Mutation(() => Payload, {
      name: `create${name}`,
      description: `Makes a ${what} of an organisation; it is there at once.`,
    })
    create(
      @Ctx() context: Context,
      @Arg("input", () => input, { description: "What is to be written." }) given: object,
      @Arg("idempotencyKey", () => String, {
        nullable: true,
        description:
          "Any text of your own, 1–200 characters: a repeated request with the same key is answered and not carried out, for 24 hours.",
      })
      key: string | null | undefined,
    ): Promise<Outcome<Row>> {
      return answer(context, () => createRecord(context, kind, given, key));
    }

    @Mutation(() => Payload, { name: `update${name}`, description: `Changes a ${what}.` })
    update(
      @Ctx() context: Context,
      @Arg("id", () => ID, { description: `The ${what}'s id.` }) id: string,
      @Arg("version", () => Int, versionArgument) version: number,
      @Arg("input", () => input, { description: "What is to be changed." }) given: object,
    ): Promise<Outcome<Row>> {
      const target = { id, version };
      return answer(context, () => updateRecord(context, kind, target, given), target);
    }

    @Mutation(() => Payload, { name: `remove${name}`, description: `Removes a ${what} for good.` })
    remove(
      @Ctx() context: Context,
      @Arg("id", () => ID, { description: `The ${what}'s id.` }) id: string,
      @Arg("version", () => Int, versionArgument) version: number,
    ): Promise<Outcome<Row>> {
      const target = { id, version };
      const work = () => removeRecord(context, kind, target).then(() => null);
      return answer(context, work, target);
    }
  }

  return { resolver: DirectoryResolver, Payload, answer, versionArgument };
}
