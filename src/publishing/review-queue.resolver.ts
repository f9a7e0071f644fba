import { Args, Ctx, Query, Resolver } from "type-graphql";
import { PageArgs } from "../platform/connection.type.js";
import type { Context } from "../platform/context.js";
import type { Page } from "../platform/pagination.js";
import type { ContentRow } from "./content.js";
import { findSubmissions } from "./review-queue.service.js";
import { ReviewQueueConnection } from "./review-queue.type.js";

@Resolver()
export class ReviewQueueResolver {
  @Query(() => ReviewQueueConnection, {
    description:
      "What waits for a reviewer, the oldest first: everything for programme staff, their own organisations' for editors.",
  })
  reviewQueue(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<ContentRow>> {
    return findSubmissions(context, args);
  }
}
