"""Function words, which mean little by themselves (pure)."""

from __future__ import annotations

STOP = frozenset(
    "de het een en of van in is dat die dit op te zijn met voor aan er om ook als dan maar bij nog wel naar door "
    "uit over was we ik je hoe wat waar wie welke welk kan moet hebben heeft had worden wordt werd niet geen tot "
    "per onze ons zo al worden waren ben bent zou zouden zal zullen krijg krijgen krijgt mee gaan gaat doen doe "
    "doet hun haar hij zij ze jullie deze daar hier heel veel meer moeten kun kunnen wil willen graag eens vaak soms "
    "altijd nooit meestal steeds weer toch dus omdat want zonder tijdens tussen tegen onder na sinds alle alles iets "
    "niets iemand andere anders elke ieder iedere best hoeveel wanneer waarom mogen mag laten word zich elkaar "
    "zover zodat zoals zowel zoiets waarbij waarmee waarop waarvan waarin daarbij daarmee daarna daarom daarop daarvan "
    "hierbij hiermee ervan erop erbij ermee ineens even eigenlijk bijvoorbeeld ongeveer echter misschien zeker gewoon "
    "the a an of and to for on with how what where who when why which is are was were be has have had do does did "
    "we our can could should would may might must will shall from in at by you your i it its this that these those "
    "there they them their he she his my me us if so or but because as not no too very just also some any all more "
    "most much many than then into out up off about after before during without get got".split()
)
"""Words that nearly every text has; in a query with other words they are optional."""
