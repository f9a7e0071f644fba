import {
  Environment,
  type GraphQLTaggedNode,
  type MutationParameters,
  Network,
  type OperationType,
  RecordSource,
  Store,
  commitMutation,
  createOperationDescriptor,
  fetchQuery,
  getFragment,
  getRequest,
  getSingularSelector,
} from "relay-runtime";
import type { Send } from "../sample-app.js";

/** A reference to a fragment's data, as the compiler types it. */
interface Reference<Data> {
  readonly " $data"?: Data;
  readonly " $fragmentSpreads": unknown;
}

/** Relay's store and network, as an app without a view uses them. */
export interface RelayClient {
  /** Fetches a query's data and keeps it. */
  load<Query extends OperationType>(
    query: GraphQLTaggedNode,
    variables: Query["variables"],
  ): Promise<Query["response"]>;
  /** Has the bank change something. */
  commit<Mutation extends MutationParameters>(
    mutation: GraphQLTaggedNode,
    variables: Mutation["variables"],
  ): Promise<Mutation["response"]>;
  /** Reads a fragment from the store, where pages of a connection have been joined. */
  read<Data>(fragment: GraphQLTaggedNode, reference: Reference<Data>): Data;
}

/** Makes a client that sends operations as they are compiled. */
export function createRelayClient(send: Send): RelayClient {
  const environment = new Environment({
    network: Network.create(async ({ text }, variables) => ({
      data: { ...(await send(text ?? "", variables)) },
    })),
    store: new Store(new RecordSource()),
  });
  return {
    async load(query, variables) {
      environment.retain(createOperationDescriptor(getRequest(query), variables));
      const response = await fetchQuery(environment, query, variables).toPromise();
      if (response === undefined) throw new Error("The network ended without an answer.");
      return response;
    },
    commit: (mutation, variables) =>
      new Promise((resolve, reject) => {
        commitMutation(environment, {
          mutation,
          variables,
          onCompleted: resolve,
          onError: reject,
        });
      }),
    read<Data>(fragment: GraphQLTaggedNode, reference: Reference<Data>): Data {
      const selector = getSingularSelector(getFragment(fragment), reference);
      const snapshot = selector && environment.lookup(selector);
      if (!snapshot || snapshot.isMissingData) throw new Error("The store lacks the data.");
      // The compiler has typed the reference by the fragment that its data is read with.
      return snapshot.data as Data;
    },
  };
}
