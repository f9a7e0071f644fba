import { Field, ObjectType } from "type-graphql";
import { defineConnection } from "../platform/connection.type.js";
import { exposeEnum } from "../platform/enums.js";
import { Node } from "../platform/node.type.js";
import { GraphQLInstant } from "../platform/scalars.js";
import { type ApiClientRow, type ApiKeyRow, apiScope } from "./people.table.js";

export const ApiScope = exposeEnum(
  apiScope,
  "ApiScope",
  "What an API key may do for its organisation. Each holds those before it.",
  {
    READ: "Read also the organisation's drafts, and what is for members if it participates.",
    CONTRIBUTE: "Write the organisation's content and submit it.",
    PUBLISH: "Publish it, if the organisation is self-publishing.",
  },
);

@ObjectType({
  implements: Node,
  description: "An API client: a program that acts for one organisation, by its keys.",
})
export class ApiClient implements Pick<ApiClientRow, "name" | "createdAt"> {
  @Field(() => String, { description: "What it is called." })
  name!: string;

  @Field(() => GraphQLInstant, { description: "When it was made." })
  createdAt!: Date;
}

@ObjectType({
  implements: Node,
  description: "A key of an API client; only its hash is kept.",
})
export class ApiKey implements Pick<
  ApiKeyRow,
  "prefix" | "scopes" | "createdAt" | "expiresAt" | "revokedAt" | "lastUsedAt"
> {
  @Field(() => String, { description: "The first characters, to know it by." })
  prefix!: string;

  @Field(() => [ApiScope], { description: "What it may do." })
  scopes!: ApiKeyRow["scopes"];

  @Field(() => GraphQLInstant, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => GraphQLInstant, { description: "From when on it is refused." })
  expiresAt!: Date;

  @Field(() => GraphQLInstant, {
    nullable: true,
    description:
      "Since when it has been refused, though it hadn't expired; null: it wasn't revoked.",
  })
  revokedAt!: Date | null;

  @Field(() => GraphQLInstant, {
    nullable: true,
    description: "When it was last used, to the minute; null: never yet.",
  })
  lastUsedAt!: Date | null;
}

/** A key that was just made. */
@ObjectType({ description: "A key that was just made.", simpleResolvers: true })
export class NewApiKey {
  @Field(() => String, {
    description:
      "The key itself, `lb_live_…`. It is shown this once: keep it where secrets are kept.",
  })
  secret!: string;

  @Field(() => ApiKey, { description: "What is kept of it." })
  apiKey!: ApiKeyRow;
}

export const ApiClientConnection = defineConnection("ApiClient", () => ApiClient, "API clients");
export type ApiClientConnection = InstanceType<typeof ApiClientConnection>;
