"""Function words, which mean little by themselves (pure)."""

from __future__ import annotations

DUTCH = frozenset(
    "de het een en of van in is dat die dit op te zijn met voor aan er om ook als dan maar bij nog wel naar door "
    "uit over was we ik je hoe wat waar wie welke welk kan moet hebben heeft had worden wordt werd niet geen tot "
    "per onze ons zo al worden waren ben bent zou zouden zal zullen krijg krijgen krijgt mee gaan gaat doen doe "
    "doet hun haar hij zij ze jullie deze daar hier heel veel meer moeten kun kunnen wil willen graag eens vaak soms "
    "altijd nooit meestal steeds weer toch dus omdat want zonder tijdens tussen tegen onder na sinds alle alles iets "
    "niets iemand andere anders elke ieder iedere best hoeveel wanneer waarom mogen mag laten word zich elkaar "
    "zover zodat zoals zowel zoiets waarbij waarmee waarop waarvan waarin daarbij daarmee daarna daarom daarop daarvan "
    "hierbij hiermee ervan erop erbij ermee ineens even eigenlijk bijvoorbeeld ongeveer echter misschien zeker "
    "gewoon".split()
)
ENGLISH = frozenset(
    "the a an of and to for on with how what where who when why which is are was were be has have had do does did "
    "we our can could should would may might must will shall from in at by you your i it its this that these those "
    "there they them their he she his my me us if so or but because as not no too very just also some any all more "
    "most much many than then into out up off about after before during without get got".split()
)
STOP = DUTCH | ENGLISH
"""Words that nearly every text has; in a query with other words they are optional."""

LITTLE = frozenset(
    "mijn heb nu alleen mij jij eerste wij echt toen hem ja weet via terug af uur eigen keer weg hele binnen één zelf "
    "nodig vanaf erg volgens lang zelfs helemaal paar vooral natuurlijk bijna ten moment manier buiten geleden geweest "
    "ter enige beetje genoeg later mogelijk niks terwijl vanuit ooit soort vast zeer moest niemand eerder kans opnieuw "
    "ander naast slechts duidelijk vond gehad bezig nadat elk voordat anderen beide hetzelfde vervolgens "
    "waarschijnlijk meteen uiteindelijk juist vanwege waardoor zaak gevoel direct alsof enkel ervoor ergens allemaal "
    "inmiddels hoeft prima meerdere bovendien eindelijk ondanks daarnaast tegenwoordig voorbeeld feit namelijk behalve "
    "zomaar straks nergens probeert proberen nou ding dingen eraan ertegen eromheen ertoe erover daarvoor daarover "
    "daardoor hiervoor hierover waarover waartoe waarheen waaraan sowieso dadelijk telkens steeds opeens plots ineens "
    "net toch maar hoor gewoon snel makkelijk moeilijk goed beter best slim handig leuk mooi fijn verstandig groot "
    "klein veel weinig nieuw oud tip tips advies adviezen ervaring ervaringen idee ideeën aanpak aanpakken pakken "
    "letten opletten denken weten vinden zorgen regelen maken doen komen gaan geven nemen houden blijven beginnen "
    "staan zitten liggen lopen kijken zien zeggen vragen gebruiken helpen werken lukken raken hoort bedoeling gebeuren "
    "gebeurt betekent kloppen iemand mensen dag dagen jaar jaren tijd twee drie afterwards whether ever actually "
    "really advice experience experiences anyone anybody someone somebody people something anything thing things way "
    "ways good better well make makes making get gets getting keep take give go going come find know think look ask "
    "tell try use need needs want help work works like much many few lot every each another other else same own new "
    "still already before after while since until without between during about around us one two three first time sure "
    "possible happen happens ff vr vn dr vd zn mn ie idd ofzo".split()
)
"""Words that mean something and yet say little about what is looked for: how people ask, praise, count and date."""
