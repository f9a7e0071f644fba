import type { ApolloServerPlugin, GraphQLRequestContext } from "@apollo/server";
import { HeaderMap } from "@apollo/server";
import { type GraphQLSchema, OperationTypeNode } from "graphql";
import type { Context } from "../platform/context.js";
import { ClientError } from "../platform/errors.js";
import type { BudgetKeeper, Verdict } from "./budget-keeper.js";
import { clientOf } from "./client.js";
import { overLimit } from "./document-shape.js";
import type { Limits } from "./limits.js";
import { type RequestCost, createCostFinder } from "./request-cost.js";

/** What {@link createLimitsPlugin} is given. */
export interface LimitsPluginOptions {
  limits: Limits;
  budgets: BudgetKeeper;
  log: { warn(details: object, message: string): void };
}

/**
 * Refuses what costs more than a request or a client may ask for, before anything is executed, and tells
 * in `extensions` what the answer has cost.
 */
export function createLimitsPlugin({
  limits,
  budgets,
  log,
}: LimitsPluginOptions): ApolloServerPlugin<Context> {
  const inFlight = new Map<string, number>();
  let findCost: ReturnType<typeof createCostFinder>;
  return {
    async serverWillStart({ schema }: { schema: GraphQLSchema }) {
      findCost = createCostFinder(schema, limits.fields);
    },

    async requestDidStart({ contextValue }) {
      const client = clientOf(contextValue);
      let cost: RequestCost | undefined;
      let predicted = 0;
      let verdict: Verdict | undefined;
      let flying: string | undefined;

      return {
        async didResolveOperation({ document, operation, request }) {
          if (!operation) return;
          const items = countItems(request.variables);
          // What is written may be a long list: its own rules limit it.
          const isQuery = operation.operation === OperationTypeNode.QUERY;
          if (items > (isQuery ? limits.listItems : Number.MAX_SAFE_INTEGER)) {
            throw overLimit("listItems", limits.listItems);
          }
          cost = findCost(document, operation);
          predicted = cost.predict(request.variables ?? {});
          if (predicted > limits.cost) {
            // What is too much to count is told as more than is allowed.
            const told = Number.isFinite(predicted) ? { cost: predicted } : {};
            throw overLimit("cost", limits.cost, told);
          }
          if (!client) return;
          const name = `${client.kind}:${client.id}`;
          const others = inFlight.get(name) ?? 0;
          if (others >= limits.inFlight) throw tooMany(limits.inFlight);
          inFlight.set(name, others + 1);
          flying = name;
          verdict = await budgets.reserve(client, predicted);
          if (verdict && !verdict.granted) throw overBudget(verdict);
        },

        async willSendResponse(request) {
          if (flying !== undefined) land(inFlight, flying);
          const { body } = request.response;
          if (!cost || body.kind !== "single") return;
          const { singleResult } = body;
          const actual = cost.measure(singleResult.data);
          const executed = singleResult.data !== undefined;
          if (executed && actual > predicted) {
            log.warn(
              { operation: request.operationName, predicted, actual },
              "limits: an answer cost more than was predicted: a number in list-sizes.ts is too small",
            );
          }
          if (client && verdict?.granted) budgets.settle(client, verdict.reserved, actual);
          if (!executed) return;
          singleResult.extensions = {
            ...singleResult.extensions,
            cost: { predicted, actual },
            ...(verdict?.granted && !isShared(request) ? { rateLimit: tell(verdict, actual) } : {}),
          };
        },
      };
    },
  };
}

/** Whether the answer may be kept by caches and read by others: what it says must be true for them. */
const isShared = ({ request }: GraphQLRequestContext<Context>): boolean =>
  request.http?.method === "GET";

function tell(verdict: Verdict & { granted: true }, actual: number): Record<string, number> {
  const { budget, reserved, remaining } = verdict;
  return {
    limit: budget.burst,
    remaining: Math.min(budget.burst, remaining + reserved - actual),
    perSecond: budget.perSecond,
  };
}

function land(inFlight: Map<string, number>, name: string): void {
  const others = (inFlight.get(name) ?? 1) - 1;
  if (others > 0) inFlight.set(name, others);
  else inFlight.delete(name);
}

/** A refusal that a client may read: come back later. */
const rateLimited = (
  message: string,
  retryAfterSeconds: number,
  details: Record<string, unknown>,
): ClientError =>
  new ClientError("RATE_LIMITED", message, {
    retryAfterSeconds,
    ...details,
    http: { status: 429, headers: new HeaderMap([["retry-after", String(retryAfterSeconds)]]) },
  });

const tooMany = (maximum: number): ClientError =>
  rateLimited(`You have ${maximum} requests under way: wait for their answers.`, 1, {
    limit: "inFlight",
    maximum,
  });

function overBudget(verdict: Verdict & { granted: false }): ClientError {
  const { retryAfterSeconds, remaining, budget } = verdict;
  return rateLimited(
    `You have asked for more than ${budget.perSecond} objects a second can make up for: wait ${retryAfterSeconds} s.`,
    retryAfterSeconds,
    { rateLimit: { limit: budget.burst, remaining, perSecond: budget.perSecond } },
  );
}

/** Levels of lists and objects in the variables; inputs have a few. */
const deepest = 50;

/** The items of all lists in some variables; infinite where they are nested too deeply to be looked at. */
function countItems(value: unknown, level = 0): number {
  if (typeof value !== "object" || value === null) return 0;
  if (level > deepest) return Infinity;
  const items: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return items.reduce(
    (sum: number, item) => sum + countItems(item, level + 1),
    Array.isArray(value) ? value.length : 0,
  );
}
