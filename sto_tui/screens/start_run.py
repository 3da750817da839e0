"""Beginning a checklist: the person chooses which one, and with whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from knowledge.identifier import new_id
from knowledge.model.checklist import Template
from knowledge.model.records.partner import Partner
from knowledge.model.vocabulary import SCHOOL_KINDS
from knowledge.today import today
from knowledge.work.checklist import begin
from sto_tui.dialogs.filters import offers
from sto_tui.dialogs.pick import Made, PickScreen, Suggestion
from sto_tui.screens.walk import WalkScreen
from sto_tui.wording.i18n import _, language

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell

Then = Callable[["Partner | None"], None]


def start_run(shell: Shell, template_id: str, school_id: str = "", company_id: str = "") -> None:
    """Begin checklist `template_id` and walk through it; ask for the parties that aren't given."""
    workspace = shell.workspace
    if workspace is None:
        return

    def read() -> tuple[Template | None, list[Partner], list[Partner]]:
        template = next((each for each in workspace.templates(language()) if each.id == template_id), None)
        schools, companies = _partners(workspace)
        return template, schools, companies

    def begin(found: tuple[Template | None, list[Partner], list[Partner]]) -> None:
        template, schools, companies = found
        if template is not None:
            _Beginning(shell, template, schools, companies, school_id, company_id).ask_school()

    shell.background(read, begin)


def choose_run(shell: Shell) -> None:
    """Let the person choose one of all checklists, those of the region included, and begin it."""
    workspace = shell.workspace
    if workspace is None:
        return

    def chosen(answer: tuple[Any, ...] | None) -> None:
        if answer:
            start_run(shell, answer[0])

    def ask(templates: Sequence[Template]) -> None:
        choices = [Suggestion(template.id, template.title) for template in templates]
        shell.push_screen(PickScreen(_("Which checklist?"), choices), chosen)

    shell.background(lambda: workspace.templates(language()), ask)


def _partners(workspace: Workspace) -> tuple[list[Partner], list[Partner]]:
    from knowledge.catalogue.listing import Listing

    documents = workspace.documents(Listing(Partner.kind, sort="title", limit=5000))
    partners = [document.record for document in documents if isinstance(document.record, Partner)]
    schools = [partner for partner in partners if partner.partner_kind in SCHOOL_KINDS]
    return schools, [partner for partner in partners if partner.partner_kind not in SCHOOL_KINDS]


class _Beginning:
    """The choices that come before the first question of a checklist."""

    def __init__(
        self,
        shell: Shell,
        template: Template,
        schools: list[Partner],
        companies: list[Partner],
        school_id: str,
        company_id: str,
    ) -> None:
        self._shell = shell
        self._template = template
        self._schools = schools
        self._companies = companies
        self._school_id = school_id
        self._company_id = company_id
        self._school: Partner | None = None

    @property
    def _two_sided(self) -> bool:
        return any(question.sides != ("both",) for question in self._template.questions)

    def ask_school(self) -> None:
        """Ask for the school, or for one partner or none if the checklist has no parties."""
        if self._two_sided:
            self._ask(_("Which school?"), self._schools, self._school_id, "vmbo", self._ask_company)
        else:
            everybody = sorted([*self._schools, *self._companies], key=lambda partner: partner.title.casefold())
            known = self._company_id or self._school_id
            self._ask(_("About which partner?"), everybody, known, "bedrijf", self._alone, or_none=True)

    def _ask_company(self, school: Partner | None) -> None:
        if school is None:
            return
        self._school = school
        self._ask(_("With which company?"), self._companies, self._company_id, "bedrijf", self._together)

    def _together(self, company: Partner | None) -> None:
        if company is not None:
            self._start(self._school, company)

    def _alone(self, partner: Partner | None) -> None:
        is_school = partner is not None and partner.partner_kind in SCHOOL_KINDS
        self._start(partner if is_school else None, None if is_school else partner)

    def _ask(
        self,
        question: str,
        partners: Sequence[Partner],
        known: str,
        made_kind: str,
        then: Then,
        *,
        or_none: bool = False,
    ) -> None:
        """Call `then` with the partner chosen, or with None where the person may choose none; Esc begins nothing."""
        by_id = {partner.id: partner for partner in partners}
        if known in by_id:
            then(by_id[known])
            return

        def chosen(answer: Any) -> None:
            if answer and isinstance(answer[0], Made):
                partner = Partner(title=answer[0].text, partner_kind=made_kind)
                self._shell.store(lambda workspace: workspace.begin(partner), lambda document: then(_partner(document)))
            elif answer:
                then(by_id.get(answer[0]))

        choices = [*([Suggestion("", _("no partner in particular"))] if or_none else []), *offers(partners, {})]
        dialog = PickScreen(question, choices, make=_("New partner: {text}"), ask_first=True)
        self._shell.push_screen(dialog, chosen)

    def _start(self, school: Partner | None, company: Partner | None) -> None:
        run = begin(self._template, school=school, company=company, today=today(), run_id=new_id())
        self._shell.push_screen(WalkScreen(run.id, run))


def _partner(document: Document) -> Partner | None:
    return document.record if isinstance(document.record, Partner) else None
