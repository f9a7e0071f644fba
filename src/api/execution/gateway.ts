import type { ApolloServerOptionsWithGateway } from "@apollo/server";
import type { ExecutionResult, GraphQLSchema } from "graphql";
import type { Context } from "../../platform/context.js";
import type { Execute } from "./executor.js";

type Gateway = ApolloServerOptionsWithGateway<Context>["gateway"];

/** Lets Apollo Server execute with an executor of ours: meant for a federation's gateway, it is its only way in. */
export function createGateway(schema: GraphQLSchema, execute: Execute): Gateway {
  return {
    async load() {
      return {
        // The context is our own, which Apollo doesn't know here.
        executor: async ({ document, operationName, request, context }): Promise<Result> =>
          execute({
            document,
            operationName: request.operationName ?? operationName,
            variables: request.variables,
            context: context as Context,
          }),
      };
    },
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: "" });
      return () => {};
    },
    async stop() {},
  };
}

type Result = ExecutionResult<Record<string, unknown>, Record<string, unknown>>;
