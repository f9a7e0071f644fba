import { type GraphQLSchema, defaultFieldResolver } from "graphql";
import type { Context } from "./context.js";
import { ClientError } from "./errors.js";

/**
 * Puts a floor under every mutation: a visitor is refused, and so is an API key that may only read.
 * What a mutation needs beyond that, its service decides.
 * @param open the mutations that a visitor may use, for example to sign in
 */
export function addSignInFloor(schema: GraphQLSchema, open: ReadonlySet<string>): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (open.has(field.name)) continue;
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args, context: Context, info): unknown => {
      requireWriter(context);
      return resolve(source, args, context, info);
    };
  }
}

/** @throws UNAUTHENTICATED or FORBIDDEN when the actor may change nothing at all. */
function requireWriter({ actor }: Context): void {
  if (actor.kind === "VISITOR") {
    throw new ClientError(
      "UNAUTHENTICATED",
      "Sign in first, or pass an API key as `Authorization: Bearer lb_live_…`.",
    );
  }
  if (!actor.writes) {
    throw new ClientError(
      "FORBIDDEN",
      "This API key may only read; it lacks the scope CONTRIBUTE.",
    );
  }
}

/** @throws UNAUTHENTICATED for a visitor. */
export function requireSignIn({ actor }: Context): void {
  if (actor.kind === "VISITOR") {
    throw new ClientError("UNAUTHENTICATED", "Sign in first.");
  }
}

/** Nothing of this name exists, or the actor may not know that it does: both read the same. */
export const notFound = (what: string): ClientError =>
  new ClientError("NOT_FOUND", `${what}: there is none that you may see.`);

/** The actor sees it, but may not do this. */
export const forbidden = (remedy: string): ClientError => new ClientError("FORBIDDEN", remedy);
