/**
 * What the compound splitter may take for a part, where letters alone mislead. Judged by hand on
 * words of the dictionary that the general rules split wrongly; no entry serves a single query.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words of two or three letters that are common first parts; others of that length never are. */
export const shortFirstParts = words(`
el akt arv avi bad bar bas bil bio bok bro by båt dag dal del djur eko eld fel fot får frö gas gud gul gym hav hem hud hus hög höst
hö jul jon kaj kol kor kyl kök kör lag lax led lek lin liv ljus lok lån län lön mat mil mål mås nät nöd nöt ord ost pil pol ram
ris rot rum rut rör råg råd sal sjö sko sol sop spår säd sår tak tal tid tim tom ton tåg trä tyg typ ugn val ved vin vit väg
vår väv våt ägg äng år åsk öl
`);

/** Words of three letters that are common last parts; others of that length never are. */
export const shortLastParts = words(`
akt bad bil bok bro båt dag dal del eld fel fot fri gas hav hem hus hög ide kaj kol kök lag led liv lok låg lån län lön mat mil mål
nav nät ord ost rad ram rik råd rum rör sal sjö sol spår tak tal tid ton trä tyg tåg tät ugn val ved väg yta zon ägg äng år
`);

/** Never first parts: particles and prefixes, whose sense is gone, and words that mostly are fragments. */
export const neverFirst = words(`
an av be bi bort de des di ef er ex fram från för före förut genom här i in inne kring kvar med mellan mis miss mot ned ner o om per
på re sam sin så till tra trans tro under upp uppe ur ut ute vid å åter över ande anti auto bak efter ens fort där hel halv igen
inter intra ko kon kom krist mon man men mes mini mono multi neo non pan par para poly post pre pro semi stan sub super syn tele ti
topp tri ultra uni van vice ära lever mås sak ans alt ill sen ral bra halt hatt kant karl kast kis kors lam mani mode pari part
stat tors tross vis viss visst
`);

/** Never last parts: endings that look like words. */
export const neverLast = words(`
ande are ark art aren aster ast ben bar bara bart dom den dem die ding elle else ende ens era eri erna erst ess ets gon het id igen ing
inge inna ion isk iska ism ist itet lek lig liga ling mans mente ment nad nation nationen ning not nota ora orden ordan ort ost ovan
rena rike ring ringa sam sen sig siska skap sken skilling son sta stan stans stor tals tan ter term tera tes tion tor tora tur tura
uell ung unge vis visa visst al ar as at en em er es et ig il in is it on or os um ur us ana anda ankar arie arisk arm asa asta
amen etisk fobi graf grafi gram krati logi metri nomi
`);

/**
 * Lexicalised words whose parts would mislead: a workshop is no town, a meal no goal in time.
 * The words themselves, and longer ones with them, keep them whole.
 */
export const indivisible = words(`
bostad verkstad måltid hushåll rättvisa trädgård landsting samhälle medborgare hantverk handtag
aktuell station nation stadga stadgar fastighet egendom vardag måndag tisdag onsdag torsdag fredag lördag söndag
årtal antal samtal ackord rekord fjärde trettio fyrtio femtio sextio framtid högtid samtid dåtid
landskap sällskap kunskap budskap vetenskap egenskap ledarskap medlemskap
sakta kollektiv objektiv subjektiv alternativ intensiv
varsel hållbar hållbarhet husbonde husbil husvagn
kulturell naturell industri industriell strategi ekologi teknologi psykologi biologi geologi
konsumtion konstant konstruktion kontrast kontroll kontakt kontrakt kontinent kontinuerlig konsult konsol
balkong ballong baron kapital kardinal
person personal personlig personlighet
kilowatt megawatt gigawatt terawatt
livsmedel läkemedel bokstav kollektor kolorera konstapel ramponera tvättomat matrona
tomat automat mattan planta plantera planera planet plantage
partner partnerskap kartong karta kartell
bankett bandit bandage banan bananer
elefant elegant element elev elit elak elände
solid soldat solist solitär
isolering isolera isolat konstnär konstnärlig
bilaga biljett bilateral bilist
gasell gaspedal
matematik material materiell matros matris
tågordning vattkoppor
energisk mediokra
viktig möjlig
hemlig hemsk
radikal
tidning tidig tidigare
plattform livscykel delge delgiven delgivit delgivning deltager deltagit solarisk porträtt rådgivning rådgivare högskola koldioxid vägledning handledning handbok motorcykel barfota lekamen skolett kilometer kartlägga kartläggning bokslut nätverk växthus kretslopp näringsliv drivmedel
hjälpmedel deltagande deltagare deltaga nackdel handel sjukhus riksdag arbetsgivare arbetstagare byggherre
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
