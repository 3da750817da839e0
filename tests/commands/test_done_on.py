"""Every verb that marks an action as done or open keeps the day on which it was done in step."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.commands.conftest import Sto

TODAY = date.today().isoformat()
EARLIER = "2026-03-02"


def kept(sto: Sto, document_id: str) -> tuple[str, str | None]:
    """State and day of an action."""
    value = sto("show", document_id, "--json").json
    return value["state"], value["done_on"]


def added(sto: Sto, *words: str) -> str:
    """The id of a new action."""
    told = sto("add", "action", "--title", "Bril bestellen", *words)
    assert told.status == 0, told.err
    return told.out.strip()


def test_an_action_added_as_done_has_the_day(sto: Sto) -> None:
    assert kept(sto, added(sto, "--set", "state=done")) == ("done", TODAY)


def test_an_edit_that_ticks_off_or_opens_again_sets_and_clears_the_day(sto: Sto) -> None:
    action = added(sto)
    assert sto("edit", action, "--set", "state=done").status == 0
    assert kept(sto, action) == ("done", TODAY)
    assert sto("edit", action, "--title", "Brillen bestellen").status == 0
    assert kept(sto, action) == ("done", TODAY)
    assert sto("edit", action, "--set", "state=open").status == 0
    assert kept(sto, action) == ("open", None)
    assert sto("edit", action, "--set", "state=done").status == 0
    assert sto("edit", action, "--set", "state=dropped").status == 0
    assert kept(sto, action) == ("dropped", None)


def test_a_day_that_is_given_stays(sto: Sto) -> None:
    action = added(sto, "--set", "state=done", "--set", f"done_on={EARLIER}")
    assert kept(sto, action) == ("done", EARLIER)
    assert sto("edit", action, "--set", "who=Hakan").status == 0
    assert kept(sto, action) == ("done", EARLIER)


def test_a_day_alone_makes_it_done(sto: Sto) -> None:
    action = added(sto)
    assert sto("edit", action, "--set", f"done_on={EARLIER}").status == 0
    assert kept(sto, action) == ("done", EARLIER)


@pytest.mark.parametrize(("row", "expected"), [({"state": "done"}, TODAY), ({"done_on": EARLIER}, EARLIER)])
def test_an_import_that_ticks_off_sets_the_day(sto: Sto, tmp_path: Path, row: dict[str, str], expected: str) -> None:
    action = added(sto)
    file = tmp_path / "acties.jsonl"
    file.write_text(json.dumps({"kind": "action", "id": action, "title": "Bril bestellen", **row}) + "\n")
    assert sto("import", file).status == 0
    assert kept(sto, action) == ("done", expected)


def test_putting_an_earlier_version_back_brings_its_state_and_day(sto: Sto) -> None:
    action = added(sto)
    first = sto("history", action, "--json").json[0]["version"]
    assert sto("edit", action, "--set", "state=done").status == 0
    assert sto("restore", action, "--version", first).status == 0
    assert kept(sto, action) == ("open", None)
