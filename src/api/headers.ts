import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";

/** What {@link registerHeaders} is given. */
export interface HeadersOptions {
  /** The origins whose pages may call the API from a browser, without cookies. */
  corsOrigins: readonly string[];
  /** Whether users reach the service by HTTPS only. */
  isSecure: boolean;
}

/** What a page of ours may do. A page that needs other rules sets its own. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // The explorer's editor makes style elements, and its style sheet holds its fonts.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Sets the headers that limit what a browser does with our pages, and says which other sites' pages may
 * read answers: none unless told, and never with the visitor's cookies. The headers are those of
 * @fastify/helmet, which would make them anew for each of thousands of requests a second.
 */
export async function registerHeaders(
  app: FastifyInstance,
  { corsOrigins, isSecure }: HeadersOptions,
): Promise<void> {
  const headers = {
    "content-security-policy": pagePolicy,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": corsOrigins.length > 0 ? "cross-origin" : "same-origin",
    "origin-agent-cluster": "?1",
    // Not `no-referrer`: browsers would send a form without telling where it is from.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "x-frame-options": "DENY",
    ...(isSecure ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
  app.addHook("onRequest", (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  if (corsOrigins.length === 0) return;
  await app.register(cors, {
    origin: [...corsOrigins],
    methods: ["GET", "POST"],
    credentials: false,
    allowedHeaders: ["authorization", "content-type", "apollo-require-preflight", "x-request-id"],
    exposedHeaders: ["retry-after", "x-request-id"],
    maxAge: 86_400,
  });
}
