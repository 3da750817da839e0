"""Choosing a filter: first the filter, then its value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.model.fields import PartnerRole
from knowledge.model.folding import fold
from knowledge.model.kinds import KINDS, linked_ids
from knowledge.problem import BadValue
from knowledge.search.facets import Codes, Days, Facet, Ids, Kinds, Texts, facet_of
from knowledge.search.query.query import Query, Results
from knowledge.today import today
from sto_tui.dialogs.pick import Made, PickScreen, Suggestion
from sto_tui.wording.filters import SORT, SORTS, facet_word, filters_offered, periods, typed_period, without
from sto_tui.wording.i18n import _, tell

if TYPE_CHECKING:
    from knowledge.model.records.record import Record
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell

Chosen = Callable[[Query, Mapping[str, str]], None]
"""Called with the new query, and with the titles of documents that were chosen by id."""

_OFFERED, _LOOKED_AT = 100, 5000
"""The most documents that are offered to link to, and among which those are looked for that a link is meant for."""

Answers = tuple["str | Made", ...]


def choose_filter(shell: Shell, name: str, query: Query, results: Results | None, chosen: Chosen) -> None:
    """Let the person choose a value for filter `name` (or first a filter) and call `chosen` with the filtered query."""
    if name == SORT:
        _sort(shell, query, chosen)
    elif name:
        facet = facet_of(name)
        counts = dict(results.facets.get(name, ())) if results else {}
        _CHOOSERS[type(facet.values)](shell, facet, query, counts, chosen)
    else:
        _which(shell, query, results, chosen)


def _which(shell: Shell, query: Query, results: Results | None, chosen: Chosen) -> None:
    def picked(answers: Answers | None) -> None:
        if answers == ("all",):
            chosen(without(query, "all"), {})
        elif answers:
            choose_filter(shell, str(answers[0]), query, results, chosen)

    choices = [Suggestion(each, _(label)) for each, label in filters_offered().items()] + [
        Suggestion("all", _("Clear filters"))
    ]
    shell.push_screen(PickScreen(_("What do you want to filter on?"), choices), picked)


Counts = Mapping[str, int]
"""The values of a facet, and how many documents in the present results have each."""


def _from_counts(shell: Shell, facet: Facet, query: Query, counts: Counts, chosen: Chosen) -> None:
    """Offer the values of `facet` that occur; for a text facet, also accept a value that doesn't occur yet."""

    def picked(answers: Answers | None) -> None:
        if answers is None or not (answers or facet.many):
            return
        values = [answer.text if isinstance(answer, Made) else answer for answer in answers]
        chosen(query.narrowed(facet.name, *values), {})

    known = dict.fromkeys(KINDS, 0) if isinstance(facet.values, Kinds) else {}
    choices = [
        Suggestion(value, facet_word(facet.name, value), str(count)) for value, count in {**known, **counts}.items()
    ]
    make = "" if isinstance(facet.values, Kinds | Codes) else f"{_(facet.said)} “{{text}}”"
    marked = query.values(facet.name) if facet.many else ()
    shell.push_screen(PickScreen(_(facet.asked), choices, chosen=marked, many=facet.many, make=make), picked)


def _document(shell: Shell, facet: Facet, query: Query, counts: Counts, chosen: Chosen) -> None:
    workspace = shell.workspace
    if workspace is None or not isinstance(facet.values, Ids):
        return
    kind = facet.values.target
    names: dict[str, str] = {}

    def listed(text: str) -> Sequence[Suggestion]:
        found = linkable(workspace, kind, text)
        found = [replace(choice, note=f"{choice.note} {counts.get(choice.code, 0)}".strip()) for choice in found]
        found.sort(key=lambda choice: -counts.get(choice.code, 0))
        names.update({choice.code: choice.label for choice in found})
        return found

    def picked(answers: Answers | None) -> None:
        if answers:
            chosen(query.narrowed(facet.name, *map(str, answers)), names)

    shell.push_screen(PickScreen(_(facet.asked), source=listed), picked)


def linkable(
    workspace: Workspace, kind: str, text: str, first: Sequence[str] = (), role: PartnerRole = PartnerRole.ANY
) -> Sequence[Suggestion]:
    """Offers of documents of `kind` with `text` in their title, to link to, each with what tells equal titles apart.

    Those that link to the partners `first` (ids) come before the others; partners are those that `role` is meant for.
    """
    from knowledge.catalogue.listing import Listing
    from knowledge.model.partner_roles import to_offer

    found: dict[str, Record] = {}
    limit = _OFFERED if role is PartnerRole.ANY else _LOOKED_AT
    for partner in (*first, ""):
        listed = workspace.documents(Listing(kind=kind, partner=partner, sort="title", text=text, limit=limit))
        found.update((each.id, each.record) for each in listed if each.id not in found)
    shown = to_offer(list(found.values()), role)[:_OFFERED]
    return offers(shown, workspace.titles(link for each in shown for link in linked_ids(each)))


def offers(records: Sequence[Record], titles: Mapping[str, str]) -> list[Suggestion]:
    """`records` as offers, each with what tells it from others of its name: at last the end of its id.

    `titles` has the names of what they link to.
    """
    from knowledge.work.duplicates import distinction

    told = [(record, distinction(record, titles)) for record in records]
    times = Counter((fold(record.title), note) for record, note in told)
    return [
        Suggestion(
            record.id,
            record.title,
            note if times[fold(record.title), note] == 1 else f"{note} …{record.id[-8:]}".strip(),
        )
        for record, note in told
    ]


def _period(shell: Shell, facet: Facet, query: Query, counts: Counts, chosen: Chosen) -> None:
    known = periods(today())

    def picked(answers: Answers | None) -> None:
        if not answers:
            return
        answer = answers[0]
        if isinstance(answer, str) and answer in counts:
            chosen(replace(query, since=None, until=None).narrowed(facet.name, answer), {})
            return
        try:
            period = typed_period(answer.text, today()) if isinstance(answer, Made) else known[answer][1]
        except BadValue as bad:
            shell.say(tell(bad), severity="warning")
            return
        chosen(replace(query, since=period.since, until=period.until).narrowed(facet.name), {})

    choices = [Suggestion(code, _(label), str(period)) for code, (label, period) in known.items()]
    choices += [Suggestion(year, year, str(counts[year])) for year in sorted(counts, reverse=True)]
    hint = _("Choose, or type: 2025-2026, march 2026, 1-9-2026 - 31-12-2026")
    shell.push_screen(PickScreen(_(facet.asked), choices, make=_("the period {text}"), placeholder=hint), picked)


def _sort(shell: Shell, query: Query, chosen: Chosen) -> None:
    def picked(answers: Answers | None) -> None:
        if answers:
            chosen(replace(query, sort=str(answers[0])), {})

    choices = [Suggestion(code, _(label)) for code, label in SORTS.items()]
    shell.push_screen(PickScreen(_("In which order?"), choices), picked)


_CHOOSERS = {Texts: _from_counts, Codes: _from_counts, Kinds: _from_counts, Ids: _document, Days: _period}
"""The function that lets the person choose, by the type of the values of a facet."""
