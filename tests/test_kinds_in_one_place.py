"""Only its own file names a kind of record: code about kinds in general loops over the declarations."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from knowledge.model.kinds import KINDS

ROOT = Path(__file__).parents[1]

OTHERWISE = {
    "knowledge/content/demo.py": {"meeting", "partner", "settings"},  # fields of a lesson and of an offer, and a file
    "knowledge/content/demo_network.py": {"closure", "settings"},  # a field of it, and a file
    "knowledge/figures/ledger_check.py": {"partner"},  # a value in a reason
    "knowledge/model/checklist.py": {"person", "action", "offer"},  # what a question of a checklist can ask for
    "knowledge/model/vocabulary.py": {"activity", "closure"},  # names of vocabularies
    "knowledge/search/facets.py": {
        "partner",
        "activity",
    },  # the facet, and its target without loading the records at first paint
    "knowledge/exchange/appointment.py": {"activity"},  # the field of that name
    "knowledge/work/contributions.py": {"activity", "partner"},  # values in a reason
    "knowledge/work/checklist.py": {"action", "offer"},  # as in model/checklist.py
    "knowledge/work/outcome.py": {"offer"},  # as in model/checklist.py
    "knowledge/work/log_meeting.py": {"action", "lesson"},  # rows of what is told of a meeting
    "knowledge/work/planning.py": {"signup"},  # the field of that name
    "sto_tui/commands/checklist/__init__.py": {"checklist"},  # the verb
    "sto_tui/commands/log.py": {"partner", "action", "lesson"},  # options of the verb
    "sto_tui/commands/access.py": {"person"},  # the argument of the verb
    "sto_tui/commands/approach/__init__.py": {"approach"},  # the verb
    "sto_tui/commands/approach/add.py": {"partner", "activity", "offer", "request"},  # fields
    "sto_tui/commands/approach/list.py": {"partner", "activity"},  # fields
    "sto_tui/commands/cofin/add.py": {"partner"},  # the argument of the verb
    "sto_tui/commands/cofin/registers.py": {"partner"},  # in JSON
    "sto_tui/commands/cofin/status.py": {"activity", "partner", "period"},  # in JSON
    "sto_tui/commands/bodies.py": {"person"},  # a key in JSON
    "sto_tui/commands/relation.py": {"partner"},  # the argument of the verb
    "sto_tui/commands/notnow.py": {"partner"},  # the argument of the verb
    "sto_tui/commands/parser.py": {"checklist", "use", "settings", "approach", "request", "signup"},  # the verbs
    "sto_tui/commands/match.py": {"partner", "request"},  # in JSON
    "sto_tui/commands/menu/adopt.py": {"activity", "partner"},  # fields, in JSON
    "sto_tui/commands/menu/list.py": {"activity", "partner"},  # as in menu/adopt.py
    "sto_tui/commands/report.py": {"period"},  # the argument of the verb
    "sto_tui/commands/plan/activities.py": {"activity"},  # the field of that name
    "sto_tui/commands/plan/add.py": {"activity"},  # the field of that name
    "sto_tui/commands/parsing/answers.py": {"person", "action"},  # as in model/checklist.py
    "sto_tui/commands/parsing/values.py": set(KINDS),  # for `--help`; test_program keeps them equal
    "sto_tui/commands/request/__init__.py": {"request"},  # the verb
    "sto_tui/commands/request/add.py": {"activity"},  # a field
    "sto_tui/commands/request/list.py": {"activity"},  # as in menu/adopt.py
    "sto_tui/commands/signup/__init__.py": {"signup"},  # the verb
    "sto_tui/commands/terminal/asking.py": {"person", "action"},  # as in model/checklist.py
    "sto_tui/commands/settings/__init__.py": {"settings"},  # the verb
    "sto_tui/commands/settings/for_.py": {"partner"},  # the argument of the verb
    "sto_tui/commands/settings/set.py": {"settings"},  # the argument of the verb
    "sto_tui/commands/use.py": {"use"},  # the verb
    "sto_tui/forms/answer_form.py": {"person", "action"},  # as in model/checklist.py
    "sto_tui/screens/activity_editor.py": {"activity"},  # the field of that name
    "sto_tui/wording/ledger_sheets.py": {"activity", "partner", "period"},  # columns, and a word
    "sto_tui/screens/add_to_meeting.py": {"lesson"},  # a row of the form
    "sto_tui/screens/hour_sheets.py": {"partner"},  # a field
    "sto_tui/screens/log_meeting.py": {"action", "lesson"},  # rows of the form
    "sto_tui/screens/partners.py": {"person"},  # an action of the screen
    "sto_tui/screens/walk_summary.py": {"lesson"},  # an action of the screen
}
"""Files in which such a word means something else, and which words; every entry has to be needed."""


def named(path: Path) -> set[str]:
    """The texts in the code of `path` that are the name of a kind."""
    constants = (node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
    return {text for text in constants if isinstance(text, str) and text in KINDS}


def files() -> list[str]:
    found = (path for room in ("knowledge", "sto_tui") for path in sorted((ROOT / room).rglob("*.py")))
    return [path.relative_to(ROOT).as_posix() for path in found if "model/records" not in path.as_posix()]


@pytest.mark.parametrize("file", files())
def test_no_kind_is_named_outside_its_own_file(file: str) -> None:
    assert named(ROOT / file) == OTHERWISE.get(file, set())
