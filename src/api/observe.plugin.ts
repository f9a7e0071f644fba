import type { ApolloServerPlugin } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import type { Context } from "../platform/context.js";
import { noteRequest } from "./exchange.js";
import type { Metrics } from "./metrics.js";

/** Notes of each GraphQL request what the log and the metrics tell. Nothing is done for each field. */
export const createObserver = (metrics: Metrics): ApolloServerPlugin<Context> => ({
  async requestDidStart({ contextValue: { exchange, client } }) {
    if (!exchange) return;
    const started = performance.now();
    return {
      async didResolveOperation({ operation, operationName }) {
        exchange.operation = {
          name: operationName ?? undefined,
          type: operation?.operation ?? "none",
        };
      },
      async didEncounterErrors({ errors }) {
        for (const error of errors) {
          const cause = unwrapResolverError(error);
          if (typeof cause === "object" && cause !== null) noteRequest(cause, exchange);
        }
      },
      async willSendResponse({ response: { body } }) {
        const result = body.kind === "single" ? body.singleResult : undefined;
        const codes = (result?.errors ?? []).map(({ extensions }) => String(extensions?.["code"]));
        const cost = result?.extensions?.["cost"] as typeof exchange.cost;
        exchange.codes = codes;
        if (cost) {
          exchange.cost = cost;
          metrics.spent(client?.kind ?? "unlimited", cost.actual);
        }
        const { name, type = "none" } = exchange.operation ?? {};
        metrics.answered(name, type, codes, (performance.now() - started) / 1_000);
      },
    };
  },
});
