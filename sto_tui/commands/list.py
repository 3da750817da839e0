"""`sto list`: list the records of one kind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import narrowing_arguments
from sto_tui.commands.parsing.values import KINDS, count, kind_here
from sto_tui.commands.terminal.output import write
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.catalogue.listing import Listing
    from knowledge.journal.document import Document
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "list",
        _("list the records of one kind"),
        run,
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
    parser.add_argument("kind", type=kind_here, metavar=_("KIND"), help=", ".join(KINDS))
    narrowing_arguments(parser)
    parser.add_argument(
        "--state",
        metavar=_("STATE"),
        help=_("only actions or checklists in this state: open, overdue, done, finished …"),
    )
    parser.add_argument(
        "--sort",
        choices=("date", "due", "title", "changed"),
        help=_("newest first, first due, by name, or last changed first"),
    )
    parser.add_argument("--limit", type=count, default=200, metavar="N", help=_("show at most N (default: 200)"))
    parser.add_argument("--trash", action="store_true", help=_("list what was deleted instead"))


def run(context: CommandContext) -> None:
    """Run `sto list`."""
    from knowledge.model.records.action import Action
    from knowledge.model.records.partner import Partner
    from knowledge.model.region import Region
    from sto_tui.commands.view import as_json, list_line, load_json, titles_for
    from sto_tui.wording.load import load_mark

    workspace = context.workspace
    context.check_kinds([context.args.kind])
    if context.args.kind == Action.kind:
        workspace.remind_after_not_now(today())
    listing = _listing(context)
    documents = workspace.documents(listing)
    titles = titles_for(workspace, documents)
    partners = {each.id: each.record for each in documents if isinstance(each.record, Partner)}
    region = workspace.region(today()) if partners else Region(today())

    def lines() -> None:
        for document in documents:
            partner = partners.get(document.id)
            write(list_line(document, titles, today(), load_mark(region, partner) if partner else ""))
        if not documents:
            write(_("There is nothing here."))

    def value(document: Document) -> dict[str, Any]:
        partner = partners.get(document.id)
        return as_json(document, titles) | (load_json(region, partner) if partner else {})

    context.answer([value(document) for document in documents] if context.json else [], lines)
    if len(documents) == listing.limit and (total := workspace.count(listing)) > listing.limit:
        context.say(_shown_of(listing.limit, total))


def _shown_of(shown: int, total: int) -> str:
    """The line that says how many of `total` records are shown."""
    return _("{shown} of {total} shown; --limit shows more.").format(shown=shown, total=total)


def _listing(context: CommandContext) -> Listing:
    from knowledge.catalogue.listing import Listing
    from knowledge.model.kinds import about

    args = context.args
    state, until = _state(args.kind, args.state), args.until
    if state == "overdue":
        yesterday = today() - timedelta(days=1)
        state, until = "open", min(until, yesterday) if until else yesterday
    return Listing(
        args.kind,
        partner=context.partner(args.partner),
        tag=args.tag,
        state=state,
        since=args.since,
        until=until,
        sort=args.sort or about(args.kind).sort,
        trashed=args.trash,
        limit=args.limit,
    )


def _state(of_kind: str, state: str | None) -> str:
    """The requested state; raises `WrongUse` for a state that records of `of_kind` don't have."""
    if not state:
        return ""
    from knowledge.model.fields import Choice
    from knowledge.model.kinds import fields_of, record_class
    from knowledge.problem import N_, WrongUse

    declared = fields_of(of_kind).get("state")
    if declared is None:
        raise WrongUse(N_("Only actions and checklists have a state."))
    assert isinstance(declared.type, Choice)
    known = [*declared.type.vocabulary, *(["overdue"] if record_class(of_kind).can_be_late else [])]
    if state.casefold() not in known:
        raise WrongUse(N_("“{value}” is not one of: {codes}."), value=state, codes=", ".join(known))
    return state.casefold()
