import { exposeEnum } from "./enums.js";

/** The languages that taxonomies and explanations are written in. */
export type LocaleName = "SV" | "EN";

/** The languages as an enum of the schema. */
export const Locale = exposeEnum(
  { enumValues: ["SV", "EN"] as const },
  "Locale",
  "A language that names and explanations are available in.",
  { SV: "Swedish.", EN: "English." },
);
