/**
 * Hand-judged compounds: `word = part + part` (base words), or `word = -` where nothing may be split
 * off. `tuned` was at hand while the rules were written. `heldOut` was judged before any result was
 * seen, in two rounds: 211 of 225 as judged at first run, one false split; then, after the words
 * misread had moved to `tuned` and general rules been mended, 97 of 104 new words, none split falsely.
 */
const parse = (text: string): [word: string, parts: string[]][] =>
  text
    .trim()
    .split(/[;\n]/)
    .map((line) => {
      const [word = "", parts = ""] = line.split("=").map((side) => side.trim());
      return [word, parts === "-" ? [] : parts.split("+").map((part) => part.trim())];
    });

export const tuned = parse(`
koldioxidinfångning = koldioxid + infångning; livsmedelsinköp = livsmedel + inköp
varudistribution = vara + distribution; matinköp = mat + inköp; elbuss = el + buss; elbussar = el + buss
fjärrvärme = fjärr + värme; fjärrvärmenät = fjärr + värme + nät; skolmat = skola + mat; matsvinn = mat + svinn
matavfall = mat + avfall; biogasbuss = bio + gas + buss; biogasanläggning = bio + gas + anläggning
solcell = sol + cell; solcellspark = sol + cell + park; vindkraft = vind + kraft
kraftvärmeverk = kraft + värme + verk; spillvärme = spill + värme; klimatbudget = klimat + budget
klimatfärdplan = klimat + färd + plan; klimatneutral = klimat + neutral; fossilfria = fossil + fri
medborgardialog = medborgare + dialog; medborgarråd = medborgare + råd
energieffektivisering = energi + effektivisering; energikartläggning = energi + kartläggning
byggavfall = bygga + avfall; träbyggande = trä + byggande; parkeringstal = parkering + tal; cykelväg = cykel + väg
bilpool = bil + pool; laddstolpe = ladda + stolpe; laddstolpar = ladda + stolpe; gatubelysning = gata + belysning
busstation = buss + station; stadsdel = stad + del; utsläppshandel = utsläpp + handel; växthusgas = växthus + gas
vardagsåtgärder = vardag + åtgärd; informationskälla = information + källa; restvärme = rest + värme
återvinningscentral = återvinning + central; livscykelanalys = livscykel + analys; ramavtal = ram + avtal
våtmark = våt + mark; dagvattenhantering = dag + vatten + hantering; arbetsmaskin = arbete + maskin
låneskuld = lån + skuld; skatteflykting = skatt + flykting; upphandlingskrav = upphandling + krav; mätning = -
automat = -; klimat = -; format = -; isolering = -; konsol = -; banan = -; bussig = -; station = -; nation = -
planet = -; lagring = -; handling = -; upphandling = -; handel = -; bostad = -; verkstad = -; måltid = -
livsmedel = -; hushåll = -; kontrakt = -; transport = -; rapport = -; material = -; personal = -; genomslag = -
underhåll = -; överskott = -; utsläpp = -; återbruk = -; infångning = -; samverkan = -; samordning = -; förslag = -
omställning = -; avfall = -; näring = -; kollektor = -; porträtt = -; barfota = -; matematik = -; automatisk = -
solidaritet = -; bankett = -; äppelträd = äpple + träd; sommarlov = sommar + lov; hyresgäst = hyra + gäst
kostchef = kost + chef; hyreshus = hyra + hus; statsbudget = stat + budget; godståg = gods + tåg; bilköer = bil + kö
snöröjning = snö + röjning; sågverk = såg + verk; idrottshall = idrott + hall; mätstation = mäta + station
kulturarv = kultur + arv
`);

export const heldOut = parse(`
vattenverk = vatten + verk; sjöbotten = sjö + botten; skogsägare = skog + ägare; barnvagn = barn + vagn
brandstation = brand + station; tandläkare = tand + läkare; köttproduktion = kött + produktion
mjölkgård = mjölk + gård; kylskåp = kyl + skåp; värmekamera = värme + kamera; takisolering = tak + isolering
fasadmålning = fasad + målning; vägtrafik = väg + trafik; tågresor = tåg + resa; flygskatt = flyg + skatt
bensinpris = bensin + pris; oljepanna = olja + panna; elkostnader = el + kostnad; elmätare = el + mätare
nätavgift = nät + avgift; solpanel = sol + panel; vindmöllor = vind + mölla; värmekraft = värme + kraft
avloppsrör = avlopp + rör; slamhantering = slam + hantering; sophämtning = sop + hämtning
glasåtervinning = glas + återvinning; textilinsamling = textil + insamling; möbelverkstad = möbel + verkstad
klädbutik = kläder + butik; lånebibliotek = lån + bibliotek; skolbuss = skola + buss; skolgårdar = skola + gård
förskolebarn = förskola + barn; äldreboende = äldre + boende; sjukhusmat = sjukhus + mat
grönsaksodling = grönsak + odling; jordbruksmark = jord + bruk + mark; skogsbruk = skog + bruk
trädplantering = träd + plantering; parkförvaltning = park + förvaltning; strandskydd = strand + skydd
havsnivå = hav + nivå; regnvatten = regn + vatten; översvämningsrisk = översvämning + risk; värmebölja = värme + bölja
stadsplanerare = stad + planerare; tomtmark = tomt + mark; byggherrekrav = byggherre + krav; betonghus = betong + hus
stålbalk = stål + balk; trävirke = trä + virke; husgrund = hus + grund; kommundirektör = kommun + direktör
kommunchef = kommun + chef; politikerbeslut = politiker + beslut; budgetprocess = budget + process
investeringsbeslut = investering + beslut; räntekostnad = ränta + kostnad; skattemedel = skatt + medel
upphandlingsenhet = upphandling + enhet; leverantörskrav = leverantör + krav; avtalstid = avtal + tid
miljöcertifikat = miljö + certifikat; miljöchef = miljö + chef; klimatmöte = klimat + möte
klimatforskare = klimat + forskare; utsläppsnivå = utsläpp + nivå; koldioxidhalt = koldioxid + halt
energibehov = energi + behov; energislag = energi + slag; effektuttag = effekt + uttag
lastbilstrafik = last + bil + trafik; hamnområde = hamn + område; färjeläge = färja + läge; cykelhjälm = cykel + hjälm
cykelpump = cykel + pump; gångtunnel = gång + tunnel; bilförare = bil + förare; parkeringshus = parkering + hus
körfält = kör + fält; vägarbete = väg + arbete; gruppsamtal = grupp + samtal; ungdomsgård = ungdom + gård
föreningsbidrag = förening + bidrag; frivilligarbete = frivillig + arbete; informationsmöte = information + möte
reklamkampanj = reklam + kampanj; webbplats = webb + plats; datorprogram = dator + program
mobiltelefon = mobil + telefon; forskningsprojekt = forskning + projekt; universitetslärare = universitet + lärare
industriområde = industri + område; pappersbruk = papper + bruk; gruvdrift = gruva + drift; fiskodling = fisk + odling
turistbyrå = turist + byrå; hotellrum = hotell + rum; konsertsal = konsert + sal; ljudnivå = ljud + nivå
luftkvalitet = luft + kvalitet; vätgastank = väte + gas + tank; batterifabrik = batteri + fabrik
kärnkraftverk = kärna + kraft + verk; reservdel = reserv + del; folkomröstning = folk + omröstning
arbetslöshet = arbete + löshet; sanering = -; kostym = -; parlament = -; politik = -; ekonomi = -; budget = -
tomat = -; potatis = -; spannmål = spann + mål; kompost = -; kompass = -; diplomat = -; primat = -; plantering = -
planka = -; banal = -; barnslig = -; solid = -; soldat = -; isotop = -; bilaga = -; bilateral = -
kolonn = -; kollektiv = -; koloni = -; granska = -; granskning = -; mening = -; tunnel = -; kanal = -; kapital = -
vattna = -; bevattning = -; utbildning = -; anläggning = -; beredskap = -; kunskap = -; medlemskap = -; landskap = -
budskap = -; sekreterare = -; besparing = -; förvaltning = -; förening = -; uppvärmning = -; inflytande = -
insats = -; utsikt = -; ansvar = -; anbud = -; behov = -; system = -; symbol = -; synergi = -; strategi = -
teknik = -; teknologi = -; tradition = -; traktor = -; reparation = -; restaurang = -; resurs = -; respekt = -
person = -; perspektiv = -; period = -; parkering = -; partner = -; panik = -; kamera = -; kontor = -; konsert = -
konkurs = -; karaktär = -; kartong = -; hastighet = -; halvera = -; galleri = -; garage = -; gardin = -; flexibel = -
finansiering = -; fastighet = -; familj = -; engagemang = -; element = -; elev = -; elegant = -
ekosystem = eko + system; distrikt = -; direktör = -; delegation = -; celsius = -; bransch = -
bostäder = -; biologi = -; bibliotek = -; barriär = -; balans = -; aktör = -; aktivitet = -; akademi = -
fjärrvärmeabonnent = fjärr + värme + abonnent; värmeleverans = värme + leverans; elhandelsbolag = el + handel + bolag
vindkraftsutbyggnad = vind + kraft + utbyggnad; solcellstak = sol + cell + tak
biogasproduktion = bio + gas + produktion; koldioxidkrav = koldioxid + krav; utsläppsmål = utsläpp + mål
klimatnämnd = klimat + nämnd; klimatlöften = klimat + löfte; hållbarhetschef = hållbarhet + chef
avfallsbolag = avfall + bolag; matkasse = mat + kasse; måltidschef = måltid + chef; grönområde = grön + område
stadsodlare = stad + odlare; trafikplanerare = trafik + planerare; busslinjer = buss + linje
tågstation = tåg + station; cykelbokslut = cykel + bokslut; bilresor = bil + resa; laddkabel = ladda + kabel
parkeringsyta = parkering + yta; lastbilschaufför = last + bil + chaufför; byggprocess = bygga + process
rivningslov = rivning + lov; träfasad = trä + fasad; betongelement = betong + element
fastighetsägare = fastighet + ägare; hyresrätt = hyra + rätt; förvaltningschef = förvaltning + chef
upphandlingsstrategi = upphandling + strategi; inköpspolicy = inköp + policy
investeringskalkyl = investering + kalkyl; medborgarförslag = medborgare + förslag; föreningslokal = förening + lokal
skolklass = skola + klass; bibliotekschef = bibliotek + chef; dammsugare = damm + sugare; regnskog = regn + skog
bergvärmepump = berg + värme + pump; luftfuktighet = luft + fuktighet; jordbävning = jord + bävning
mätdata = mäta + data; energiminister = energi + minister; riskbedömning = risk + bedömning; tidplan = tid + plan
arbetsgrupp = arbete + grupp; styrgrupp = styra + grupp; årsredovisning = år + redovisning; kontrollant = -
kontroll = -; resultat = -; talang = -; tendens = -; rutin = -; salong = -; salamander = -; solist = -; tablett = -
vandring = -; varsel = -; vision = -; visum = -; boll = -; bransle = -; karantän = -; katalog = -; kommentar = -
kommission = -; koncentrera = -; kongress = -; kredit = -; kubik = -; ladda = -; laddning = -; landa = -
lokalisera = -; mandat = -; marginal = -; maskin = -; medlem = -; minister = -; miljard = -; motivation = -; nämnd = -
nyans = -; operation = -; optimera = -; ordning = -; organ = -; parasit = -; passera = -; pension = -; produkt = -
program = -; propaganda = -; protest = -; rationell = -; reduktion = -; region = -; ritual = -; skildring = -
skolning = -; spontan = -; statistik = -; struktur = -; tolerans = -; tonåring = -; tydlig = -; universitet = -
uppdrag = -; utredning = -; vattnig = -; verktyg = -; villkor = -; värdig = -
`);
