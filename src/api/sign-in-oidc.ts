import type { FastifyInstance } from "fastify";
import { type OidcClient, OidcError, patienceSeconds } from "../people/oidc-client.js";
import { signInWithClaims } from "../people/oidc.service.js";
import { Problems } from "../platform/problems.js";
import { messagePage, requestPage } from "./sign-in-page.js";
import { type PageContext, localeOf, pageHeaders } from "./sign-in.js";

const statuses = { UNREACHABLE: 502, EXPIRED: 400, REFUSED: 400 } as const;
const messages = { UNREACHABLE: "unreachable", EXPIRED: "expired", REFUSED: "refused" } as const;

interface Key {
  Params: { key: string };
}

/**
 * Serves the way to the configured providers of identities and back: /sign-in/oidc/1 and
 * /sign-in/oidc/1/callback. The cookie between them ties the way back to the browser that went out.
 */
export function registerOidc(
  app: FastifyInstance,
  contextOf: PageContext,
  client: OidcClient,
  publicUrl: string,
): void {
  const isSecure = publicUrl.startsWith("https:");
  const cookieName = isSecure ? "__Host-lb_oidc" : "lb_oidc";
  // Lax: the way back is a link from another site.
  const cookie = { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure } as const;

  app.get<Key>("/sign-in/oidc/:key", async (request, reply) => {
    const locale = localeOf(request);
    void reply.headers(pageHeaders);
    try {
      const begun = await client.begin(request.params.key);
      if (!begun) return await reply.code(404).send(requestPage(locale, client.issuers));
      void reply.setCookie(cookieName, begun.sealed, { ...cookie, maxAge: patienceSeconds });
      return await reply.redirect(begun.url, 303);
    } catch (error) {
      if (!(error instanceof OidcError)) throw error;
      request.log.warn(
        { requestId: request.id, err: error },
        "sign-in: a provider of identities doesn't answer",
      );
      return reply.code(statuses[error.reason]).send(messagePage(locale, messages[error.reason]));
    }
  });

  app.get<Key>("/sign-in/oidc/:key/callback", async (request, reply) => {
    const locale = localeOf(request);
    const { key } = request.params;
    void reply.headers(pageHeaders).clearCookie(cookieName, cookie);
    try {
      const url = new URL(request.url, publicUrl);
      const claims = await client.finish(key, url, request.cookies[cookieName]);
      const issuer = client.issuers.find((each) => each.key === key);
      if (!issuer) throw new OidcError("EXPIRED");
      await signInWithClaims(await contextOf(request, reply), issuer, claims);
      return await reply.redirect("/", 303);
    } catch (error) {
      if (error instanceof Problems) {
        const [{ message } = { message: { sv: "", en: "" } }] = error.problems;
        return reply.code(403).send(requestPage(locale, client.issuers, message[locale]));
      }
      if (!(error instanceof OidcError)) throw error;
      // A provider's answer may tell who somebody is: only its code is kept.
      const { code } = (error.cause ?? {}) as { code?: unknown };
      request.log.warn(
        { requestId: request.id, reason: error.reason, code },
        "sign-in: came to nothing",
      );
      return reply.code(statuses[error.reason]).send(messagePage(locale, messages[error.reason]));
    }
  });
}
