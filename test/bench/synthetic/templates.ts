/**
 * The sentences, in falling order of how often they are drawn. What stands in braces is drawn from
 * the vocabulary by `writer.ts`:
 * `n` en cykelplan, `d` cykelplanen, `p` cykelplaner, `P` cykelplanerna; with an adjective
 * `an` en ny cykelplan, `ad` den nya cykelplanen, `ap` nya cykelplaner; `m` hållbart resande,
 * `aim` korta restiderna, `actor` kommunen, `people` invånarna, `place` Umeå, `places` Umeås,
 * `inf` förbättra, `did` förbättrade, `done` förbättrat, `adv` successivt,
 * `few` 3–12, `num` 15–900, `pct` 5–80, `year` a year of the case, `tail` the end of a sentence.
 */
const list = (text: string): readonly string[] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.trim());

/** Four to ten words with the mark that they get in front. */
export const titleTemplates = list(`
  {n} för {m}
  {p} och {p} i {place}
  så {did} {place} {ap}
  {m} – att {inf} {P}
  {ap} för {m}
  {m} genom {an}
  {ad} – steg mot {m}
  så kan {P} bidra till {m}
  {m} i {p} och {p}
  {n} som verktyg för att {aim}
  {places} {n} för {m}
  att {aim} med {ap}
  från {n} till {n} i {place}
  {few} {p} för {m}
  {p} i {place} ska {aim}
  {ap} och {p} i samma {n}
`);

/** What was done, in a sentence. */
export const summaryTemplates = list(`
  {actor} införde {an} för att {aim}{tail}.
  {place} har prövat {ap} för {m}{tail}.
  {actor} {did} {P} {adv} och {did} samtidigt {ap}.
  {people} har {done} {d}{tail}.
  {adv} har {actor} {done} {ap} och {done} {P}.
  {ad} togs fram tillsammans med {people} och omfattar {few} {p}.
  genom {an} fick {people} hjälp att {aim}.
  sedan {year} arbetar {actor} med {m} i {p} och {p}.
  {actor} och {actor} delar på {an} för att {aim}{tail}.
  {P} samlades i {an} som {people} kan använda utan kostnad.
  {ap} ersatte {p} i {few} stadsdelar{tail}.
  arbetet började som {n} och är nu en del av {d}.
  med {an} som grund kunde {actor} {aim}.
  {num} {p} byttes mot {ap} under {few} år.
  {place} lät {people} välja mellan {p} och {p}{tail}.
  målet är att {aim} och samtidigt hålla nere kostnaden för {P}.
`);

/** What was difficult before. */
export const challengeTemplates = list(`
  {P} stod för {pct} procent av utsläppen, och ingen hade ansvar för {m}.
  det saknades {an}, och {people} visste inte vem som bestämde{tail}.
  ingen hade {done} {d} sedan {year}{tail}.
  {people} ville {inf} {P} men {actor} {did} {adv} {ap}.
  {adv} var det oklart vem som skulle {inf} {d}.
  {actor} hade svårt att {aim} eftersom {d} byggde på gamla uppgifter.
  {ap} fanns redan men användes sällan av {people}.
  kostnaden för {p} ökade varje år{tail}.
  {people} upplevde att {d} gjorde det krångligare att {aim}.
  före {year} hanterade varje förvaltning sina egna {p}.
  {m} föll mellan stolarna när {actor} och {actor} hade olika {p}.
  bara {pct} procent av {people} kände till {d}.
  {d} räckte inte till för att {aim}, trots {ap}.
  avstånden i {place} är långa, och {ap} bär sig inte överallt.
  upphandlingen av {p} drog ut på tiden i {few} månader{tail}.
  reglerna för {p} var skrivna för en annan tid.
  utan mätvärden gick det inte att avgöra om {P} gav effekt.
`);

/** How it was done. */
export const solutionTemplates = list(`
  {actor} tog fram {an} och knöt arbetet till {d}{tail}.
  först kartlades {P}, sedan valdes {few} {p} ut för {an}.
  {actor} {did} {P} och {did} {adv} {d}{tail}.
  {adv} {did} {people} {ap} för att kunna {inf} {P}.
  nu går det att {inf} {p} och {inf} {m} utan {n}.
  en arbetsgrupp med {people} möttes var {few}:e vecka för att {aim}.
  {ap} testades i {few} månader innan {actor} beslutade om fortsättningen.
  kraven på {p} skärptes stegvis, med {m} som mål{tail}.
  {people} utbildades i {m}, och {d} byggdes om under tiden.
  {actor} avsatte medel för {ap} i budgeten för {year}.
  resultatet följs upp i {an} som är öppen för alla.
  {P} flyttades till {an} närmare {people}.
  lösningen blev {an} där {p} och {p} samordnas.
  varje kvartal redovisar {actor} hur långt {d} har kommit.
  avtalet om {p} gäller i {few} år och kan förlängas{tail}.
  {num} {p} kopplades till {d}, och larmen går direkt till {people}.
  i {place} görs detta i egen regi, med stöd av {actor}.
  en handbok om {m} beskriver steg för steg hur man kan {aim}.
`);

/** What helped. */
const successTemplates = list(`
  {people} var med från början, och det gav {d} stöd även när {P} blev dyrare.
  {an} gjorde det möjligt att {aim}{tail}.
  att {inf} {P} före {p} gjorde det enklare att {inf} {d}.
  {people} fick {inf} {d} {adv}, och det {did} {m}.
  att {actor} ägde både {d} och {P} förkortade besluten.
  tydliga mål för {m} gav fart åt {P}.
  en eldsjäl räcker inte: {d} behövde en budget och en chef som frågade efter den.
  små försök med {p} visade snabbt vad som höll.
  {m} blev en vana när {people} såg siffrorna varje vecka.
`);

/** What stood in the way. */
const obstacleTemplates = list(`
  {P} passade inte ihop med {d}, och det tog {few} månader att rätta till.
  det var svårt att {aim} när {actor} bytte system mitt i arbetet.
  {actor} hade {done} {P} {adv}, men {people} {did} ändå {ap}.
  ingen fick {inf} {d} innan {actor} hade {done} {P}.
  {people} hade inte tid för {an} vid sidan av det vanliga arbetet{tail}.
  lagen om upphandling tolkades olika, så {ap} fick vänta.
  uppgifter om {p} fanns i {few} register som inte gick att jämföra.
  osäkerheten om {m} gjorde att {people} avvaktade.
  elnätet räckte inte till för {ap} i {place}.
`);

/** What didn't succeed. */
const failureTemplates = list(`
  {ad} lades ned efter {few} år eftersom {people} aldrig använde det nya.
  försöket att {aim} med {p} misslyckades: kostnaden blev {few} gånger högre.
  {P} {did} inte {m}, trots att {actor} hade {done} {d}.
  vi {did} {d} {adv} och hann inte {inf} {P}.
  {d} byggde på antaganden om {m} som inte stämde{tail}.
  ingen ägde frågan när projektpengarna tog slut, och {P} försvann.
  vi mätte {p} men inte effekten, så nyttan gick inte att visa.
  {people} valde bort {P} när {d} krånglade två gånger samma vecka.
`);

/** What others are advised to do. */
const adviceTemplates = list(`
  börja med {p} där {people} redan vill, och låt {d} växa därifrån.
  räkna med att {an} tar {few} månader längre än planen säger.
  försök {inf} {P} innan ni börjar {inf} {d}.
  våga {inf} {d} {adv} när {p} inte räcker{tail}.
  ställ krav på {p} redan i avtalet om {d}{tail}.
  låt {actor} äga {d}, annars stannar {m} vid ord.
  mät före och efter: utan {an} går det inte att visa att {P} gör nytta.
  fråga {people} innan ni köper {ap}.
  kopiera gärna {d}, men anpassa {P} efter er egen {n}.
  ta med {m} i budgeten från början i stället för att söka bidrag i efterhand.
`);

/** The sentences of each kind of lesson. */
export const lessonTemplates = {
  SUCCESS_FACTOR: successTemplates,
  OBSTACLE: obstacleTemplates,
  FAILURE: failureTemplates,
  ADVICE: adviceTemplates,
} as const;

/** Ends of sentences; none is the most frequent. */
export const tailTemplates = list(`
  , vilket gav färre {p} och lägre kostnader
  i väntan på {an}
  , särskilt för {people}
  utan att {d} blev dyrare
  , med stöd av {actor}
  under {year}
  , trots motstånd från {people}
  tack vare {m}
  i samband med {d}
  , något som {people} hade efterfrågat länge
  på {few} månader
  , även om {P} dröjde
`).map((tail) => (tail.startsWith(",") ? tail : ` ${tail}`));

/** What is measured, with its unit and how large it gets. */
export const indicators: readonly { text: string; unit: string; low: number; high: number }[] = [
  { text: "Minskade utsläpp från {P}", unit: "ton CO2e/år", low: 2, high: 900 },
  { text: "Andel {ap}", unit: "%", low: 5, high: 95 },
  { text: "Förändrad kostnad för {P} sedan {year}", unit: "%", low: -40, high: 25 },
  { text: "Antal {p} i drift", unit: "st", low: 2, high: 400 },
  { text: "Sparad energi genom {m}", unit: "MWh/år", low: 10, high: 4_000 },
  { text: "Hushåll och arbetsplatser som nås av {d}", unit: "hushåll", low: 50, high: 9_000 },
  { text: "Minskad körsträcka för {P}", unit: "km/år", low: 500, high: 90_000 },
];
