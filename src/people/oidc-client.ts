import { createHash, randomBytes } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import * as openid from "openid-client";
import { z } from "zod";
import type { OidcIssuer } from "./oidc-issuers.js";

/** Who a provider says that somebody is. */
export type Claims = Readonly<Record<string, unknown>> & { sub: string };

/** A sign-in that was begun and waits for its end: kept by the browser, sealed. */
export interface BegunSignIn {
  /** Where to send the browser. */
  url: string;
  /** What the browser is to keep until it comes back. */
  sealed: string;
}

/** Why a sign-in with a provider came to nothing. */
export type OidcFailure = "UNREACHABLE" | "EXPIRED" | "REFUSED";

/** A sign-in with a provider came to nothing. */
export class OidcError extends Error {
  readonly reason: OidcFailure;

  constructor(reason: OidcFailure, cause?: unknown) {
    super(`Sign-in with a provider of identities: ${reason}`, { cause });
    this.reason = reason;
  }
}

/** Seconds that somebody may take with the provider. */
export const patienceSeconds = 600;
/** Seconds that a provider may take for each answer. */
const answerSeconds = 10;

const kept = z.object({
  key: z.string(),
  verifier: z.string(),
  state: z.string(),
  nonce: z.string(),
});

/** Signs in with OpenID Connect: authorization code with PKCE, state and nonce. */
export interface OidcClient {
  readonly issuers: readonly OidcIssuer[];
  /** @throws OidcError UNREACHABLE when the provider doesn't tell how to sign in with it */
  begin(key: string): Promise<BegunSignIn | undefined>;
  /**
   * @param url the address that the browser came back to, as users reach it
   * @param sealed what it was given at the beginning
   * @throws OidcError
   */
  finish(key: string, url: URL, sealed: string | undefined): Promise<Claims>;
}

/**
 * Makes the client. Providers are asked how to sign in with them when somebody first does.
 * @param secret seals what browsers keep meanwhile; processes that serve the same users need the same.
 * Absent: a random one
 */
export function createOidcClient(
  issuers: readonly OidcIssuer[],
  publicUrl: string,
  secret: string | undefined,
): OidcClient {
  const sealKey = secret ? createHash("sha256").update(`oidc ${secret}`).digest() : randomBytes(32);
  const discovered = new Map<string, Promise<openid.Configuration>>();

  function discover({
    key,
    issuer,
    clientId,
    clientSecret,
  }: OidcIssuer): Promise<openid.Configuration> {
    const known = discovered.get(key);
    if (known) return known;
    const url = new URL(issuer);
    const found = openid.discovery(url, clientId, clientSecret, undefined, {
      timeout: answerSeconds,
      // Configuration allows that on this machine only.
      execute: url.protocol === "http:" ? [openid.allowInsecureRequests] : [],
    });
    discovered.set(key, found);
    // The next one tries again.
    found.catch(() => discovered.delete(key));
    return found;
  }

  const find = (key: string): OidcIssuer | undefined => issuers.find((each) => each.key === key);

  return {
    issuers,

    async begin(key) {
      const issuer = find(key);
      if (!issuer) return undefined;
      const config = await discover(issuer).catch((error: unknown) => {
        throw new OidcError("UNREACHABLE", error);
      });
      const verifier = openid.randomPKCECodeVerifier();
      const state = openid.randomState();
      const nonce = openid.randomNonce();
      const sealed = await new EncryptJWT({ key, verifier, state, nonce })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setExpirationTime(`${patienceSeconds}s`)
        .encrypt(sealKey);
      const url = openid.buildAuthorizationUrl(config, {
        redirect_uri: `${publicUrl.replace(/\/$/, "")}/sign-in/oidc/${key}/callback`,
        scope: issuer.scope,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state,
        nonce,
      });
      return { url: url.href, sealed };
    },

    async finish(key, url, sealed) {
      const issuer = find(key);
      if (!issuer || sealed === undefined) throw new OidcError("EXPIRED");
      const begun = await jwtDecrypt(sealed, sealKey).then(
        ({ payload }) => kept.parse(payload),
        (error: unknown) => {
          throw new OidcError("EXPIRED", error);
        },
      );
      // What one provider has answered is nothing to another.
      if (begun.key !== key) throw new OidcError("EXPIRED");
      const config = await discover(issuer).catch((error: unknown) => {
        throw new OidcError("UNREACHABLE", error);
      });
      try {
        const tokens = await openid.authorizationCodeGrant(config, url, {
          pkceCodeVerifier: begun.verifier,
          expectedState: begun.state,
          expectedNonce: begun.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new Error("The provider sent no identity.");
        const { userinfo_endpoint: endpoint } = config.serverMetadata();
        const needed = ["email", ...(issuer.claim ? [issuer.claim.name] : [])];
        const isComplete = needed.every((name) => claims[name] !== undefined);
        if (isComplete || endpoint === undefined) return claims;
        // Some tell the address only when they are asked for it.
        const info = await openid.fetchUserInfo(config, tokens.access_token, claims.sub);
        return { ...info, ...claims };
      } catch (error) {
        throw new OidcError("REFUSED", error);
      }
    },
  };
}
