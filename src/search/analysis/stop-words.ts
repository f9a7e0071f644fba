const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Swedish words without a topic: function words (after Snowball's Swedish list,
 * https://snowballstem.org/algorithms/swedish/stop.txt) and the words that questions are made of.
 * Compared with the word as written, so that "varor" stays although "vara" goes.
 */
export const swedishStopWords = set(`
och det att i en jag hon som han på den med var sig för så till är men ett om hade de av icke mig du henne då sin nu har inte
hans honom skulle hennes där min man ej vid kunde något från ut när efter upp vi dem vara vad över än dig kan sina här ha mot
alla under någon eller allt mycket sedan ju denna själv detta åt utan varit hur ingen mitt ni bli blev oss din dessa några
deras blir mina samma vilken er sådan vår blivit dess inom mellan sådant varför varje vilka ditt vem vilket sitta sådana vart
dina vars vårt våra ert era vilkas ens även samt dock också bara redan ännu mer mest fler flest mycken lite litet flera
ska skall vill ville borde bör måste får fick fått göra gör gjorde gjort gjorts ge ger gav gett ta tar tog tagit
finns fanns finnas funnits hos genom per via pga pga. mfl mm t.ex bl.a osv dvs etc exempelvis bland annat
andra annan annat andras någonstans någonsin nån nåt nåra sådär såhär vilkens hurdan huruvida ifall därför eftersom medan
skulle hit dit hos utav utefter enligt angående kring gällande beträffande ang avseende
lyckats lyckas lyckades lyckad försökt försöka försöker börjat börja börjar prövat pröva provat prova provar testat
innan tills ifrån emot ihop istället åtminstone ungefär alltid aldrig ofta ibland snart redan igen helt ganska väl gärna
in fram bort ner ned runt kvar tillbaka undan isär ihop
man ens egen eget egna vilkens sån sånt såna såsom liksom både antingen varken ty fast fastän trots
hjälper hjälpa går tänka tänkt tycker veta vet visa visar kunna kunnat brukar bruka behöver behövs behöva
`);

/**
 * Swedish words that fit almost any record here; in a query they count only if nothing else does.
 * By lemma.
 */
export const genericLemmas = set(`
exempel erfarenhet lärdom kommun arbeta arbete jobba jobb sätt hjälp tips råd idé fråga svar resultat bra bäst dålig
projekt insats åtgärd metod modell lösning satsning initiativ
finna få komma gå lära lyckas fungera använda ske hända gälla handla vilja
olika ny stor liten många mycket hel viktig möjlig
sätta lägga starta skapa öka minska påverka samla bygga del mål plats person år dag tid
sänka höja förbättra underlätta främja stärka ordna hantera hitta dra driva förändra påbörja slippa undvika orsaka leda bidra betyda
innebära kräva lova hålla funka satsa ligga stå åstadkomma genomföra igång folk människa sak grej typ sort nivå grad steg fall början slut
håll antal mängd behov syfte orsak anledning skäl skillnad möjlighet förutsättning fördel nackdel intresse
räkna kolla titta se säga tala prata berätta förklara beskriva mena tro känna hoppas önska undra
välja låta lämna ställa sluta fortsätta vänta råka träffa uppnå nå klara vända passa räcka duga stämma fixa greja
enkel lätt smart snabb vanlig konkret praktisk verklig lång kort gammal smidig rimlig lämplig nödvändig tidig sen
`);

/**
 * English words that say as little, in the singular. Those that are Swedish words too ("find", "start")
 * are meant only where the text is English.
 */
export const englishGenericWords = set(`
project example experience lesson municipality city town work result way thing kind type part number lot case place people
year time day month level step tip help support question answer effort attempt
get got give gave given take took taken make made put set let keep kept run ran go went gone come came
need needed want wanted try tried start started begin began begun stop happen happened help helped find found think thought
know knew known learn learned learnt look looked deal dealt build built turn turned become became bring brought lead led
work worked show showed shown tell told mean meant create created increase increased involve involved
avoid require depend allow aim reach join keep stay start point side end fact reason difference opportunity
good better best bad worse worst great new old big large small little long short high low main important possible different
easy hard difficult successful right wrong real really actually well much many several various another every
`);

/** English words without a topic that are no Swedish words; seeing one says that a text is English. */
export const englishOnlyStopWords = set(`
the of and to with how what which who whose where when why from are was were been being our their they them this that these those
has have had having does did doing can could should would will shall may might must into about between through during
other others it its be by than then there here not no nor but you your we us my me he she his her also any some such more most
using use used without within across along among around behind beside until upon whether while towards per each both few own same only very just do
`);

/** English function words that are Swedish words too; they are dropped where the text is English. */
export const englishSharedStopWords = set(
  `in is at on or an a for as so if up out all over under after man men get take took god most just hit`,
);

/**
 * English names of concepts that are Swedish words of another meaning in texts like ours ("river",
 * demolishes; "port", gate); they count only near words that are plainly English.
 */
export const englishFalseFriends = set(
  `arts bin flat mall opposition pensioner port rent river store van`,
);

/**
 * English words that in Swedish mean something else ("barn", children; "rest", travelled). In a query in
 * English they are left out: what they mean there no text of ours says by these letters.
 */
export const englishHomographs = set(`
arm bad bar bark barn dam drag elder fall far fast fat fin full gift glad god gods grind hall hat hop hot ill kind lag late led
lever lock lust mask mat mode pack pass pest pin rand rap rest rock roman rot rum see sin sky slang slut son sort spring stamp stark
stick stock strand tag tall till torn tramp vet
`);

/** Words that may stand within the name of a concept without changing what it names. */
export const determiners = set(`
den det de en ett denna detta dessa sin sitt sina min mitt mina din ditt dina vår vårt våra er ert era deras dess egen eget egna alla allt
the a an this these those our their its your my own all
`);
