import type { ApolloServerPlugin } from "@apollo/server";
import { ApolloServerErrorCode } from "@apollo/server/errors";
import type { Context } from "../platform/context.js";

/** What can be wrong with a document and its variables, before anything is executed. */
const documentErrors: ReadonlySet<unknown> = new Set([
  ApolloServerErrorCode.BAD_USER_INPUT,
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
]);

/**
 * Answers a wrong document with 200 to clients that read `application/json`, as GraphQL over HTTP
 * asks: there a status speaks of the HTTP request, which was right, and proxies answer 400 too. To
 * clients that prefer `application/graphql-response+json` it stays 400, Apollo's only answer.
 */
export const statusByMediaType: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ errors, request, response }) {
        const { http } = response;
        if (http.status !== 400 || prefersGraphqlResponse(request.http?.headers.get("accept"))) {
          return;
        }
        if (errors?.every(({ extensions }) => documentErrors.has(extensions["code"]))) {
          http.status = 200;
        }
      },
    };
  },
};

/** Whether `application/graphql-response+json` comes before all that `application/json` answers. */
function prefersGraphqlResponse(accept = ""): boolean {
  const ranges = accept.split(",").map((range) => {
    const [type = "", ...parameters] = range
      .toLowerCase()
      .split(";")
      .map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith("q="));
    return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
  });
  const known = ["application/graphql-response+json", "application/json", "application/*", "*/*"];
  const [best] = ranges
    .filter(({ type, quality }) => known.includes(type) && quality > 0)
    // As they are written where both are equally welcome.
    .toSorted((a, b) => b.quality - a.quality);
  return best?.type === known[0];
}
