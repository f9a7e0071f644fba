import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.js";

const oidc = { OIDC_1_ISSUER: "https://x.example", OIDC_1_CLIENT_ID: "bank" };

describe("readConfig", () => {
  it("needs nothing", () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: "127.0.0.1",
      publicUrl: "http://localhost:4000",
      databaseUrl: undefined,
      meili: undefined,
      role: "all",
      seed: "auto",
    });
  });

  it("takes an empty variable for an absent one", () => {
    expect(readConfig({ DATABASE_URL: "", PORT: "" })).toMatchObject({
      port: 4000,
      databaseUrl: undefined,
    });
  });

  it.each([
    [{ PORT: "99999" }, /^PORT: must be a port/],
    [{ PORT: "http" }, /^PORT: must be a port/],
    [{ DATABASE_URL: "mysql://x" }, /^DATABASE_URL: must be an address that starts with postgres:/],
    [{ MEILI_URL: "localhost" }, /^MEILI_URL: must be an address/],
    [{ MEILI_API_KEY: "key" }, /^MEILI_API_KEY: .* MEILI_URL/],
    [{ ROLE: "boss" }, /^ROLE: must be all, api or worker/],
    [{ ROLE: "api" }, /^DATABASE_URL: is needed with ROLE=api/],
    [{ LOG_LEVEL: "loud" }, /^LOG_LEVEL: must be/],
    [{ SMTP_URL: "mail.example.org" }, /^SMTP_URL: must be an address that starts with smtp:/],
    [{ MAIL_FROM: "nobody" }, /^MAIL_FROM: must be an e-mail address/],
    [{ ADMIN_EMAIL: "nobody" }, /^ADMIN_EMAIL: must be an e-mail address/],
    [{ SESSION_SECRET: "short" }, /^SESSION_SECRET: must be at least 32/],
    [{ OIDC_ISSUER: "https://x.example" }, /^OIDC_ISSUER: isn't known; OIDC_1_ISSUER/],
    [{ OIDC_1_ISSUER: "https://x.example" }, /^OIDC_1_CLIENT_ID: is needed/],
    [{ ...oidc, OIDC_1_ISSUER: "http://x.example" }, /^OIDC_1_ISSUER: must be .* https:/],
    [{ ...oidc, OIDC_1_SCOPE: "email" }, /^OIDC_1_SCOPE: must contain openid/],
    [{ ...oidc, OIDC_1_CLAIM: "tid" }, /^OIDC_1_CLAIM_ORGANISATIONS: is needed/],
    [{ ...oidc, OIDC_1_CLAIM_ORGANISATIONS: "vaxjo" }, /^OIDC_1_CLAIM.*: must be values/],
    [{ ...oidc, ROLE: "api", DATABASE_URL: "postgres://x" }, /^SESSION_SECRET: is needed/],
    [{ SEED: "maybe" }, /^SEED: must be auto or never/],
    [{ TRUST_PROXY: "everybody" }, /^TRUST_PROXY: must be addresses/],
    [{ CORS_ORIGINS: "*" }, /^CORS_ORIGINS: must be origins/],
    [{ CORS_ORIGINS: "https://a.example/path" }, /^CORS_ORIGINS: must be origins/],
    [{ METRICS_TOKEN: "short" }, /^METRICS_TOKEN: must be at least 16/],
    [{ BUDGET_KEY: "many" }, /^BUDGET_KEY: must be objects a second/],
    [{ BUDGET_KEY: "0/10" }, /^BUDGET_KEY: must be objects a second/],
    [{ MAX_COST: "0" }, /^MAX_COST: must be a whole number from 1/],
    [{ REQUEST_TIMEOUT_MS: "1" }, /^REQUEST_TIMEOUT_MS: must be a whole number from 100/],
    [{ EXECUTION: "fast" }, /^EXECUTION: must be compiled or plain/],
  ])("refuses %j", (variables, message) => {
    expect(() => readConfig(variables)).toThrow(ConfigError);
    expect(() => readConfig(variables)).toThrow(message);
  });

  it("reads budgets, and that there is none", () => {
    const { limits } = readConfig({ BUDGET_ANONYMOUS: "10/500", BUDGET_KEY: "off" });
    expect(limits.budgets).toEqual({
      anonymous: { perSecond: 10, burst: 500 },
      member: { perSecond: 2_000, burst: 200_000 },
    });
  });

  it("reads providers of identities, each by its number", () => {
    const two = { ...oidc, OIDC_2_ISSUER: "http://localhost:1", OIDC_2_CLIENT_ID: "b" };
    const claim = { OIDC_2_CLAIM: "tid", OIDC_2_CLAIM_ORGANISATIONS: "a=vaxjo, b=kalmar" };
    const organisations = new Map([
      ["a", "vaxjo"],
      ["b", "kalmar"],
    ]);
    expect(readConfig({ ...two, ...claim, OIDC_1_ORGANISATION: "umea" }).oidcIssuers).toMatchObject(
      [
        { key: "1", name: "x.example", organisation: "umea", scope: "openid email profile" },
        { key: "2", name: "localhost", claim: { name: "tid", organisations } },
      ],
    );
  });

  it("tells everything that is wrong at once", () => {
    expect(() => readConfig({ PORT: "x", ROLE: "x", SEED: "x" })).toThrow(/PORT.*\nROLE.*\nSEED/s);
  });
});
