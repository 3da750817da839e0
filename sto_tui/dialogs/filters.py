"""Choosing a filter: first which one, then its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from knowledge.model.fields import BadValue
from knowledge.model.kinds import KINDS
from knowledge.problem import N_
from knowledge.search.query.query import Query, Results
from sto_tui.dialogs.pick import Choice, Made, PickScreen
from sto_tui.wording.filters import NAMES, SORTS, facet_word, periods, typed_period, without
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.words import kinds_word

if TYPE_CHECKING:
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell

Chosen = Callable[[Query, "str | None"], None]
"""Gets the new query, and the partner's name when a partner was chosen."""

Answers = tuple["str | Made", ...]


def choose_filter(shell: Shell, name: str, query: Query, results: Results | None, chosen: Chosen) -> None:
    """Let the person choose filter `name` (or choose one first) and call `chosen` with the narrowed query."""
    if name:
        _CHOOSERS[name](shell, query, results, chosen)
        return

    def picked(answers: Answers | None) -> None:
        if answers == ("all",):
            chosen(without(query, "all"), None)
        elif answers:
            choose_filter(shell, str(answers[0]), query, results, chosen)

    choices = [Choice(each, _(label)) for each, label in NAMES.items()] + [Choice("all", _("Clear filters"))]
    shell.push_screen(PickScreen(_("What do you want to filter on?"), choices), picked)


def _counted(results: Results | None, name: str) -> dict[str, int]:
    """The values of facet `name` with how many documents have each, under what is asked now."""
    return dict(results.facets.get(name, ())) if results else {}


def _kinds(shell: Shell, query: Query, results: Results | None, chosen: Chosen) -> None:
    def picked(answers: Answers | None) -> None:
        if answers is not None:
            chosen(replace(query, kinds=tuple(str(code) for code in answers)), None)

    counts = _counted(results, "kind")
    choices = [Choice(kind, kinds_word(kind), str(counts.get(kind, 0))) for kind in KINDS]
    shell.push_screen(PickScreen(_("Which kinds?"), choices, chosen=query.kinds, many=True), picked)


def _partner(shell: Shell, query: Query, results: Results | None, chosen: Chosen) -> None:
    workspace = shell.workspace
    if workspace is None:
        return
    names: dict[str, str] = {}
    counts = _counted(results, "partner")

    def offered(text: str) -> Sequence[Choice]:
        found = linkable(workspace, "partner", text)
        found = [replace(choice, note=f"{choice.note} {counts.get(choice.code, 0)}".strip()) for choice in found]
        found.sort(key=lambda choice: -counts.get(choice.code, 0))
        names.update({choice.code: choice.label for choice in found})
        return found

    def picked(answers: Answers | None) -> None:
        if answers:
            chosen(replace(query, partner=str(answers[0])), names.get(str(answers[0]), ""))

    shell.push_screen(PickScreen(_("Which partner?"), source=offered), picked)


def linkable(workspace: Workspace, kind: str, text: str) -> Sequence[Choice]:
    """The documents of `kind` with `text` in their title, to link to; the place tells namesakes apart."""
    from knowledge.catalogue.listing import Listing

    found = workspace.documents(Listing(kind=kind, sort="title", text=text, limit=100))
    return [Choice(document.id, document.record.title, getattr(document.record, "place", "")) for document in found]


def _tag(shell: Shell, query: Query, results: Results | None, chosen: Chosen) -> None:
    def picked(answers: Answers | None) -> None:
        if answers:
            answer = answers[0]
            chosen(replace(query, tag=answer.text if isinstance(answer, Made) else answer), None)

    choices = [Choice(tag, tag, str(count)) for tag, count in _counted(results, "tag").items()]
    shell.push_screen(PickScreen(_("Which tag?"), choices, make=_("tag “{text}”")), picked)


def _coded(name: str, question: str) -> Callable[[Shell, Query, Results | None, Chosen], None]:
    """The chooser of a facet of which the values are codes."""

    def choose(shell: Shell, query: Query, results: Results | None, chosen: Chosen) -> None:
        def picked(answers: Answers | None) -> None:
            if answers:
                narrowed = {name: str(answers[0])}
                chosen(replace(query, **narrowed), None)  # type: ignore[arg-type]

        counts = _counted(results, name)
        choices = [Choice(code, facet_word(name, code), str(count)) for code, count in counts.items()]
        shell.push_screen(PickScreen(_(question), choices), picked)

    return choose


def _period(shell: Shell, query: Query, results: Results | None, chosen: Chosen) -> None:
    known = periods(date.today())
    years = _counted(results, "year")

    def picked(answers: Answers | None) -> None:
        if not answers:
            return
        answer = answers[0]
        if isinstance(answer, str) and answer in years:
            chosen(replace(query, since=None, until=None, year=int(answer)), None)
            return
        try:
            period = typed_period(answer.text) if isinstance(answer, Made) else known[answer][1]
        except BadValue as bad:
            shell.say(tell(bad), severity="warning")
            return
        chosen(replace(query, since=period.since, until=period.until, year=0), None)

    choices = [Choice(code, _(label), str(period)) for code, (label, period) in known.items()]
    choices += [Choice(year, year, str(years[year])) for year in sorted(years, reverse=True)]
    hint = _("Choose, or type dd-mm-yyyy - dd-mm-yyyy")
    shell.push_screen(PickScreen(_("Which period?"), choices, make=_("the period {text}"), placeholder=hint), picked)


def _sort(shell: Shell, query: Query, _results: Results | None, chosen: Chosen) -> None:
    def picked(answers: Answers | None) -> None:
        if answers:
            chosen(replace(query, sort=str(answers[0])), None)

    choices = [Choice(code, _(label)) for code, label in SORTS.items()]
    shell.push_screen(PickScreen(_("In which order?"), choices), picked)


_CHOOSERS = {
    "kinds": _kinds,
    "partner": _partner,
    "activity": _coded("activity", N_("Which kind of activity?")),
    "world": _coded("world", N_("Which world of technology?")),
    "tag": _tag,
    "period": _period,
    "sort": _sort,
}
