"""`sto signup confirm`: a sign-up has its place for sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.signup import Signup
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "confirm",
        _("confirm a sign-up: from then on nobody who signed up earlier or later takes its place"),
        run,
        [("sto signup confirm 7f3a9c21", _("the id is in `sto signup list`"))],
    )
    parser.add_argument("id", metavar="ID", help=_("the id of the sign-up, or four or more characters of it"))


def run(context: CommandContext) -> None:
    """Run `sto signup confirm`."""
    from knowledge.model.records.signup import Signup
    from knowledge.work.signing_up import confirmed_signup
    from sto_tui.commands.parsing.targets import record_named

    seen, signup = record_named(context, context.args.id, Signup)
    decide(context, seen, confirmed_signup(signup))


def decide(context: CommandContext, seen: Document, signup: Signup) -> None:
    """Save `signup` as it was decided, and tell how what it is for stands now, with what to be warned of."""
    from knowledge.today import today
    from knowledge.work.capacity import PLACE_WORDS, capacity, doubly_confirmed, target_of
    from knowledge.work.signing_up import partner_title
    from sto_tui.wording.places import places_word

    saved = context.workspace.save(signup, seen=seen)
    region = context.workspace.region(today())
    target = target_of(region, signup.target)
    found = capacity(region, target) if target else None
    place = (found.place_of(saved.id) if found else "") or signup.state
    text = _("{partner}: {place}.").format(
        partner=safe_line(partner_title(region, signup.by)), place=_(PLACE_WORDS.label(place))
    )
    if found:
        text += f" {safe_line(found.target.title)}: {places_word(found)}."
    twice = doubly_confirmed(found) if found else None
    value = {"id": saved.id, "target_id": signup.target, "state": signup.state, "place": place, "note": signup.note}
    context.answer_warned(value, text, [twice] if twice else [])
