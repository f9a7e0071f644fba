import { resolve } from "node:path";
import { z } from "zod";
import { type Budget, type Limits, defaultLimits } from "./limits/limits.js";
import { type OidcIssuer, readIssuers } from "./people/oidc-issuers.js";
import { projectPath } from "./platform/project-root.js";

const serverUrl = (protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
    );

const wholeNumber = (least: number, usual: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/, `must be a whole number from ${least}`)
    .transform(Number)
    .refine((value) => value >= least, `must be a whole number from ${least}`)
    .default(usual);

const budgetFormat = "must be objects a second/objects at once, for example 1000/100000, or off";
const budget = (usual: string) =>
  z
    .string()
    .regex(/^([1-9]\d{0,8}\/[1-9]\d{0,8}|off)$/, budgetFormat)
    .default(usual)
    .transform((text): Budget | undefined => {
      const [perSecond, burst] = text.split("/").map(Number);
      return perSecond && burst ? { perSecond, burst } : undefined;
    });

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a port number from 0 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be a port number from 0 to 65535")
    .default(4000),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: serverUrl(["http:", "https:"]).optional(),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: serverUrl(["postgres:", "postgresql:"]).optional(),
  MEILI_URL: serverUrl(["http:", "https:"]).optional(),
  MEILI_API_KEY: z.string().optional(),
  SMTP_URL: serverUrl(["smtp:", "smtps:"]).optional(),
  MAIL_FROM: z.string().includes("@", { error: "must be an e-mail address" }).optional(),
  ADMIN_EMAIL: z.string().includes("@", { error: "must be an e-mail address" }).optional(),
  SESSION_SECRET: z.string().min(32, "must be at least 32 characters").optional(),
  ROLE: z.enum(["all", "api", "worker"], "must be all, api or worker").default("all"),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "silent"],
      "must be fatal, error, warn, info, debug or silent",
    )
    .default("warn"),
  SEED: z.enum(["auto", "never"], "must be auto or never").default("auto"),
  TRUST_PROXY: z
    .string()
    .regex(
      /^[\da-f.:/]+(, *[\da-f.:/]+)*$|^(loopback|linklocal|uniquelocal)$/i,
      "must be addresses or networks with commas between them, or loopback, linklocal or uniquelocal",
    )
    .optional(),
  CORS_ORIGINS: z
    .string()
    .transform((text) => text.split(",").map((origin) => origin.trim()))
    .refine(
      (origins) => origins.every((each) => URL.canParse(each) && new URL(each).origin === each),
      "must be origins with commas between them, for example https://intranet.example",
    )
    .optional(),
  METRICS_TOKEN: z.string().min(16, "must be at least 16 characters").optional(),
  ANSWER_CACHE_BYTES: wholeNumber(0, 33_554_432),
  DRAIN_SECONDS: wholeNumber(0, 0),
  BUDGET_ANONYMOUS: budget("1000/100000"),
  BUDGET_MEMBER: budget("2000/200000"),
  BUDGET_KEY: budget("5000/500000"),
  MAX_COST: wholeNumber(1, defaultLimits.cost),
  MAX_DEPTH: wholeNumber(1, defaultLimits.depth),
  MAX_ALIASES: wholeNumber(1, defaultLimits.aliases),
  MAX_TOKENS: wholeNumber(100, defaultLimits.tokens),
  MAX_IN_FLIGHT: wholeNumber(1, defaultLimits.inFlight),
  MAX_BODY_BYTES: wholeNumber(1_024, defaultLimits.bodyBytes),
  REQUEST_TIMEOUT_MS: wholeNumber(100, defaultLimits.requestMs),
  EXECUTION: z.enum(["compiled", "plain"], "must be compiled or plain").default("compiled"),
  MAX_LAG_MS: wholeNumber(0, defaultLimits.lagMs),
  MAX_STATEMENTS: wholeNumber(1, defaultLimits.statements),
});

/** The variables that are read, besides those of the providers of identities. */
export const variableNames = Object.keys(environment.shape);

/** What the operator has configured; the README's table describes each variable. */
export interface Config {
  port: number;
  host: string;
  publicUrl: string;
  /** Absolute. */
  dataDir: string;
  /** Absent: an embedded PostgreSQL is started. */
  databaseUrl: string | undefined;
  /** Absent: an embedded Meilisearch is started. */
  meili: { url: string; apiKey: string | undefined } | undefined;
  /** Absent: mails are printed. */
  smtpUrl: string | undefined;
  /** The sender of mails. */
  mailFrom: string;
  /** Whose the first administrator's account is to be; absent: nobody's, by a link that is printed. */
  adminEmail: string | undefined;
  /** Seals what browsers keep while they sign in with a provider; absent: a random one. */
  sessionSecret: string | undefined;
  /** The providers of identities that people may sign in with. */
  oidcIssuers: readonly OidcIssuer[];
  role: "all" | "api" | "worker";
  logLevel: string;
  seed: "auto" | "never";
  /** The proxies whose word on a client's address is taken. */
  trustProxy: string | false;
  /** The origins whose pages may call the API from a browser. */
  corsOrigins: readonly string[];
  metricsToken: string | undefined;
  /** Bytes of answers that the API keeps in memory. */
  answerBytes: number;
  /** How long the API answers on after it was told to end, so that balancers notice. */
  drainMs: number;
  limits: Limits;
  /** How queries are executed. */
  execution: "compiled" | "plain";
}

/** The environment holds values that can't be used; the message has one line for each. */
export class ConfigError extends Error {}

/**
 * Reads the configuration from environment variables; an empty one counts as absent.
 * @throws ConfigError naming each wrong variable and what it must be
 */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const given = Object.entries(variables).filter(([, value]) => value !== "");
  const parsed = environment.safeParse(Object.fromEntries(given));
  const { issuers, complaints } = readIssuers(variables);
  if (!parsed.success || complaints.length > 0) {
    const issues = parsed.error?.issues ?? [];
    const lines = issues.map((issue) => `${issue.path.join(".")}: ${issue.message}.`);
    throw new ConfigError([...lines, ...complaints].join("\n"));
  }
  const { data } = parsed;
  if (issuers.length > 0 && data.ROLE === "api" && data.SESSION_SECRET === undefined) {
    throw new ConfigError(
      "SESSION_SECRET: is needed with OIDC_… and ROLE=api: a sign-in may begin in one process and end in another.",
    );
  }
  if (data.MEILI_API_KEY !== undefined && data.MEILI_URL === undefined) {
    throw new ConfigError("MEILI_API_KEY: is only of use together with MEILI_URL.");
  }
  if (data.ROLE !== "all" && data.DATABASE_URL === undefined) {
    throw new ConfigError(
      `DATABASE_URL: is needed with ROLE=${data.ROLE}, which shares a database.`,
    );
  }
  const shownHost = ["0.0.0.0", "::", "127.0.0.1"].includes(data.HOST) ? "localhost" : data.HOST;
  const publicUrl = data.PUBLIC_URL ?? `http://${shownHost}:${data.PORT}`;
  return {
    port: data.PORT,
    host: data.HOST,
    publicUrl,
    smtpUrl: data.SMTP_URL,
    sessionSecret: data.SESSION_SECRET,
    oidcIssuers: issuers,
    adminEmail: data.ADMIN_EMAIL?.toLowerCase(),
    mailFrom: data.MAIL_FROM ?? `lardomsbanken@${new URL(publicUrl).hostname}`,
    dataDir: resolve(projectPath("."), data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    meili: data.MEILI_URL ? { url: data.MEILI_URL, apiKey: data.MEILI_API_KEY } : undefined,
    role: data.ROLE,
    logLevel: data.LOG_LEVEL,
    seed: data.SEED,
    execution: data.EXECUTION,
    trustProxy: data.TRUST_PROXY ?? false,
    corsOrigins: data.CORS_ORIGINS ?? [],
    metricsToken: data.METRICS_TOKEN,
    answerBytes: data.ANSWER_CACHE_BYTES,
    drainMs: data.DRAIN_SECONDS * 1_000,
    limits: readLimits(data),
  };
}

function readLimits(data: z.infer<typeof environment>): Limits {
  const budgets = Object.entries({
    anonymous: data.BUDGET_ANONYMOUS,
    member: data.BUDGET_MEMBER,
    key: data.BUDGET_KEY,
  });
  return {
    ...defaultLimits,
    tokens: data.MAX_TOKENS,
    depth: data.MAX_DEPTH,
    aliases: data.MAX_ALIASES,
    cost: data.MAX_COST,
    budgets: Object.fromEntries(budgets.filter(([, each]) => each)),
    inFlight: data.MAX_IN_FLIGHT,
    requestMs: data.REQUEST_TIMEOUT_MS,
    bodyBytes: data.MAX_BODY_BYTES,
    lagMs: data.MAX_LAG_MS,
    statements: data.MAX_STATEMENTS,
  };
}

/** The configuration of this process. */
export const processConfig = (): Config => readConfig(process.env);
