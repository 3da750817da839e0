"""Whatever is typed in whatever field, by every way in: what is kept is what was meant, or it is refused by name.

What was meant is said by the type of the field (`knowledge.model.fields`), whose rules have tests of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from driving import SMALL, until
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from textual.widgets import Input, TextArea

from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.identifier import new_id
from knowledge.model.checklist import Answer, Question, number_typed
from knowledge.model.codec import decode, problems
from knowledge.model.fields import Choice, Day, Field, FieldType, Link, Table
from knowledge.model.kinds import KINDS, about, fields_of
from knowledge.model.number_fields import Amount, Whole
from knowledge.model.records.partner import Partner
from knowledge.model.typed.numbers import EURO, HOURS, MARK, Unit, to_type
from knowledge.problem import BadValue
from knowledge.today import today
from knowledge.workspace import Workspace
from sto_tui.__main__ import main
from sto_tui.app import StoApp
from sto_tui.forms.answer_form import AnswerForm
from sto_tui.forms.record_form import RecordForm, form_fields
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.wording.i18n import set_language

FRIDAY = "2026-11-27"
SAID = (
    *("vrijdag", "vrijdg", "volgende week dinsdag", "31-3", "31-02-26", "4 dec", "1 april 2026", "week 12", "+14d"),
    *("9:30", "930", "9u30", "half tien", "25:00", "12,5", "1.200", "€ 1.250,50", "2½ uur", "0.500", "7,5", "11", "-3"),
    *("les, bijeenkomst; en meer", "a:b=c", "--json", "@naam", "een “citaat”", "  Els   Wassink ", "é ï ß 日本 👩🏽‍🔧"),
    *("els@brinkhof.example", "https://brinkhof.example/a?b=c", "99000011", "[x](y) *z*", "n", "true", "null", "2026"),
)
"""What people type, right and wrong."""

TEXT = st.one_of(
    st.sampled_from(SAID),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30),
)


def text_fields(kind: str) -> list[Field]:
    """The fields of the form of `kind` in which one types a line or a text."""
    chosen = ("vocabulary", "targets")
    return [
        field
        for field in form_fields(kind)
        if not any(hasattr(field.type, name) for name in chosen) and not isinstance(field.type, Table)
    ]


def needed_for(kind: str) -> dict[str, str]:
    """What has to be filled in of a new record of `kind`, typed."""
    return {name: _example(field) for name, field in fields_of(kind).items() if field.required and not field.made_of}


def needs_only_partners(kind: str) -> bool:
    """Whether a record of `kind` can be made of what is typed: no lesson has to be there, and it isn't the only one."""
    links = [
        field.type.targets for field in fields_of(kind).values() if field.required and isinstance(field.type, Link)
    ]
    return not about(kind).only_id and all(targets == (Partner.kind,) for targets in links)


def stored(kind: str, typed: dict[str, str]) -> dict[str, Any]:
    """What is stored for what is `typed` in the fields of a record of `kind`."""
    types = {name: fields_of(kind)[name].type for name in typed}
    return {
        name: "proef" if isinstance(types[name], Link) else meant(types[name], text) for name, text in typed.items()
    }


def _example(field: Field) -> str:
    if field.name == "until":
        return "2199-12-31"
    if isinstance(field.type, Choice):
        return next(iter(field.type.vocabulary))
    if isinstance(field.type, Day):
        return "2026-11-20"
    if isinstance(field.type, Link):
        return "Vakcollege De Proef"
    return "1" if isinstance(field.type, Whole | Amount) else "Iets"


ASKED = [(kind, field) for kind in KINDS if about(kind).has_form for field in text_fields(kind)]
OF_EACH_TYPE = {repr(field.type): (kind, field) for kind, field in reversed(ASKED)}
"""For each way of reading what is typed, the first field that has it."""


def meant(kind: FieldType, typed: str) -> Any:
    """What is stored for `typed`; raises `BadValue`."""
    return kind.encode(kind.parse(typed, today()))


@pytest.fixture(autouse=True)
def _friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STO_TODAY", FRIDAY)
    set_language("nl")


@pytest.mark.parametrize("field", [field for _kind, field in OF_EACH_TYPE.values()], ids=lambda each: each.name)
@given(typed=TEXT)
def test_what_is_shown_back_is_read_as_the_same(field: Field, typed: str) -> None:
    try:
        value = field.type.parse(typed, today())
    except BadValue:
        return
    assert field.type.parse(field.type.show(value), date(2031, 5, 5)) == value


@given(
    asked=st.sampled_from([each for each in ASKED if needs_only_partners(each[0])]), typed=TEXT
)  # `sto use` adds a use
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_the_command_line(
    workspace: Workspace, home: Home, capsys: pytest.CaptureFixture[str], asked: tuple[str, Field], typed: str
) -> None:
    kind, field = asked
    assume(not (hasattr(field.type, "separator") and typed.strip()[:1] in "+-"))  # which add to a list and take out
    needed = needed_for(kind)
    words = [f"{name}={text}" for name, text in {**needed, field.name: typed}.items()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STO_HOME", str(home.config_dir.parent))
        patch.setenv("STO_LANG", "nl")
        status = main(["add", kind, *(word for each in words for word in ("--set", each))])
    told = capsys.readouterr()
    try:
        expected = meant(field.type, typed)
        record = decode(kind, "", {**stored(kind, needed), field.name: expected})
        wrong = problems(record)
    except BadValue:
        wrong = [None]  # type: ignore[list-item]
    if wrong:
        assert (status, told.out) == (2, "") and told.err.strip()
    else:
        assert status == 0, told.err
        kept = getattr(workspace.get(told.out.strip()).record, field.name)
        assert field.type.encode(kept) == expected


@given(asked=st.sampled_from([each for each in ASKED if each[1].name != "tags"]), typed=TEXT)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_an_import(
    workspace: Workspace,
    home: Home,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    asked: tuple[str, Field],
    typed: str,
) -> None:
    """In a file nobody knows from which day is counted; such words are kept as they stand, and told."""
    kind, field = asked
    mark = new_id()
    row = {"kind": kind, "title": "Iets", "date": "2026-11-20", "tags": [mark], field.name: typed}
    file = tmp_path / "getypt.jsonl"
    file.write_text(json.dumps(row), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STO_HOME", str(home.config_dir.parent))
        patch.setenv("STO_LANG", "nl")
        status = main(["import", str(file), "--json"])
    told = capsys.readouterr()
    found = [each.record for each in workspace.documents(Listing(kind, tag=mark))]
    for record in found:
        kept = field.type.encode(getattr(record, field.name))
        try:
            as_meant = kept == meant(field.type, typed)
        except BadValue:
            as_meant = False
        values = [*(kept if isinstance(kept, list) else [kept]), getattr(record, "body", ""), *record.extra.values()]
        as_written = any(" ".join(typed.split()) in " ".join(str(value).split()) for value in values)
        assert as_meant or as_written, (kind, field.name, typed, values, told.out)
    assert found or status != 0 or "getypt" in told.out + told.err


class Blank(WorkspaceScreen[None]):
    """A screen to hold forms."""

    def load(self, workspace: Workspace) -> None:
        """Nothing to read."""

    def body(self) -> Iterator[Any]:
        """Nothing yet."""
        yield from ()


def texts(random: Random, number: int) -> Sequence[str]:
    letters = "abcdefz 0123456789,.:-/½€éß日\u00a0'\"#&"
    return [*SAID, *("".join(random.choices(letters, k=random.randrange(1, 12))) for _ in range(number))]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if about(kind).has_form])
async def test_in_a_form(workspace: Workspace, home: Home, kind: str) -> None:
    app = StoApp(lambda: workspace, home, sync_every=0)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        screen = Blank()
        await app.push_screen(screen)
        form = RecordForm(decode(kind, "", {"title": "Iets"}), workspace)
        await screen.mount(form)
        rows = {row.field.name: row for row in form.rows()}
        for field in text_fields(kind):
            control = next(iter(rows[field.name].query("Input, TextArea")))
            every = texts(Random(field.name), 40)
            is_first = (kind, field) == OF_EACH_TYPE[repr(field.type)]
            for typed in every if is_first else Random(f"{kind} {field.name}").sample(every, 6):
                if isinstance(control, TextArea):
                    control.text = typed
                else:
                    assert isinstance(control, Input)
                    control.value = typed
                record, wrong = form.filled()
                try:
                    expected = meant(field.type, typed)
                except BadValue:
                    assert field.name in wrong, typed
                    continue
                assert field.name in wrong or field.type.encode(getattr(record, field.name)) == expected, typed


@pytest.mark.parametrize(("type_of", "unit"), [("number", HOURS), ("number", EURO), ("scale", MARK)])
async def test_in_the_walk(workspace: Workspace, home: Home, type_of: str, unit: Unit) -> None:
    question = Question("A1", "Hoeveel?", type_of, ("both",), unit=unit)
    app = StoApp(lambda: workspace, home, sync_every=0)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        screen = Blank()
        await app.push_screen(screen)
        form = AnswerForm(question, "both", Answer(number=Decimal(3)))
        await screen.mount(form)
        box = form.query_one("#number", Input)
        for typed in texts(Random(type_of), 80):
            box.value = typed
            try:
                expected = number_typed(question, typed.strip())
            except BadValue:
                assert [each.field for each in form.unread] == [box] and box.value == typed
                continue
            assert form.unread == [] and form.answer.number == expected
            if expected is not None:
                assert number_typed(question, to_type(expected)) == expected
