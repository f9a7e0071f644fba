import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { loadCaseStudy } from "../case-studies/case-studies.loader.js";
import { loadContact } from "../contacts/contacts.loader.js";
import { loadClimateContract, loadCommitment } from "../contracts/contracts.loader.js";
import { loadLesson } from "../lessons/lessons.loader.js";
import { loadAdoption, loadMethod } from "../methods/methods.loader.js";
import { loadOrganisation } from "../organisations/organisations.loader.js";
import { loadApiClient, loadApiKey } from "../people/api-clients.loader.js";
import { loadAuditEntry } from "../people/audit-log.loader.js";
import { loadSession, loadUser } from "../people/people.loader.js";
import type { Context } from "../platform/context.js";
import { badInput } from "../platform/errors.js";
import { fromGlobalId } from "../platform/ids.js";
import type { Load } from "../platform/loader.js";
import { Node, asNode } from "../platform/node.type.js";
import { maxPageSize } from "../platform/pagination.js";
import { loadResult } from "../results/results.loader.js";
import { loadEvent, loadSupportOffer } from "../support/support.loader.js";
import {
  loadFocusArea,
  loadGoal,
  loadNationalTarget,
  loadObjective,
} from "../taxonomy/taxonomy.loader.js";

/** How each type of node is read: by loaders that leave out what the actor may not see. */
const nodeLoaders = new Map<string, Load<string, object | null>>([
  ["Adoption", loadAdoption],
  ["ApiClient", loadApiClient],
  ["ApiKey", loadApiKey],
  ["AuditEntry", loadAuditEntry],
  ["CaseStudy", loadCaseStudy],
  ["ClimateContract", loadClimateContract],
  ["Commitment", loadCommitment],
  ["Contact", loadContact],
  ["EnvironmentalObjective", loadObjective],
  ["Event", loadEvent],
  ["FocusArea", loadFocusArea],
  ["Lesson", loadLesson],
  ["Method", loadMethod],
  ["NationalTarget", loadNationalTarget],
  ["Organisation", loadOrganisation],
  ["Result", loadResult],
  ["Session", loadSession],
  ["SupportOffer", loadSupportOffer],
  ["SustainableDevelopmentGoal", loadGoal],
  ["User", loadUser],
]);

async function loadNode(context: Context, globalId: string): Promise<object | null> {
  const { typeName, id } = fromGlobalId(globalId);
  const row = await nodeLoaders.get(typeName)?.(context, id);
  return row ? asNode(row, typeName) : null;
}

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: "The record with an id; null when there is none that you may see.",
  })
  node(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "An `id` that this API has answered." }) id: string,
  ): Promise<object | null> {
    return loadNode(context, id);
  }

  @Query(() => [Node], {
    nullable: "items",
    description: "The records with these ids, in their order; null for each that there is none of.",
  })
  async nodes(
    @Ctx() context: Context,
    @Arg("ids", () => [ID], {
      description: `At most ${maxPageSize} ids that this API has answered.`,
    })
    ids: string[],
  ): Promise<(object | null)[]> {
    if (ids.length > maxPageSize) {
      throw badInput("ids", `must be at most ${maxPageSize}, not ${ids.length}.`);
    }
    return Promise.all(ids.map((id) => loadNode(context, id)));
  }
}
