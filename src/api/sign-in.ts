import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { OidcIssuer } from "../people/oidc-issuers.js";
import { looksLikeToken } from "../people/secrets.js";
import { confirmSignIn, requestSignInLink } from "../people/sign-in.service.js";
import type { Context } from "../platform/context.js";
import { Problems } from "../platform/problems.js";
import { type PageLocale, confirmPage, messagePage, requestPage, style } from "./sign-in-page.js";

/** Makes the context of a request to one of our pages, for whoever's session its cookie is. */
export type PageContext = (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;

/** What every page of the sign-in is sent with. */
export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  // The address of the page holds a token: nobody may keep it, and no other site be told it.
  "cache-control": "no-store",
  // Not `no-referrer`: browsers would send the form without telling where it is from.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "content-security-policy": `default-src 'none'; style-src '${style.hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
};

/** The language that a browser asks for; Swedish unless it is English. */
export const localeOf = (request: FastifyRequest): PageLocale =>
  /^\s*en\b/i.test(request.headers["accept-language"] ?? "") ? "en" : "sv";

function field(values: unknown, name: string): string | undefined {
  if (typeof values !== "object" || values === null) return undefined;
  const value: unknown = Reflect.get(values, name);
  return typeof value === "string" ? value : undefined;
}

/**
 * Serves /sign-in: where an address is given to be sent a link, and where the link leads. Opening it
 * changes nothing, so that a program that looks into mails can't use it up: only the button does.
 */
export async function registerSignIn(
  app: FastifyInstance,
  contextOf: PageContext,
  issuers: readonly OidcIssuer[],
): Promise<void> {
  await app.register(async (pages) => {
    // Forms are read here only: elsewhere they could be another site's.
    pages.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: 4_096 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );

    pages.get("/sign-in", (request, reply) => {
      const locale = localeOf(request);
      const token = field(request.query, "token");
      void reply.headers(pageHeaders);
      if (token === undefined) return requestPage(locale, issuers);
      if (looksLikeToken(token)) return confirmPage(locale, token);
      return reply.code(400).send(messagePage(locale, "broken"));
    });

    pages.post("/sign-in", async (request, reply) => {
      const locale = localeOf(request);
      const context = await contextOf(request, reply);
      void reply.headers(pageHeaders);
      if (context.visit.isFromElsewhere) {
        return reply.code(403).send(messagePage(locale, "elsewhere"));
      }
      try {
        const token = field(request.body, "token");
        if (token !== undefined) {
          await confirmSignIn(context, token);
          return await reply.redirect("/", 303);
        }
        await requestSignInLink(context, field(request.body, "email") ?? "");
        return messagePage(locale, "sent");
      } catch (error) {
        if (!(error instanceof Problems)) throw error;
        const [{ message } = { message: { sv: "", en: "" } }] = error.problems;
        return reply.code(400).send(requestPage(locale, issuers, message[locale]));
      }
    });
  });
}
