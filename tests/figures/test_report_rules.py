"""The rules for the words of a report to the stuurgroep, for any region: nobody is named, no few pupils, no marks."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.exchange.page_markdown import page_as_markdown
from knowledge.figures.cofinancing import cofinancing
from knowledge.figures.overview import Overview
from knowledge.figures.report import SteeringReport, quarter_span
from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.use import Use
from sto_tui.wording.discretion import Discretion
from sto_tui.wording.report import report_page
from tests.region_f import T, region

FIRST = ("Zübeyde", "Sjoerd", "Anne-Fleur", "D’Angelo", "Bo", "Jose\u0301", "Wytske")
LAST = ("Hoogeveen-Smit", "van der Ploeg", "Öztürk", "de Wit", "O’Brien", "")
names = st.builds(lambda first, last: f"{first} {last}".strip(), st.sampled_from(FIRST), st.sampled_from(LAST))
FEW = ("3 leerlingen", "Drie vmbo-leerlingen", "2 stille meiden", "één jongen", "1 of 2 kinderen", "leerlingen: 4")


def told(*records: Record, then: dict[str, str] | None = None) -> str:
    found = SteeringReport(Overview(cofinancing(region(T, *records))), quarter_span(T), then)
    return page_as_markdown(report_page(found, "STO Vechterland"))


def writing_everywhere(text: str, name: str) -> list[Record]:
    """Records that name somebody, and say `text` wherever a report passes on what people wrote."""
    return [
        Person(id="w1", title=name),
        Meeting(id="w2", title="Stuurgroep", date=T - timedelta(days=3), decisions=(text,), guests=(name,)),
        Action(id="w3", title=text, who=name, state="open", origin="w2"),
        Lesson(id="w4", title=text, author=name),
        Use(id="w5", lesson="w4", who=name, date=T, outcome="niet"),
        Request(id="w6", title=text, state="open", answer_to=name),
        Partner(
            id="w7",
            title="Waterwerk B.V.",
            partner_kind="bedrijf",
            owner=name,
            not_now_until=T + timedelta(days=60),
            not_now_reason=text,
        ),
        Approach(id="w8", partner="w7", who=name, date=T, about=text),
    ]


@given(names, names, st.sampled_from(["{}", "{}s les", "{}’s idee", "Vraag het {}.", "({})", "met {} en {}", "{}/{}"]))
def test_nobody_is_named_wherever_somebody_wrote_a_name(name: str, other: str, form: str) -> None:
    first = name.split()[0]
    texts = [form.format(name, other), form.format(first, first), form.format(name.upper(), first)]
    report = told(*writing_everywhere(" | ".join(texts), name), Person(id="w9", title=other))
    said = " ".join(report.replace("\\", "").casefold().split())
    for word in {*re.findall(r"[\w’-]+", f"{name} {other}".replace("e\u0301", "é"))} - {"van", "der", "de"}:
        assert not re.search(rf"(?<!\w){re.escape(word.casefold())}(?:['’]?s)?(?!\w)", said), word


@given(st.sampled_from(FEW), names)
def test_few_pupils_are_not_counted_and_many_are(few: str, name: str) -> None:
    report = told(*writing_everywhere(f"Er kwamen {few} mee, en 24 leerlingen bleven", name))
    assert few not in report.replace("\\", "") and "24 leerlingen" in report and "few pupils" in report


@given(st.lists(st.integers(1, 5), min_size=3, max_size=3), st.integers(1, 4))
def test_marks_and_sizes_of_groups_change_nothing_in_a_report(marks: list[int], pupils: int) -> None:
    done = [each for each in region(T).of(Activity).values() if each.is_done]
    assert done
    graded = [
        dataclasses.replace(each, mark_school=marks[0], mark_company=marks[1], mark_pupils=marks[2], pupils=pupils)
        for each in done
    ]
    assert told(*graded) == told()


@pytest.mark.parametrize(
    "said", ["de roos bloeit", "Docenten spreken af", "Wit staal", "14 leerlingen", "3,5 leerling"]
)
def test_words_that_only_look_like_it_stay(said: str) -> None:
    people = [Person(id="w1", title="Roos de Wit"), Action(id="w2", title="x", who="Docenten")]
    steel = Partner(id="w3", title="Wit Staal B.V.", partner_kind="bedrijf")
    assert Discretion(region(T, *people, steel))(said) == said


def test_stages_then_stand_beside_those_of_now_as_far_as_they_are_known() -> None:
    now = {each.id: each.stage for each in region(T).of(Partner).values()}
    then = {"p-rossum": "ad-hoc", "p-jachtwerf": now["p-jachtwerf"]}
    report = told(then=then)
    assert "on 01-10-2026" in report and "Metaalwerken Van Rossum: was ad hoc, is now recurring" in report
    assert "Jachtwerf De Vecht: was" not in report
    assert "7 partners were written down after 01-10-2026" in report
    assert "on 01-10-2026" not in told()
    assert date(2026, 10, 1) == quarter_span(T).first
