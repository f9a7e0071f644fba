import { publicationState } from "./columns.table.js";
import { exposeEnum } from "./enums.js";

export type PublicationStateName = (typeof publicationState.enumValues)[number];

export const PublicationState = exposeEnum(
  publicationState,
  "PublicationState",
  "How far a record has come towards the public.",
  {
    DRAFT: "Being written; its organisation and programme staff see it.",
    IN_REVIEW: "Submitted; waits for a reviewer.",
    PUBLISHED: "Everybody sees it.",
    ARCHIVED: "Taken back; its organisation and programme staff can still look it up.",
  },
);
