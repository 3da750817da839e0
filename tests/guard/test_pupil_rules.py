"""What the guard takes for text about a pupil, and what it leaves alone."""

from __future__ import annotations

import time
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge.content
from knowledge.guard.checking import known_in
from knowledge.guard.known import KnownNames
from knowledge.guard.rules import passages_about_pupils
from knowledge.guarding import _is_ordinary
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.person import Person
from tests.region_f import T, region

PUPILS = {
    "leerling-naam": """
        Met leerling Sem (15) is afgesproken
        Anouk uit 3B kwam te laat
        stagiaire Femke bleef een week
        Leerling Daan liep mee
        stagiair Jan
        Jayden, 15 jaar, wil lassen
        Yusuf (16) doet mee
        De scholier Milan heeft gebeld
        mentorleerling Fatima
        Sem Bakker (15) was er
        Roos uit klas 2A
        Ilse Kramer, 16 jaar, uit Hardeveld
        leerling D'Angelo
        leerling Zoë
        bbl-leerling Kevin
        **Tim** (14)
        De ouders van Bram uit groep 8 belden
        Thijs (17 jaar) loopt stage
        Sanne is 15 jaar
        We spraken Emma uit vmbo 3
        leerling Els
        Naomi, 16 jaar oud, kwam
        Daan (17), Noor (16) en Bas (14)
        Stagiair Tom van den Berg
        De leerlingen Sem en Noor liepen mee
        Leerlingen Yusra, Jayden & Milan
        mentorleerlingen Sem, Noor en Bas
        stagiairs Jayden en Yusra
        leerlingen Sem Bakker en Noor de Vries""",
    "bsn": "BSN 111222333\n123456782\n1112.22.333\n111 222 333\nZijn nummer is 111222333.",
    "onderwijsnummer": "onderwijsnummer 1012.22.331\nPGN 101222331",
    "nummer-bij-label": "bsn: 123456789\nleerlingnummer 204518\nLeerlingnr. 12345\nleerlingnummer van Sem: 204518",
    "geboortedatum": """
        Noor de Vries, geboren 14-03-2011
        geb. 3 mei 2012
        geboortedatum: 2010-05-06
        Noor de Vries (14-03-2011)
        14-03-2011 Noor de Vries""",
    "leerling-mail": "s.devries@leerling.demeander.example\nMail J.Jansen@student.school.nl.",
}
OTHERS = """
    12 leerlingen van Het Kompas
    06-12345678, +31 612345678, tel. 111222333, telefoonnummer 612345678
    KvK 99000011, factuur 123456782
    ordernummer 123456782
    Artikelnummer 123456782, serienummer: 111222333
    facturen 123456782 en 111222333
    € 123456782 of 123456782 euro
    IBAN NL91 ABNA 0417 1643 00
    https://voorbeeld.example/123456782 en C:\\scan\\123456782.pdf
    123456789
    Vergadering 14-03-2011 met Els Wassink
    Els Wassink 14-03-2011
    Opening Techhub De Sluis 14-03-2011
    Branchetafel Hout 14-03-2013
    gebouw opgeleverd 14-03-2012
    stagiair De Linde
    stagiair bij Van Rossum
    stagiair Van Rossum
    Groep 7 en 8
    leerling Techniek
    leerlingen Techniek en Zorg
    leerlingen De Meander en Het Kompas
    leerlingen Kompas en Rijssum
    leerlingen PIE, BWI en M&T
    leerlingen Meppel
    Leerlingen Bouwen, Wonen en Interieur
    leerlingen Krijgen en Geven les
    stagiairs Van Rossum en Brinkhof
    leerling Werktuigbouwkunde
    leerling VMBO
    leerling A en leerling B
    Elke leerling Krijgt een pasje
    De draaibank, 15 jaar oud, doet het nog
    Draaibank (15) staat in Lokaal (12)
    Kolomboor, 12 jaar
    De Colchester, 15 jaar oud
    Metaalwerken Van Rossum (12) en Brinkhof (14)
    Vakcollege De Meander (16)
    Bakkerij Hoekstra, 15 jaar ervaring
    Techhub De Sluis is 15 jaar open
    Leerlingen uit klas 3 en Docenten uit 3 scholen
    Onderdelen uit 3D-printer
    In Zwolle (15) en Meppel (12)
    Werkgroep (12), Stuurgroep (14), Maart (15)
    Zie Bijlage (12), Tabel (14)
    oud-leerling Kees Hagen en Kees Hagen (18)
    Leerlingnummers 2026-2027 staan in Magister
    info@studentenhuis.nl, www.leerlingen.nl
    Gastlessen (12), Bedrijfsbezoeken (15)
    Lasrobots (12), Cobots (10), Veiligheidsbrillen (15) en Helmen (12)
    Freesbank Deckel, 18 jaar oud
    Leerlingbegeleiding (15 uur)
    Brinkhof, 15 jaar partner
    Rijssum (15), Lutterveen (12)
    BTW NL123456782B01, klantnr. 123456782, projectnummer STO25-123456782
    Oprichting Brinkhof Houtskeletbouw 12-05-2012
    stagiair Mechatronica en leerling Tevredenheidsonderzoek"""


@cache
def known() -> KnownNames:
    return known_in(region(), _is_ordinary, "Els Wassink")


def rules(text: str, known: KnownNames) -> set[str]:
    return {each.rule for each in passages_about_pupils(text, known, T)}


@pytest.mark.parametrize("rule", PUPILS)
def test_a_text_about_a_pupil_is_found_by_its_rule(rule: str) -> None:
    for line in PUPILS[rule].strip().splitlines():
        assert rules(line.strip(), known()) == {rule}, line
        assert rule in rules(f"Verslag van vandaag.\n\n{line.strip()}\n\nTot slot.", known()), line


def test_other_texts_of_a_region_are_left_alone() -> None:
    for line in OTHERS.strip().splitlines():
        assert passages_about_pupils(line.strip(), known(), T) == [], line


def test_nothing_that_is_shipped_looks_like_text_about_a_pupil() -> None:
    files = [each for each in Path(knowledge.content.__path__[0]).rglob("*") if each.suffix in (".md", ".yaml")]
    assert len(files) > 100
    for file in files:
        assert passages_about_pupils(file.read_text("utf-8"), known(), T) == [], file


def test_who_comes_into_the_directory_counts_at_once() -> None:
    text = "Stagiair Jonas Brouwer begon"
    assert rules(text, known()) == {"leerling-naam"}
    with_him = known_in(region(T, Person(id="new", title="Jonas Brouwer")), _is_ordinary, "")
    assert rules(text, with_him) == set()
    assert rules("Leerling Jonas liep mee", with_him) == {"leerling-naam"}
    together = known_in(region(), _is_ordinary, "", [Person(id="new", title="Jonas Brouwer"), Lesson(title="x")])
    assert rules(text, together) == set()


def test_an_age_counts_as_that_of_a_pupil_from_10_to_20_and_a_birth_date_from_10_to_21() -> None:
    assert [age for age in range(1, 40) if rules(f"Sem ({age})", known())] == list(range(10, 21))
    born = [year for year in range(1990, 2027) if rules(f"geboren 23-11-{year}", known())]
    assert born == list(range(2026 - 21, 2026 - 10 + 1))
    assert rules("geboren 24-11-2016", known()) == set()  # tomorrow he is ten


def test_a_rule_that_is_off_finds_nothing() -> None:
    assert passages_about_pupils("leerling Sem", known(), T, off=["leerling-naam"]) == []


def test_what_overlaps_is_one_passage() -> None:
    assert [each.words for each in passages_about_pupils("Met leerling Sem (15) en Noor (14)", known(), T)] == [
        "leerling Sem (15)",
        "Noor (14)",
    ]


def took(text: str) -> float:
    """The processor time of looking at `text`, at its fastest of a few."""

    def once() -> float:
        begun = time.process_time()
        passages_about_pupils(text, known(), T)
        return time.process_time() - begun

    return min(once() for _ in range(4))


@pytest.mark.parametrize("text", ["1" * 2**20, "leerling A " * 95_000, " " * 2**20, "a" * 2**20])
def test_a_mebibyte_takes_a_moment(text: str) -> None:
    assert took(text) < 0.2


@pytest.mark.parametrize(
    "text", ["leerling Sem ", "14-03-2011 ", "Kast (15) ", "123456789 ", "a@leerling.b", "is 15 jaar "]
)
def test_the_time_is_linear_in_the_length_of_the_text(text: str) -> None:
    assert took(text * 8000) < 8 * took(text * 2000) + 0.05


@given(st.text(max_size=300), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_text_is_read(text: str, today: date) -> None:
    for each in passages_about_pupils(text, known(), today):
        assert each.words


@given(
    st.lists(
        st.sampled_from([*OTHERS.split(), "leerling", "Sem", "(15)", "bsn", "111222333", "uit", "3B"]), max_size=30
    )
)
def test_names_of_the_directory_only_ever_take_away(words: list[str]) -> None:
    text = " ".join(words)
    found = [each.rule for each in passages_about_pupils(text, known(), T)]
    assert bool(found) <= bool(passages_about_pupils(text, KnownNames(), T))
