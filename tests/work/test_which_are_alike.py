"""Which partners and persons may be one and the same, how sure that is, and that looking takes no square of them."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.journal.document import Document
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.records.signup import Signup
from knowledge.work.duplicates import SIGNS, candidates, distinction, is_almost, name_key, pairs, slips

PLACES = ("Hardeveld", "Ommerdal", "Lutterveen", "Rijssum")


def document(number: int, record: type[Record], **given: Any) -> Document:
    """A document that was begun as the `number`th."""
    own = f"d{number}"
    return Document(own, record.kind, {}, record(id=own, **given), (), f"{number:09}", "", "", "")


def found(*records: Record) -> list[tuple[str, str, str]]:
    """The pairs among `records`, each with its certainty."""
    documents = [
        Document(each.id, each.kind, {}, each, (), f"{number:09}", "", "", "") for number, each in enumerate(records)
    ]
    return [(*pair.ids, pair.sure.value) for pair in pairs(documents)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brinkhof Houtskeletbouw B.V.", "brinkhof houtskeletbouw"),
        ("Bakkerij Hoek B.V", "Bakkerij Hoek, bv"),
        ("Hoek b v", "Hoek"),
        ("Jansen & Zn. V.O.F.", "Jansen en Zn"),
        ("Café België", "cafe belgie"),
        ("Stichting De Groene Groep", "de groene"),
        ("Kuipers Holding N.V.", "KUIPERS"),
        ("Bakkerij ’t Hoekje", "bakkerij 't hoekje"),
        ("Van Rossum-Metaal", "van rossum metaal"),
    ],
)
def test_case_accents_signs_and_legal_forms_make_no_other_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Hoek", "Hoekstra"), ("Groep", "Holding"), ("De Meander", "Meander")])
def test_other_names_stay_other_names(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


ROSSUM = Partner(id="rossum", title="Metaalwerken Van Rossum", place="Lutterveen")
BRINKHOF = Partner(id="brinkhof", title="Brinkhof Houtskeletbouw B.V.", place="Hardeveld", kvk="99000011")


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (Partner(id="new", title="Metaalwerken van Rosum", place="Lutterveen"), [("rossum", "new", "mogelijk")]),
        (Partner(id="new", title="Metaalwerken van Rosum", place="Zwolle"), []),
        (Partner(id="new", title="Metaalwerken van Rosum"), []),
        (Partner(id="new", title="Metaalwerken van Rossum"), [("rossum", "new", "mogelijk")]),
        (
            Partner(id="new", title="brinkhof houtskeletbouw", place="hardeveld"),
            [("brinkhof", "new", "waarschijnlijk")],
        ),
        (Partner(id="new", title="Heel iets anders", kvk="99000011"), [("brinkhof", "new", "zeker")]),
        (Partner(id="new", title="Brinkhof", place="Hardeveld"), []),
    ],
)
def test_partners(new: Partner, expected: list[tuple[str, str, str]]) -> None:
    assert found(ROSSUM, BRINKHOF, new) == expected


def test_the_same_website_makes_a_name_certain_and_no_name_alone() -> None:
    one = Partner(id="a", title="Hoek", website="https://www.hoek.example/nl")
    same = Partner(id="b", title="Hoek B.V.", website="http://hoek.example")
    other = Partner(id="c", title="Hoek Transport", website="https://hoek.example")

    assert found(one, same, other) == [("a", "b", "zeker")]


def test_a_broken_website_is_no_obstacle() -> None:
    assert found(Partner(id="a", title="Hoek", website="https://[x"), Partner(id="b", title="Kade")) == []


EMAIL: dict[str, Any] = {"email": "Els@Meander.example"}
AT_M: dict[str, Any] = {"partners": ("m",)}


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ({"title": "Els Wassink", **EMAIL}, {"title": "E. Wassink", "email": "els@meander.example"}, "zeker"),
        ({"title": "Els Wassink", **AT_M}, {"title": "els wassink", **AT_M}, "waarschijnlijk"),
        (
            {"title": "Jan van den Berg", "phone": "06-12345678"},
            {"title": "J. van den Berg", "phone": "+31 (0)6 12 34 56 78"},
            "waarschijnlijk",
        ),
        (
            {"title": "Jan van den Berg", **AT_M},
            {"title": "J. van den Berg", **AT_M},
            "mogelijk",
        ),
        (
            {"title": "Jan Willem de Vries", **AT_M},
            {"title": "Vries, J.W. de", **AT_M},
            "mogelijk",
        ),
        ({"title": "Els Wassink"}, {"title": "Els Wassink"}, "mogelijk"),
        ({"title": "Els Wassink", **AT_M}, {"title": "Els Wassink"}, "mogelijk"),
        ({"title": "Els Wassink", **AT_M}, {"title": "Els Wassink", "partners": ("n",)}, ""),
        ({"title": "Jan van den Berg", **AT_M}, {"title": "Piet van den Berg", **AT_M}, ""),
        ({"title": "Jan Berg", "phone": "12"}, {"title": "Piet Berg", "phone": "12"}, ""),
        ({"title": "Jan Kok", "phone": "0612345678"}, {"title": "Piet Bos", "phone": "0612345678"}, ""),
    ],
)
def test_persons(one: dict[str, Any], other: dict[str, Any], sure: str) -> None:
    expected = [("a", "b", sure)] if sure else []

    assert found(Person(id="a", **one), Person(id="b", **other)) == expected


def test_of_three_that_are_one_every_pair_is_named() -> None:
    assert [each[:2] for each in found(*(Partner(id=each, title="Hoek") for each in "abc"))] == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]


def test_a_partner_and_a_person_of_one_name_are_no_pair() -> None:
    assert found(Partner(id="a", title="Jan Kok"), Person(id="b", title="Jan Kok")) == []


def test_what_somebody_said_not_to_be_the_same_is_not_named() -> None:
    hoek, other, third = (Partner(id=each, title="Hoek", not_same=("b",) if each == "a" else ()) for each in "abc")

    assert [each[:2] for each in found(hoek, other, third)] == [("a", "c"), ("b", "c")]


def test_the_surest_come_first() -> None:
    kade = (Partner(id="k", title="Kade"), Partner(id="l", title="Kade"))
    hoek = (Partner(id="y", title="Hoek", kvk="12345678"), Partner(id="z", title="Zand", kvk="12345678"))

    assert [each[2] for each in found(*kade, *hoek)] == ["zeker", "mogelijk"]


# -- almost the same --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("rosum", "rossum", 1),
        ("hoek", "heok", 1),
        ("kade", "kode", 1),
        ("abcd", "badc", 2),
        ("", "ab", 2),
        ("a", "a", 0),
    ],
)
def test_a_slip_is_a_letter_more_less_other_or_two_changed_about(one: str, other: str, number: int) -> None:
    assert slips(one, other, 2) == slips(other, one, 2) == number


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_slips_are_counted_as_the_table_of_all_beginnings_counts_them(one: str, other: str) -> None:
    table = {(-1, j): j + 1 for j in range(-1, len(other))} | {(i, -1): i + 1 for i in range(-1, len(one))}
    for i, letter in enumerate(one):
        for j, theirs in enumerate(other):
            cost = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (letter != theirs))
            if i and j and letter == other[j - 1] and one[i - 1] == theirs:
                cost = min(cost, table[i - 2, j - 2] + 1)
            table[i, j] = cost

    assert slips(one, other, 2) == min(3, table[len(one) - 1, len(other) - 1])


@given(st.text("abcd", min_size=5, max_size=16), st.text("abcd", min_size=5, max_size=16))
def test_names_that_are_almost_the_same_are_compared(one: str, other: str) -> None:
    documents = [document(number, Partner, title=each, place="Zwolle") for number, each in enumerate((one, other))]

    assert bool(len(list(candidates(documents, SIGNS["partner"][-1])))) >= is_almost(one, other)


@given(st.text("abcdefg ", min_size=5, max_size=18), st.data())
def test_names_that_differ_by_a_slip_or_two_are_compared(one: str, data: st.DataObject) -> None:
    letters = list(name_key(one))
    for _slip in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.integers(0, max(0, len(letters) - 2)))
        kind = data.draw(st.sampled_from(["more", "less", "other", "about"]))
        if kind == "more" or len(letters) < 2:
            letters.insert(place, "x")
        elif kind == "about":
            letters[place : place + 2] = reversed(letters[place : place + 2])
        else:
            letters[place : place + 1] = ["y"] if kind == "other" else []
    names = (name_key(one), "".join(letters))
    documents = [document(number, Partner, title=each, place="Zwolle") for number, each in enumerate(names)]

    assert bool(len(list(candidates(documents, SIGNS["partner"][-1])))) >= is_almost(*map(name_key, names))


# -- many -------------------------------------------------------------------------------------------------------------

_SYLLABLES = "ka ro mi ten ber hof stra sen ja pe wil dij koe vel brink mark water hout".split()


def _crowd(number: int) -> list[Document]:
    chance = random.Random(7)
    trades = ("Installatiebedrijf", "Bakkerij", "Metaalwerken", "Garage")
    names = ["".join(chance.choices(_SYLLABLES, k=3)).title() for _each in range(number)]
    return [
        document(each, Partner, title=f"{chance.choice(trades)} {name}", place=chance.choice(PLACES))
        for each, name in enumerate(names)
    ]


def _one_name(number: int) -> list[Document]:
    return [document(each, Partner, title="Bakkerij Hoek", place="Zwolle", kvk="12345678") for each in range(number)]


@pytest.mark.parametrize("crowd", [_crowd, _one_name])
def test_five_thousand_partners_take_some_comparisons_each_and_not_five_thousand(crowd: Any) -> None:
    documents = crowd(5_000)

    compared = sum(len(list(candidates(documents, sign))) for sign in SIGNS["partner"])

    assert compared < 100 * len(documents)


def test_what_tells_two_of_one_name_apart() -> None:
    titles = {"m": "De Meander"}

    assert distinction(Partner(title="Hoek", place="Zwolle"), titles) == "Zwolle"
    assert distinction(Person(title="Els", partners=("m",), email="els@x.example"), titles) == "De Meander"
    assert distinction(Person(title="Els", email="els@x.example"), titles) == "els@x.example"
    assert distinction(Partner(title="Hoek"), titles) == ""


def test_what_tells_two_of_one_name_apart_is_told_in_words_whatever_its_type() -> None:
    titles = {"k": "CSG Het Kompas"}

    assert distinction(Signup(target="o", by="k", signed_on=date(2026, 10, 5)), titles) == "05-10-2026"
    assert distinction(Approach(partner="p", by="k"), titles) == "CSG Het Kompas"
    assert distinction(Activity(activity="gastles"), titles) == "gastles"
