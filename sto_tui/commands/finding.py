"""The verbs that find: search and list."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from knowledge.problem import N_
from sto_tui.commands.desk import Desk
from sto_tui.commands.output import cut, short_id, width, wrapped, write, write_runs
from sto_tui.commands.progress import ProgressLine
from sto_tui.commands.values import KINDS, activity, count, day, kind, world
from sto_tui.i18n import _, ngettext
from sto_tui.plain import safe_line

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from knowledge.journal.listing import Listing
    from knowledge.search.query import Hit, Reason, Results
    from knowledge.search.typed import Term, Typed, Wanted
    from sto_tui.commands.output import Runs
    from sto_tui.commands.parser import Verbs


FACETS = {
    "kind": N_("Kind"),
    "activity": N_("Activity"),
    "partner": N_("Partner"),
    "world": N_("World"),
    "year": N_("Year"),
    "tag": N_("Tag"),
}
NARROWINGS = {
    "kind": N_("kind"),
    "partner": N_("partner"),
    "tag": N_("tag"),
    "place": N_("place"),
    "world": N_("world"),
    "author": N_("by"),
    "activity": N_("activity"),
    "date": N_("date"),
    "since": N_("from"),
    "until": N_("until"),
}
LEVELS = {
    "exact": N_("exactly"),
    "inflection": N_("another form"),
    "half-typed": N_("half typed"),
    "compound": N_("its parts"),
    "part": N_("part of a word"),
    "synonym": N_("another word for it"),
    "same": N_("the same by another name"),
    "correction": N_("spelt otherwise"),
    "half": N_("one half of it"),
}


def declare(verbs: Verbs) -> None:
    """Add the verbs of this file."""
    search = verbs.add(
        "search",
        _("search in lessons, meetings, partners, people, actions and checklists"),
        run_search,
        [
            ("sto search gastlessen lassen groepsgrootte", _("all words count, the best comes first")),
            ("sto search docentenstage -zorg", _("without a word")),
            ("sto search veiligheid --kind lesson --kind meeting --limit 5", _("only some kinds, at most five")),
            ("sto search stage --partner Brinkhof --tag begeleiding", _("about one partner, with a tag")),
            (
                "sto search --since 01-08-2026 --until today --sort date",
                _("what is from this school year, newest first"),
            ),
            ("sto search soort:les plaats:Ommerdal van:2025 lassen", _("narrowed in what you type")),
            ("sto search gastles --facets --explain", _("counts per kind, tag …, and why each is found")),
            ("sto search rooster --activity docentenstage --world mens", _("only these activities and worlds")),
            ("sto search --like 7447c59d", _("what is like one record")),
            ("sto search oude afspraken --trash", _("in the bin")),
            ("sto search lassen --json", _("a list for a script")),
        ],
        help_letter=False,
    )
    search.set_defaults(takes_dashes=True)
    search.add_argument("words", nargs="*", metavar=_("QUERY"), help=_("what you look for; -word means without it"))
    search.add_argument(
        "--kind", action="append", default=[], type=kind, metavar=_("KIND"), help=_("only this kind (may be repeated)")
    )
    _narrowing(search)
    search.add_argument("--limit", type=count, default=20, metavar="N", help=_("show at most N (default: 20)"))
    search.add_argument(
        "--sort", choices=("relevance", "date"), default="relevance", help=_("best first, or newest first")
    )

    search.add_argument("--activity", type=activity, metavar=_("ACTIVITY"), help=_("only this kind of activity"))
    search.add_argument("--world", type=world, metavar=_("WORLD"), help=_("only this world of technology"))
    search.add_argument("--like", metavar=_("ID"), help=_("only what is like this record, the most alike first"))
    search.add_argument("--trash", action="store_true", help=_("search in what was deleted instead"))
    search.add_argument("--facets", action="store_true", help=_("also count what is found by kind, tag, year …"))
    search.add_argument("--explain", action="store_true", help=_("say how the question is read and why each is found"))

    listing = verbs.add(
        "list",
        _("list the records of one kind"),
        run_list,
        [
            ("sto list partner --sort title", _("all partners by name")),
            ("sto list action --state open", _("what still has to be done")),
            (
                "sto list meeting --partner Brinkhof --since 01-08-2026 --until 31-07-2027",
                _("meetings of a school year"),
            ),
            ("sto list lesson --tag veiligheid --limit 10", _("lessons with a tag")),
            ("sto list lesson --trash", _("what was deleted")),
        ],
    )
    listing.add_argument("kind", type=kind, metavar=_("KIND"), help=", ".join(KINDS))
    _narrowing(listing)
    listing.add_argument(
        "--state",
        metavar=_("STATE"),
        help=_("only actions or checklists in this state: open, overdue, done, finished …"),
    )
    listing.add_argument(
        "--sort",
        choices=("date", "due", "title", "changed"),
        help=_("newest first, first due, by name, or last changed first"),
    )
    listing.add_argument("--limit", type=count, default=200, metavar="N", help=_("show at most N (default: 200)"))
    listing.add_argument("--trash", action="store_true", help=_("list what was deleted instead"))


def _narrowing(parser: ArgumentParser) -> None:
    parser.add_argument("--partner", default="", metavar=_("PARTNER"), help=_("about this partner (name or id)"))
    parser.add_argument("--tag", default="", metavar=_("TAG"), help=_("with this tag"))
    parser.add_argument("--since", type=day, metavar=_("DAY"), help=_("from this day on, such as 31-03-2026"))
    parser.add_argument("--until", type=day, metavar=_("DAY"), help=_("up to and including this day"))


# -- search -----------------------------------------------------------------------------------------------------------


def run_search(desk: Desk) -> None:
    """`sto search`."""
    from knowledge.search.query import Query

    args = desk.args
    workspace = desk.workspace
    query = Query(
        text=" ".join(args.words),
        kinds=tuple(dict.fromkeys(args.kind)),
        partner=desk.partner(args.partner),
        tag=args.tag,
        since=args.since,
        until=args.until,
        sort=args.sort,
        limit=args.limit,
        activity=args.activity or "",
        world=args.world or "",
        like=desk.document(args.like).id if args.like else "",
        trashed=args.trash,
        counted=args.facets,
        explained=args.explain,
    )
    with ProgressLine() as progress:
        workspace.catch_up(progress)
    results = workspace.search(query)
    partners = {partner for hit in results.hits for partner in hit.partners}
    names = workspace.titles(partners | {partner for partner, _count in results.facets.get("partner", ())})
    if results.corrected:
        desk.say(_meant(results))
    hits = [_hit_json(hit, names) for hit in results.hits]
    answer = {"hits": hits, "total": results.total, "facets": _facets_json(results, names)} if args.facets else hits
    desk.answer(answer, lambda: _write_results(results, names))


def _meant(results: Results) -> str:
    corrected = safe_line(results.corrected.strip())
    if results.searched:
        return _("Nothing has that word; these are results for “{text}”.").format(text=corrected)
    return _("Did you mean “{text}”?").format(text=corrected)


def _facets_json(results: Results, names: dict[str, str]) -> dict[str, Any]:
    return {
        name: [{"value": value, "name": _facet_name(name, value, names), "count": count} for value, count in values]
        for name, values in results.facets.items()
    }


def _facet_name(facet: str, value: str, names: dict[str, str]) -> str:
    from sto_tui.filters import facet_word

    return names.get(value, value) if facet == "partner" else facet_word(facet, value)


def _hit_json(hit: Hit, names: dict[str, str]) -> dict[str, Any]:
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


def _write_results(results: Results, names: dict[str, str]) -> None:
    if not results.hits:
        write(_("Nothing found. Try fewer words, or another word for the same."))
        return
    room = width()
    if results.query.explained:
        write(_reading(results.typed) + "\n")
    for number, hit in enumerate(results.hits, 1):
        write_runs(_hit_lines(number, hit, names, room))
    shown = len(results.hits)
    total = ngettext("{number} found", "{number} found", results.total).format(number=results.total)
    if shown < results.total:
        total += " · " + _("{number} shown; --limit shows more").format(number=shown)
    write(f"\n{total}")
    for name, values in results.facets.items():
        if values:
            shares = " · ".join(f"{safe_line(_facet_name(name, value, names))} {count}" for value, count in values[:8])
            write_runs(wrapped([(shares, False)], room, "    ", f"{_(FACETS[name])}: "))


def _reading(typed: Typed) -> str:
    """How the question was understood, in words."""
    from sto_tui.filters import facet_word

    parts = [_("looked for: {words}").format(words=" + ".join(map(_wanted, typed.wanted)))] if typed.wanted else []
    if typed.unwanted:
        parts.append(_("without: {words}").format(words=", ".join(map(_term, typed.unwanted))))
    for narrowing in typed.narrowings:
        text = _("not {name}: {value}") if narrowing.without else _("only {name}: {value}")
        value = facet_word(narrowing.name, narrowing.value)
        parts.append(text.format(name=_(NARROWINGS[narrowing.name]), value=value))
    return safe_line("; ".join(parts) or _("what is recent"))


def _wanted(wanted: Wanted) -> str:
    return f" {_('or')} ".join(map(_term, wanted.terms))


def _term(term: Term) -> str:
    if term.is_phrase:
        return "“" + " ".join(term.runs[0]) + "”"
    return f"{term.form}…" if term.half else term.form


def _hit_lines(number: int, hit: Hit, names: dict[str, str], room: int) -> list[Runs]:
    from sto_tui.dates import show_day
    from sto_tui.words import kind_word

    facts = [kind_word(hit.kind), show_day(hit.day), *(names[item] for item in hit.partners if item in names)]
    facts += [f"#{tag}" for tag in hit.tags]
    about = cut(" · ".join(fact for fact in facts if fact), room - 4 - 15)
    lines: list[Runs] = [] if number == 1 else [[("", False)]]
    lines += wrapped([(hit.title or _("(no title)"), True)], room, "    ", f"{number:>2}. ")
    lines.append([(f"    {about}  {short_id(hit.id)}", False)])
    lines += wrapped(hit.snippet, room, "    ") if hit.snippet else []
    return lines + [line for reason in hit.reasons for line in wrapped([(_why(reason), False)], room, "    ")]


def _why(reason: Reason) -> str:
    found = safe_line(reason.found)
    text = f"{reason.typed}: {_(LEVELS[reason.level])}"
    return f"{text} “{found}” +{reason.score:.2f}" if found != reason.typed else f"{text} +{reason.score:.2f}"


# -- list -------------------------------------------------------------------------------------------------------------


def run_list(desk: Desk) -> None:
    """`sto list`."""
    from sto_tui.commands.view import as_json, list_line, shown_of, titles_for

    workspace = desk.workspace
    listing = _listing(desk)
    documents = workspace.documents(listing)
    titles = titles_for(workspace, documents)
    today = date.today()

    def lines() -> None:
        for document in documents:
            write(list_line(document, titles, today))
        if not documents:
            write(_("There is nothing here."))

    desk.answer([as_json(document, titles) for document in documents] if desk.json else [], lines)
    if len(documents) == listing.limit and (total := workspace.count(listing)) > listing.limit:
        desk.say(shown_of(listing.limit, total))


def _listing(desk: Desk) -> Listing:
    from knowledge.journal.listing import Listing

    args = desk.args
    state, until = _state(args.kind, args.state), args.until
    if state == "overdue":
        yesterday = date.today() - timedelta(days=1)
        state, until = "open", min(until, yesterday) if until else yesterday
    return Listing(
        args.kind,
        partner=desk.partner(args.partner),
        tag=args.tag,
        state=state,
        since=args.since,
        until=until,
        sort=args.sort
        or ("due" if args.kind == "action" else "title" if args.kind in ("partner", "person") else "date"),
        trashed=args.trash,
        limit=args.limit,
    )


def _state(of_kind: str, state: str | None) -> str:
    """The state asked for; raises `WrongUse` for one that `of_kind` can't be in."""
    if not state:
        return ""
    from knowledge.model.records import FIELDS
    from knowledge.problem import N_, WrongUse

    declared = FIELDS[of_kind].get("state")
    if declared is None:
        raise WrongUse(N_("Only actions and checklists have a state."))
    known = [*declared.type.vocabulary, *(["overdue"] if of_kind == "action" else [])]  # type: ignore[attr-defined]
    if state.casefold() not in known:
        raise WrongUse(N_("“{value}” is not one of: {codes}."), value=state, codes=", ".join(known))
    return state.casefold()
