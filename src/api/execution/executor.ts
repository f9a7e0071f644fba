import {
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  execute,
  getVariableValues,
  visit,
} from "graphql";
import type { Context } from "../../platform/context.js";
import { type OperationPlan, planOperation } from "./plan.js";
import { type Run, isPromise, noteError, readFields } from "./run.js";

/** What is to be executed: a validated document, and what the client sent with it. */
export interface Request {
  document: DocumentNode;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
  context: Context;
}

export type Execute = (request: Request) => ExecutionResult | Promise<ExecutionResult>;

/** As in graphql-js. */
const maxVariableErrors = 50;
/** Plans of one document: its operations, times what their @skip and @include may see. */
const maxPlans = 32;
/** A plan of more fields is made anew for each request rather than kept. */
const maxPlanSize = 10_000;

/** Executes with graphql-js itself: what {@link createCompiledExecutor} must agree with. */
export const createPlainExecutor =
  (schema: GraphQLSchema): Execute =>
  ({ document, operationName, variables, context }) =>
    execute({
      schema,
      document,
      contextValue: context,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
      options: { maxCoercionErrors: maxVariableErrors },
    });

/**
 * Executes queries by plans that are made once for each document and live as long as it does: what
 * depends on the document, the schema and the types alone isn't found out again for each request and
 * each value. It answers what graphql-js answers; mutations are left to that.
 */
export function createCompiledExecutor(schema: GraphQLSchema): Execute {
  const executePlainly = createPlainExecutor(schema);
  const documents = new WeakMap<DocumentNode, DocumentPlans>();
  return (request) => {
    const { document, operationName, variables, context } = request;
    let plans = documents.get(document);
    if (!plans) {
      plans = new DocumentPlans(schema, document);
      documents.set(document, plans);
    }
    const operation = plans.operation(operationName);
    // A document without the operation, too: graphql-js has the words for it.
    if (operation?.operation !== OperationTypeNode.QUERY) return executePlainly(request);
    const definitions = operation.variableDefinitions ?? [];
    const values = getVariableValues(schema, definitions, variables ?? {}, {
      maxErrors: maxVariableErrors,
    });
    if (values.errors) return { errors: values.errors };
    return plans.execute(operation, context, values.coerced);
  };
}

/** The ways to execute: `compiled` for speed, `plain` to compare with and to fall back on. */
export const createExecutor = { compiled: createCompiledExecutor, plain: createPlainExecutor };
export type ExecutionName = keyof typeof createExecutor;

class DocumentPlans {
  readonly #schema: GraphQLSchema;
  readonly #operations: readonly OperationDefinitionNode[];
  readonly #fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  readonly #switches: readonly string[];
  readonly #plans = new Map<string, OperationPlan>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    const { definitions } = document;
    this.#operations = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    for (const each of definitions) {
      if (each.kind === Kind.FRAGMENT_DEFINITION) this.#fragments[each.name.value] = each;
    }
    this.#switches = switchesOf(document);
  }

  operation(name: string | null | undefined): OperationDefinitionNode | undefined {
    if (name !== null && name !== undefined)
      return this.#operations.find((each) => each.name?.value === name);
    return this.#operations.length === 1 ? this.#operations[0] : undefined;
  }

  execute(
    operation: OperationDefinitionNode,
    context: Context,
    variableValues: Record<string, unknown>,
  ): ExecutionResult | Promise<ExecutionResult> {
    const plan = this.#plan(operation, variableValues);
    const run: Run = { plan, context, variableValues, errors: [], nulled: new Set() };
    const answer = (data: Record<string, unknown> | null): ExecutionResult =>
      run.errors.length === 0 ? { data } : { errors: run.errors, data };
    const fail = (error: unknown): ExecutionResult => {
      // What comes up to here has been located in the document on its way.
      noteError(run, error as GraphQLError, undefined);
      return answer(null);
    };
    try {
      const data = readFields(run, plan.root(), undefined, undefined);
      return isPromise(data) ? data.then(answer, fail) : answer(data);
    } catch (error) {
      return fail(error);
    }
  }

  #plan(operation: OperationDefinitionNode, values: Record<string, unknown>): OperationPlan {
    const seen = this.#switches.map((name) => values[name]);
    const key = JSON.stringify([operation.name?.value, ...seen]);
    const known = this.#plans.get(key);
    if (known && known.size() <= maxPlanSize) return known;
    const variableValues = Object.fromEntries(this.#switches.map((name, at) => [name, seen[at]]));
    const plan = planOperation(operation, {
      schema: this.#schema,
      fragments: this.#fragments,
      variableValues,
    });
    if (this.#plans.size >= maxPlans) this.#plans.clear();
    this.#plans.set(key, plan);
    return plan;
  }
}

/** The variables that decide what @skip and @include leave out. */
function switchesOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      for (const { value } of node.arguments ?? [])
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
