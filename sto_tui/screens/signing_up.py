"""Signing up from the menukaart or the requests, and confirming who signed up: what to know before, and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.identifier import new_id
from knowledge.model.records.signup import Signup
from knowledge.problem import UnknownId, WrongUse
from knowledge.today import today
from knowledge.work.capacity import PLACE_WORDS, PLACED, UNDECIDED, WAITING, capacity, target_of
from knowledge.work.signing_up import cautions_before_signing_up, check_signing_up, confirmed_signup
from sto_tui.dialogs.ask import AskScreen
from sto_tui.dialogs.pick import PickScreen, Suggestion
from sto_tui.screens.approaching import ask_on_behalf, choose_on_behalf
from sto_tui.screens.taking_back import offer_to_take_back
from sto_tui.wording.cautions import caution_line
from sto_tui.wording.dates import day_to_type
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.record import Record
    from knowledge.model.region import Region
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell


def sign_up(shell: Shell, target_id: str, by: str = "") -> None:
    """Sign up for what has the id `target_id` on behalf of the partner `by`, by default whom the person works for."""
    workspace = shell.workspace
    if workspace is None:
        return

    def ask(found: tuple[Signup, str, str, list[str]] | WrongUse | None) -> None:
        if found is None:
            ask_on_behalf(shell, workspace, lambda: sign_up(shell, target_id))
            return
        if isinstance(found, WrongUse):
            others = [("other", _("For another organisation…")), ("no", _("No"))]
            shell.push_screen(AskScreen(tell(found), others), for_another)
            return
        signup, who, title, told = found
        question = _("Sign {who} up for “{title}”?").format(who=safe_line(who), title=safe_line(title))
        answers = [("yes", _("Sign up")), ("other", _("For another organisation…")), ("no", _("No"))]
        shell.push_screen(AskScreen(question, answers, "\n".join(told)), lambda answer: answered(answer, signup))

    def answered(answer: str | None, signup: Signup) -> None:
        if answer == "yes":
            shell.store(
                lambda space: space.save(signup), lambda saved: _told(shell, saved, None, _("Signed up: {title}."))
            )
        else:
            for_another(answer)

    def for_another(answer: str | None) -> None:
        if answer == "other":
            choose_on_behalf(shell, workspace, lambda chosen: sign_up(shell, target_id, chosen))

    shell.background(lambda: _about(workspace, target_id, by or workspace.on_behalf), ask, group="signing up")


def _about(workspace: Workspace, target_id: str, by: str) -> tuple[Signup, str, str, list[str]] | WrongUse | None:
    """The sign-up to save, who signs up for what, and what to know; or why the partner `by` can't.

    None when nobody said for whom the person works.
    """
    region = workspace.region(today())
    target = target_of(region, target_id)
    if target is None:
        raise UnknownId(target_id)
    if not by:
        return None
    try:
        check_signing_up(region, target, by)
    except WrongUse as wrong:
        return wrong
    signup = Signup(id=new_id(), target=target_id, by=by, signed_on=today(), groups=1)
    cautions = cautions_before_signing_up(region, signup, target)
    return signup, region.title(by), target.title, [caution_line(each) for each in cautions]


def confirm_place(shell: Shell, target_id: str) -> None:
    """Let the person choose which sign-up for `target_id` to confirm."""
    workspace = shell.workspace
    if workspace is None:
        return

    def ask(choices: list[Suggestion]) -> None:
        if choices:
            shell.push_screen(PickScreen(_("Whose place do you confirm?"), choices), chosen)
        else:
            shell.say(_("There is nobody whose place is to be confirmed."))

    def chosen(answer: Any) -> None:
        if answer:
            shell.store(
                lambda space: _confirm(space, answer[0]), lambda found: _told(shell, *found, _("Confirmed: {title}."))
            )

    shell.background(lambda: _to_confirm(workspace.region(today()), target_id), ask, group="signing up")


def _to_confirm(region: Region, target_id: str) -> list[Suggestion]:
    target = target_of(region, target_id)
    waiting = (
        [each for each in capacity(region, target).signups if each.place in (PLACED, WAITING, UNDECIDED)]
        if target
        else []
    )
    return [
        Suggestion(
            each.signup.id,
            safe_line(region.title(each.signup.by)),
            f"{day_to_type(each.signup.signed_on)} · {_(PLACE_WORDS.label(each.place))}",
        )
        for each in waiting
    ]


def _confirm(space: Workspace, signup_id: str) -> tuple[Document, Record]:
    """The confirmed sign-up, and what it was before."""
    seen = space.get(signup_id)
    assert isinstance(seen.record, Signup)
    return space.save(confirmed_signup(seen.record), seen=seen), seen.record


def _told(shell: Shell, saved: Document, before: Record | None, text: str) -> None:
    """Say what was done; Ctrl+Z takes a new sign-up back, and makes a confirmed one what it was `before`."""
    offer_to_take_back(shell, saved, before)
    takes_back = _("Ctrl+Z takes it back.")
    shell.say(f"{text.format(title=safe_line(saved.record.title))} {takes_back}")
