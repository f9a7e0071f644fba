import { sql } from "drizzle-orm";
import type { Seeds } from "../../seeds/format.js";
import { climateContractSignatories, climateContracts } from "../contracts/contracts.table.js";
import {
  municipalityEmissions,
  municipalityPopulations,
  municipalityProfiles,
  municipalityTargets,
  organisations,
  participations,
} from "../organisations/organisations.table.js";
import type { IdsByKey, RowWriter } from "./row-writer.js";

/** Writes the organisations, the municipalities' profiles and the dated memberships. */
export async function seedOrganisations(
  writer: RowWriter,
  seeds: Seeds,
): Promise<IdsByKey<string>> {
  const { municipalities } = seeds;
  await restoreMunicipalitySlugs(writer, municipalities);
  const parties = [
    ...municipalities.map((party) => ({ ...party, kind: "MUNICIPALITY" as const })),
    ...seeds.organisations,
  ];
  await writer.upsert(
    {
      table: organisations,
      key: ["slug"],
      columns: [
        "slug",
        "kind",
        "name",
        "nameEn",
        "officialName",
        "website",
        "description",
        "note",
        "sourceUrls",
      ],
    },
    parties,
  );
  const ids = await writer.ids(
    organisations,
    organisations.slug,
    parties.map((party) => party.slug),
  );
  await seedProfiles(writer, municipalities, ids);
  await writer.replaceChildren(
    {
      table: participations,
      key: ["organisationId", "from"],
      columns: ["organisationId", "from", "fromPrecision", "until", "phase", "note", "sourceUrls"],
      parent: "organisationId",
    },
    new Set(seeds.participations.map((value) => ids.get(value.organisation))),
    seeds.participations.map((value) => ({
      ...value,
      organisationId: ids.get(value.organisation),
    })),
  );
  return ids;
}

/** Writes the yearly contracts with their signatories. */
export async function seedContracts(
  writer: RowWriter,
  { climateContracts: contracts }: Seeds,
  parties: IdsByKey<string>,
): Promise<void> {
  await writer.upsert(
    {
      table: climateContracts,
      key: ["year"],
      columns: ["year", "signedOn", "title", "note", "sourceUrls"],
    },
    contracts,
  );
  const years = contracts.map((contract) => contract.year);
  const ids = await writer.ids(climateContracts, climateContracts.year, years);
  await writer.link(
    {
      table: climateContractSignatories,
      key: ["contractId", "organisationId"],
      columns: ["contractId", "organisationId"],
    },
    [ids.all(), parties.all()],
    contracts.flatMap((contract) =>
      contract.signatories.map((slug) => ({
        contractId: ids.get(contract.year),
        organisationId: parties.get(slug),
      })),
    ),
  );
}

// A municipality is its kommunkod: a slug that was changed by hand is put right, not added anew.
async function restoreMunicipalitySlugs(
  writer: RowWriter,
  municipalities: Seeds["municipalities"],
): Promise<void> {
  const given = municipalities.map(({ slug, profile: { code } }) => ({ slug, code }));
  await writer.run(sql`
    update ${organisations} t set slug = r.slug, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb) as r(slug text, code text)
    join ${municipalityProfiles} p on p.code = r.code
    where t.id = p.organisation_id and t.slug <> r.slug
      and not exists (select from ${organisations} other where other.slug = r.slug)
    returning 1`);
}

async function seedProfiles(
  writer: RowWriter,
  municipalities: Seeds["municipalities"],
  ids: IdsByKey<string>,
): Promise<void> {
  await writer.upsert(
    {
      table: municipalityProfiles,
      key: ["organisationId"],
      columns: [
        "organisationId",
        "code",
        "countyCode",
        "county",
        "landAreaKm2",
        "landAreaYear",
        "skrGroupCode",
        "skrGroup",
        "skrMainGroupCode",
        "skrMainGroup",
        "skrEdition",
        "latitude",
        "longitude",
        "coordinateSource",
        "euMissionCity",
        "euMissionLabelYear",
        "note",
      ],
    },
    municipalities.map(({ slug, profile }) => ({ ...profile, organisationId: ids.get(slug) })),
  );
  // Series grow: figures of other dates and years are others' and stay.
  await writer.upsert(
    {
      table: municipalityPopulations,
      key: ["organisationId", "date"],
      columns: ["organisationId", "date", "population"],
    },
    municipalities.flatMap(({ slug, populations }) =>
      populations.map((figure) => ({ ...figure, organisationId: ids.get(slug) })),
    ),
  );
  await writer.upsert(
    {
      table: municipalityEmissions,
      key: ["organisationId", "year"],
      columns: ["organisationId", "year", "tonnesCo2e"],
    },
    municipalities.flatMap(({ slug, emissions }) =>
      emissions.map((figure) => ({ ...figure, organisationId: ids.get(slug) })),
    ),
  );
  await writer.replaceChildren(
    {
      table: municipalityTargets,
      key: ["organisationId", "text"],
      columns: ["organisationId", "text", "sourceUrl", "note"],
      parent: "organisationId",
    },
    municipalities.map(({ slug }) => ids.get(slug)),
    municipalities.flatMap(({ slug, targets }) =>
      targets.map((target) => ({ ...target, organisationId: ids.get(slug) })),
    ),
  );
}
