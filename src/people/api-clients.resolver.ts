import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import { loadOrganisation } from "../organisations/organisations.loader.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import { Organisation } from "../organisations/organisations.type.js";
import { PageArgs } from "../platform/connection.type.js";
import type { Actor, Context } from "../platform/context.js";
import type { Page } from "../platform/pagination.js";
import { definePayload } from "../platform/payload.type.js";
import { type Outcome, outcomeOf } from "../platform/problems.js";
import { loadApiClient, loadApiKeys } from "./api-clients.loader.js";
import {
  createApiClient,
  createApiKey,
  defaultKeyDays,
  defaultOverlapDays,
  findApiClients,
  revokeApiKey,
  rotateApiKey,
} from "./api-clients.service.js";
import { ApiClient, ApiClientConnection, ApiKey, ApiScope, NewApiKey } from "./api-clients.type.js";
import type { ApiClientRow, ApiKeyRow } from "./people.table.js";
import { Viewer } from "./people.type.js";

const CreateApiClientPayload = definePayload<ApiClientRow>("CreateApiClient", {
  name: "apiClient",
  type: () => ApiClient,
  description: "The client; it has no key yet.",
});
const newKey = {
  name: "created",
  type: () => NewApiKey,
  description: "The new key. It is shown this once.",
};
const CreateApiKeyPayload = definePayload<NewApiKey>("CreateApiKey", newKey);
const RotateApiKeyPayload = definePayload<NewApiKey>("RotateApiKey", newKey);
const RevokeApiKeyPayload = definePayload<ApiKeyRow>("RevokeApiKey", {
  name: "apiKey",
  type: () => ApiKey,
  description: "The key that is refused from now on.",
});

@Resolver(() => ApiClient)
export class ApiClientResolver {
  @Query(() => ApiClientConnection, {
    description:
      "API clients that you may see, by name: administrators all, editors those of their organisations.",
  })
  apiClients(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("organisation", () => String, {
      nullable: true,
      description: "Only those of the organisation with this slug.",
    })
    organisation: string | null,
  ): Promise<Page<ApiClientRow>> {
    return findApiClients(context, args, organisation);
  }

  @FieldResolver(() => Organisation, { description: "The organisation that it acts for." })
  organisation(
    @Ctx() context: Context,
    @Root() { organisationId }: ApiClientRow,
  ): Promise<OrganisationRow | null> {
    return loadOrganisation(context, organisationId);
  }

  @FieldResolver(() => [ApiKey], { description: "Its keys, the newest first." })
  keys(@Ctx() context: Context, @Root() { id }: ApiClientRow): Promise<ApiKeyRow[]> {
    return loadApiKeys(context, id);
  }

  @Mutation(() => CreateApiClientPayload, {
    description: "Makes an API client for an organisation. For administrators.",
  })
  createApiClient(
    @Ctx() context: Context,
    @Arg("organisation", () => String, { description: "The organisation's slug." })
    organisation: string,
    @Arg("name", () => String, { description: "What it is to be called; at most 120 characters." })
    name: string,
  ): Promise<Outcome<ApiClientRow>> {
    return outcomeOf(() => createApiClient(context, organisation, name));
  }

  @Mutation(() => CreateApiKeyPayload, {
    description: "Makes a key for an API client. For administrators.",
  })
  createApiKey(
    @Ctx() context: Context,
    @Arg("client", () => ID, { description: "The client's `id`." }) client: string,
    @Arg("scopes", () => [ApiScope], { description: "What it may do." })
    scopes: ApiKeyRow["scopes"],
    @Arg("days", () => Int, {
      defaultValue: defaultKeyDays,
      description: "How many days it holds: 1–730.",
    })
    days: number,
  ): Promise<Outcome<NewApiKey>> {
    return outcomeOf(() => createApiKey(context, client, scopes, days));
  }

  @Mutation(() => RotateApiKeyPayload, {
    description:
      "Makes a key in place of another one, which goes on for some days, so that a program can be changed over without a pause. For administrators.",
  })
  rotateApiKey(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "The old key's `id`." }) id: string,
    @Arg("overlapDays", () => Int, {
      defaultValue: defaultOverlapDays,
      description: "How many days the old key goes on: 0–90.",
    })
    overlapDays: number,
  ): Promise<Outcome<NewApiKey>> {
    return outcomeOf(() => rotateApiKey(context, id, overlapDays));
  }

  @Mutation(() => RevokeApiKeyPayload, {
    description: "Has a key refused at once. For administrators, and editors of its organisation.",
  })
  revokeApiKey(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "The key's `id`." }) id: string,
  ): Promise<Outcome<ApiKeyRow>> {
    return outcomeOf(() => revokeApiKey(context, id));
  }
}

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @FieldResolver(() => ApiClient, { description: "The client that it is a key of." })
  client(@Ctx() context: Context, @Root() { clientId }: ApiKeyRow): Promise<ApiClientRow | null> {
    return loadApiClient(context, clientId);
  }
}

@Resolver(() => Viewer)
export class ViewerApiClientResolver {
  @FieldResolver(() => ApiClient, {
    nullable: true,
    description: "The API client whose key this request came with; null for a person.",
  })
  async apiClient(
    @Ctx() context: Context,
    @Root() { kind, id }: Actor,
  ): Promise<ApiClientRow | null> {
    return kind === "CLIENT" && id !== null ? loadApiClient(context, id) : null;
  }
}
