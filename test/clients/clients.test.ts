import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SearchBank, startSearchBank } from "../support/search-bank.js";
import { checkTypes, compileCodegen, compileRelay } from "./compile.js";
import type { OpenApp, SampleApp } from "./sample-app.js";

let bank: SearchBank;
beforeAll(async () => {
  bank = await startSearchBank();
  await bank.startWorker().idle();
});
afterAll(() => bank.stop());

describe.each([
  { name: "Relay", folder: "relay", compile: compileRelay },
  { name: "graphql-codegen's client-preset", folder: "codegen", compile: compileCodegen },
])("an app of $name", ({ folder, compile }) => {
  const path = join(import.meta.dirname, folder);
  let app: SampleApp;
  beforeAll(async () => {
    await compile(path);
    // The app is there when it has been compiled, and its types are for its own compilation to check.
    const { openApp }: { openApp: OpenApp } = await import(join(path, "app.ts"));
    app = openApp((text, variables) => bank.api.read(text, { ...variables }));
  });

  it("has the types that it was written for", () => checkTypes(path));

  it("searches, and joins pages", async () => {
    const { totalCount, lines } = await app.search("koldioxidbudget");
    expect(totalCount).toBeGreaterThan(5);
    expect(lines).toHaveLength(Math.min(10, totalCount));
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines).toContain("Koldioxidbudget");
    expect(lines).toContain("Koldioxidbudget kopplad till ekonomin (Borås)");
    expect(lines.join("\n")).toMatch(/^(ADVICE|FAILURE|OBSTACLE|SUCCESS_FACTOR): /m);
  });

  it("shows a case study, and that there is none", async () => {
    const shown = await app.caseStudy("vaxjo-samlastning");
    expect(shown?.methods).toContain("Samordnad varudistribution");
    expect(shown?.lessons.length).toBeGreaterThan(0);
    expect(shown?.results.join("\n")).toContain("-50 %");
    expect(await app.caseStudy("no-such-slug")).toBeUndefined();
  });

  it("shows a method with everybody who has tried it, over all pages", async () => {
    const shown = await app.method("koldioxidbudget");
    expect(shown?.name).toBe("Koldioxidbudget");
    expect(shown?.totalCount).toBeGreaterThan(2);
    expect(shown?.adopters).toHaveLength(shown?.totalCount ?? 0);
    expect(shown?.adopters).toContain("Borås");
  });

  it("shows a municipality, and that there is none", async () => {
    const shown = await app.municipality("0780");
    expect(shown).toMatchObject({ name: "Växjö", county: "Kronobergs län" });
    expect(shown?.peers).toHaveLength(3);
    expect(shown?.caseCount).toBeGreaterThan(0);
    expect(await app.municipality("0000")).toBeUndefined();
  });
});
