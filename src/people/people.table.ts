import { type SQL, sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { organisations } from "../organisations/organisations.table.js";
import { bytes, primaryId, timestamps } from "../platform/columns.table.js";

export const membershipRole = pgEnum("membership_role", ["MEMBER", "EDITOR"]);
export const apiScope = pgEnum("api_scope", ["READ", "CONTRIBUTE", "PUBLISH"]);

const instant = (name: string) => timestamp(name, { withTimezone: true });
const isSha256 = (column: SQL): SQL => sql`octet_length(${column}) = 32`;

/** A person who can sign in. An erased one keeps its row, without anything that tells who it was. */
export const users = pgTable(
  "users",
  {
    id: primaryId(),
    /** In lower case; null once erased. */
    email: text("email").unique(),
    name: text("name"),
    isStaff: boolean("is_staff").notNull().default(false),
    isAdmin: boolean("is_admin").notNull().default(false),
    lastSignInAt: instant("last_sign_in_at"),
    erasedAt: instant("erased_at"),
    ...timestamps,
  },
  (t) => [
    check("users_email_lower", sql`${t.email} = lower(${t.email})`),
    check("users_email", sql`${t.email} ~ '^[^@[:space:]]+@[^@[:space:]]+$'`),
    check(
      "users_erased",
      sql`(${t.erasedAt} is null) or (${t.email} is null and ${t.name} is null and not ${t.isStaff} and not ${t.isAdmin})`,
    ),
    check("users_reachable", sql`${t.erasedAt} is not null or ${t.email} is not null`),
  ],
);
export type UserRow = typeof users.$inferSelect;

const userId = (name = "user_id") =>
  uuid(name)
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });
const organisationId = () =>
  uuid("organisation_id")
    .notNull()
    .references(() => organisations.id, { onDelete: "cascade" });

/** Who belongs to which organisation, and as what. */
export const memberships = pgTable(
  "memberships",
  {
    userId: userId(),
    organisationId: organisationId(),
    role: membershipRole("role").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.organisationId] }),
    index("memberships_organisation").on(t.organisationId),
  ],
);
export type MembershipRow = typeof memberships.$inferSelect;

/** The e-mail domains whose owners may have an account with an organisation. */
export const organisationDomains = pgTable(
  "organisation_domains",
  {
    domain: text("domain").primaryKey(),
    organisationId: organisationId(),
  },
  (t) => [
    check("organisation_domains_format", sql`${t.domain} ~ '^[a-z0-9-]+(\\.[a-z0-9-]+)+$'`),
    index("organisation_domains_organisation").on(t.organisationId),
  ],
);

/** A link that signs its owner in once; only its SHA-256 is kept. */
export const signInLinks = pgTable(
  "sign_in_links",
  {
    tokenHash: bytes("token_hash").primaryKey(),
    email: text("email").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    check("sign_in_links_hash", isSha256(sql`${t.tokenHash}`)),
    index("sign_in_links_email").on(t.email, t.createdAt),
    index("sign_in_links_expires").on(t.expiresAt),
  ],
);

/** Somebody's sign-in with a provider of identities (OpenID Connect). */
export const identities = pgTable(
  "identities",
  {
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    userId: userId(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] }), index("identities_user").on(t.userId)],
);

/** A browser that is signed in; only the SHA-256 of its token is kept. */
export const sessions = pgTable(
  "sessions",
  {
    id: primaryId(),
    userId: userId(),
    tokenHash: bytes("token_hash").notNull(),
    /** The token before the last rotation, accepted a moment longer: answers may cross. */
    previousTokenHash: bytes("previous_token_hash"),
    rotatedAt: instant("rotated_at").notNull().defaultNow(),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    /** What the browser says of itself, shortened: so that its owner knows it in a list. */
    device: text("device"),
  },
  (t) => [
    check("sessions_hash", isSha256(sql`${t.tokenHash}`)),
    uniqueIndex("sessions_token").on(t.tokenHash),
    uniqueIndex("sessions_previous_token").on(t.previousTokenHash),
    index("sessions_user").on(t.userId),
    index("sessions_expires").on(t.expiresAt),
  ],
);
export type SessionRow = typeof sessions.$inferSelect;

/** A program that acts for one organisation. */
export const apiClients = pgTable(
  "api_clients",
  {
    id: primaryId(),
    organisationId: organisationId(),
    name: text("name").notNull(),
    ...timestamps,
  },
  (t) => [
    check("api_clients_name_length", sql`char_length(${t.name}) between 1 and 120`),
    index("api_clients_organisation").on(t.organisationId),
  ],
);
export type ApiClientRow = typeof apiClients.$inferSelect;

/** A key of such a program; only its SHA-256 is kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: primaryId(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => apiClients.id, { onDelete: "cascade" }),
    keyHash: bytes("key_hash").notNull(),
    /** The first characters, by which its owner knows it. */
    prefix: text("prefix").notNull(),
    scopes: apiScope("scopes").array().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    check("api_keys_hash", isSha256(sql`${t.keyHash}`)),
    uniqueIndex("api_keys_key").on(t.keyHash),
    index("api_keys_client").on(t.clientId),
  ],
);
export type ApiKeyRow = typeof apiKeys.$inferSelect;

/**
 * Who is not to be written about again: the SHA-256 of the addresses and slugs of contacts that were
 * erased, so that neither seeds nor imports bring them back.
 */
export const objections = pgTable(
  "objections",
  {
    identifierHash: bytes("identifier_hash").primaryKey(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [check("objections_hash", isSha256(sql`${t.identifierHash}`))],
);

/**
 * What was done, by whom, to what: append-only (a trigger sees to it), and without any content, so that
 * nothing in it has to be erased.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    id: primaryId(),
    at: instant("at").notNull().defaultNow(),
    actorKind: text("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    action: text("action").notNull(),
    entity: text("entity"),
    entityId: uuid("entity_id"),
    organisationId: uuid("organisation_id"),
    /** Names of changed fields, states, roles: never a value that a person wrote. */
    details: jsonb("details").$type<Record<string, unknown>>(),
  },
  (t) => [
    index("audit_log_at").on(t.at),
    index("audit_log_entity").on(t.entityId, t.at),
    index("audit_log_actor").on(t.actorId, t.at),
  ],
);
export type AuditRow = typeof auditLog.$inferSelect;
