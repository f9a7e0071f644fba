/**
 * What the compound splitter may take for a part, where letters alone mislead. Judged by hand on
 * words of the dictionary that the general rules split wrongly; no entry serves a single query.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words of two or three letters that are common first parts; others of that length never are. */
export const shortFirstParts = words(`
el akt arm arv ask avi bad bar bas ben bil bio bly bok bro bur by båt dag dal dam deg del djur duk eko eld eng fax fel fil fot får frö
gas gud gul gym hav hem hov hud hus hög höst hö jul jon kaj kex kol kor kyl kö kök kör lag lax led lek lin liv ljus lok lov lån län lön mag
mat mil mål mås mur mät nål nät nöd nöt ord ost pil pol ram ris rot rum rut rör råg råd sal sjö sko snö sol sop spår syd syn såg säd sår
tak tal tid tim tom ton tåg trä tub tyg typ ugn val ved vin vit väg vår väv våt ägg äng år åsk öl
`);

/** Words of two or three letters that are common last parts; others of that length never are. */
export const shortLastParts = words(`
akt arv bad bil bok bro båt dag dal del duk eld fel fil fot fri gas hav hem hus hög ide kaj kol kö kök lag led liv lok lov låg lån län lön
mat mil mål mur nav nål nät ord ost rad ram rik råd rum rör sal sjö sol spår såg tak tal tid ton trä tub tyg tåg tät ugn val ved väg yta
zon ägg äng år
`);

/** Never first parts: particles and prefixes, whose sense is gone, and words that mostly are fragments. */
export const neverFirst = words(`
an av be bi bort de för förut före fram från genom i in inne inter intra kilo kring kvar med mellan miss mot ned ner o om per på sam
till trans under upp uppe ur ut ute vid å åter över anti ande auto efter fort halv mini multi post pro semi sub super topp ultra vice
`);

/** Never last parts: endings that look like words. */
export const neverLast = words(`
ande arisk aren amen art ding elle else etisk fobi graf grafi gram liga ling logi logisk mans nation ning ovan ring ringa skap skilling stan
stans stor tals tion visa
`);

/**
 * Lexicalised words whose parts would mislead: a workshop is no town, a meal no goal in time.
 * The words themselves, and longer ones with them, keep them whole.
 */
export const indivisible = words(`
måltid hushåll trädgård landsting högtid husbonde husbil husvagn livsmedel läkemedel drivmedel hjälpmedel bokstav kollektor kolorera
konstapel ramponera tvättomat elände gaspedal tågordning plattform livscykel delgiven delgivit delgivning deltager deltagit deltagande
deltagare porträtt rådgivning rådgivare högskola koldioxid vägledning handledning handbok motorcykel barfota skolett kilometer
kartläggning bokslut nätverk växthus kretslopp näringsliv sjukhus riksdag arbetsgivare arbetstagare byggherre bankrutt centrum frisinne dubblett
protestant divandel vredgas beteende
`);

/** Joining forms whose base word no rule finds. */
export const joiningForms: ReadonlyMap<string, string> = new Map([
  ["el", "el"],
  ["riks", "rike"],
  ["arbets", "arbete"],
  ["herr", "herre"],
  ["kläd", "kläder"],
  ["fjärr", "fjärr"],
  ["strål", "stråle"],
  ["noll", "noll"],
  ["ladd", "ladda"],
  ["års", "år"],
  ["läns", "län"],
  ["bygg", "bygga"],
  ["mass", "massa"],
  ["skatte", "skatt"],
  ["samhälls", "samhälle"],
  ["hyres", "hyra"],
  ["mät", "mäta"],
  ["geo", "geo"],
  ["pendel", "pendla"],
]);

/** Words whose parts no rule finds; an empty first part says nothing about the whole. */
export const knownCuts: ReadonlyMap<string, readonly [first: string, last: string]> = new Map([
  ["närvärme", ["när", "värme"]],
  ["solel", ["sol", "el"]],
  ["vätgas", ["väte", "gas"]],
  ["naturgas", ["", "gas"]],
]);

/** Particles that open a word of their own: nothing is cut inside them ("genom-slag", not "gen-omslag"). */
export const openingParticles: readonly string[] = [
  "genom",
  "under",
  "över",
  "efter",
  "mellan",
  "fram",
  "till",
  "från",
  "samman",
  "åter",
];

/** Particles that rather belong to the part before when both readings exist: "maskin-läst", not "mask-inläst". */
export const doubtfulParticles: readonly string[] = ["in", "om", "ut", "an", "av", "el", "er"];
