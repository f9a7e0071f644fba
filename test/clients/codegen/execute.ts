import type { TypedDocumentString } from "./__generated__/graphql.js";

/** Sends an operation with its variables; what it answers is typed by the operation. */
export type Execute = <Result, Variables extends object>(
  operation: TypedDocumentString<Result, Variables>,
  variables: Variables,
) => Promise<Result>;
