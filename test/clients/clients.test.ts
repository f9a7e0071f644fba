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
  let editorsApp: SampleApp;
  beforeAll(async () => {
    await compile(path);
    // The app is there when it has been compiled, and its types are for its own compilation to check.
    const { openApp }: { openApp: OpenApp } = await import(join(path, "app.ts"));
    const editor = await bank.api.as({ editorOf: ["vaxjo"] });
    app = openApp((text, variables) => bank.api.read(text, { ...variables }));
    editorsApp = openApp((text, variables) => editor.read(text, { ...variables }));
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

  it("begins a case study and writes on", async () => {
    const summary = "Vad som gjordes, varför och med vilken verkan.";
    const typed = { title: `Utkast från ${folder}`, organisation: "vaxjo", summary };
    const { draft, problems } = await editorsApp.contribute(typed);
    expect(problems).toEqual([]);
    expect(draft).toEqual({
      slug: `utkast-fran-${folder}`,
      state: "DRAFT",
      version: 2,
      summary,
    });
  });

  it("tells what is to be mended", async () => {
    const typed = { title: "x".repeat(121), organisation: "no-such-slug", summary: "" };
    const { draft, problems } = await editorsApp.contribute(typed);
    expect(draft).toBeUndefined();
    expect(problems).toContain("input.title TOO_LONG");
  });
});
