"""Choosing a filter: first which one, then its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from knowledge.model.fields import BadValue
from knowledge.model.records import KINDS
from knowledge.search.query import Query, Results
from sto_tui.filters import NAMES, SORTS, periods, typed_period
from sto_tui.i18n import _, tell
from sto_tui.screens.pick import Choice, Made, PickScreen
from sto_tui.words import kinds_word

if TYPE_CHECKING:
    from knowledge.workspace import Workspace
    from sto_tui.screens.search import SearchScreen

Chosen = Callable[[Query, "str | None"], None]
"""Gets the new query, and the partner's name when a partner was chosen."""

Answers = tuple["str | Made", ...]


def choose_filter(screen: SearchScreen, name: str, query: Query, results: Results | None, chosen: Chosen) -> None:
    """Let the person choose filter `name` (or choose one first) and call `chosen` with the narrowed query."""
    if name:
        _CHOOSERS[name](screen, query, results, chosen)
        return

    def picked(answers: Answers | None) -> None:
        if answers == ("all",):
            screen.action_clear()
        elif answers:
            choose_filter(screen, str(answers[0]), query, results, chosen)

    choices = [Choice(each, _(label)) for each, label in NAMES.items()] + [Choice("all", _("Clear filters"))]
    screen.app.push_screen(PickScreen(_("What do you want to filter on?"), choices), picked)


def _kinds(screen: SearchScreen, query: Query, _results: Results | None, chosen: Chosen) -> None:
    def picked(answers: Answers | None) -> None:
        if answers is not None:
            chosen(replace(query, kinds=tuple(str(code) for code in answers)), None)

    choices = [Choice(kind, kinds_word(kind)) for kind in KINDS]
    screen.app.push_screen(PickScreen(_("Which kinds?"), choices, chosen=query.kinds, many=True), picked)


def _partner(screen: SearchScreen, query: Query, _results: Results | None, chosen: Chosen) -> None:
    workspace = screen.workspace
    if workspace is None:
        return
    names: dict[str, str] = {}

    def offered(text: str) -> Sequence[Choice]:
        found = linkable(workspace, "partner", text)
        names.update({choice.code: choice.label for choice in found})
        return found

    def picked(answers: Answers | None) -> None:
        if answers:
            chosen(replace(query, partner=str(answers[0])), names.get(str(answers[0]), ""))

    screen.app.push_screen(PickScreen(_("Which partner?"), source=offered), picked)


def linkable(workspace: Workspace, kind: str, text: str) -> Sequence[Choice]:
    """The documents of `kind` with `text` in their title, to link to; the place tells namesakes apart."""
    from knowledge.workspace import Listing

    found = workspace.documents(Listing(kind=kind, sort="title", text=text, limit=100))
    return [Choice(document.id, document.record.title, getattr(document.record, "place", "")) for document in found]


def _tag(screen: SearchScreen, query: Query, results: Results | None, chosen: Chosen) -> None:
    def picked(answers: Answers | None) -> None:
        if answers:
            answer = answers[0]
            chosen(replace(query, tag=answer.text if isinstance(answer, Made) else answer), None)

    tags = sorted({tag for hit in (results.hits if results else ()) for tag in hit.tags}, key=str.casefold)
    choices = [Choice(tag, tag) for tag in tags]
    screen.app.push_screen(PickScreen(_("Which tag?"), choices, make=_("tag “{text}”")), picked)


def _period(screen: SearchScreen, query: Query, _results: Results | None, chosen: Chosen) -> None:
    known = periods(date.today())

    def picked(answers: Answers | None) -> None:
        if not answers:
            return
        answer = answers[0]
        try:
            period = typed_period(answer.text) if isinstance(answer, Made) else known[answer][1]
        except BadValue as bad:
            screen.sto.say(tell(bad), severity="warning")
            return
        chosen(replace(query, since=period.since, until=period.until), None)

    choices = [Choice(code, _(label), str(period)) for code, (label, period) in known.items()]
    hint = _("Choose, or type dd-mm-yyyy - dd-mm-yyyy")
    screen.app.push_screen(
        PickScreen(_("Which period?"), choices, make=_("the period {text}"), placeholder=hint), picked
    )


def _sort(screen: SearchScreen, query: Query, _results: Results | None, chosen: Chosen) -> None:
    def picked(answers: Answers | None) -> None:
        if answers:
            chosen(replace(query, sort=str(answers[0])), None)

    choices = [Choice(code, _(label)) for code, label in SORTS.items()]
    screen.app.push_screen(PickScreen(_("In which order?"), choices), picked)


_CHOOSERS = {"kinds": _kinds, "partner": _partner, "tag": _tag, "period": _period, "sort": _sort}
