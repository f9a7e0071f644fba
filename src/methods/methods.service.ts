import type { Context } from "../platform/context.js";
import type { Page, PageArguments } from "../platform/pagination.js";
import { checkMethodFilter } from "./methods.filter.js";
import {
  type AdoptionSelection,
  type MethodSelection,
  listAdoptions,
  listAdoptionsOf,
  listMethods,
  listMethodsOf,
} from "./methods.repository.js";
import type { AdoptionRow, MethodRow } from "./methods.table.js";

/**
 * Finds methods.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findMethods(
  context: Context,
  args: PageArguments,
  selection: MethodSelection,
): Promise<Page<MethodRow>> {
  await checkMethodFilter(context, selection.filter);
  return listMethods(context, args, selection);
}

/**
 * Finds the methods of a part of a taxonomy.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findMethodsOf(
  context: Context,
  parent: Parameters<typeof listMethodsOf>[1],
  parentId: string,
  args: PageArguments,
  selection: MethodSelection,
): Promise<Page<MethodRow>> {
  await checkMethodFilter(context, selection.filter);
  return listMethodsOf(context, parent, parentId, args, selection);
}

/**
 * Finds adoptions.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findAdoptions(
  context: Context,
  args: PageArguments,
  selection: AdoptionSelection,
): Promise<Page<AdoptionRow>> {
  await checkMethodFilter(context, selection.filter);
  return listAdoptions(context, args, selection);
}

/**
 * Finds the adoptions of a method, of an organisation, or learned from one.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findAdoptionsOf(
  context: Context,
  parent: Parameters<typeof listAdoptionsOf>[1],
  parentId: string,
  args: PageArguments,
  selection: AdoptionSelection,
): Promise<Page<AdoptionRow>> {
  await checkMethodFilter(context, selection.filter);
  return listAdoptionsOf(context, parent, parentId, args, selection);
}
