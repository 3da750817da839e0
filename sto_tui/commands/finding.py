"""The verbs that find: search and list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.hits import facets_json, hit_json, meant, names_in, write_results
from sto_tui.commands.parsing.values import KINDS, activity, count, day, kind, world
from sto_tui.commands.terminal.output import write
from sto_tui.commands.terminal.progress import ProgressLine
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from knowledge.catalogue.listing import Listing
    from knowledge.search.query.query import Query
    from sto_tui.commands.parser import Verbs


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
            ('sto search soort:les lassen --save "Lessen over lassen"', _("keep a search, to see later what is new")),
            ("sto search --saved", _("all saved searches, with how much is new in each")),
            ('sto search --saved "Lessen over lassen"', _("what is new in one, and the rest after it")),
            ('sto search --forget "Lessen over lassen"', _("drop a saved search")),
            ("sto search lassen --watch", _("wait, and print what colleagues write about it (Ctrl+C stops)")),
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
    search.add_argument("--save", default="", metavar=_("NAME"), help=_("keep this search under a name"))
    search.add_argument(
        "--saved",
        nargs="?",
        const="",
        metavar=_("NAME"),
        help=_("what is new in a saved search since you last looked; without a name: all saved searches"),
    )
    search.add_argument("--forget", default="", metavar=_("NAME"), help=_("drop a saved search"))
    search.add_argument("--watch", action="store_true", help=_("go on, and print what is new as it comes in"))
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


def run_search(context: CommandContext) -> None:
    """`sto search`."""
    from sto_tui.commands import saved
    from sto_tui.wording.explaining import misread

    args = context.args
    if args.forget:
        saved.forget(context, args.forget)
        return
    with ProgressLine() as progress:
        context.workspace.catch_up(progress)
    if args.saved is not None:
        saved.show(context, args.saved)
        return
    query = _query(context)
    if args.watch:
        saved.watch(context, query)
        return
    results = context.workspace.search(query)
    names = names_in(context.workspace, results)
    if results.corrected:
        context.say(meant(results))
    if results.typed.misread:
        context.say(misread(results.typed))
    hits = [hit_json(hit, names) for hit in results.hits]
    answer = {"hits": hits, "total": results.total, "facets": facets_json(results, names)} if args.facets else hits
    context.answer(answer, lambda: write_results(results, names))
    if args.save:
        saved.keep(context, args.save, query)


def _query(context: CommandContext) -> Query:
    """What is asked for with the words and options."""
    from knowledge.search.query.query import Query

    args = context.args
    return Query(
        text=" ".join(args.words),
        kinds=tuple(dict.fromkeys(args.kind)),
        partner=context.partner(args.partner),
        tag=args.tag,
        since=args.since,
        until=args.until,
        sort=args.sort,
        limit=args.limit,
        activity=args.activity or "",
        world=args.world or "",
        like=context.document(args.like).id if args.like else "",
        trashed=args.trash,
        counted=args.facets,
        explained=args.explain,
    )


# -- list -------------------------------------------------------------------------------------------------------------


def run_list(context: CommandContext) -> None:
    """`sto list`."""
    from sto_tui.commands.view import as_json, list_line, shown_of, titles_for

    workspace = context.workspace
    listing = _listing(context)
    documents = workspace.documents(listing)
    titles = titles_for(workspace, documents)
    today = date.today()

    def lines() -> None:
        for document in documents:
            write(list_line(document, titles, today))
        if not documents:
            write(_("There is nothing here."))

    context.answer([as_json(document, titles) for document in documents] if context.json else [], lines)
    if len(documents) == listing.limit and (total := workspace.count(listing)) > listing.limit:
        context.say(shown_of(listing.limit, total))


def _listing(context: CommandContext) -> Listing:
    from knowledge.catalogue.listing import Listing

    args = context.args
    state, until = _state(args.kind, args.state), args.until
    if state == "overdue":
        yesterday = date.today() - timedelta(days=1)
        state, until = "open", min(until, yesterday) if until else yesterday
    return Listing(
        args.kind,
        partner=context.partner(args.partner),
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
    from knowledge.model.kinds import FIELDS
    from knowledge.problem import N_, WrongUse

    declared = FIELDS[of_kind].get("state")
    if declared is None:
        raise WrongUse(N_("Only actions and checklists have a state."))
    known = [*declared.type.vocabulary, *(["overdue"] if of_kind == "action" else [])]  # type: ignore[attr-defined]
    if state.casefold() not in known:
        raise WrongUse(N_("“{value}” is not one of: {codes}."), value=state, codes=", ".join(known))
    return state.casefold()
