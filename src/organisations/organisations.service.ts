import type { Context } from "../platform/context.js";
import type { Page, PageArguments } from "../platform/pagination.js";
import type {
  MunicipalityFilterInput,
  OrganisationFilterInput,
  OrganisationOrderInput,
} from "./organisations.input.js";
import { listOrganisations } from "./organisations.repository.js";
import type { OrganisationRow } from "./organisations.table.js";
import { checkPlaces } from "./places.filter.js";

/**
 * Finds organisations.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findOrganisations(
  context: Context,
  args: PageArguments,
  wanted: {
    filter: OrganisationFilterInput | null;
    participatingOn: string | null;
    orderBy: OrganisationOrderInput | null;
  },
): Promise<Page<OrganisationRow>> {
  await checkPlaces(context, wanted.filter);
  return listOrganisations(context, args, { ...wanted, kinds: wanted.filter?.kinds });
}

/**
 * Finds municipalities.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findMunicipalities(
  context: Context,
  args: PageArguments,
  wanted: { filter: MunicipalityFilterInput | null; orderBy: OrganisationOrderInput | null },
): Promise<Page<OrganisationRow>> {
  await checkPlaces(context, wanted.filter);
  return listOrganisations(context, args, { ...wanted, kinds: ["MUNICIPALITY"] });
}
