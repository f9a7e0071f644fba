import { type Change, CriticalityLevel, diff } from "@graphql-inspector/core";
import {
  type GraphQLSchema,
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";
import { z } from "zod";

/** A breaking change that was decided on: the file of these is reviewed like code. */
const allowances = z.array(
  z.strictObject({
    /** What it breaks, as `npm run check` names it: `CaseStudy.slug FIELD_REMOVED`. */
    change: z
      .string()
      .regex(/^\S+ [A-Z_]+$/, "names a place and a change, as the check prints them"),
    decidedOn: z.iso.date(),
    reason: z.string().min(20, "says what breaks for whom, and why that is worth it"),
  }),
);

/** See {@link readAllowances}. */
export type Allowance = z.infer<typeof allowances>[number];

/**
 * Reads the breaking changes that were decided on.
 * @throws a line for each entry that lacks something
 */
export function readAllowances(json: string): Allowance[] {
  const read = allowances.safeParse(JSON.parse(json));
  if (read.success) return read.data;
  throw new Error(`schema/breaking-changes.json:\n${z.prettifyError(read.error)}`);
}

/** A change of the contract, and what it means to clients. */
export interface ContractChange {
  /** Names it in the list of allowances. */
  key: string;
  message: string;
  level: "breaking" | "dangerous" | "deprecation" | "safe";
  /** Why it may break clients, where it does: the day announced for it, or the decision. */
  excuse: string | undefined;
}

const levelOf = ({ criticality, type }: Change): ContractChange["level"] => {
  if (criticality.level === CriticalityLevel.Breaking) return "breaking";
  if (type.includes("DEPRECATION")) return "deprecation";
  // An optional argument changes nothing for who doesn't give it.
  const surprises =
    criticality.level === CriticalityLevel.Dangerous && type !== "FIELD_ARGUMENT_ADDED";
  return surprises ? "dangerous" : "safe";
};

/** Leaves out what other changes say already: the parts of what is new, and how `@deprecated` is written. */
function withoutEchoes(changes: readonly Change[]): Change[] {
  const added = new Set(
    changes
      .filter(({ type }) => type === "TYPE_ADDED" || type === "FIELD_ADDED")
      .map(({ path }) => path),
  );
  return changes.filter(({ path = "", type, criticality }) => {
    if (criticality.level === CriticalityLevel.Breaking) return true;
    const parents = path.split(".").map((_, end, parts) => parts.slice(0, end).join("."));
    return (
      !parents.some((parent) => added.has(parent)) &&
      !path.includes(".@deprecated.") &&
      !type.includes("DESCRIPTION") &&
      !(type.startsWith("DIRECTIVE_USAGE_") && path.endsWith(".@deprecated"))
    );
  });
}

/**
 * Compares two contracts, descriptions aside.
 * @param today removals that were announced for this ISO date or an earlier one are excused
 */
export async function compareContracts(
  before: string,
  after: string,
  allowed: readonly Allowance[],
  today: string,
): Promise<ContractChange[]> {
  const old = buildSchema(before);
  // Without graphql-inspector's rule that simplifies: it hides a removed field of a type that has
  // got an interface, and a removed member of a union that has got another.
  const changes = await diff(old, buildSchema(after));
  return withoutEchoes(changes).map((change) => {
    const key = `${change.path ?? "schema"} ${change.type}`;
    const decision = allowed.find((allowance) => allowance.change === key);
    const day = change.type.endsWith("_REMOVED") ? removalDate(old, change.path ?? "") : undefined;
    const announced = day !== undefined && day <= today ? `Announced for ${day}.` : undefined;
    return {
      key,
      message: change.message,
      level: levelOf(change),
      excuse: decision ? `${decision.reason} (${decision.decidedOn})` : announced,
    };
  });
}

/** The day that a deprecation announces: the format that the house test holds reasons to. */
const removalDate = (schema: GraphQLSchema, path: string): string | undefined =>
  /\d{4}-\d\d-\d\d/.exec(deprecationReason(schema, path) ?? "")?.[0];

/** Why a field, a value or an argument is deprecated; the path is `Type.member.argument`. */
function deprecationReason(schema: GraphQLSchema, path: string): string | null | undefined {
  const [typeName = "", name = "", argumentName] = path.split(".");
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValue(name)?.deprecationReason;
  if (isInputObjectType(type)) return type.getFields()[name]?.deprecationReason;
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const field = type.getFields()[name];
  return argumentName === undefined
    ? field?.deprecationReason
    : field?.args.find((argument) => argument.name === argumentName)?.deprecationReason;
}

const headings = {
  breaking: "Breaking",
  dangerous: "May surprise clients",
  deprecation: "Deprecated",
  safe: "New, and more lenient",
} as const satisfies Record<ContractChange["level"], string>;

/** Writes changes as a section of the changelog. */
export function describeChanges(title: string, changes: readonly ContractChange[]): string {
  const parts = Object.entries(headings).flatMap(([level, heading]) => {
    const lines = changes
      .filter((change) => change.level === level)
      .map(({ message, excuse }) => `- ${message.trim()}${excuse ? `\n  ${excuse}` : ""}`);
    return lines.length > 0 ? [`### ${heading}\n\n${lines.join("\n")}\n`] : [];
  });
  return [`## ${title}\n`, ...(parts.length > 0 ? parts : ["No changes.\n"])].join("\n");
}

/** Puts a section on top of those that a changelog has. */
export function withSection(changelog: string, section: string): string {
  const [head = "", ...sections] = changelog.split(/^(?=## )/m);
  return [head, section, ...sections.map((each) => `\n${each.trimEnd()}\n`)].join("");
}
