import { Arg, Ctx, ID, Int, Mutation, Resolver } from "type-graphql";
import type { Context } from "../platform/context.js";
import { definePayload } from "../platform/payload.type.js";
import { type Outcome, outcomeOf } from "../platform/problems.js";
import { GraphQLInstant } from "../platform/scalars.js";
import { endAllSessions, endSession, signOut } from "./sessions.service.js";
import { confirmSignIn, requestSignInLink } from "./sign-in.service.js";

const RequestSignInLinkPayload = definePayload<boolean>("RequestSignInLink", {
  name: "isAccepted",
  type: () => Boolean,
  description: "Whether the request was taken; it tells nothing of whether the address is known.",
});
const ConfirmSignInPayload = definePayload<Date>("ConfirmSignIn", {
  name: "signedInUntil",
  type: () => GraphQLInstant,
  description: "When you have to sign in again at the latest.",
});
const SignOutPayload = definePayload<boolean>("SignOut", {
  name: "isSignedOut",
  type: () => Boolean,
  description: "Always true: also where there was no session.",
});
const EndSessionPayload = definePayload<string>("EndSession", {
  name: "sessionId",
  type: () => ID,
  description: "The session that was ended.",
});
const EndAllSessionsPayload = definePayload<number>("EndAllSessions", {
  name: "count",
  type: () => Int,
  description: "How many sessions were ended.",
});

@Resolver()
export class SignInResolver {
  @Mutation(() => RequestSignInLinkPayload, {
    description:
      "Sends a sign-in link to an address whose owner may sign in: one with an account, or at a domain of an organisation. The answer is the same for every address.",
  })
  requestSignInLink(
    @Ctx() context: Context,
    @Arg("email", () => String, { description: "The e-mail address." }) email: string,
  ): Promise<Outcome<boolean>> {
    return outcomeOf(() => requestSignInLink(context, email).then(() => true));
  }

  @Mutation(() => ConfirmSignInPayload, {
    description:
      "Signs in with the token of a sign-in link, which is used up. The answer sets the session's cookie.",
  })
  confirmSignIn(
    @Ctx() context: Context,
    @Arg("token", () => String, { description: "What follows `token=` in the link." })
    token: string,
  ): Promise<Outcome<Date>> {
    return outcomeOf(() => confirmSignIn(context, token).then(({ expiresAt }) => expiresAt));
  }

  @Mutation(() => SignOutPayload, { description: "Ends the session that this request uses." })
  signOut(@Ctx() context: Context): Promise<Outcome<boolean>> {
    return outcomeOf(() => signOut(context).then(() => true));
  }

  @Mutation(() => EndSessionPayload, {
    description: "Ends one of your own sessions: that browser is signed out at once.",
  })
  endSession(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "The session's `id`." }) id: string,
  ): Promise<Outcome<string>> {
    return outcomeOf(() => endSession(context, id).then(() => id));
  }

  @Mutation(() => EndAllSessionsPayload, {
    description: "Ends all of your sessions, this one too.",
  })
  endAllSessions(@Ctx() context: Context): Promise<Outcome<number>> {
    return outcomeOf(() => endAllSessions(context));
  }
}
