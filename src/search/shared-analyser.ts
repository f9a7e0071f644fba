import { createHash } from "node:crypto";
import { type Analyser, createAnalyser } from "./analysis/analysis.js";
import { swedishAdditions } from "./analysis/swedish-additions.js";

/** Grows when the rules of the analysis change, so that everything is analysed again. */
const analysisRevision = 4;

/** The one analyser of the process: its dictionary is read once, on first use. */
export const analyser: Analyser = createAnalyser();

let version: string | undefined;

/** Names what texts are analysed by: a document that was analysed by anything else is out of date. */
export function analysisVersion(): string {
  version ??= createHash("sha256")
    .update(JSON.stringify([analysisRevision, swedishAdditions, analyser.thesaurus.concepts]))
    .digest("hex")
    .slice(0, 16);
  return version;
}
