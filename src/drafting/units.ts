/** What a unit measures: tells how its figures are read. */
export type UnitFamily =
  | "SHARE"
  | "EMISSION"
  | "MASS"
  | "ENERGY"
  | "POWER"
  | "MONEY"
  | "AREA"
  | "VOLUME"
  | "LENGTH"
  | "TEMPERATURE";

/** A unit as read after a number. */
export interface ReadUnit {
  /** As the bank writes it: "ton CO2/år", "miljoner kr", "kWh/m² och år". */
  unit: string;
  family: UnitFamily;
  /** What to multiply the number with. */
  factor: number;
  /** Where it ends. */
  end: number;
}

interface UnitName {
  pattern: string;
  unit: string;
  family: UnitFamily;
  factor?: number;
}

const co2 = String.raw`(?:koldioxid|co[2₂])`;
const equivalents = String.raw`(?:${co2}?\s?-?\s?ekvivalenter|${co2}\s?-?\s?(?:e|ekv\.?)|växthusgaser)`;

/** The longest name of a unit first. */
const names: readonly UnitName[] = [
  { pattern: "procentenhet(?:er)?", unit: "procentenheter", family: "SHARE" },
  { pattern: "procentig(?:a|t)?", unit: "%", family: "SHARE" },
  { pattern: "%|procent|pct", unit: "%", family: "SHARE" },
  { pattern: String.raw`ton\s${equivalents}`, unit: "ton CO2e", family: "EMISSION" },
  { pattern: String.raw`(?:kilo)?ton\s(?:fossil\s)?${co2}`, unit: "ton CO2", family: "EMISSION" },
  {
    pattern: String.raw`(?:kg|kilo(?:gram)?)\s${equivalents}`,
    unit: "kg CO2e",
    family: "EMISSION",
  },
  {
    pattern: String.raw`(?:kg|kilo(?:gram)?)\s(?:fossil\s)?${co2}`,
    unit: "kg CO2",
    family: "EMISSION",
  },
  { pattern: "ton", unit: "ton", family: "MASS" },
  { pattern: "kg|kilo(?:gram)?", unit: "kg", family: "MASS" },
  { pattern: "gram", unit: "gram", family: "MASS" },
  { pattern: "twh|terawattimmar", unit: "TWh", family: "ENERGY" },
  { pattern: "gwh|gigawattimmar", unit: "GWh", family: "ENERGY" },
  { pattern: "mwh|megawattimmar", unit: "MWh", family: "ENERGY" },
  { pattern: "kwh|kilowattimmar", unit: "kWh", family: "ENERGY" },
  { pattern: "gw|gigawatt", unit: "GW", family: "POWER" },
  { pattern: String.raw`w(?=\/|\sper\s)|watt`, unit: "W", family: "POWER" },
  { pattern: "mwp?|megawatt", unit: "MW", family: "POWER" },
  { pattern: "kwp?|kilowatt", unit: "kW", family: "POWER" },
  {
    pattern: "(?:mdkr|mdr kr|miljard(?:er)? (?:svenska )?(?:kronor|kr|sek))",
    unit: "miljarder kr",
    family: "MONEY",
  },
  {
    pattern: String.raw`(?:mnkr|mkr|msek|milj\.? ?kr|miljon(?:er)? (?:svenska )?(?:kronor|kr|sek))`,
    unit: "miljoner kr",
    family: "MONEY",
  },
  { pattern: "(?:tkr|kkr|ksek|tsek|tusen kronor)", unit: "kr", family: "MONEY", factor: 1000 },
  { pattern: "kronor|kr|sek", unit: "kr", family: "MONEY" },
  { pattern: "öre", unit: "öre", family: "MONEY" },
  { pattern: "meur", unit: "euro", family: "MONEY", factor: 1_000_000 },
  { pattern: "euro|eur|€", unit: "euro", family: "MONEY" },
  { pattern: "kvadratmeter|kvm|m2|m²", unit: "m²", family: "AREA" },
  { pattern: "hektar|ha", unit: "hektar", family: "AREA" },
  { pattern: "kubikmeter|m3|m³", unit: "m³", family: "VOLUME" },
  { pattern: "liter", unit: "liter", family: "VOLUME" },
  { pattern: "kilometer|km", unit: "km", family: "LENGTH" },
  { pattern: "mil", unit: "mil", family: "LENGTH" },
  { pattern: "meter", unit: "meter", family: "LENGTH" },
  { pattern: "°c|° c|grader", unit: "°C", family: "TEMPERATURE" },
];
const end = String.raw`(?![\p{L}\p{N}])`;
const compiled = names.map((name) => ({
  ...name,
  regex: new RegExp(
    String.raw`\s?-?(?:${name.pattern})${/[\p{L}\d)²³.?]$/u.test(name.pattern) ? end : ""}`,
    "iuy",
  ),
}));

const scale = /\s?(tusen|miljon(?:er)?|miljard(?:er)?)(?!\p{L})/iuy;
const scales: Readonly<Record<string, number>> = { tusen: 1e3, miljon: 1e6, miljard: 1e9 };
const scaleOf = (word: string): number => scales[word.toLowerCase().replace(/er$/, "")] ?? 1;

const perYear = /\s?(?:\/\s?år|per år|om året|årligen|varje år|i årlig[at]? \p{L}+)(?!\p{L})/iuy;
const per =
  /(?:\s?\/\s?|\sper\s)((?:kg|ton) CO[2₂]e?|[\p{L}²³\d]{1,20})(?:\s?(?:och|,|\/)\s?(år)(?!\p{L}))?/iuy;
/** "i veckan", "om dagen" */
const perTime = /\s(?:i|om)\s(vecka|dag|månad|timme)(?:n|en)(?!\p{L})/iuy;
const areaNames = /^(?:kvadratmeter|kvm|m2|m²)$/i;

const beforeUnit = /^\s?-?[\p{L}%°€]/u;
/** After these "40 miljoner" are kronor. */
const spending = /(?:kosta|kostnad|invester|budget|bidrag|anslag|satsa|omsätt|finansier)[^.;]*$/iu;

function match(regex: RegExp, text: string, at: number): RegExpExecArray | undefined {
  regex.lastIndex = at;
  return regex.exec(text) ?? undefined;
}

/** Reads what a unit is per: "per år", "/m² och år". */
export function readPer(text: string, at: number): { suffix: string; end: number } | undefined {
  const year = match(perYear, text, at);
  if (year) return { suffix: "/år", end: at + year[0].length };
  const often = match(perTime, text, at);
  if (often) return { suffix: `/${(often[1] ?? "").toLowerCase()}`, end: at + often[0].length };
  const other = match(per, text, at);
  const [whole = "", noun = "", andYear] = other ?? [];
  if (noun === "" || /^(?:idag|och|eller|\d+)$/i.test(noun)) return undefined;
  const name = areaNames.test(noun)
    ? "m²"
    : noun.replace(/^inv$/i, "invånare").toLowerCase().replace(/co₂/, "co2").replace("co2", "CO2");
  return { suffix: `/${name}${andYear ? " och år" : ""}`, end: at + whole.length };
}

/** Reads the scale after a number: 2,3 miljoner … */
export function readScale(text: string, at: number): { factor: number; end: number } {
  const found = match(scale, text, at);
  return found
    ? { factor: scaleOf(found[1] ?? ""), end: at + found[0].length }
    : { factor: 1, end: at };
}

/**
 * Reads the unit after a number, with its scale and what it is per.
 * @param at where the number ends
 */
export function readUnit(text: string, at: number): ReadUnit | undefined {
  if (!beforeUnit.test(text.slice(at, at + 3))) return undefined;
  const scaled = readScale(text, at);
  for (const [from, factor] of [
    [at, 1],
    [scaled.end, scaled.factor],
  ] as const) {
    for (const { regex, unit, family, factor: own = 1 } of compiled) {
      const found = match(regex, text, from);
      if (!found) continue;
      const unitEnd = from + found[0].length;
      const suffix = readPer(text, unitEnd);
      return {
        unit: unit + (suffix?.suffix ?? ""),
        family,
        factor: factor * own,
        end: suffix?.end ?? unitEnd,
      };
    }
    if (scaled.factor === 1) return undefined;
  }
  // "kostade 40 miljoner", not "40 miljoner liter"
  if (scaled.factor < 1e6) return undefined;
  const isBare = !/^\s\p{Ll}/u.test(text.slice(scaled.end, scaled.end + 3));
  if (!isBare && !spending.test(text.slice(Math.max(0, at - 60), at))) return undefined;
  const unit = scaled.factor === 1e6 ? "miljoner kr" : "miljarder kr";
  return { unit, family: "MONEY", factor: 1, end: scaled.end };
}
