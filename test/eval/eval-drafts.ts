/**
 * Prints how well pasted texts are read as drafts: precision and recall per kind on texts made from the
 * seeds' case studies, and the time it takes. See test/eval/drafts.README.md for what that can tell.
 */
import { parseArgs } from "node:util";
import { type Draft, draftFrom } from "../../src/drafting/draft.js";
import { confidences } from "../../src/drafting/passages.js";
import { prepareVocabulary } from "../../src/drafting/vocabulary.js";
import { analyser } from "../../src/search/shared-analyser.js";
import { type DraftCase, readSeeds, toDraftCases, toVocabularyRows } from "./draft-cases.js";
import { type DraftFigures, type Tally, measureDraft, total } from "./draft-figures.js";

/** The year of the labels: what was ongoing then. */
const today = 2026;
const print = (line = ""): void => {
  process.stdout.write(`${line}\n`);
};
const ratio = (part: number, whole: number): string =>
  (whole === 0 ? "–" : (part / whole).toFixed(2)).padStart(11);

const { values } = parseArgs({
  options: { why: { type: "boolean" }, split: { type: "string", default: "all" } },
});
const splits = (["dev", "heldout"] as const).filter((split) =>
  [split, "all"].includes(values.split),
);
if (splits.length === 0) throw new Error("--split must be dev, heldout or all.");

const seeds = await readSeeds();
const rows = toVocabularyRows(seeds);
const vocabulary = prepareVocabulary(rows, analyser);
const namesOf = new Map(rows.organisations.map(({ slug, names }) => [slug, names]));
const read = (text: string): Draft => draftFrom(text, analyser, vocabulary, { today });

const right = ({ right: hits, suggested }: Tally): string =>
  suggested === 0 ? "–".padStart(13) : `${hits} of ${suggested}`.padStart(13);

function printTable(measured: readonly DraftFigures[]): void {
  print(
    `${"".padEnd(18)}  labels  in text  suggested  right  precision     recall  of those in text` +
      `   right if HIGH       MEDIUM          LOW`,
  );
  for (const kind of Object.keys(measured[0]?.comparisons ?? {})) {
    const sum = total(measured.flatMap(({ comparisons }) => comparisons[kind] ?? []));
    const { wanted, told, suggested, byConfidence } = sum;
    const counts = [wanted, told, suggested, sum.right].map((count, column) =>
      String(count).padStart([8, 9, 11, 7][column] ?? 0),
    );
    const ratios = `${ratio(sum.right, suggested)}${ratio(sum.right, wanted)}${ratio(sum.right, told).padStart(18)}`;
    const sure = confidences.map((confidence) => right(byConfidence[confidence])).join("");
    print(`${kind.padEnd(18)}${counts.join("")}${ratios}   ${sure}`);
  }
  print();
  for (const question of Object.keys(measured[0]?.questions ?? {})) {
    const all = measured.flatMap(({ questions }) => questions[question] ?? []);
    const hits = all.reduce((sum, each) => sum + each.right, 0);
    const asked = all.reduce((sum, each) => sum + each.asked, 0);
    print(`${question.padEnd(18)} right in ${hits} of ${asked} found${ratio(hits, asked)}`);
  }
}

/** What was missed and what was wrong, case by case. */
function printWhy({ slug }: DraftCase, { comparisons }: DraftFigures): void {
  for (const [kind, { wanted, suggested }] of Object.entries(comparisons)) {
    const found = suggested.map(({ key }) => key);
    const missed = wanted.filter((each) => !found.includes(each));
    const wrong = found.filter((each) => !wanted.includes(each));
    if (missed.length + wrong.length > 0)
      print(`${slug}  ${kind}: missed [${missed.join(" | ")}] wrong [${wrong.join(" | ")}]`);
  }
}

const cases = toDraftCases(seeds);
for (const split of splits) {
  const chosen = cases.filter((each) => each.split === split);
  const measured = chosen.map((each) => ({
    each,
    figures: measureDraft(each, read(each.text), namesOf),
  }));
  print();
  print(
    `${split === "dev" ? "Development half (tuned on)" : "Held-out half"}: ${chosen.length} texts`,
  );
  printTable(measured.map(({ figures }) => figures));
  if (values.why && split === "dev")
    for (const { each, figures } of measured) printWhy(each, figures);
}

const rounds = 30;
const all = cases.map(({ text }) => text).join("\n\n");
print();
for (const length of [10_000, 50_000]) {
  const text = all.repeat(Math.ceil(length / all.length)).slice(0, length);
  const before = process.cpuUsage();
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    read(text);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const { user, system } = process.cpuUsage(before);
  const [median, slowest] = [times[rounds / 2] ?? 0, times.at(-1) ?? 0];
  print(
    `${length} characters, warm: median ${median.toFixed(1)} ms, slowest of ${rounds} ${slowest.toFixed(1)} ms; ` +
      `processor ${((user + system) / rounds / 1000).toFixed(1)} ms`,
  );
}
