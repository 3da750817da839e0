"""`sto search`. The modules beside it show hits, handle saved searches, and keep a search running."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from knowledge.search.facets import FACETS, Facet, Ids, Kinds
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import period_arguments
from sto_tui.commands.parsing.values import count, facet_value
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from knowledge.search.query.query import Query, Results
    from sto_tui.commands.verbs import Example, Verbs


_CATCHING_UP = 0.5
"""The seconds that a search may spend on reading what is new or changed, before it looks for its meaning too."""


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "search",
        _("search in lessons, meetings, partners, people, actions and checklists"),
        run,
        _examples(),
        help_letter=False,
    )
    parser.set_defaults(takes_dashes=True)
    parser.add_argument("words", nargs="*", metavar=_("QUERY"), help=_("what you look for; -word means without it"))
    for facet in FACETS.values():
        if facet.option:
            _facet_argument(parser, facet)
    period_arguments(parser)
    parser.add_argument("--limit", type=count, default=20, metavar="N", help=_("show at most N (default: 20)"))
    parser.add_argument(
        "--sort", choices=("relevance", "date"), default="relevance", help=_("best first, or newest first")
    )
    parser.add_argument(
        "--words-only", action="store_true", help=_("not by meaning, also when that is installed (`sto meaning`)")
    )
    parser.add_argument("--like", metavar=_("ID"), help=_("only what is like this record, the most alike first"))
    parser.add_argument("--trash", action="store_true", help=_("search in what was deleted instead"))
    _keeping_arguments(parser)
    parser.add_argument("--watch", action="store_true", help=_("go on, and print what is new as it comes in"))
    parser.add_argument("--facets", action="store_true", help=_("also count what is found by kind, tag, year …"))
    parser.add_argument("--explain", action="store_true", help=_("say how the question is read and why each is found"))


def _facet_argument(parser: ArgumentParser, facet: Facet) -> None:
    """Add the option that filters on values of `facet`."""
    parser.add_argument(
        f"--{facet.name}",
        action="append" if facet.many else "store",
        default=[] if facet.many else None,
        type=partial(facet_value, facet),
        metavar=_(facet.metavar),
        help=_(facet.option),
    )


def _keeping_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--save", default="", metavar=_("NAME"), help=_("keep this search under a name"))
    parser.add_argument(
        "--saved",
        nargs="?",
        const="",
        metavar=_("NAME"),
        help=_("what is new in a saved search since you last looked; without a name: all saved searches"),
    )
    parser.add_argument("--forget", default="", metavar=_("NAME"), help=_("drop a saved search"))


def _examples() -> list[Example]:
    return [
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
        ('sto search --words-only "hoe krijg ik bedrijven mee?"', _("as if `sto meaning` were off")),
        ("sto search oude afspraken --trash", _("in the bin")),
        ("sto search lassen --json", _("a list for a script")),
        ('sto search soort:les lassen --save "Lessen over lassen"', _("keep a search, to see later what is new")),
        ("sto search --saved", _("all saved searches, with how much is new in each")),
        ('sto search --saved "Lessen over lassen"', _("what is new in one, and the rest after it")),
        ('sto search --forget "Lessen over lassen"', _("drop a saved search")),
        ("sto search lassen --watch", _("wait, and print what colleagues write about it (Ctrl+C stops)")),
    ]


def run(context: CommandContext) -> None:
    """Run `sto search`."""
    from sto_tui.commands.search import saved
    from sto_tui.commands.search.hits import facets_json, hit_json, names_in, write_results
    from sto_tui.commands.search.watch import watch
    from sto_tui.commands.terminal.progress import ProgressLine
    from sto_tui.wording.explaining import misread, periods_read, spelling

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
        watch(context, query)
        return
    results = _found(context, query)
    names = names_in(context.workspace, results)
    if results.corrected:
        context.say(spelling(results))
    if results.typed.misread:
        context.say(misread(results.typed))
    if results.typed.periods:
        context.say(periods_read(results.typed))
    hits = [hit_json(hit, names) for hit in results.hits]
    answer = {"hits": hits, "total": results.total, "facets": facets_json(results, names)} if args.facets else hits
    context.answer(answer, lambda: write_results(results, names, context.workspace.author))
    if args.save:
        saved.keep_search(context, args.save, query)


def _found(context: CommandContext, query: Query) -> Results:
    """What `query` finds, by its meaning too if a model for that is installed and nobody asks for words only."""
    from knowledge.problem import Problem
    from sto_tui.wording.i18n import tell

    workspace = context.workspace
    if not workspace.has_model or context.args.words_only:
        return workspace.search(query)
    try:
        workspace.meaning.catch_up(seconds=_CATCHING_UP)
        return workspace.search(query, by_meaning=True)
    except Problem as problem:  # a model that is damaged costs nobody the answer of the words
        context.say(tell(problem))
        return workspace.search(query)


def _query(context: CommandContext) -> Query:
    """The query that the words and options ask for."""
    from knowledge.search.query.query import Query

    args = context.args
    return Query(
        text=" ".join(args.words),
        filters=_filters(context),
        since=args.since,
        until=args.until,
        sort=args.sort,
        limit=args.limit,
        like=context.document(args.like).id if args.like else "",
        trashed=args.trash,
        counted=args.facets,
        explained=args.explain,
    )


def _filters(context: CommandContext) -> dict[str, tuple[str, ...]]:
    """The values given to the option of each facet."""
    found = {}
    for name, facet in FACETS.items():
        given = getattr(context.args, name, None) if facet.option else None
        values = dict.fromkeys(given if isinstance(given, list) else [given] if given else [])
        if isinstance(facet.values, Ids):
            values = {context.linked(facet.values.target, value): None for value in values}
        if isinstance(facet.values, Kinds):
            context.check_kinds(values)
        if values:
            found[name] = tuple(values)
    return found
