import { eq } from "drizzle-orm";
import { swedish } from "../platform/columns.table.js";
import type { Context } from "../platform/context.js";
import {
  type Ordering,
  type Page,
  type PageArguments,
  defineConnectionLoader,
} from "../platform/pagination.js";
import { type CommitmentRow, commitments } from "./contracts.table.js";

const loaders = {
  contract: defineConnectionLoader(commitments, (parentId) => eq(commitments.contractId, parentId)),
  organisation: defineConnectionLoader(commitments, (parentId) =>
    eq(commitments.organisationId, parentId),
  ),
};

const byText: Ordering = {
  name: "TEXT ASC",
  key: swedish(commitments.text),
  type: "text",
  descending: false,
};

/** Reads a page of the commitments of a version of the contract or of an organisation. */
export const listCommitmentsOf = (
  context: Context,
  parent: keyof typeof loaders,
  parentId: string,
  args: PageArguments,
): Promise<Page<CommitmentRow>> =>
  loaders[parent](context, parentId, args, {
    where: undefined,
    ordering: byText,
  });
