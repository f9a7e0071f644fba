import type { Answer, TestCaller } from "./test-api.js";

const errors = "userErrors { field code sv: message en: message(locale: EN) }";
const shown = `id slug state version title actions missingToPublish { field }
  lessons { id text } results { indicator value } sources { url } methods { slug }
  organisations { role organisation { slug } }
  draft { state version content { title lessons { id text } } changes { field before after } }`;

/** Inputs that are accepted and hold no more than they must, by their types. */
export const leastInputs = {
  MethodInput: { name: "Metod" },
  ContactInput: { organisation: "kalmar", name: "Funktion", email: "funktion@example.org" },
  EventInput: { organisation: "kalmar", title: "Frukost", startsOn: "2026-12-01" },
  SupportOfferInput: { organisation: "kalmar", title: "Stöd", description: "Syntetiskt." },
  LessonInput: { kind: "ADVICE", basis: "SOURCE", text: "Syntetisk." },
  ResultInput: { indicator: "Syntetisk", value: 1, unit: "st", kind: "MEASURED" },
  SourceInput: { url: "https://example.org/en-annan" },
  CaseStudyPartyInput: { organisation: "kalmar", role: "LEAD" },
};

/** Sends a mutation of a case study; answers its payload. */
export async function changeCase(
  caller: TestCaller,
  name: string,
  args: Record<string, unknown>,
): Promise<Answer["data"]> {
  const types: Record<string, string> = {
    id: "ID!",
    version: "Int!",
    revision: "Int!",
    input: "CaseStudyInput!",
    comment: "String!",
    idempotencyKey: "String",
  };
  const declared = Object.keys(args).map((key) => `$${key}: ${types[key]}`);
  const passed = Object.keys(args).map((key) => `${key}: $${key}`);
  const data = await caller.read(
    `mutation (${declared.join(", ")}) { done: ${name}(${passed.join(", ")}) { caseStudy { ${shown} } ${errors} } }`,
    args,
  );
  return data.done;
}

/** A case study of Kalmar with all that it needs to be published; synthetic. */
export const completeCase = {
  title: "Prövning av lastcyklar i hemtjänsten",
  summary: "En syntetisk post för test.",
  status: "ONGOING",
  organisations: [{ organisation: "kalmar", role: "LEAD" }],
  focusAreas: ["energi"],
  sources: [{ url: "https://example.org/rapport" }],
};
