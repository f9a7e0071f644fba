import { type SQL, and, eq, inArray, ne, sql } from "drizzle-orm";
import { hasRow, isAmong } from "../platform/conditions.js";
import type { Actor } from "../platform/context.js";
import type { PublicationStateName } from "../platform/publication-state.type.js";
import { type AdoptionRow, type MethodRow, adoptions, methods } from "./methods.table.js";

type Asked = readonly PublicationStateName[] | null | undefined;

/** Which methods are published. */
const publishedMethods = (): SQL => eq(methods.state, "PUBLISHED");

/**
 * Which methods an actor may see: everybody those that are published; members those that their
 * organisations have proposed, in every state; staff all.
 */
export function viewableMethods(actor: Actor): SQL {
  if (actor.isStaff) return sql`true`;
  if (actor.memberOf.length === 0) return publishedMethods();
  return sql`(${publishedMethods()} or ${isAmong(methods.proposedById, actor.memberOf)})`;
}

/** Which methods other records lead an actor to: those it may see, but for the archived. */
export const currentMethods = (actor: Actor): SQL =>
  sql`(${viewableMethods(actor)} and ${ne(methods.state, "ARCHIVED")})`;

/** Which methods a list shows an actor: those in the states that it asks for, else the published. */
export const listedMethods = (actor: Actor, states: Asked): SQL =>
  states && states.length > 0
    ? sql`(${viewableMethods(actor)} and ${inArray(methods.state, [...states])})`
    : publishedMethods();

/** Whether an actor may see one: agrees with {@link viewableMethods}. */
export const canViewMethod = (
  actor: Actor,
  { state, proposedById }: Pick<MethodRow, "state" | "proposedById">,
): boolean =>
  actor.isStaff ||
  state === "PUBLISHED" ||
  (proposedById !== null && actor.memberOf.includes(proposedById));

/** Which adoptions everybody may see: those that are published, of published methods. */
const publishedAdoptions = (): SQL =>
  sql`(${eq(adoptions.state, "PUBLISHED")} and ${isOfMethod(publishedMethods())})`;

/** The condition on an adoption that its method meets one. */
const isOfMethod = (condition: SQL): SQL =>
  hasRow(methods, and(eq(methods.id, adoptions.methodId), condition));

/**
 * Which adoptions an actor may see: everybody those that are published, of published methods; members
 * their organisations' own in every state; staff all.
 */
export function viewableAdoptions(actor: Actor): SQL {
  if (actor.isStaff) return sql`true`;
  if (actor.memberOf.length === 0) return publishedAdoptions();
  return sql`(${publishedAdoptions()} or (${isAmong(adoptions.organisationId, actor.memberOf)}
    and ${isOfMethod(viewableMethods(actor))}))`;
}

/** Which adoptions other records lead an actor to: those it may see, but for the archived. */
export const currentAdoptions = (actor: Actor): SQL =>
  sql`(${viewableAdoptions(actor)} and ${ne(adoptions.state, "ARCHIVED")})`;

/** Which adoptions a list shows an actor: those in the states that it asks for, else the published. */
export const listedAdoptions = (actor: Actor, states: Asked): SQL =>
  states && states.length > 0
    ? sql`(${viewableAdoptions(actor)} and ${inArray(adoptions.state, [...states])})`
    : publishedAdoptions();

/**
 * Whether an actor may see one: agrees with {@link viewableAdoptions}.
 * @param method the method that it is an adoption of
 */
export const canViewAdoption = (
  actor: Actor,
  { state, organisationId }: Pick<AdoptionRow, "state" | "organisationId">,
  method: Pick<MethodRow, "state" | "proposedById">,
): boolean =>
  actor.isStaff ||
  (state === "PUBLISHED" && method.state === "PUBLISHED") ||
  (actor.memberOf.includes(organisationId) && canViewMethod(actor, method));
