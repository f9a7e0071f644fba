/**
 * Words and plurals that the dictionary lacks, in its own format: `word/flags`, the flags meaning
 * what they mean in `index.aff` (A genitive, D/E definite utrum, B/C definite neuter, G -ar, H -er,
 * X may open and Y may close a compound, v joins with -s-, Z only in compounds); a bar shows where a
 * compound is cut that the rules can't read. Three groups:
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
gatu/XZ betes/XZ ladd/XZ mass/XZ mät/XZ skatte/XZ samhälls/XZ sverige/XZ
svinn/ABDvXY matsvinn/ABDvY livsmedelssvinn/ABDvY återvätning/ADGvY samlastning/ADGvY`;

const climateVocabulary = `
mellankommunal/OPQ multifunktionell/OPQ energi|app/ADG transport|köp/ABD miljö|dom/ADG
anslutnings|kö/AE gat|lyse/AC övertemperatur/ADH transitions|team/ABD teams|möte/ACF små|batteri/AC klimat|coaching/ADG utfasad/OQ
låg|tempererad/OPQ del|bils|pool/ADH köp|data/AD bank|synk/ADH fastighets|el/AD app|användare/AEJ fram|ledning/ADG samförläggning/ADG
nöd|kraft/ADH sov|tåg/ABD inläckage/ACF grå|vatten/AC grop|lager/ACF vild|bi/ABF agroforestry/AX avlut/ADG cirkularitet/ADvY coworking/AX crowdfunding/ADX delbar/OPQY depå/ADGHY elektro|bränsle/ACEF e-bränsle/ACEF
energihubb/ADG hub/ADGXY hubb/ADGXY mobilitetshubb/ADG klimatneutralitet/ADvY klimatsäkra/ADmNPTY korslimmad/OQ
led|belysning/ADGvY led-belysning/ADGvY massivträ/ACX mellangröda/AEG mikromobilitet/ADvY nudging/ADvXY nudga/ADmNPY
elektrolysör/ADHXY biogen/OXY bioenergi/AEHXY biokraftvärme/AEXY restflöde/ACEFY delaktighet/ADvY
prosument/ADHXY låg|energi|hus/BDXY plusenergihus/BDXY nollenergihus/BDXY flerbostadshus/BDXY samskapande/ACXY samskapa/ADmNPTY
revolverande/A resurseffektiv/OPQY energieffektiv/OPQY klimatneutral/OPQY klimatpositiv/OPQY fossilfri/OPQY utsläppsfri/OPQY
systemdemonstrator/ADHY demonstrator/ADHXY spend|analys/ADHY testbädd/ADGY policylabb/BDXY uppskalning/ADGvY skala/ADmNPTY
utsläppsinventering/ADGvY lustgas/DHXY rötgas/DHXY deponigas/DHXY vätgas/DHXY biometan/ADXY syngas/DHXY
återbruka/ADmNPTY återbruk/ABDXY återbruksnav/BDXY materialbank/ADHXY urban|odling/ADGvY stadsodling/ADGvY
bioekonomi/AEHXY grön|yta/AEG grönblå/OQ blågrön/OPQ dagvatten/ACXY skyfall/BDvXY värmeö/AEGr
fjärrkyla/AEXY närvärme/AEXY restvärme/AEXY spillvärme/AEXY geo|lager/ACFXY borrhålslager/ACFXY frikyla/AEXY
elväg/ADGY laddpunkt/ADHY laddhybrid/ADHXY elsparkcykel/AEIX låd|cykel/AEIX bildelning/ADvXY delningstjänst/ADHY cykel|farts|gata/AEG
omställare/AEJY klimatomställning/ADGvY koldioxidekvivalent/ADHY kolbindning/ADvY växtkol/ABX biochar/AX
livscykelanalys/ADHXY livscykelkostnad/ADHvY klimatkompensera/ADmNPTY klimatkompensation/ADHvY kravställa/ADmNPTY kravställare/AEJY
under|mätning/ADGv skredkartering/ADGv låg|punkts|kartering/ADGv grönmålning/ADGv sam|rötning/ADGv askåtervinning/ADGv
karbonatisering/ADGv salix|odling/ADGv dags|pendling/ADGv godssamordning/ADGv ruttoptimering/ADGv tom|körning/ADGv
efter|konvertering/ADGv ide|tävling/ADGv uppcirkulering/ADGv om|tillverkning/ADGv flergångs|förpackning/ADGv efter|sortering/ADGv
efter|sorterings|anläggning/ADGv fin|sortering/ADGv slam|förbränning/ADGv bräddning/ADGv tillsammans|odling/ADGv
återförvildning/ADGv dikes|proppning/ADGv återmeandring/ADGv divestering/ADGv projektifiering/ADGv ide|insamling/ADGv
kulvertering/ADGv kravuppföljning/ADGv biokols|anläggning/ADGv biokols|produktion/ADH tångodling/ADGv stadskärne|utveckling/ADGv
renovräkning/ADGv vassklippning/ADGv klimat|app/ADG mobilitets|app/ADG samåknings|app/ADG delnings|app/ADG kollektiv|trafik|nod/ADH
bytes|nod/ADH gap|analys/ADH rebound|effekt/ADH aggregator/ADH facilitator/ADH låg|punkt/ADH tak|solcell/ADH hyr|modell/ADH
grön|plan/ADH topp|effekt/ADH topp|last/ADH skogs|rest/ADH låg|utsläpps|zon/ADH flergångs|produkt/ADH låg|energi|byggnad/ADH
byggemenskap/ADH bogemenskap/ADH begagnat|butik/ADH natur|typ/ADH art|förlust/ADH utförandeentreprenad/ADH paludikultur/ADH
framlednings|temperatur/ADH res|riktlinje/ADH rinn|väg/ADG vasskörd/ADG ladd|box/ADG paket|box/ADG pant|mugg/ADG flergångs|mugg/ADG
super|buss/ADG super|cykel|väg/ADG mobilitets|hub/ADG pool|bil/ADG chatbot/ADG data|hub/ADG el|scooter/ADG tak|karta/AEG flis|panna/AEG
bio|aska/AEG skol|gata/AEG bytar|låda/AEG ide|låda/AEG flergångs|låda/AEG jätteloka/AEG åfåra/AEG mernytta/AEG samnytta/AEG
sojaböna/AEG utsläpps|gap/ABD klimat|gap/ABD hundraårs|regn/ABD rinn|stråk/ABD res|nav/ABD hämt|fordon/ABD låg|utsläpps|fordon/ABD
mobilitets|köp/ABD parkerings|köp/ABD grupp|köp/ABD avtals|köp/ABD geostaket/ABD inne|klimat/ABD växt|tak/ABD krontak/ABD
super|kvarter/ABD fyrfacks|system/ABD fyrfacks|kärl/ABD flerfacks|kärl/ABD pant|rör/ABD bräddavlopp/ABD duplikatsystem/ABD
bi|hotell/ABD klimatklivs|stöd/ABD klimatklivs|bidrag/ABD års|hjul/ABD skallkrav/ABD låg|inkomst|hushåll/ABD anerginät/ABD
låg|temperatur|nät/ABD markkol/ABD svack|dike/ACEF tvåstegs|dike/ACEF skredområde/ACEF köp|beteende/ACEF energi|ö/AEGr
fyllnadsgrads|mätare/AEJ super|snabb|laddare/AEJ greenwashing/AD geofencing/AD webbinarium/AJ återväta/KLT ödrift/ADv gåbarhet/ADv
mål|uppfyllnad/ADv framsyn/ADv system|syn/ADv nedväxt/ADv agrivoltaik/ADv hydroponi/ADv akvaponi/ADv samlasta/ADmNPT
samdistribuera/ADmNPT medskapa/ADmNPT prototypa/ADmNPT transformativ/OPQ multimodal/OPQ bil|snål/OPQ återanvändbar/OPQ
demonterbar/OPQ medborgar|ägd/OQ lokal|ägd/OQ kulverterad/OQ återvättad/OQ`;

const entries = `${plurals} ${baseWords} ${climateVocabulary}`.trim().split(/\s+/);

/** The additions as a Hunspell word list. */
export const swedishAdditions: string = entries.join("\n").replaceAll("|", "");

/** From an added compound to the forms that it is put together of. */
export const addedCompounds: ReadonlyMap<string, readonly string[]> = new Map(
  entries
    .map((entry) => (entry.split("/")[0] ?? "").split("|"))
    .filter((forms) => forms.length > 1)
    .map((forms) => [forms.join(""), forms]),
);
