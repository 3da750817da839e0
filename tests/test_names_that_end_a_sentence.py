"""A name may end in a full stop; the sentence that it ends gets no second one."""

from __future__ import annotations

import pytest

from knowledge.problem import Problem, Reason
from sto_tui.wording import i18n
from sto_tui.wording.i18n import _, ngettext, set_language, tell


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_reason_that_ends_in_a_company_has_one_full_stop(language: str) -> None:
    set_language(language)
    told = tell(Problem("{who} is planned more than once at the same time: {others}.", who="Bouw B.V.", others="B.V."))
    assert told.endswith(": B.V.")
    assert told.startswith("Bouw B.V. ")


def test_a_reason_within_a_reason_keeps_its_own_full_stops() -> None:
    set_language("en")
    owner = Reason(" Talk first with who keeps the relation: {owner}.", {"owner": "Ria N."})
    told = tell(Reason("In {span}, {count} schools asked: {schools}.{owner}", {
        "span": "four weeks", "count": 2, "schools": "A, De Ring e.a.", "owner": owner,
    }))  # fmt: skip
    assert told == ("In four weeks, 2 schools asked: A, De Ring e.a. Talk first with who keeps the relation: Ria N.")


def test_texts_of_screens_and_verbs_do_the_same() -> None:
    set_language("en")
    assert _("Written by {names}.").format(names="Bouw B.V.") == "Written by Bouw B.V."
    assert _("Written by {names}.").format(names="Els") == "Written by Els."
    assert ngettext("{n} of {who}.", "{n} of {who}.", 2).format(n=2, who="Bouw B.V.") == "2 of Bouw B.V."


def test_a_full_stop_within_a_word_stays() -> None:
    set_language("en")
    assert _("{name}.md").format(name="Bouw B.V.") == "Bouw B.V..md"
