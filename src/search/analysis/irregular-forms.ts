/**
 * Forms that no suffix rule leads to a base word: umlaut plurals, strong verbs, comparisons. They
 * hold at the end of longer words too ("småstäder", "återvunnet"): nouns after any known first part,
 * verbs after a particle. Compiled by hand; paradigms as in Svenska Akademiens ordlista.
 */
const nouns = `
brunn: brunnen brunnens |
stad: städer städerna städers städernas | bok: böcker böckerna böckers böckernas
hand: händer händerna händers händernas | natt: nätter nätterna nätters
bonde: bönder bönderna bönders böndernas | son: söner sönerna söners sönernas
bror: bröder bröderna | far: fäder fäderna | mor: mödrar mödrarna | dotter: döttrar döttrarna
man: män männen mäns männens | gås: gäss gässen | mus: möss mössen | lus: löss lössen
stång: stänger stängerna | tång: tänger tängerna | öga: ögon ögonen ögons | öra: öron öronen
ledamot: ledamöter ledamöterna ledamöters ledamöternas | ko: kor korna kors kornas | nöt: nötter nötterna
data: datan | land: länder länderna länders ländernas | strand: stränder stränderna
rest: rester resterna resternas
rot: rötter rötterna | fot: fötter fötterna | tand: tänder tänderna | brand: bränder bränderna`;

const adjectives = `
allmän: allmän allmänna allmänt allmännas allmännare |
bra: bättre bäst bästa | dålig: sämre sämst sämsta | stor: större störst största
liten: mindre minst minsta litet lilla små | lång: längre längst längsta | hög: högre högst högsta
låg: lägre lägst lägsta | ung: yngre yngst yngsta | gammal: äldre äldst äldsta gamla gammalt
tung: tyngre tyngst tyngsta | trång: trängre trängst trängsta | grov: grövre grövst grövsta
många: fler flera flest flesta | mycket: mer mera mest mesta`;

const verbs = `
be: bad bett | binda: binder band bundit bunden bundet bundna | bita: bet bitit biten bitna
bjuda: bjuder bjöd bjudit bjuden bjudna bjöds | bli: blir blev blivit bliven blivna
brinna: brinner brann brunnit | bryta: bryter bryts bröt brutit bruten brutet brutna bröts
bära: bär bar burit buren buret burna | dra: drar drog dragit dragen draget dragna drogs
dricka: dricker drack druckit | driva: driv driver drev drivit driven drivet drivna drevs drivs
falla: föll fallit fallen fallna | fara: for farit | finna: finner fann funnit funnen funnet funna
finnas: finns fanns funnits | flyga: flyger flög flugit | frysa: fryser frös frusit frusen fruset frusna
få: får fick fått | försvinna: försvinner försvann försvunnit försvunnen försvunna
ge: ger gav gett givit given givet givna gavs getts | gjuta: göt gjutit gjuten gjutna
gripa: griper grep gripit gripen gripna | gå: går gick gått gången gångna
göra: gör gjorde gjort gjord gjorda gjordes görs gjorts | ha: har hade haft | hinna: hinner hann hunnit
hålla: håller höll hållit hållen hållet hållna hölls hålls | knyta: knyter knöt knutit knuten knutna knöts
komma: kommer kom kommit kommen komna | leva: lever levde levt | ligga: ligger låg legat
lägga: lägg lägger lade lagt lagd lagda lades lagts läggs | rinna: rinner rann runnit
riva: river rev rivit riven rivet rivna revs | se: ser såg sett sedd sedda sågs
sitta: sitter satt suttit | sjunka: sjunker sjönk sjunkit sjunken sjunkna | skilja: skiljer skilde skilt skild skilda
skjuta: skjuter sköt skjutit skjuten skjutna | skriva: skriv skriver skrev skrivit skriven skrivet skrivna skrevs skrivs
skära: skär skar skurit skuren skuret skurna | slippa: slipper slapp sluppit
slita: sliter slet slitit sliten slitna | sluta: sluter slöt slutit sluten slutet slutna slöts
slå: slår slog slagit slagen slaget slagna slogs | smörja: smörjer smorde smort smord smorda
sova: sover sov sovit | sprida: sprid sprider spred spridde spritt spridit spridd spridda spreds
springa: springer sprang sprungit | stiga: stiger steg stigit stigande | stjäla: stjäl stal stulit stulen stulna
stryka: stryker strök strukit struken strukna ströks | stå: står stod stått | ställa: ställ ställer ställde ställt ställd ställda
stödja: stödjer stöder stödde stött stödd stödda | suga: suger sög sugit | säga: säger sade sagt sagd sagda sades sägs
sälja: sälj säljer sålde sålt såld sålda såldes säljs sålts | sätta: sätter satte satt satta sattes sätts
ta: tar tog tagit tagen taget tagna togs tas tagits | tillåta: tillåt tillåter tillät tillåtit tillåten tillåtet tillåtna
tvinga: tvingar tvang tvingad tvingade | veta: vet visste vetat | vika: viker vek vikit viken vikna
vinna: vinner vann vunnit vunnen vunnet vunna vanns vinns | vrida: vrider vred vridit vriden vridna
välja: välj väljer valde valt vald valda valdes väljs valts | vänja: vänjer vande vant vand vanda
växa: växer växte vuxit vuxen vuxna | byta: byt byter bytte bytt | mäta: mät mäter mätte mätt mätta
köra: kör körde kört | låta: låt låter lät låtit | lagra: lagrar | äta: äter åt ätit äten ätna | följa: följ följer följs följde följt följd följda`;

/** Particles and prefixes that verbs are put together with. */
export const verbParticles: ReadonlySet<string> = new Set(
  (
    "an av be bi bort fri de efter er fast fort fram för förut före genom hem in inne jäm kvar lös med miss mot " +
    "ned ner ny om på sam samman till under upp ut ute vid å åsido åter över bibe återan återin återupp " +
    "upprätt vidmakt värde pris del hop igång iordning konkurrensut"
  ).split(" "),
);

/** A base word and whether the form belongs to a verb. */
export interface IrregularForm {
  lemma: string;
  isVerb: boolean;
}

function parse(text: string, isVerb: boolean): [string, IrregularForm][] {
  return text
    .split(/[|\n]/)
    .filter((line) => line.includes(":"))
    .flatMap((line) => {
      const [lemma = "", forms = ""] = line.split(":");
      return forms
        .trim()
        .split(" ")
        .map((form): [string, IrregularForm] => [form, { lemma: lemma.trim(), isVerb }]);
    });
}

/** From an irregular form to its base word. */
export const irregularForms: ReadonlyMap<string, IrregularForm> = new Map([
  ...parse(adjectives, false),
  ...parse(verbs, true),
  ...parse(nouns, false),
]);
