"""What becomes of a relation: a proposed stage taken over, “nu niet” noted or lifted, offers made of free lines."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.widget import Widget
from textual.widgets import Static

from knowledge.figures.relations import Relations, StageProposal
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.problem import N_, Problem
from knowledge.today import today
from knowledge.work.not_now import lifted, not_now_reason, with_not_now
from sto_tui.dialogs.keyed import KeyedChoice, KeyedScreen
from sto_tui.drafts import Draft
from sto_tui.forms.record_form import RecordForm
from sto_tui.screens.adopting import adopt_lines, lines_of
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.taking_back import offer_to_take_back, save_and_tell
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.load import load_lines
from sto_tui.wording.network import stage_word
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell


class _Known(NamedTuple):
    """The stage that is proposed, the number of free lines that are no offer, and what to read first."""

    proposal: StageProposal | None
    free: int
    told: list[str]


def offer_partner_steps(shell: Shell, document: Document) -> None:
    """Let the person choose what becomes of the relation with the partner in `document`."""
    workspace, partner = shell.workspace, document.record
    if workspace is None or not isinstance(partner, Partner):
        return

    def ask(known: _Known) -> None:
        shell.push_screen(
            KeyedScreen(safe_line(partner.title), _choices(partner, known), known.told),
            lambda answer: chosen(answer, known),
        )

    def chosen(answer: str | None, known: _Known) -> None:
        if answer == "accept" and known.proposal is not None:
            stage = known.proposal.to
            said = f"{{title}}: {stage_word(stage)}."
            save_and_tell(shell, lambda record: _with_stage(record, stage), document, said)
        elif answer == "notnow":
            _note_not_now(shell, document)
        elif answer == "lift":
            save_and_tell(shell, _lifted, document, _("{title} may be asked again."))
        elif answer == "adopt":
            adopt_lines(shell, document.id)

    shell.background(lambda: _known(workspace, document.id), ask, group="steps")


def _known(workspace: Workspace, partner_id: str) -> _Known:
    region = workspace.region(today())
    partner = region.of(Partner).get(partner_id)
    if partner is None:
        return _Known(None, 0, [])
    proposals = (each for each in Relations(region).proposals if each.partner == partner_id)
    told = load_lines(region, partner, workspace.on_behalf)
    return _Known(next(proposals, None), len(lines_of(workspace, partner_id)), told)


def _choices(partner: Partner, known: _Known) -> list[KeyedChoice]:
    found = []
    if known.proposal is not None:
        text = _("take over the proposed stage: {to} (it is {begins}), because {because}")
        proposal = known.proposal
        words = {
            "to": stage_word(proposal.to),
            "begins": stage_word(proposal.begins),
            "because": tell(proposal.because),
        }
        found.append(KeyedChoice("accept", "p", text.format(**words)))
    noted = bool(partner.not_now_reason)
    found.append(
        KeyedChoice("notnow", "n", _("change “not now”") if noted else _("not now: why, until when, for what"))
    )
    if noted:
        found.append(KeyedChoice("lift", "w", _("they may be asked again")))
    if known.free:
        free = _("make offers of its free lines ({number})").format(number=known.free)
        found.append(KeyedChoice("adopt", "v", free))
    return found


def _with_stage(record: Record, stage: str) -> Record:
    assert isinstance(record, Partner)
    return dataclasses.replace(record, stage=stage)


def _lifted(record: Record) -> Record:
    assert isinstance(record, Partner)
    return lifted(record)


def _note_not_now(shell: Shell, document: Document) -> None:
    before = document.record

    def closed(saved: Document | None) -> None:
        if saved is not None and isinstance(saved.record, Partner):
            offer_to_take_back(shell, saved, before)
            takes_back = _("Ctrl+Z takes it back.")
            shell.say(f"{safe_line(saved.record.title)}: {tell(not_now_reason(saved.record))} {takes_back}")

    shell.push_screen(NotNowScreen(document), closed)


class NotNowScreen(EditorScreen):
    """The form in which the partner in `document` isn't to be asked now. Answers with the saved document."""

    PLACE: ClassVar[str] = N_("Not now")
    ABOUT: ClassVar[str] = N_(
        "Why a partner isn't to be asked now, until when, and for which kinds of activity; without a day it holds "
        "until somebody lifts it. Who asks is told, and matching passes over it."
    )
    NAMES: ClassVar[tuple[str, ...]] = ("not_now_reason", "not_now_until", "not_now_kinds")

    def __init__(self, document: Document) -> None:
        super().__init__(document.record, document)

    @property
    def heading(self) -> str:
        """Which partner isn't to be asked."""
        return _("Not now: {title}").format(title=safe_line(self._record.title))

    def form_of(self, workspace: Workspace) -> Iterable[Widget]:
        """What to know, and the fields of “nu niet”."""
        yield Static(_("Everybody in the space reads this."), id="about", markup=False)
        yield RecordForm(self._record, workspace, self.NAMES, self._become)

    def _become(self, filled: Record) -> Record:
        before, workspace = self.form.record, self.workspace
        assert isinstance(before, Partner) and isinstance(filled, Partner) and workspace is not None
        reason, until, kinds = filled.not_now_reason, filled.not_now_until, filled.not_now_kinds
        return with_not_now(before, reason, until, author=workspace.author, today=today(), activities=kinds)

    def is_mine(self, draft: Draft) -> bool:
        """The drafts of “nu niet”."""
        return draft.values.keys() == set(self.NAMES)

    def action_save(self) -> None:
        """Save, unless the reason is missing or the day isn't one to come."""
        record, wrong = self.form.filled()
        assert isinstance(record, Partner)
        if "not_now_reason" not in wrong and not record.not_now_reason:
            wrong["not_now_reason"] = Problem(N_("Say why."))
        until = record.not_now_until
        if "not_now_until" not in wrong and until and until <= today():
            wrong["not_now_until"] = Problem(N_("“{day}” is not a day to come."), day=f"{until:%d-%m-%Y}")
        if wrong:
            self.form.show_wrong(wrong)
        else:
            super().action_save()

    def _saved(self, document: Document) -> None:
        self.forget_draft()
        self.dismiss(document)
