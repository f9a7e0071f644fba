import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.js";

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
    [{ SEED: "maybe" }, /^SEED: must be auto or never/],
  ])("refuses %j", (variables, message) => {
    expect(() => readConfig(variables)).toThrow(ConfigError);
    expect(() => readConfig(variables)).toThrow(message);
  });

  it("tells everything that is wrong at once", () => {
    expect(() => readConfig({ PORT: "x", ROLE: "x", SEED: "x" })).toThrow(/PORT.*\nROLE.*\nSEED/s);
  });
});
