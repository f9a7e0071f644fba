import type { ApolloServerOptionsWithGateway } from "@apollo/server";
import type { ExecutionResult, GraphQLError, GraphQLSchema } from "graphql";
import type { Context } from "../../platform/context.js";
import { ClientError } from "../../platform/errors.js";
import { fail, findTracer, traceOf, withinSpan } from "../../platform/tracing.js";
import type { Execute } from "./executor.js";

type Gateway = ApolloServerOptionsWithGateway<Context>["gateway"];

/** Lets Apollo Server execute with an executor of ours: meant for a federation's gateway, it is its only way in. */
export function createGateway(schema: GraphQLSchema, execute: Execute): Gateway {
  const tracer = findTracer();
  return {
    async load() {
      return {
        executor: async ({
          document,
          operation,
          operationName,
          request,
          context,
        }): Promise<Result> => {
          // The context is our own, which Apollo doesn't know here.
          const own = context as Context;
          const asked = {
            document,
            operationName: request.operationName ?? operationName,
            variables: request.variables,
            context: own,
          };
          if (!tracer) return execute(asked);
          const { operation: type, name } = operation;
          const attributes = {
            "graphql.operation.type": type,
            ...(name ? { "graphql.operation.name": name.value } : {}),
          };
          const parent = traceOf(request.http?.headers ?? []);
          const span = { name: name ? `${type} ${name.value}` : type, attributes, parent };
          return withinSpan(tracer, span, async (started) => {
            if (own.exchange) own.exchange.traceId = started.spanContext().traceId;
            const result = await execute(asked);
            if (result.errors?.some(isOurs)) fail(started);
            return result;
          });
        },
      };
    },
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: "" });
      return () => {};
    },
    async stop() {},
  };
}

/** Whether an error is no client's mistake. */
const isOurs = ({ originalError }: GraphQLError): boolean =>
  originalError !== undefined && !(originalError instanceof ClientError);

type Result = ExecutionResult<Record<string, unknown>, Record<string, unknown>>;
