import { resolve } from "node:path";
import { z } from "zod";
import { projectPath } from "./platform/project-root.js";

const serverUrl = (protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
    );

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
  ROLE: z.enum(["all", "api", "worker"], "must be all, api or worker").default("all"),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "silent"],
      "must be fatal, error, warn, info, debug or silent",
    )
    .default("warn"),
  SEED: z.enum(["auto", "never"], "must be auto or never").default("auto"),
});

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
  role: "all" | "api" | "worker";
  logLevel: string;
  seed: "auto" | "never";
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
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}.`);
    throw new ConfigError(lines.join("\n"));
  }
  const { data } = parsed;
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
    mailFrom: data.MAIL_FROM ?? `lardomsbanken@${new URL(publicUrl).hostname}`,
    dataDir: resolve(projectPath("."), data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    meili: data.MEILI_URL ? { url: data.MEILI_URL, apiKey: data.MEILI_API_KEY } : undefined,
    role: data.ROLE,
    logLevel: data.LOG_LEVEL,
    seed: data.SEED,
  };
}

/** The configuration of this process. */
export const processConfig = (): Config => readConfig(process.env);
