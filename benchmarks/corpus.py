"""A generated region: Dutch-like records with a Zipf vocabulary and compounds; the same seed gives the same records."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from knowledge.model.records.action import Action
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import ACTIVITY_KINDS, PARTNER_KINDS, RELATION_STAGES, WORLDS

FUNCTION_WORDS = """de het
een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij nog wel naar door
uit over was hebben had wordt worden kan kunnen we ze hij zij je ik wij jullie hun ons deze dit die daar
hier al zo meer geen moet wil gaat komt tot tegen na toen omdat want dus toch even eerst weer heel veel
alle iets niets wie wat waar hoe onder tussen zonder tijdens per elke ieder andere zelf mee af terug
samen vaak soms altijd nooit goed beter""".split()

PARTS = """docent stage bedrijf les gast school leerling techniek praktijk werk plaats hout bouw metaal las machine
installatie energie zorg water groen voeding transport motor media ontwerp project opdracht rooster
overleg vergadering planning kalender jaar week dag uur begeleider opleiding vak profiel examen
veiligheid bril schoen kosten bijdrage subsidie regio partner relatie contact persoon vraag aanbod menu
kaart lijst bezoek excursie beroep loopbaan keuze kennis netwerk ervaring advies evaluatie verslag
afspraak besluit actie locatie hal lokaal gereedschap materiaal tekening robot laser zonne paneel pomp
leiding keuken kozijn dak vloer muur elektro techniekhub hub branche tafel stuur groep klas ouder avond
markt festival promotie film foto website brief formulier overeenkomst verzekering vervoer bus fiets
trein pauze lunch gesprek bezoeker meester leer meewerk snuffel bbl bpv vmbo mbo havo onderwijs
programma toets cijfer""".split()

ENDINGS = ("", "", "", "en", "s", "je", "er", "ing", "lijk", "e")
LINKS = ("", "", "s", "en", "e")


class Words:
    """A vocabulary of about `size` forms; drawn by Zipf's law; two fifths of a text are function words."""

    def __init__(self, size: int, rng: random.Random) -> None:
        self._rng = rng
        forms = dict.fromkeys(part + ending for ending in ENDINGS for part in PARTS)
        while len(forms) < size:
            parts = rng.choices(PARTS, k=rng.choice((2, 2, 2, 3)))
            forms[rng.choice(LINKS).join(parts) + rng.choice(ENDINGS)] = None
        self.forms = list(forms)
        head, tail = self.forms[: len(PARTS) * 3], self.forms[len(PARTS) * 3 :]
        rng.shuffle(head)
        rng.shuffle(tail)
        self.forms = head + tail
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.forms))))

    def one(self) -> str:
        """A word that isn't a function word."""
        return self.forms[bisect(self._weights, self._rng.random() * self._weights[-1])]

    def text(self, length: int) -> str:
        """A text of `length` words in sentences."""
        words = [self._rng.choice(FUNCTION_WORDS) if self._rng.random() < 0.4 else self.one() for _ in range(length)]
        for place in range(0, length, 13):
            words[place] = words[place].capitalize()
            words[place - 1] += "." if place else ""
        return " ".join(words) + "."


def region(number: int, *, seed: int = 1, today: date = date(2026, 11, 1)) -> Iterator[Record]:
    """`number` records of all kinds; lessons and meetings have about 200 words. Ids are ``n0``, ``n1`` …"""
    rng = random.Random(seed)
    words = Words(min(60_000, 12_000 + number), rng)
    partners = max(5, number // 40)
    for index in range(number):
        yield _record(index, partners, words, rng, today)


def _record(index: int, partners: int, words: Words, rng: random.Random, today: date) -> Record:
    name = f"n{index}"
    title = " ".join(words.one() for _ in range(rng.randint(3, 7))).capitalize()
    if index < partners:
        return Partner(
            id=name, title=f"{title} B.V.", place=words.one().capitalize(), body=words.text(60),
            partner_kind=rng.choice(list(PARTNER_KINDS)), stage=rng.choice(list(RELATION_STAGES)),
        )  # fmt: skip
    linked = tuple(f"n{rng.randrange(partners)}" for _ in range(rng.choice((1, 1, 2))))
    if index < 2 * partners:
        return Person(id=name, title=title.title(), partners=linked[:1], role="docent")
    day = today - timedelta(days=rng.randrange(1100))
    tags = tuple({words.forms[rng.randrange(200)] for _ in range(3)})
    if index % 5 == 0:
        return Action(id=name, title=title, who=words.one().title(), due=day, partners=linked)
    if index % 5 == 1:
        return Meeting(
            id=name, title=title, date=day, body=words.text(rng.randint(150, 250)), partners=linked, tags=tags
        )
    return Lesson(
        id=name, title=title, date=day, body=words.text(rng.randint(150, 250)), partners=linked, tags=tags,
        activity=rng.choice(list(ACTIVITY_KINDS)), worlds=(rng.choice(list(WORLDS)),),
    )  # fmt: skip
