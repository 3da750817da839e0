"""What partners wrote down freely is read into offers, and nothing that they wrote is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.codec import problems
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.region import Region
from knowledge.search.facets import activity_words
from knowledge.work.free_lines import FreeLine, free_lines, group_said, kind_said, proposed, times_said
from tests.region_f import T

FIRM = Partner(id="p", title="Waterlijn Oost")


def ids_of(key: str) -> Iterator[str]:
    return (f"{number}-{len(key)}-{abs(hash(key))}" for number in range(9))


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("Gastles wandelement, 2 keer per jaar", 2),
        ("Proefles mbo, vier keer per schooljaar", 4),
        ("Meerijden, één leerling per bus, 16 plaatsen per jaar", 16),
        ("Stageplaats, vier per jaar", 4),
        ("Rondleiding 3x per jaar", 3),
        ("Controle van werkstukken, één avond per kwartaal", 4),
        ("Bezoek, een keer per maand", 10),
        ("Bezoek, één keer per maand", 10),
        ("Open deur op de jaarlijkse bedrijvendag", None),
        ("Dagdeel draaien, 8 leerlingen", None),
        ("nul keer per jaar", None),
    ],
)
def test_how_often_is_read(line: str, times: int | None) -> None:
    assert times_said(line) == times


@pytest.mark.parametrize(
    ("line", "most"),
    [
        ("Lasgastles, maximaal 12 leerlingen met twee begeleiders", 12),
        ("Gastles, max. 14", 14),
        ("Bezoek aan de werf, tien leerlingen, in de winterperiode", 10),
        ("Proefles voor klas 4, tot 28 leerlingen", 28),
        ("Rondgang, maximaal twee keer per jaar", None),
        ("Eigen tekening laten snijden, tot 30 onderdelen per klas", None),
        ("Rondleiding door leerlingen uit klas 4", None),
        ("Vergaderzaal, 40 plaatsen", None),
        ("Open dag, 600 leerlingen", None),
    ],
)
def test_how_large_a_group_may_be_is_read(line: str, most: int | None) -> None:
    assert group_said(line) == most


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Lasgastles MAG in de bedrijfshal", "gastles"),
        ("Fabrieksrondgang langs de poederlijn", "bezoek"),
        ("Bedrijfsbezoek woningrenovatie", "bezoek"),
        ("Snuffelstage garage", "stage"),
        ("Docentenstage leidingbeheer", "docentenstage"),
        ("Meeloopdag voor vmbo-docenten in de werkplaats", "docentenstage"),
        ("Resthout voor oefenwerk", "middelen"),
        ("Begeleider techniek voor een project", "project"),
        ("Vergaderzaal voor overleg", ""),
        ("Een globale uitnodiging", ""),
    ],
)
def test_the_kind_of_activity_is_guessed_from_its_words(line: str, kind: str) -> None:
    assert kind_said(line, activity_words()) == kind


def test_a_line_becomes_an_offer_that_keeps_the_whole_line() -> None:
    line = FreeLine(FIRM, "Bezoek aan pompstation, 16 leerlingen, 8 keer per jaar, op dinsdag of donderdagmiddag")
    offer = proposed(line, activity_words(), "o")

    assert (offer.id, offer.partner, offer.title, offer.body) == ("o", "p", "Bezoek aan pompstation", line.text)
    assert (offer.activity, offer.times, offer.group_max, offer.days) == ("bezoek", 8, 16, ("di", "do"))
    assert offer.state == "open"


def test_what_is_not_said_is_once_and_what_can_not_be_had_is_closed() -> None:
    offer = proposed(FreeLine(FIRM, "Proefdak voor paneelmontage, tijdelijk niet beschikbaar"), [], "o", "project")

    assert (offer.activity, offer.times, offer.state) == ("project", 1, "dicht")


def test_a_line_is_free_until_an_offer_was_made_of_it_and_again_when_that_is_gone() -> None:
    firm = Partner(id="p", title="Waterlijn Oost", offers=("Bezoek", "Gastles", "Bezoek"))
    other = Partner(id="q", title="Aannemer", offers=("Stage",))
    ended = Partner(id="r", title="Weg", offers=("Stage",), stage="beeindigd")
    partners = {each.id: each for each in (firm, other, ended)}

    def left(*offers: Offer, partner: str = "") -> list[str]:
        region = Region(T, {Partner.kind: partners, Offer.kind: {each.id: each for each in offers}})
        return [line.text for line in free_lines(region, ids_of, partner)]

    first, second = [each for each, _number in zip(ids_of(FreeLine(firm, "bezoek").key), "ab", strict=False)]
    assert left() == ["Stage", "Bezoek", "Gastles"]
    assert left(Offer(id=first, title="Anders genoemd")) == ["Stage", "Gastles"]
    assert left(Offer(id=second), partner="p") == ["Gastles"]
    assert left(partner="r") == ["Stage"]
    assert left(partner="nobody") == []


@given(st.text(min_size=1).filter(str.strip))
def test_whatever_a_line_says_its_offer_can_be_saved(text: str) -> None:
    offer = proposed(FreeLine(FIRM, text), activity_words(), "o", "project")

    assert problems(offer) == []
    assert offer.body in ("", " ".join(text.split())) and offer.title
