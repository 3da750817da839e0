"""How search results are shown: hits as lines or JSON, facets, and how the query was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from knowledge.search.facets import Ids, facet_of
from knowledge.search.query.asking import answers_first
from sto_tui.commands.terminal.output import cut, short_id, width, wrapped, write, write_runs
from sto_tui.wording.explaining import reading, whom_to_ask, why
from sto_tui.wording.i18n import _, ngettext

if TYPE_CHECKING:
    from knowledge.search.query.query import Hit, Results
    from knowledge.workspace import Workspace
    from sto_tui.commands.terminal.output import Pieces


def names_in(workspace: Workspace, results: Results) -> dict[str, str]:
    """The titles of the partners of the hits and of the documents in the facet counts, by id."""
    ids = {partner for hit in results.hits for partner in hit.partners}
    for name, values in results.facets.items():
        if isinstance(facet_of(name).values, Ids):
            ids.update(value for value, _count in values)
    return workspace.titles(ids)


def facets_json(results: Results, names: Mapping[str, str]) -> dict[str, Any]:
    """The facets of `results` as JSON; `names` as returned by `names_in`."""
    from sto_tui.wording.filters import facet_word

    return {
        name: [{"value": value, "name": facet_word(name, value, names), "count": count} for value, count in values]
        for name, values in results.facets.items()
    }


def hit_json(hit: Hit, names: Mapping[str, str]) -> dict[str, Any]:
    """One hit as JSON; `names` are the titles of partners by id."""
    return {
        "id": hit.id,
        "kind": hit.kind,
        "title": hit.title,
        "date": hit.day.isoformat() if hit.day else None,
        "tags": list(hit.tags),
        "partners": [names.get(partner, partner) for partner in hit.partners],
        "partner_ids": list(hit.partners),
        "score": hit.score,
        "snippet": "".join(text for text, _matched in hit.snippet),
        **({"why": [asdict(reason) for reason in hit.reasons]} if hit.reasons else {}),
    }


def write_results(results: Results, names: Mapping[str, str], me: str) -> None:
    """Print `results`, of a question its answers first; `names` are the titles of partners by id, `me` who asks."""
    if not results.hits:
        write(_("Nothing found. Try fewer words, or another word for the same."))
        return
    from sto_tui.wording.filters import facet_word

    room = width()
    if results.query.explained:
        write(reading(results.typed) + "\n")
    answering, others = answers_first(results.query, results.hits)
    for number, hit in enumerate((*answering, *others), 1):
        if answering and number in (1, len(answering) + 1):
            write(("\n" if number > 1 else "") + (_("Probably the answer:") if number == 1 else _("Found besides:")))
        write_runs(hit_lines(number, hit, names, room))
        if number <= len(answering) and (whom := whom_to_ask(hit.writer, me)):
            write_runs(wrapped([(whom, False)], room, "    "))
    shown = len(results.hits)
    total = ngettext("{number} found", "{number} found", results.total).format(number=results.total)
    if shown < results.total:
        total += " · " + _("{number} shown; --limit shows more").format(number=shown)
    write(f"\n{total}")
    for name, values in results.facets.items():
        if values:
            shares = " · ".join(f"{facet_word(name, value, names)} {count}" for value, count in values[:8])
            write_runs(wrapped([(shares, False)], room, "    ", f"{_(facet_of(name).label)}: "))


def hit_lines(number: int, hit: Hit, names: Mapping[str, str], room: int, *, new: bool = False) -> list[Pieces]:
    """One hit as lines of at most `room` characters."""
    from sto_tui.wording.dates import show_day
    from sto_tui.wording.words import kind_word

    facts = [_("NEW") if new else "", kind_word(hit.kind), show_day(hit.day)]
    facts += [names[item] for item in hit.partners if item in names]
    facts += [f"#{tag}" for tag in hit.tags]
    about = cut(" · ".join(fact for fact in facts if fact), room - 4 - 15)
    lines: list[Pieces] = [] if number == 1 else [[("", False)]]
    lines += wrapped([(hit.title or _("(no title)"), True)], room, "    ", f"{number:>2}. ")
    lines.append([(f"    {about}  {short_id(hit.id)}", False)])
    lines += wrapped(hit.snippet, room, "    ") if hit.snippet else []
    return lines + [line for reason in hit.reasons for line in wrapped([(why(reason), False)], room, "    ")]
