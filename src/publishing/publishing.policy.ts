import type { Actor } from "../platform/context.js";
import type { PublicationStateName } from "../platform/publication-state.type.js";

/** What can be done with a record that goes through the lifecycle. */
export const contentActions = [
  "UPDATE",
  "SUBMIT",
  "SEND_BACK",
  "PUBLISH",
  "ARCHIVE",
  "RESTORE",
] as const;
export type ContentActionName = (typeof contentActions)[number];

/** What a decision about a record rests on. */
export interface Standing {
  /** The state of what would be changed: of the draft beside the record where there is one. */
  state: PublicationStateName;
  /** The organisations whose editors write it. */
  leads: readonly string[];
  /** The organisations whose members see its drafts. */
  parties: readonly string[];
  createdById: string | null;
  /** Whether the organisations' own editors may publish it. */
  selfPublished: boolean;
}

const some = (ids: readonly string[], among: readonly string[]): boolean =>
  ids.some((id) => among.includes(id));

const isEditor = (actor: Actor, { leads }: Standing): boolean =>
  actor.isStaff || some(leads, actor.editorOf);

/** A member goes on with what it has proposed itself, until that is submitted. */
const isProposer = (actor: Actor, { state, createdById, leads }: Standing): boolean =>
  state === "DRAFT" &&
  createdById !== null &&
  createdById === actor.id &&
  some(leads, actor.memberOf);

const rules: Record<ContentActionName, (actor: Actor, standing: Standing) => boolean> = {
  UPDATE: (actor, standing) => isEditor(actor, standing) || isProposer(actor, standing),
  SUBMIT: isEditor,
  SEND_BACK: (actor) => actor.isStaff,
  PUBLISH: (actor, { leads, selfPublished }) =>
    actor.isStaff || (selfPublished && some(leads, actor.publisherOf)),
  ARCHIVE: isEditor,
  RESTORE: isEditor,
};

/** Whether an actor that sees a record may do this with it, in whatever state it is. */
export const canDo = (actor: Actor, action: ContentActionName, standing: Standing): boolean =>
  actor.writes && rules[action](actor, standing);

/**
 * Whether an actor may make a record that these organisations lead: each of them must be its own, or it
 * could speak for others. Only staff makes one that nobody leads.
 */
export const canPropose = (actor: Actor, leads: readonly string[]): boolean =>
  actor.writes &&
  (actor.isStaff || (leads.length > 0 && leads.every((id) => actor.memberOf.includes(id))));

/** Whether an actor sees what is drafted, what was published before, and what is said in review. */
export const canViewDrafts = (actor: Actor, { parties }: Pick<Standing, "parties">): boolean =>
  actor.isStaff || some(parties, actor.memberOf);

/** The states in which each action makes sense. */
const fitting: Record<ContentActionName, readonly PublicationStateName[]> = {
  UPDATE: ["DRAFT", "IN_REVIEW", "PUBLISHED"],
  SUBMIT: ["DRAFT"],
  SEND_BACK: ["IN_REVIEW"],
  PUBLISH: ["DRAFT", "IN_REVIEW"],
  ARCHIVE: ["DRAFT", "IN_REVIEW", "PUBLISHED"],
  RESTORE: ["ARCHIVED"],
};

/** Whether an action makes sense in a state. */
export const fits = (action: ContentActionName, state: PublicationStateName): boolean =>
  fitting[action].includes(state);
