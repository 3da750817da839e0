"""One word for one thing, in the app and on the command line; and no label that is cut off at 80 columns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from knowledge.model.kinds import KINDS, fields_of
from knowledge.model.vocabulary import APPROACH_WAYS
from sto_tui.forms.answer_form import ITEM, STANDARD
from sto_tui.modes import MODES
from sto_tui.widgets.record_view import LABEL_WIDTH
from sto_tui.wording.i18n import _, set_language
from sto_tui.wording.words import kind_word

ROOT = Path(__file__).parent.parent
FORM_LABEL = 26
"""The columns of a label in a form (`editor.tcss`)."""

OTHERS = {
    r"ervaring\w*|leerpunt\w*": "les",
    r"overleg(?! eerst)|overleggen|vergadering\w*|meetings?": "bijeenkomst",
    r"labels?|tags?|kenmerk\w*": "trefwoord",
    r"vernauw\w*|verfijn\w*": "filteren",
    r"(?<![+-])u|uw": "je",
}
"""Words that another word is used for, in Dutch."""

WAYS = set(APPROACH_WAYS.terms.values())
"""Ways in which people speak with each other, which are no records: the calendar has meetings, a call is none."""


def dutch() -> dict[str, str]:
    with (ROOT / "sto_tui/locale/nl/LC_MESSAGES/sto.po").open("rb") as file:
        catalogue = read_po(file, locale="nl")
    texts = ((message.id, message.string) for message in catalogue if message.id)
    return {str(source): " ".join(text) if isinstance(text, tuple) else text for source, text in texts}


@pytest.mark.parametrize(("other", "word"), OTHERS.items(), ids=OTHERS.values())
def test_one_thing_has_one_word(other: str, word: str) -> None:
    strays = [
        text for source, text in dutch().items() if re.search(rf"\b({other})\b", text.lower()) and source not in WAYS
    ]
    assert strays == [], f"use “{word}”"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_label_of_a_field_is_cut_off(language: str) -> None:
    set_language(language)
    labels = {_(field.label) for kind in KINDS for field in fields_of(kind).values() if field.shown or field.asked}
    assert {label for label in labels if len(label) >= LABEL_WIDTH} == set()
    required = " " + _("(required)")
    asked = {_(field.label) + required for kind in KINDS for field in fields_of(kind).values() if field.required}
    assert {label for label in asked if len(label) >= FORM_LABEL} == set()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_kinds_fit_their_column_and_the_modes_their_line(language: str) -> None:
    from sto_tui.widgets.hits import KIND_WIDTH

    set_language(language)
    assert {kind for kind in map(kind_word, KINDS) if len(kind) >= KIND_WIDTH} == set()
    assert sum(len(f" {mode.key} {_(mode.label)} ") for mode in MODES) < 80
    assert max(len(_(option.label)) for option in (*STANDARD, *ITEM)) < 76
