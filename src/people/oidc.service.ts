import type { Context } from "../platform/context.js";
import type { Orm } from "../platform/database.js";
import { problem } from "../platform/problems.js";
import { parseInput } from "../platform/validation.js";
import type { NewSession } from "./actor.service.js";
import { domainOf, email } from "./email.js";
import type { Claims } from "./oidc-client.js";
import type { OidcIssuer } from "./oidc-issuers.js";
import { findOrganisationId, findUserByIdentity, insertIdentity } from "./oidc.repository.js";
import { audit } from "./people.audit.js";
import type { UserRow } from "./people.table.js";
import { ensureMembership, ensureUser, findDomainOwner } from "./sign-in.repository.js";
import { asUser, signIn } from "./sign-in.service.js";

const unknown = () =>
  problem(
    null,
    "UNKNOWN",
    "Inloggningen säger inte vilken organisation du hör till. Be en administratör lägga till den.",
    "The sign-in doesn't tell which organisation you belong to. Ask an administrator to add it.",
  );

/** Which organisation an identity belongs to, where the issuer or a claim tells. */
async function toldOrganisation(
  orm: Orm,
  { organisation, claim }: OidcIssuer,
  claims: Claims,
): Promise<string | undefined> {
  const values = claim ? [claims[claim.name]].flat() : [];
  const slug =
    values
      .map((value) => (typeof value === "string" ? claim?.organisations.get(value) : undefined))
      .find((each) => each !== undefined) ?? organisation;
  if (slug === undefined) {
    // A claim is there to tell: without it nobody may come in by the address alone.
    if (claim) throw unknown();
    return undefined;
  }
  const id = await findOrganisationId(orm, slug);
  if (id === undefined) throw unknown();
  return id;
}

/**
 * Whose address an issuer may speak for: those at the domains of the organisation that it or its claim
 * stands for; else those at any organisation's domains, if it has verified them. So a municipality's
 * own provider can't sign anybody else's people in.
 */
async function provedAddress(
  orm: Orm,
  issuer: OidcIssuer,
  claims: Claims,
): Promise<{ address: string; organisationId: string }> {
  const told = await toldOrganisation(orm, issuer, claims);
  const given = claims["email"];
  const address = parseInput(email, typeof given === "string" ? given : "", "email");
  const owner = await findDomainOwner(orm, domainOf(address));
  const isVerified = claims["email_verified"] === true || claims["email_verified"] === "true";
  const isDenied = claims["email_verified"] === false || claims["email_verified"] === "false";
  const isProved = told === undefined ? isVerified : owner === told && !isDenied;
  if (owner === undefined || !isProved) {
    throw problem(
      "email",
      "INVALID",
      "Din e-postadress hör inte till någon av organisationens domäner, eller är inte bekräftad av inloggningen. Logga in med en länk i stället.",
      "Your e-mail address isn't at a domain of the organisation, or wasn't verified by the provider. Sign in with a link instead.",
    );
  }
  return { address, organisationId: owner };
}

async function welcome(orm: Orm, issuer: OidcIssuer, claims: Claims): Promise<UserRow> {
  const known = await findUserByIdentity(orm, issuer.issuer, claims.sub);
  if (known) return known;
  const { address, organisationId } = await provedAddress(orm, issuer, claims);
  const { user, isNew } = await ensureUser(orm, { email: address });
  await insertIdentity(orm, { issuer: issuer.issuer, subject: claims.sub, userId: user.id });
  if (isNew) await ensureMembership(orm, { userId: user.id, organisationId, role: "MEMBER" });
  await audit(asUser(orm, user), {
    action: isNew ? "CREATE_USER" : "LINK_IDENTITY",
    entity: "User",
    entityId: user.id,
    organisationId,
    details: isNew ? { role: "MEMBER", by: "OIDC" } : { by: "OIDC" },
  });
  return user;
}

/**
 * Signs in whoever a provider has vouched for. Later the identity is known by the provider's own name
 * for it, whatever its address has become.
 * @throws Problems when the provider may not speak for this person
 */
export async function signInWithClaims(
  context: Context,
  issuer: OidcIssuer,
  claims: Claims,
): Promise<NewSession> {
  const { orm, visit } = context;
  const session = await orm.transaction(async (tx) =>
    signIn({ orm: tx, visit }, await welcome(tx, issuer, claims), "OIDC"),
  );
  visit.keepToken(session);
  return session;
}
