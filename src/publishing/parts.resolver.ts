import { Arg, Ctx, ID, Int, Mutation, Resolver } from "type-graphql";
import type { Context } from "../platform/context.js";
import type { Outcome } from "../platform/problems.js";
import { LessonContent, ResultContent, SourceContent } from "./content-parts.type.js";
import { PartPayload } from "./parts.type.js";
import { type PartOwner, addPart, changePart, putSource, removeSource } from "./parts.service.js";

const ownerArgument = { description: "The id of the case study or the adoption." };
const caseArgument = { description: "The case study's id." };
const versionArgument = {
  description:
    "The version of the case study or the adoption that this is based on: the draft's where there is one.",
};
const description = (what: string) => ({
  description: `${what} What is published stays as it is, and gets a draft beside it.`,
});

/** Parts one by one; whole records are written with `updateCaseStudy` and `updateAdoption`. */
@Resolver()
export class PartResolver {
  @Mutation(() => PartPayload, description("Adds a lesson, behind the others."))
  addLesson(
    @Ctx() context: Context,
    @Arg("to", () => ID, ownerArgument) id: string,
    @Arg("version", () => Int, versionArgument) version: number,
    @Arg("lesson", () => LessonContent, { description: "The lesson." }) lesson: LessonContent,
  ): Promise<Outcome<PartOwner>> {
    return addPart(context, { id, version }, "lessons", lesson);
  }

  @Mutation(() => PartPayload, description("Changes a lesson."))
  updateLesson(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "The lesson's id." }) id: string,
    @Arg("version", () => Int, versionArgument) version: number,
    @Arg("lesson", () => LessonContent, { description: "The whole lesson." }) lesson: LessonContent,
  ): Promise<Outcome<PartOwner>> {
    return changePart(context, { id, version }, "lessons", lesson);
  }

  @Mutation(() => PartPayload, description("Removes a lesson."))
  removeLesson(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "The lesson's id." }) id: string,
    @Arg("version", () => Int, versionArgument) version: number,
  ): Promise<Outcome<PartOwner>> {
    return changePart(context, { id, version }, "lessons", null);
  }

  @Mutation(() => PartPayload, description("Adds a result, behind the others."))
  addResult(
    @Ctx() context: Context,
    @Arg("to", () => ID, ownerArgument) id: string,
    @Arg("version", () => Int, versionArgument) version: number,
    @Arg("result", () => ResultContent, { description: "The result." }) result: ResultContent,
  ): Promise<Outcome<PartOwner>> {
    return addPart(context, { id, version }, "results", result);
  }

  @Mutation(() => PartPayload, description("Changes a result."))
  updateResult(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "The result's id." }) id: string,
    @Arg("version", () => Int, versionArgument) version: number,
    @Arg("result", () => ResultContent, { description: "The whole result." }) result: ResultContent,
  ): Promise<Outcome<PartOwner>> {
    return changePart(context, { id, version }, "results", result);
  }

  @Mutation(() => PartPayload, description("Removes a result."))
  removeResult(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "The result's id." }) id: string,
    @Arg("version", () => Int, versionArgument) version: number,
  ): Promise<Outcome<PartOwner>> {
    return changePart(context, { id, version }, "results", null);
  }

  @Mutation(
    () => PartPayload,
    description("Adds a source, or replaces the one with the same address."),
  )
  putSource(
    @Ctx() context: Context,
    @Arg("caseStudy", () => ID, caseArgument) id: string,
    @Arg("version", () => Int, versionArgument) version: number,
    @Arg("source", () => SourceContent, { description: "The source." }) source: SourceContent,
  ): Promise<Outcome<PartOwner>> {
    return putSource(context, { id, version }, source);
  }

  @Mutation(() => PartPayload, description("Removes a source."))
  removeSource(
    @Ctx() context: Context,
    @Arg("caseStudy", () => ID, caseArgument) id: string,
    @Arg("version", () => Int, versionArgument) version: number,
    @Arg("url", () => String, { description: "Its address." }) url: string,
  ): Promise<Outcome<PartOwner>> {
    return removeSource(context, { id, version }, url);
  }
}
