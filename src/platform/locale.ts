import { exposeEnum } from "./enums.js";

/** The languages that taxonomies and explanations are written in. */
export type LocaleName = "SV" | "EN";

/** A sentence in both languages. */
export interface Bilingual {
  sv: string;
  en: string;
}

/** Sentences in one of the languages; Swedish where a client leaves it open. */
export const inLocale = (texts: readonly Bilingual[], locale: LocaleName | null): string[] =>
  texts.map((text) => (locale === "EN" ? text.en : text.sv));

/** The languages as an enum of the schema. */
export const Locale = exposeEnum(
  { enumValues: ["SV", "EN"] as const },
  "Locale",
  "A language that names and explanations are available in.",
  { SV: "Swedish.", EN: "English." },
);
