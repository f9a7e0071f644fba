import { z } from "zod";

/** A provider of identities that people may sign in with, as the operator has configured it. */
export interface OidcIssuer {
  /** What its addresses here are called: its number in the configuration. */
  key: string;
  /** What people know it as. */
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string | undefined;
  scope: string;
  /** The slug of the organisation that all its people belong to. */
  organisation: string | undefined;
  /** The claim that tells somebody's organisation, and which value is which slug. */
  claim: { name: string; organisations: ReadonlyMap<string, string> } | undefined;
}

const names = [
  "ISSUER",
  "CLIENT_ID",
  "CLIENT_SECRET",
  "NAME",
  "SCOPE",
  "ORGANISATION",
  "CLAIM",
  "CLAIM_ORGANISATIONS",
] as const;
type Name = (typeof names)[number];

const isLocal = ({ hostname }: URL): boolean =>
  hostname === "localhost" || hostname === "127.0.0.1";
const isIssuer = (value: string): boolean => {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return url.protocol === "https:" || (url.protocol === "http:" && isLocal(url));
};
const pairs = z
  .string()
  .transform((text) => text.split(",").map((pair) => pair.split("=").map((part) => part.trim())))
  .refine(
    (list) => list.every((pair) => pair.length === 2 && pair.every(Boolean)),
    "must be values and slugs, for example 1a2b=vaxjo,3c4d=kalmar",
  )
  .transform((list) => new Map(list.map(([value = "", slug = ""]) => [value, slug])));

const oneIssuer = z
  .object({
    ISSUER: z.string().refine(isIssuer, "must be an address that starts with https://"),
    CLIENT_ID: z.string(),
    CLIENT_SECRET: z.string().optional(),
    NAME: z.string().optional(),
    SCOPE: z
      .string()
      .refine((scope) => scope.split(" ").includes("openid"), "must contain openid")
      .default("openid email profile"),
    ORGANISATION: z.string().optional(),
    CLAIM: z.string().optional(),
    CLAIM_ORGANISATIONS: pairs.optional(),
  })
  .superRefine((given, context) => {
    if ((given.CLAIM === undefined) === (given.CLAIM_ORGANISATIONS === undefined)) return;
    const path = [given.CLAIM === undefined ? "CLAIM" : "CLAIM_ORGANISATIONS"];
    context.addIssue({ code: "custom", path, message: "is needed: the two go together" });
  });

/**
 * Reads the providers of identities from `OIDC_1_ISSUER`, `OIDC_1_CLIENT_ID`, … `OIDC_2_ISSUER`, …
 * @returns them, and a line for each variable that can't be used
 */
export function readIssuers(variables: Readonly<Record<string, string | undefined>>): {
  issuers: OidcIssuer[];
  complaints: string[];
} {
  const complaints: string[] = [];
  const given = new Map<string, Partial<Record<Name, string>>>();
  for (const [variable, value] of Object.entries(variables)) {
    if (!variable.startsWith("OIDC_")) continue;
    const [, key, name] = /^OIDC_(\d{1,2})_(\w+)$/.exec(variable) ?? [];
    const known = names.find((each) => each === name);
    if (key === undefined || known === undefined) {
      complaints.push(`${variable}: isn't known; OIDC_1_ISSUER, OIDC_1_CLIENT_ID and so on are.`);
    } else {
      given.set(key, { ...given.get(key), ...(value ? { [known]: value } : {}) });
    }
  }
  const issuers = [...given].flatMap(([key, values]) => {
    const parsed = oneIssuer.safeParse(values);
    if (!parsed.success) {
      for (const { path, message, code } of parsed.error.issues) {
        const what = code === "invalid_type" ? "is needed" : message;
        complaints.push(`OIDC_${key}_${path.join("_")}: ${what}.`);
      }
      return [];
    }
    const { data } = parsed;
    const { CLAIM: claim, CLAIM_ORGANISATIONS: organisations } = data;
    return {
      key,
      name: data.NAME ?? new URL(data.ISSUER).hostname,
      issuer: data.ISSUER,
      clientId: data.CLIENT_ID,
      clientSecret: data.CLIENT_SECRET,
      scope: data.SCOPE,
      organisation: data.ORGANISATION,
      claim:
        claim === undefined || organisations === undefined
          ? undefined
          : { name: claim, organisations },
    };
  });
  return { issuers, complaints };
}
