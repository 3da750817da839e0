"""A warning in the user's language, in text and as JSON."""

from __future__ import annotations

import pytest

from knowledge.problem import Reason, Word
from knowledge.work.warning import CLASH, HEED, Caution
from sto_tui.wording.cautions import caution_as_json, caution_line
from sto_tui.wording.i18n import set_language

HELD = Reason("“{id}” is no lesson.", {"id": "Ria"})


@pytest.mark.parametrize(
    ("level", "line"), [(CLASH, "Botsing: “Ria” is geen les."), (HEED, "Let op: “Ria” is geen les.")]
)
def test_a_warning_says_how_serious_it_is_and_what_is_the_matter(level: str, line: str) -> None:
    set_language("nl")
    assert caution_line(Caution("dubbel", HELD, ("a1",), level)) == line


def test_as_json_it_has_its_code_its_level_its_text_and_what_it_is_about() -> None:
    set_language("nl")
    caution = Caution("laat", Reason("“{id}” is no lesson.", {"id": Word("Partner")}), ("a1", "a2"))
    told = caution_as_json(caution)
    assert told == {"code": "laat", "level": "let-op", "text": "“Partner” is geen les.", "about": ["a1", "a2"]}
