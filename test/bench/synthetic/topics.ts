/**
 * What the words of one focus area are made of. All lists are in falling order of how often their
 * words are drawn.
 */
export interface Topic {
  /** The slug of the focus area. */
  focusArea: string;
  /** The areas of the thesaurus whose names belong here. */
  areas: readonly string[];
  /** First parts of compounds, with the letter that joins them. */
  modifiers: readonly string[];
  /** Last parts of compounds: nouns of `heads` in vocabulary.ts. */
  heads: readonly string[];
  /** Nouns without a plural, as they stand after a preposition. */
  masses: readonly string[];
  /** What is to be achieved: after "för att". */
  aims: readonly string[];
}

const list = (text: string): string[] => text.trim().split(/\s*[,\n]\s*/);

const topic = (
  focusArea: string,
  areas: string,
  words: Record<"modifiers" | "heads" | "masses" | "aims", string>,
): Topic => ({
  focusArea,
  areas: list(areas),
  modifiers: list(words.modifiers),
  heads: list(words.heads),
  masses: list(words.masses),
  aims: list(words.aims),
});

/** The focus areas that records are written about; the most written about first. */
export const topics: readonly Topic[] = [
  topic("mobilitet", "transport", {
    modifiers:
      "cykel, buss, elbil, resande, pendlings, kollektivtrafik, parkerings, laddnings, gods, biogas, tåg, bilpools, hållplats, lastcykel, varu, tjänstebil, lättrafik, vinterväg, färje, elspark",
    heads:
      "väg, plan, bil, station, garage, plats, pool, linje, led, stolpe, flotta, tjänst, depå, förare, sträcka, avgift, biljett",
    masses:
      "hållbart resande, laddinfrastruktur, kollektivtrafik, samåkning, samordnad varudistribution, elektrifierade transporter, cykling, distansarbete, förnybara drivmedel, vinterväghållning",
    aims: "minska bilresorna till arbetet, få fler att cykla året runt, byta ut dieselbussarna, korta restiderna för pendlare, samordna varuleveranserna, ladda tjänstebilarna på natten, göra hållplatserna tryggare, köra de tunga transporterna fossilfritt",
  }),
  topic("energi", "energy, heating, carbon", {
    modifiers:
      "energi, fjärrvärme, sol, el, effekt, värme, biobränsle, spillvärme, vindkraft, batteri, laddnings, nät, solcells, kyl, vätgas, bergvärme, kraftvärme, pellets, biogas, geotermi",
    heads:
      "system, nät, anläggning, park, pump, verk, lager, panna, mätare, central, tak, kund, pris, bolag, rådgivare, last, turbin, källa",
    masses:
      "fjärrvärme, solel, energieffektivisering, spillvärme, effektreserv, driftoptimering, förnybar energi, fossilfri uppvärmning, lokal elproduktion, bio-CCS",
    aims: "kapa effekttopparna, fasa ut den fossila spetslasten, ta vara på spillvärmen, sänka energianvändningen i skolorna, sätta solceller på kommunens tak, jämna ut elförbrukningen över dygnet, byta oljepannorna",
  }),
  topic("bygg", "built environment", {
    modifiers:
      "fastighets, bygg, renoverings, trä, skol, bostads, stom, betong, ventilations, fasad, förskole, kontors, rivnings, material, underhålls, inneklimat, klimatdeklarations, idrottshall",
    heads:
      "hus, byggnad, projekt, krav, ägare, stomme, hall, skede, kalkyl, entreprenör, vägg, lokal, hyresgäst, kontrakt, modul, yta, förvaltare",
    masses:
      "träbyggande, klimatdeklaration, återbruk av byggmaterial, varsam renovering, klimatförbättrad betong, energieffektivt byggande, lokaleffektivitet, fossilfria byggarbetsplatser",
    aims: "halvera klimatpåverkan från nybyggnation, återbruka dörrar och innerväggar, bygga förskolor i trä, tilläggsisolera miljonprogrammets hus, använda lokalerna bättre, räkna klimatpåverkan i tidiga skeden, driva byggarbetsplatserna med el",
  }),
  topic("avfall-va", "circular economy", {
    modifiers:
      "avfalls, matavfalls, sorterings, återvinnings, slam, avlopps, dagvatten, plast, hushålls, kärl, biogas, textil, förpacknings, renings, dricksvatten, fosfor, deponi",
    heads:
      "anläggning, central, taxa, kärl, fordon, verk, mängd, flöde, rutt, insamlare, behållare, prov, fraktion, ledning, bassäng, rum",
    masses:
      "utsortering av matavfall, avfallsminimering, fastighetsnära insamling, biogasproduktion, slamhantering, fosforåtervinning, plaståtervinning, avloppsvärme",
    aims: "minska restavfallet per invånare, sortera ut mer plast, samla in textilier nära hemmen, göra biogas av matavfallet, återföra näringen till jordbruket, korta hämtningsrutterna, minska lustgasen från reningsverket",
  }),
  topic("mat", "food", {
    modifiers:
      "mat, måltids, livsmedels, skolmats, köks, odlings, gröd, råvaru, matsvinns, lunch, lantbruks, grönsaks, protein, meny, växthus, mjölk",
    heads:
      "kök, meny, plan, kock, leverantör, avtal, odling, vecka, gäst, recept, gård, pris, portion, enhet, kedja, restaurang",
    masses:
      "växtbaserad kost, minskat matsvinn, lokalodlade råvaror, klimatberäknade menyer, hållbara måltider, stadsnära odling, säsongsanpassad mat",
    aims: "halvera matsvinnet i skolköken, servera mer växtbaserad mat, handla närodlade råvaror, räkna klimatavtrycket per portion, låta eleverna påverka menyn, odla på outnyttjad mark",
  }),
  topic("anpassning", "nature, environmental objectives", {
    modifiers:
      "skyfalls, dagvatten, översvämnings, värmebölje, klimatanpassnings, grönyte, kust, träd, erosions, risk, vattendrags, tork, svalke, ras, havsnivå, skugg",
    heads:
      "plan, kartering, yta, damm, modell, analys, åtgärd, park, vall, område, scenario, varning, väg, skydd, korridor",
    masses:
      "klimatanpassning, naturbaserade lösningar, skyfallshantering, beredskap för värmeböljor, skuggande träd, öppen dagvattenhantering, kustskydd",
    aims: "fördröja dagvattnet på skolgårdarna, skydda äldre vid värmeböljor, leda skyfallen dit de gör minst skada, plantera träd längs gatorna, säkra vattenförsörjningen vid torka, peka ut lågpunkterna",
  }),
  topic("cirkular", "circular economy", {
    modifiers:
      "återbruks, återanvändnings, möbel, delnings, reparations, konsumtions, verktygs, textil, uthyrnings, inventarie, skänk, IT-utrustnings, leksaks, sportutrustnings",
    heads:
      "butik, central, pool, tjänst, förråd, verkstad, flöde, affär, kund, avtal, lager, galleria, dag, modell, marknad, möbel",
    masses:
      "cirkulära möbler, återbruk, delningsekonomi, reparation och underhåll, hållbar konsumtion, begagnad IT-utrustning, textilåterbruk",
    aims: "förlänga möblernas livslängd, låna ut verktyg i stället för att köpa, få förvaltningarna att skänka det som blir över, laga mer och köpa mindre, öppna ett förråd för begagnade inventarier",
  }),
  topic("natur", "nature", {
    modifiers:
      "våtmarks, skogs, park, ängs, biokol, grönstruktur, torv, skötsel, betes, strand, kolsänke, pollinerings, stadsträds, lövskogs, artrikedoms",
    heads:
      "mark, park, område, skog, plan, äng, inventering, stråk, restaurering, biotop, yta, reservat, entreprenör",
    masses:
      "biologisk mångfald, återvätning av torvmark, hyggesfritt skogsbruk, biokol i planteringar, naturvård, kolinbindning, ängsskötsel",
    aims: "återväta utdikad torvmark, binda mer kol i parkerna, göra gräsmattor till ängar, gynna pollinerande insekter, restaurera våtmarker uppströms, sköta skogen utan kalhyggen",
  }),
  topic("upphandling", "procurement", {
    modifiers:
      "upphandlings, inköps, avtals, leverantörs, krav, anbuds, direktupphandlings, spend, ramavtals, entreprenad, uppföljnings, beställar",
    heads:
      "krav, dokument, avtal, mall, process, kriterium, dialog, underlag, analys, enhet, kedja, rutin, bilaga, vite, villkor",
    masses:
      "innovationsupphandling, klimatkrav i upphandling, avtalsuppföljning, cirkulär upphandling, tidig marknadsdialog, hållbara inköp",
    aims: "ställa klimatkrav som går att följa upp, samla inköpen i färre avtal, föra dialog med marknaden före anbudet, väga in livscykelkostnaden, pröva bonus och vite, minska antalet leveranser",
  }),
  topic("medborgare", "citizens", {
    modifiers:
      "medborgar, invånar, ungdoms, förenings, stadsdels, hushålls, klimat, dialog, granskaps, volontär, elev, hyresgäst, familje",
    heads:
      "dialog, råd, panel, budget, förslag, möte, grupp, enkät, dag, utmaning, verkstad, ambassadör, kväll, nätverk, process",
    masses:
      "medborgardialog, ungas delaktighet, klimatsmart vardag, samskapande, föreningslivets engagemang, beteendeförändring",
    aims: "låta invånarna vara med och bestämma, nå dem som sällan kommer på möten, göra det enkelt att leva klimatsmart, ge ungdomar en egen budget, följa testfamiljer under ett år",
  }),
  topic("styrning", "governance, climate, lessons", {
    modifiers:
      "klimat, koldioxidbudget, styrnings, mål, uppföljnings, förvaltnings, nämnd, lednings, utsläpps, hållbarhets, ägar, bokslut, handlings, policy",
    heads:
      "plan, budget, strategi, arbete, mål, grupp, direktiv, rapport, beslut, program, process, avgift, kontrakt, ledare, indikator",
    masses:
      "koldioxidbudgetar, klimatledning, politisk förankring, ägardirektiv till bolagen, intern klimatväxling, öppen uppföljning, långsiktig styrning",
    aims: "knyta klimatmålen till budgeten, följa utsläppen varje kvartal, få alla nämnder att ta ansvar, fatta beslut med klimatet som grund, ge bolagen skarpare direktiv, växla intern klimatavgift mot åtgärder",
  }),
  topic("naringsliv", "business, actors", {
    modifiers:
      "företags, industri, handels, besöks, evenemangs, hamn, tillverknings, logistik, symbios, bransch, hotell, verkstads, startup",
    heads:
      "nätverk, kluster, park, avtal, kund, bolag, rådgivare, arena, frukost, symbios, program, löfte, partner, etablering, hubb",
    masses:
      "industriell symbios, klimatlöften från företag, grön industriomställning, hållbar besöksnäring, klimatrådgivning till småföretag",
    aims: "samla företagen kring gemensamma mål, dela restströmmar mellan industrier, ge småföretag råd om energi, göra evenemangen fossilfria, locka gröna etableringar",
  }),
  topic("finansiering", "finance, various", {
    modifiers:
      "investerings, finansierings, låne, fond, kalkyl, bidrags, obligations, portfölj, livscykel, kostnads, klimatinvesterings",
    heads:
      "plan, fond, kalkyl, bidrag, lån, modell, budget, underlag, beslut, portfölj, ansökan, ram, risk, program",
    masses:
      "gröna lån, klimatinvesteringsplaner, samfinansiering, livscykelkostnader, gröna obligationer, statliga bidrag",
    aims: "räkna hem investeringarna över hela livslängden, dela risken med bolagen, söka bidrag tillsammans, finansiera åtgärder med gröna lån, visa vad det kostar att vänta",
  }),
  topic("digitalisering", "digitalisation", {
    modifiers:
      "data, sensor, digitaliserings, mät, informations, kart, tvilling, drift, API, realtids, plattforms, visualiserings",
    heads:
      "plattform, modell, tvilling, verktyg, panel, system, punkt, tjänst, karta, källa, analys, lager, standard, insamlare",
    masses:
      "öppna data, digitala tvillingar, sensordata i realtid, datadelning, visualisering av utsläpp",
    aims: "dela data mellan förvaltningar, visa utsläppen på en öppen karta, styra ventilationen efter närvaro, mäta flödena i realtid, slippa mata in siffror för hand",
  }),
  topic("planering", "built environment, global goals", {
    modifiers:
      "stadsplanerings, detaljplane, översiktsplane, kvarters, markanvisnings, stadsdels, tomt, centrum, bostads, gatu, stations, landsbygds",
    heads:
      "plan, program, område, avtal, karta, kvarter, kontor, process, avgift, utredning, dialog, norm, miljö, stråk, mark",
    masses:
      "klimatneutrala stadsdelar, förtätning nära stationer, markanvisning med klimatkrav, gröna parkeringsnormer, femtonminutersstaden",
    aims: "bygga tätt där kollektivtrafiken är god, ställa klimatkrav vid markanvisning, sänka parkeringstalen, spara jordbruksmarken, planera för gång före bil",
  }),
];
