"""A kind that only the tests declare is shown on a partner's card, can be read, and can be changed in the form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from driving import LARGE, shows, until
from textual.widgets import Input

from knowledge.model.records.partner import Partner
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.forms.record_form import FieldRow
from tests.throwaway import Excursion, declared


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    with declared():
        yield


async def test_it_stands_on_the_card_of_a_partner_and_is_changed_in_the_form(app: StoApp, filled: Workspace) -> None:
    host = filled.save(Partner(title="Aardewerk Bos"))
    saved = filled.save(Excursion(title="Naar de ovens", date=date(2026, 5, 7), partners=(host.id,)))
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("f4")
        await shows(pilot, "Excursions")
        await shows(pilot, "Naar de ovens")
        app.open_document(saved.id)
        await shows(pilot, "Hosts")
        await pilot.press("e")
        await shows(pilot, "Whom to write to")
        row = app.screen.query_one("#row-contact", FieldRow)
        row.query_one(Input).value = "bos"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: row.query_one(".wrong").display, "a wrong address is told")
        row.query_one(Input).value = "bos@ovens.example"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: getattr(filled.get(saved.id).record, "contact", "") == "bos@ovens.example")
