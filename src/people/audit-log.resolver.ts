import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { PageArgs } from "../platform/connection.type.js";
import type { Context } from "../platform/context.js";
import { toGlobalId } from "../platform/ids.js";
import type { Page } from "../platform/pagination.js";
import { listAuditEntries } from "./audit-log.repository.js";
import { AuditConnection, AuditEntryType, AuditFilterInput } from "./audit-log.type.js";
import type { AuditRow } from "./people.table.js";

@Resolver(() => AuditEntryType)
export class AuditLogResolver {
  @Query(() => AuditConnection, {
    description: "The audit log, the newest first. For administrators; empty for everybody else.",
  })
  auditLog(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => AuditFilterInput, {
      nullable: true,
      description: "Which entries; all of them unless told.",
    })
    filter: AuditFilterInput | null,
  ): Promise<Page<AuditRow>> {
    return listAuditEntries(context, args, filter ?? {});
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: "The `id` of the person or API client that did it, also of an erased one.",
  })
  actorId(@Root() { actorId, actorKind }: AuditRow): string | null {
    return actorId && toGlobalId(actorKind === "CLIENT" ? "ApiClient" : "User", actorId);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: "The `id` of what it was done to, also of what is gone.",
  })
  entityId(@Root() { entity, entityId }: AuditRow): string | null {
    return entity && entityId && toGlobalId(entity, entityId);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: "The `id` of the organisation whose record it is.",
  })
  organisationId(@Root() { organisationId }: AuditRow): string | null {
    return organisationId && toGlobalId("Organisation", organisationId);
  }
}
