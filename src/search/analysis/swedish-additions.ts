/**
 * Words and plurals that the dictionary lacks, in its own format: `word/flags`, the flags meaning
 * what they mean in `index.aff` (A genitive, D/E definite utrum, B/C definite neuter, G -ar, H -er,
 * X may open and Y may close a compound, v joins with -s-, Z only in compounds). Three groups:
 * plurals that the dictionary leaves to its compounds ("åtgärd" has none, "miljöåtgärd" has -er),
 * base words and joining forms that it only has inflected, and vocabulary of climate work.
 */
const plurals = `
art/H ask/G bänk/G blogg/G bomb/H broms/G bur/G check/H chock/H damm/G del/GvY fest/H fil/H film/H fläck/G haj/G helg/H
idrott/H kampanj/H katt/H klubb/G kod/HY kontakt/H konsult/H krasch/H kris/H krock/G kur/H kör/H låt/G lav/G mack/G mur/G
nål/G paj/H plåt/G port/G päls/G ras/H rest/H röst/H sak/HY sats/H skatt/H skruv/G skylt/G sladd/G slev/G sol/G
spark/G spets/G start/H stig/G strejk/H strid/H svans/G sås/H tank/G test/H text/H topp/G träff/G tub/H turist/H tvätt/G vik/G
vind/G viol/H våg/G åtgärd/H`;

const baseWords = `
ta/mMN äta/BKLT vinna/BKLT sitta/BKL ersätta/BKLT tillsätta/BKLT förekomma/BKL brista/BKL återvinna/BKLT utvinna/BKLT
påverkan/AvY nyfikenhet/ADvY data/ABDXY internet/AX sverige/A kläder/AJ
gatu/XZ betes/XZ ladd/XZ rest/XZ mass/XZ mät/XZ skatte/XZ samhälls/XZ sverige/XZ
svinn/ABDvXY matsvinn/ABDvY livsmedelssvinn/ABDvY återvätning/ADGvY samlastning/ADGvY`;

const climateVocabulary = `
agroforestry/AX avlut/ADG cirkularitet/ADvY coworking/AX crowdfunding/ADX delbar/OPQY depå/ADGHY elektrobränsle/ACEF e-bränsle/ACEF
energihubb/ADG hub/ADGXY hubb/ADGXY mobilitetshubb/ADG klimatneutralitet/ADvY klimatsäkra/ADmNPTY korslimmad/OQ
ledbelysning/ADGvY led-belysning/ADGvY massivträ/ACX mellangröda/AEG mikromobilitet/ADvY nudging/ADvXY nudga/ADmNPY
elektrolysör/ADHXY biogen/OXY bioenergi/AEHXY biokraftvärme/AEXY restflöde/ACEFY delaktighet/ADvY
prosument/ADHXY lågenergihus/BDXY plusenergihus/BDXY nollenergihus/BDXY flerbostadshus/BDXY samskapande/ACXY samskapa/ADmNPTY
revolverande/A resurseffektiv/OPQY energieffektiv/OPQY klimatneutral/OPQY klimatpositiv/OPQY fossilfri/OPQY utsläppsfri/OPQY
systemdemonstrator/ADHY demonstrator/ADHXY spendanalys/ADHY testbädd/ADGY policylabb/BDXY uppskalning/ADGvY skala/ADmNPTY
utsläppsinventering/ADGvY lustgas/DHXY rötgas/DHXY deponigas/DHXY vätgas/DHXY biometan/ADXY syngas/DHXY
återbruka/ADmNPTY återbruk/ABDXY återbruksnav/BDXY materialbank/ADHXY urbanodling/ADGvY stadsodling/ADGvY
bioekonomi/AEHXY grönyta/AEG grönblå/OQ blågrön/OPQ dagvatten/ACXY skyfall/BDvXY värmeö/AEGr
fjärrkyla/AEXY närvärme/AEXY restvärme/AEXY spillvärme/AEXY geolager/ACFXY borrhålslager/ACFXY frikyla/AEXY
elväg/ADGY laddpunkt/ADHY laddhybrid/ADHXY elsparkcykel/AEIX lådcykel/AEIX bildelning/ADvXY delningstjänst/ADHY cykelfartsgata/AEG
omställare/AEJY klimatomställning/ADGvY koldioxidekvivalent/ADHY kolbindning/ADvY växtkol/ABX biochar/AX
livscykelanalys/ADHXY livscykelkostnad/ADHvY klimatkompensera/ADmNPTY klimatkompensation/ADHvY kravställa/ADmNPTY kravställare/AEJY
undermätning/ADGv skredkartering/ADGv lågpunktskartering/ADGv grönmålning/ADGv samrötning/ADGv askåtervinning/ADGv
karbonatisering/ADGv salixodling/ADGv dagspendling/ADGv godssamordning/ADGv ruttoptimering/ADGv tomkörning/ADGv
efterkonvertering/ADGv idetävling/ADGv uppcirkulering/ADGv omtillverkning/ADGv flergångsförpackning/ADGv eftersortering/ADGv
eftersorteringsanläggning/ADGv finsortering/ADGv slamförbränning/ADGv bräddning/ADGv tillsammansodling/ADGv
återförvildning/ADGv dikesproppning/ADGv återmeandring/ADGv divestering/ADGv projektifiering/ADGv ideinsamling/ADGv
kulvertering/ADGv kravuppföljning/ADGv biokolsanläggning/ADGv biokolsproduktion/ADH tångodling/ADGv stadskärneutveckling/ADGv
renovräkning/ADGv vassklippning/ADGv klimatapp/ADG mobilitetsapp/ADG samåkningsapp/ADG delningsapp/ADG kollektivtrafiknod/ADH
bytesnod/ADH gapanalys/ADH reboundeffekt/ADH aggregator/ADH facilitator/ADH lågpunkt/ADH taksolcell/ADH hyrmodell/ADH
grönplan/ADH toppeffekt/ADH topplast/ADH skogsrest/ADH lågutsläppszon/ADH flergångsprodukt/ADH lågenergibyggnad/ADH
byggemenskap/ADH bogemenskap/ADH begagnatbutik/ADH naturtyp/ADH artförlust/ADH utförandeentreprenad/ADH paludikultur/ADH
framledningstemperatur/ADH resriktlinje/ADH rinnväg/ADG vasskörd/ADG laddbox/ADG paketbox/ADG pantmugg/ADG flergångsmugg/ADG
superbuss/ADG supercykelväg/ADG mobilitetshub/ADG poolbil/ADG chatbot/ADG datahub/ADG elscooter/ADG takkarta/AEG flispanna/AEG
bioaska/AEG skolgata/AEG bytarlåda/AEG idelåda/AEG flergångslåda/AEG jätteloka/AEG åfåra/AEG mernytta/AEG samnytta/AEG
sojaböna/AEG utsläppsgap/ABD klimatgap/ABD hundraårsregn/ABD rinnstråk/ABD resnav/ABD hämtfordon/ABD lågutsläppsfordon/ABD
mobilitetsköp/ABD parkeringsköp/ABD gruppköp/ABD avtalsköp/ABD geostaket/ABD inneklimat/ABD växttak/ABD krontak/ABD
superkvarter/ABD fyrfackssystem/ABD fyrfackskärl/ABD flerfackskärl/ABD pantrör/ABD bräddavlopp/ABD duplikatsystem/ABD
bihotell/ABD klimatklivsstöd/ABD klimatklivsbidrag/ABD årshjul/ABD skallkrav/ABD låginkomsthushåll/ABD anerginät/ABD
lågtemperaturnät/ABD markkol/ABD svackdike/ACEF tvåstegsdike/ACEF skredområde/ACEF köpbeteende/ACEF energiö/AEGr
fyllnadsgradsmätare/AEJ supersnabbladdare/AEJ greenwashing/AD geofencing/AD webbinarium/AJ återväta/KLT ödrift/ADv gåbarhet/ADv
måluppfyllnad/ADv framsyn/ADv systemsyn/ADv nedväxt/ADv agrivoltaik/ADv hydroponi/ADv akvaponi/ADv samlasta/ADmNPT
samdistribuera/ADmNPT medskapa/ADmNPT prototypa/ADmNPT transformativ/OPQ multimodal/OPQ bilsnål/OPQ återanvändbar/OPQ
demonterbar/OPQ medborgarägd/OQ lokalägd/OQ kulverterad/OQ återvättad/OQ`;

/** The additions as a Hunspell word list. */
export const swedishAdditions: string = `${plurals} ${baseWords} ${climateVocabulary}`
  .trim()
  .replaceAll(/\s+/g, "\n");
