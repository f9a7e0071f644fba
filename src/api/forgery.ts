import type { FastifyRequest } from "fastify";

/**
 * Excuses requests without credentials from Apollo's protection against forged cross-site requests.
 * A browser adds a cookie by itself, so requests with credentials have to show by their content
 * type or by a header that they come from a page that may send them. What is sent without
 * credentials has nothing to lend a forger, and has to work as GraphQL over HTTP promises: plain GET
 * links, curl, caches.
 */
export function excuseAnonymous(request: FastifyRequest): void {
  const { cookie, authorization } = request.headers;
  if (cookie === undefined && authorization === undefined) {
    request.headers = { "apollo-require-preflight": "not needed: no credentials" };
  }
}
