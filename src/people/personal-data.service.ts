import type { Context } from "../platform/context.js";
import { line, parseInput } from "../platform/validation.js";
import { requireAdmin } from "./guards.js";
import { audit } from "./people.audit.js";
import { loadUser } from "./people.loader.js";
import { readPersonalData } from "./personal-data.repository.js";

/** What Article 15 of the GDPR asks to be told beside the data. */
const about = {
  purpose: "Sharing municipal experience of climate work, and telling who may contribute to it.",
  legalBasis: "Public interest (GDPR Article 6(1)(e)).",
  recipients: "Contacts that are PUBLIC: everybody. Others: members of the initiative.",
  retention:
    "Accounts: until they are erased, 90 days after an invitation that wasn't taken up, or two years without a sign-in. Sessions: 30 days at most. Sign-in links: a day after they end. Audit log: two years, without names or addresses.",
  source: "Yourself, your organisation's editors, or published sources.",
  rights:
    "Correct: changeMyName, or your organisation's editors. Object and erase: eraseMe, or an administrator. Complain: Integritetsskyddsmyndigheten, imy.se.",
};

/** Reads everything that is kept of whoever asks; null for visitors and API clients. */
export async function readMyData(context: Context): Promise<Record<string, unknown> | null> {
  const { kind, id } = context.actor;
  const user = kind === "USER" && id !== null ? await loadUser(context, id) : null;
  if (user?.email == null) return null;
  return { about, ...(await readPersonalData(context.orm, user.email)) };
}

/** Reads everything that is kept of a person, to answer whoever has no account; administrators only. */
export async function readDataOf(
  context: Context,
  address: string,
): Promise<Record<string, unknown>> {
  requireAdmin(context);
  const email = parseInput(line(254), address, "email").toLowerCase();
  const { actor, orm } = context;
  const data = await readPersonalData(orm, email);
  await audit(
    { actor, orm },
    {
      action: "READ_PERSONAL_DATA",
      ...(data.account ? { entity: "User", entityId: data.account.id } : {}),
    },
  );
  return { about, ...data };
}
