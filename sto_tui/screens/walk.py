"""The walk through a checklist: one question at a time, both parties side by side, each answer saved at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from knowledge.model import checklist
from knowledge.model.checklist import Question, Template
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.problem import N_, Problem
from knowledge.work import outcome
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.ask import AskScreen
from sto_tui.forms.answer_form import STANDARD_ANSWERS, AnswerForm
from sto_tui.forms.answering import Answering, GivenAnswer, Unread
from sto_tui.forms.items_form import ItemsForm
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.wording.i18n import _, language, ngettext, tell
from sto_tui.wording.plain import safe, safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace

IDLE = 2.0
"""Seconds without typing before the answer is saved."""

PREVIOUS = UserAction("previous", N_("Previous"), N_("The question before this one."), keys=("f7",), bar=True)
NEXT = UserAction(
    "next",
    N_("Next"),
    N_("The next question; what you filled in is kept. Answers that differ are shown first."),
    keys=("f8",),
    bar=True,
)
SUMMARY = UserAction(
    "summary", N_("Summary"), N_("Differences and result so far, and finishing."), keys=("f9",), bar=True
)
JUMP = UserAction("jump", N_("Go to question"), N_("Choose a question from the list."), keys=("ctrl+g",), bar=True)


@dataclass(frozen=True)
class _Found:
    """What was read: the run (`document` is None while it isn't saved), its checklist, and the names of its parties."""

    document: Document | None
    run: ChecklistRun
    template: Template
    names: Mapping[str, str]


class WalkScreen(WorkspaceScreen[None]):
    """Walks through checklist run `run_id`, starting where it stopped, or through `begun`, which isn't saved before
    something is filled in."""

    class Left(Message):
        """The person leaves the walk through run `run_id`; posted to the screen under it."""

        def __init__(self, run_id: str) -> None:
            super().__init__()
            self.run_id = run_id

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (PREVIOUS, NEXT, SUMMARY, JUMP, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings(ACTIONS)
    PLACE: ClassVar[str] = N_("Walking through a checklist")
    ABOUT: ClassVar[str] = N_(
        "One question at a time. Tab goes to the next field, the space bar ticks an answer. All of it is kept at once: "
        "you can stop with Esc at any moment and go on later, also on another device. Where your answers differ, F8 "
        "shows it first; once more goes on."
    )
    CSS_PATH = "walk.tcss"

    def __init__(self, run_id: str, begun: ChecklistRun | None = None) -> None:
        super().__init__()
        self._run_id = run_id
        self._begun = begun
        self._document: Document | None = None
        self._template: Template | None = None
        self._run = ChecklistRun()
        self._page: tuple[Question, ...] = ()
        self._names: Mapping[str, str] = {}
        self._told: dict[str, Sequence[outcome.Difference]] = {}
        self._saving = False
        self._then: Callable[[], None] | None = None
        self._idle: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The progress, the question and the answers."""
        yield Static("", id="where", markup=False)
        with VerticalScroll(id="page", can_focus=False):
            yield Static("", id="question", markup=False)
            yield Static("", id="why", markup=False)
            yield Static("", id="difference", markup=False)
            yield Horizontal(id="answers")

    @property
    def focus_chain(self) -> list[Widget]:
        """Tab goes through the fields of both parties first, and then through the standard answers."""
        chain = super().focus_chain
        standard = [widget for widget in chain if widget.id == STANDARD_ANSWERS]
        return [*(widget for widget in chain if widget not in standard), *standard]

    # -- reading ----------------------------------------------------------------------------------------------------

    def load(self, workspace: Workspace) -> None:
        """Read the run again, because the other party may be answering on another device."""

        begun = None if self._document else self._begun

        def read() -> _Found:
            document = None if begun else workspace.get(self._run_id)
            run = document.record if document else begun
            assert isinstance(run, ChecklistRun)
            names = workspace.titles([run.school, run.company])
            return _Found(document, run, workspace.template_of(run, language()), names)

        self.background(read, self._loaded, group="run")

    def _loaded(self, found: _Found) -> None:
        run, self._names = found.run, found.names
        if self._saving or (self._page and (self._changed or self._unread)) or (self._document and not found.document):
            return  # text being typed here goes first; the next round shows theirs
        theirs = any(checklist.answer(run, of.id, party) != given for of, party, given in self._answers)
        self._document, self._template, self._run = found.document, found.template, run
        if not self._page:
            self._ask(checklist.next_question(run, found.template) or found.template.questions[0])
        elif theirs:
            self._ask(self._page[0])
        else:
            self._tell()

    # -- the question -----------------------------------------------------------------------------------------------

    def _ask(self, question: Question) -> None:
        """Show the page with `question`, and put the cursor there."""
        assert self._template is not None
        self._page = next(page for page in self._template.pages if question in page)
        self._tell()
        forms = [self._form(party) for party in question.sides]
        answers = self.query_one("#answers", Horizontal)

        async def replace_forms() -> None:
            async with self.batch():
                await answers.remove_children()
                await answers.mount(*forms)
            self.query_one("#page", VerticalScroll).scroll_home(animate=False)
            forms[0].begin_at(question)

        self.run_worker(replace_forms(), group="forms", exclusive=True)

    def _form(self, party: str) -> Answering:
        given = [checklist.answer(self._run, question.id, party) for question in self._page]
        if self._page[0].is_item:
            return ItemsForm(self._page, party, given, self._heading(party))
        return AnswerForm(self._page[0], party, given[0], self._heading(party))

    def _heading(self, party: str) -> str:
        organisation = {"school": self._run.school, "company": self._run.company}.get(party, "")
        name = self._names.get(organisation, "")
        return f"{_(outcome.PARTY_LABELS[party])}: {name}" if name else _(outcome.PARTY_LABELS.get(party, ""))

    def _tell(self) -> None:
        """Show the progress and the question, or the heading above a list to tick off."""
        template = self._template
        if template is None or not self._page:
            return
        question = self._page[0]
        done, total = checklist.progress(self._run, template)
        number = template.questions.index(question) + 1
        section = next(section for section in template.sections if question in section.questions)
        bar = "█" * round(12 * done / total) + "░" * (12 - round(12 * done / total))
        if question.is_item:
            where, asked, why = _("{done} of {total} done"), section.title or template.title, template.intro
        else:
            where, asked, why = _("Question {number} of {total} · {done} answered"), question.text, question.why
            asked = f"{question.id}  {asked}"
        told = f"{bar} {where.format(number=number, total=total, done=done)}"
        told += f" · {safe_line(section.title)}" if section.title and not question.is_item else ""
        self.query_one("#where", Static).update(f"{safe_line(self._run.title)}\n{told}")
        self.query_one("#question", Static).update(safe(asked))
        self.query_one("#why", Static).update(safe(why))
        self._tell_difference(template, question)

    def _tell_difference(self, template: Template, question: Question) -> None:
        found = self._differences(template, question)
        lines = [_difference(each) for each in found]
        if found and self._told.get(question.id) == found:
            lines.append(Content.styled(_("Have you talked about it? F8 goes on."), "dim"))
        notice = self.query_one("#difference", Static)
        notice.display = bool(found)
        notice.update(Content("\n").join(lines))

    def _differences(self, template: Template, question: Question) -> Sequence[outcome.Difference]:
        return [each for each in outcome.differences(self._run, template) if each.question.id == question.id]

    def _shows_difference(self, template: Template, question: Question) -> bool:
        """Show what the answers to `question` differ in, unless it was shown earlier; whether it did."""
        found, told = self._differences(template, question), self._told.get(question.id)
        self._told[question.id] = found
        if not found or found == told:
            return False
        self._tell()
        notice = self.query_one("#difference", Static)
        notice.call_after_refresh(notice.scroll_visible, animate=False, top=True)
        return True

    # -- keeping ----------------------------------------------------------------------------------------------------

    @property
    def _answers(self) -> list[GivenAnswer]:
        return [each for form in self.query(Answering) for each in form.answers]

    def _collected(self) -> ChecklistRun:
        run = self._run
        for question, party, answer in self._answers:
            if answer != checklist.answer(run, question.id, party):
                run = checklist.with_answer(run, question.id, party, answer)
        return run

    @property
    def _kept_run(self) -> ChecklistRun | None:
        """The run as it was saved last, or as it was begun."""
        kept = self._document.record if self._document else self._begun
        assert kept is None or isinstance(kept, ChecklistRun)
        return kept

    @property
    def _changed(self) -> bool:
        return self._kept_run is not None and self._collected() != self._kept_run

    @on(Answering.Changed)
    def _typing(self) -> None:
        if self._idle is not None:
            self._idle.stop()
        self._idle = self.set_timer(IDLE, self.keep)

    @on(Answering.Left)
    def keep(self) -> None:
        """Save the answers, one save at a time."""
        if self._kept_run is None or not self.query(Answering):
            return
        self._run = run = self._collected()
        self._tell()
        if self._saving or run == self._kept_run:  # `_kept` saves what is filled in meanwhile
            return
        self._saving = True
        seen = self._document
        self.sto.store(lambda workspace: workspace.save(run, seen=seen), self._kept, failed=self._not_kept)

    def _kept(self, document: Document) -> None:
        self._saving = False
        self._document = document
        if self._changed:
            self.keep()
        elif self._then is not None:
            then, self._then = self._then, None
            then()

    def _not_kept(self, error: Exception) -> None:
        self._saving, self._then = False, None
        self.sto.show_error(error)

    @property
    def _unread(self) -> list[Unread]:
        return [each for form in self.query(Answering) for each in form.unread]

    def _once_read(self, then: Callable[[], None]) -> None:
        """Call `then`, but first, while something can't be read, let the person correct it or leave it out."""
        unread = self._unread
        if not unread:
            then()
            return
        for form in self.query(Answering):
            form.tell_unread()
        unread[0].field.focus()

        def answered(answer: str | None) -> None:
            if answer == "out":
                for form in self.query(Answering):
                    form.leave_out()
                then()

        question = "\n".join(tell(each.problem) for each in unread)
        answers = [("back", _("Correct it")), ("out", _("Leave it out and go on"))]
        self.app.push_screen(AskScreen(question, answers), answered)

    def leave(self) -> None:
        """Refuse to end the program while something can't be read: it would be lost."""
        for each in self._unread:
            each.field.focus()
            raise Problem(N_("{problem} Correct it or leave it out; then close."), problem=each.problem)
        self.keep()

    # -- walking ----------------------------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        self._once_read(lambda: self._go(by))

    def _go(self, by: int) -> None:
        template = self._template
        if template is None or not self._page:
            return
        self.keep()
        if by > 0 and self._shows_difference(template, self._page[0]):
            return
        index = template.pages.index(self._page) + by
        if index >= len(template.pages):
            self.action_summary()
        elif index >= 0:
            self._ask(template.pages[index][0])

    def action_next(self) -> None:
        """Go to the next question; after the last one, to the summary."""
        self._step(1)

    def action_previous(self) -> None:
        """Go to the question before."""
        self._step(-1)

    def action_summary(self) -> None:
        """Show the differences and the result so far."""
        self._once_read(self._summarise)

    def _summarise(self) -> None:
        from sto_tui.screens.walk_summary import WalkSummaryScreen

        template = self._template
        if template is None:
            return

        def show() -> None:
            self.app.push_screen(WalkSummaryScreen(self._run_id, self._run, template), self._summarised)

        self.keep()
        if self._document is not None:
            show()
        elif self._saving:
            self._then = show
        else:
            self.sto.say(_("Nothing is filled in yet."))

    def _summarised(self, finished: bool | None) -> None:
        if finished:
            self._dismiss()
            self.sto.open_document(self._run_id)

    def action_jump(self) -> None:
        """Let the person choose a question and go to it."""
        self._once_read(self._choose_question)

    def _choose_question(self) -> None:
        from sto_tui.dialogs.pick import PickScreen, Suggestion

        template = self._template
        if template is None:
            return
        self.keep()
        choices = [
            Suggestion(question.id, f"{self._mark(question)} {question.id}  {question.text}")
            for question in template.questions
        ]

        def chosen(answer: Any) -> None:
            if answer:
                self._ask(template.question(answer[0]))

        self.app.push_screen(PickScreen(_("Which question?"), choices), chosen)

    def _mark(self, question: Question) -> str:
        given = [checklist.answer(self._run, question.id, party).is_given for party in question.sides]
        return "✓" if all(given) else "…" if any(given) else "·"

    def action_back(self) -> None:
        """Close the walk; all answers are saved."""
        self._once_read(self._close)

    def _close(self) -> None:
        self.keep()
        template = self._template
        if template is not None and (self._document is not None or self._saving):
            done, total = checklist.progress(self._run, template)
            text = ngettext(
                "Kept: {done} of {total} question answered. You can go on at any time.",
                "Kept: {done} of {total} questions answered. You can go on at any time.",
                total,
            )
            self.sto.say(text.format(done=done, total=total))
        self._dismiss()

    def _dismiss(self) -> None:
        self.app.screen_stack[-2].post_message(self.Left(self._run_id))
        self.dismiss()


def _difference(found: outcome.Difference) -> Content:
    text = _(found.reason).format(**{name: safe_line(str(value)) for name, value in found.values.items()})
    return Content.assemble(("≠ ", "bold"), (_("Something to talk about: "), "bold"), text)
