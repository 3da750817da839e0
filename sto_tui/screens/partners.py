"""The partners: the organisations that take part, by name, with a card beside the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from knowledge.model.folding import fold
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.vocabulary import PARTNER_KINDS, RELATION_STAGES, SCHOOL_KINDS, Vocabulary
from knowledge.problem import N_
from knowledge.today import today
from knowledge.work.contact import last_contact
from sto_tui.actions import UserAction, beside_a_box, bindings
from sto_tui.dialogs.pick import PickScreen, Suggestion
from sto_tui.screens.acting import CALL_ON, DELETE, EDIT, LOG_WITH, NEW, OPEN, SAME
from sto_tui.screens.browse import STYLE, TYPE, Preview
from sto_tui.screens.browse_documents import DocumentsBrowser
from sto_tui.screens.partner_card import card_lines, read_card
from sto_tui.widgets.block_list import BlockList, ListedBlock
from sto_tui.widgets.line_input import LineInput
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace

NEW_PARTNER = replace(NEW, label=N_("New partner"), help=N_("Add a school, company or other organisation."))
PERSON = UserAction("person", N_("New person"), N_("Add somebody who works at this partner."), keys=("f6",), bar=True)
BEGIN_INTAKE = UserAction(
    "intake", N_("Intake"), N_("Begin the intake “Why collaborate?” with this partner."), keys=("f7",), bar=True
)
BY_KIND = UserAction("kind", N_("Kind"), N_("Show only one kind of organisation."), keys=("ctrl+f",))
BY_STAGE = UserAction("stage", N_("Stage"), N_("Show only relations in one stage."), keys=("ctrl+t",))
SHOWN = 200


@dataclass(frozen=True)
class CardPreview(Preview):
    """The card of the partner under the cursor."""

    card: Sequence[ListedBlock] = ()


class PartnersScreen(DocumentsBrowser):
    """Lists the partners, with an input above and a card beside the list."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = beside_a_box(
        OPEN, NEW_PARTNER, CALL_ON, LOG_WITH, PERSON, BEGIN_INTAKE, EDIT, BY_KIND, BY_STAGE, SAME, DELETE, TYPE
    )
    BINDINGS: ClassVar[list[Any]] = bindings(ACTIONS[1:])
    PLACE: ClassVar[str] = N_("Partners")
    ABOUT: ClassVar[str] = N_(
        "Schools, companies and other organisations, by name. Type part of a name or place; the down arrow goes into "
        "the list. The card shows why you work together, who is there and what is still open."
    )
    CSS_PATH: ClassVar[Any] = [STYLE, "partners.tcss"]
    BOX = "narrow"

    def __init__(self) -> None:
        super().__init__()
        self._documents: dict[str, Document] = {}
        self._last: Mapping[str, date] = {}
        self._only = {"partner_kind": "", "stage": ""}
        self._was_read = False

    def above(self) -> Iterable[Widget]:
        """The input, and the number of partners."""
        yield LineInput(placeholder=_("Name or place"), id="narrow", compact=True)
        yield Static("", id="count", markup=False)

    def on_mount(self) -> None:
        """Focus the input."""
        self.box.focus()

    # -- the list ---------------------------------------------------------------------------------------------------

    def load(self, workspace: Workspace) -> None:
        """Read all partners, and when each was last met."""

        def read() -> tuple[Sequence[Document], Mapping[str, date]]:
            from knowledge.catalogue.listing import Listing

            last = workspace.latest_days(last_contact(today()))
            return workspace.documents(Listing(Partner.kind, sort="title", limit=5000)), last

        self.background(read, self._read, group="list")

    def _read(self, found: tuple[Sequence[Document], Mapping[str, date]]) -> None:
        documents, self._last = found
        self._was_read = True
        self._documents = {each.id: each for each in documents}
        self._show_list()

    @property
    def is_listed(self) -> bool:
        """Whether the partners have been read; what is typed narrows them at once."""
        return self._was_read

    @on(Input.Changed, "#narrow")
    def _show_list(self) -> None:
        wanted = fold(self.box.value).split()
        fitting = [each for each in self._documents.values() if self._fits(each.record, wanted)]
        self.fill({"list": [Option(self._line(each), each.id) for each in fitting[:SHOWN]]})
        self.query_one("#count", Static).update(self._count(len(fitting)))

    def _fits(self, record: object, wanted: Sequence[str]) -> bool:
        if not isinstance(record, Partner):
            return False
        text = fold(f"{record.title} {record.place} {record.sector} {' '.join(record.tags)}")
        only = all(not code or getattr(record, name) == code for name, code in self._only.items())
        return only and all(word in text for word in wanted)

    def _count(self, number: int) -> str:
        if not self._documents:
            return _("No partners yet. Ctrl+N adds the first one.")
        if not number:
            return _("No partner fits. Esc empties the box, Ctrl+N adds a new partner.")
        parts = [ngettext("{number} partner", "{number} partners", number).format(number=number)]
        if number > SHOWN:
            parts.append(_("the first {number} are shown; type to narrow").format(number=SHOWN))
        for name, vocabulary in (("partner_kind", PARTNER_KINDS), ("stage", RELATION_STAGES)):
            if code := self._only[name]:
                parts.append(_("only {what}").format(what=_(vocabulary.label(code))))
        return " · ".join(parts)

    def _line(self, document: Document) -> Content:
        partner = document.record
        assert isinstance(partner, Partner)
        last = self._last.get(document.id)
        facts = (
            _(PARTNER_KINDS.label(partner.partner_kind)),
            partner.place,
            _(RELATION_STAGES.label(partner.stage)),
            _("last {day}").format(day=show_day(last)) if last else "",
        )
        line = " · ".join(safe_line(fact) for fact in facts if fact)
        return Content.assemble(safe_line(partner.title), (f"\n  {line}", "dim"))

    # -- the card ---------------------------------------------------------------------------------------------------

    @property
    def current(self) -> Document | None:
        """The partner under the cursor."""
        return self._documents.get(self.current_id)

    def preview(self, workspace: Workspace, wanted: str) -> Callable[[], Preview] | None:
        """The card of the partner."""
        document = self._documents.get(wanted)
        rows = self.size.height

        def read(document: Document) -> CardPreview:
            return CardPreview(wanted, (), card=card_lines(read_card(workspace, document, rows)))

        return (lambda: read(document)) if document else None

    def pane(self) -> Widget:
        """The card as a list: Tab goes to it, the arrows walk its lines, Enter opens what one names."""
        return BlockList(id="preview")

    def show_preview(self, preview: Preview | None, *, fresh: bool) -> None:
        """Draw the card."""
        lines = preview.card if isinstance(preview, CardPreview) else ()
        self.query_one(BlockList).show(lines, anew=fresh)

    @on(BlockList.Opened)
    def _open_line(self, event: BlockList.Opened) -> None:
        self.sto.open_document(event.document_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer actions on a partner only when there is one."""
        if action in ("log", "person", "intake") and not self.current_id:
            return False
        return super().check_action(action, parameters)

    # -- doing ------------------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Add a partner, with the typed text as its name."""
        title = self.box.value.strip() if not self.current_id else ""
        self.sto.edit(Partner(title=title), None, lambda document: self.sto.open_document(document.id))

    def action_log(self) -> None:
        """Log a meeting with this partner."""
        from sto_tui.screens.log_meeting import open_log_form

        open_log_form(self.sto, [self.current_id])

    def action_person(self) -> None:
        """Add a person who works here."""
        self.sto.edit(Person(partners=(self.current_id,)), None, lambda document: self.sto.open_document(document.id))

    def action_intake(self) -> None:
        """Begin the intake with this partner."""
        from knowledge.content.checklists import INTAKE
        from sto_tui.screens.start_run import start_run

        document = self.current
        if document is not None and isinstance(document.record, Partner):
            is_school = document.record.partner_kind in SCHOOL_KINDS
            start_run(self.sto, INTAKE, **{"school_id" if is_school else "company_id": document.id})

    def action_kind(self) -> None:
        """Let the person choose which kind of partner to show."""
        self._choose("partner_kind", _("Which kind of organisation?"), PARTNER_KINDS)

    def action_stage(self) -> None:
        """Let the person choose which stage to show."""
        self._choose("stage", _("Which stage?"), RELATION_STAGES)

    def _choose(self, name: str, question: str, vocabulary: Vocabulary) -> None:
        choices = [Suggestion("", _("all")), *(Suggestion(code, _(vocabulary.label(code))) for code in vocabulary)]

        def chosen(answer: Any) -> None:
            if answer:
                self._only[name] = answer[0]
                self._show_list()

        self.app.push_screen(PickScreen(question, choices), chosen)
