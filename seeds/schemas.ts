import { z } from "zod";
import { seedEnums } from "./enums.js";
import {
  date,
  disagree,
  email,
  isAsPrecise,
  list,
  pattern,
  slug,
  text,
  url,
  whole,
  year,
} from "./values.js";

const slugs = list(slug);
const urls = list(url);
const precision = z.enum(seedEnums.datePrecision);

const party = {
  slug,
  name: text(200),
  nameEn: text(200).optional(),
  officialName: text(200).optional(),
  website: url.optional(),
  description: text().optional(),
  note: text().optional(),
  sourceUrls: urls,
};

export const organisation = z.strictObject({
  ...party,
  kind: z.enum(seedEnums.organisationKind).exclude(["MUNICIPALITY"]),
});

const profile = z
  .strictObject({
    code: pattern(/^[0-9]{4}$/, "a kommunkod (four digits, as a text)"),
    countyCode: pattern(/^[0-9]{2}$/, "a county code (two digits, as a text)"),
    county: text(100),
    landAreaKm2: z.number().positive().optional(),
    landAreaYear: year.optional(),
    skrGroupCode: text(10),
    skrGroup: text(200),
    skrMainGroupCode: text(10),
    skrMainGroup: text(200),
    skrEdition: year,
    latitude: z.number().min(55).max(70).optional(),
    longitude: z.number().min(10).max(25).optional(),
    coordinateSource: text().optional(),
    euMissionCity: z.boolean(),
    euMissionLabelYear: year.optional(),
    note: text().optional(),
  })
  .superRefine((value, context) => {
    const expected = value.code.slice(0, 2);
    if (value.countyCode !== expected) {
      const message = `expected "${expected}", the start of code, found "${value.countyCode}"`;
      disagree(context, ["countyCode"], message);
    }
  });

export const municipality = z.strictObject({
  ...party,
  profile,
  populations: list(
    z.strictObject({ date, population: whole(1, 2_147_483_647) }),
    (figure) => figure.date,
  ),
  emissions: list(
    z.strictObject({ year: whole(1990, 2100), tonnesCo2e: z.number().min(0) }),
    (figure) => figure.year,
  ),
  targets: list(
    z.strictObject({ text: text(), sourceUrl: url, note: text().optional() }),
    (target) => target.text,
  ),
});

export const participation = z
  .strictObject({
    organisation: slug,
    from: date,
    fromPrecision: precision,
    until: date.optional(),
    phase: whole(1, 99).optional(),
    note: text().optional(),
    sourceUrls: urls,
  })
  .superRefine((value, context) => {
    if (!isAsPrecise(value.from, value.fromPrecision)) {
      disagree(context, ["from"], `expected the first day of the ${value.fromPrecision}`);
    }
    if (value.until !== undefined && value.until <= value.from) {
      disagree(context, ["until"], `expected a day after ${value.from}, found ${value.until}`);
    }
  });

export const climateContract = z
  .strictObject({
    year,
    signedOn: date,
    title: text(200),
    note: text().optional(),
    sourceUrls: urls,
    signatories: slugs,
  })
  .superRefine((value, context) => {
    if (!value.signedOn.startsWith(`${value.year}-`)) {
      disagree(context, ["signedOn"], `expected a day of ${value.year}, found ${value.signedOn}`);
    }
  });

export const goal = z.strictObject({
  number: whole(1, 17),
  nameSv: text(200),
  nameEn: text(200),
  color: pattern(/^#[0-9A-F]{6}$/, "a colour (#RRGGBB in capitals)"),
});

export const objective = z.strictObject({
  number: whole(1, 16),
  slug,
  nameSv: text(200),
  nameEn: text(200),
});

export const focusArea = z.strictObject({
  slug,
  kind: z.enum(seedEnums.focusAreaKind),
  nameSv: text(200),
  nameEn: text(200),
  descriptionSv: text().optional(),
  sourceUrls: urls,
});

export const nationalTarget = z.strictObject({
  slug,
  year,
  titleSv: text(200),
  summarySv: text(),
  value: z.number().optional(),
  unit: text(100).optional(),
  baselineYear: year.optional(),
  supplementaryMaxPp: z.number().optional(),
  status: text(200),
  note: text().optional(),
  sourceUrls: urls,
});

export const supportOffer = z.strictObject({
  slug,
  organisation: slug,
  title: text(200),
  description: text(),
  audience: text(200).optional(),
  sourceTitle: text(200).optional(),
  sourceUrl: url.optional(),
  note: text().optional(),
  focusAreas: slugs,
  caseStudies: slugs,
});

export const contact = z
  .strictObject({
    slug,
    organisation: slug,
    name: text(200),
    role: text(200).optional(),
    email: email.optional(),
    phone: text(50).optional(),
    visibility: z.enum(seedEnums.contactVisibility),
    note: text().optional(),
    focusAreas: slugs,
    methods: slugs,
    caseStudies: slugs,
  })
  .superRefine((value, context) => {
    if (value.email === undefined && value.phone === undefined) {
      disagree(context, ["email"], "expected an e-mail address or a phone number, found neither");
    }
  });

export const event = z
  .strictObject({
    slug,
    organisation: slug,
    title: text(200),
    description: text().optional(),
    startsOn: date,
    precision,
    endsOn: date.optional(),
    sourceUrl: url.optional(),
  })
  .superRefine((value, context) => {
    if (!isAsPrecise(value.startsOn, value.precision)) {
      disagree(context, ["startsOn"], `expected the first day of the ${value.precision}`);
    }
    if (value.endsOn !== undefined && value.endsOn < value.startsOn) {
      disagree(context, ["endsOn"], `expected ${value.startsOn} or later, found ${value.endsOn}`);
    }
  });
