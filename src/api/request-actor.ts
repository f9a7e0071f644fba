import type { FastifyReply, FastifyRequest } from "fastify";
import { actorOfAuthorization, actorOfSession } from "../people/actor.service.js";
import type { Visit } from "../people/people-context.js";
import { type Context, visitor } from "../platform/context.js";
import type { Orm } from "../platform/database.js";

/** Who asks, and what signing in and out needs to know of the request. */
export type Identified = Pick<Context, "actor" | "visit">;

/**
 * Whether a page of another site could have had the browser send a request: what isn't from our own
 * pages never counts as signed in. Browsers tell where a request is from; programs don't, and can't be
 * lured into sending anything.
 */
export function isFromElsewhere({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const { origin } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== headers.host;
}

/**
 * Whether the cookie of a GraphQL request counts. Three walls against forgery, each of which would do:
 * the cookie is SameSite=Lax; a browser says where the request is from; and only a POST counts that
 * another site's page can't send without asking us first (a form can't send JSON, nor headers). A GET
 * is everybody's alike, so that its answer may be cached.
 */
function mayUseCookie(request: FastifyRequest): boolean {
  const { headers, method } = request;
  if (method !== "POST" || isFromElsewhere(request)) return false;
  return (
    /^application\/(graphql-response\+)?json\b/i.test(headers["content-type"] ?? "") ||
    headers["apollo-require-preflight"] !== undefined ||
    headers["x-apollo-operation-name"] !== undefined
  );
}

const longestDevice = 120;

/**
 * Makes the function that finds out who sends a request.
 * @param publicUrl where users reach the service: it tells whether cookies can be kept to HTTPS
 */
export function createIdentifier(orm: Orm, publicUrl: string) {
  const isSecure = publicUrl.startsWith("https:");
  // Browsers keep a name with this start to HTTPS and to this host; without HTTPS they refuse it.
  const cookieName = isSecure ? "__Host-lb_session" : "lb_session";
  const cookie = { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure } as const;

  const visitOf = (
    request: FastifyRequest,
    reply: FastifyReply,
    sessionId: string | null,
  ): Visit => ({
    sessionId,
    address: request.ip,
    device: request.headers["user-agent"]?.slice(0, longestDevice) ?? null,
    isFromElsewhere: isFromElsewhere(request),
    keepToken: (session) =>
      session
        ? void reply.setCookie(cookieName, session.token, { ...cookie, expires: session.expiresAt })
        : void reply.clearCookie(cookieName, cookie),
  });

  /**
   * @param usesCookie whether the request can't be forged
   * @throws UNAUTHENTICATED for an API key that doesn't hold. A session that doesn't is a visitor's:
   * its cookie is removed.
   */
  return async function identify(
    request: FastifyRequest,
    reply: FastifyReply,
    usesCookie = mayUseCookie(request),
  ): Promise<Identified> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const actor = await actorOfAuthorization(orm, authorization);
      return { actor, visit: visitOf(request, reply, null) };
    }
    const token = usesCookie ? request.cookies[cookieName] : undefined;
    const signedIn = token === undefined ? undefined : await actorOfSession(orm, token);
    const visit = visitOf(request, reply, signedIn?.sessionId ?? null);
    if (signedIn?.next) visit.keepToken(signedIn.next);
    if (token !== undefined && !signedIn) visit.keepToken(null);
    return { actor: signedIn?.actor ?? visitor, visit };
  };
}
