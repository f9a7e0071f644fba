import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { MethodRow } from "../methods/methods.table.js";
import { Method } from "../methods/methods.type.js";
import type { Context } from "../platform/context.js";
import { Locale, type LocaleName, inLocale } from "../platform/locale.js";
import { Reads } from "../platform/wanted.js";
import { loadMethodFit } from "./method-fit.loader.js";
import {
  MethodFit,
  MethodFitExample,
  type MethodFitExampleRow,
  type MethodFitRow,
} from "./method-fit.type.js";

const localeArgument = {
  nullable: true,
  defaultValue: "SV",
  description: "The language.",
} as const;

@Resolver(() => Method)
export class MethodFitResolver {
  @FieldResolver(() => MethodFit, {
    description: "Would it work here? What municipalities like one experienced with it.",
  })
  @Reads("id")
  fit(
    @Ctx() context: Context,
    @Root() row: MethodRow,
    @Arg("municipality", () => String, { description: "The municipality's kommunkod." })
    code: string,
  ): Promise<MethodFitRow> {
    return loadMethodFit(context, row.id, code);
  }
}

@Resolver(() => MethodFit)
export class MethodFitWhyResolver {
  @FieldResolver(() => [String], {
    description: "What speaks for and against it, the most alike municipality first.",
  })
  @Reads("why")
  why(
    @Root() row: MethodFitRow,
    @Arg("locale", () => Locale, localeArgument) locale: LocaleName | null,
  ): string[] {
    return inLocale(row.why, locale);
  }
}

@Resolver(() => MethodFitExample)
export class MethodFitExampleWhyResolver {
  @FieldResolver(() => [String], {
    description: "What the two municipalities have in common, the weightiest first.",
  })
  @Reads("likeness")
  why(
    @Root() row: MethodFitExampleRow,
    @Arg("locale", () => Locale, localeArgument) locale: LocaleName | null,
  ): string[] {
    return inLocale(row.likeness.why, locale);
  }
}
