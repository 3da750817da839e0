"""What becomes of an activity: the steps that fit its state, what each asks, what it saves, and undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.model.codec import problems
from knowledge.model.records.activity import Activity
from knowledge.model.vocabulary import CANCEL_REASONS
from knowledge.problem import N_
from knowledge.today import today
from knowledge.work.lessons import begun_about
from knowledge.work.planning import (
    ActivityStep,
    cancelled,
    confirmed,
    planned_again,
    steps_for,
)
from sto_tui.dialogs.ask import AskScreen
from sto_tui.dialogs.keyed import KeyedChoice, KeyedScreen
from sto_tui.screens.activity_form import MOVING, TELLING, ActivityStepScreen, StepForm
from sto_tui.screens.booking import book, bookable, booking_asked
from sto_tui.screens.later_ones import ask_for_later_ones, ask_to_change_later_ones
from sto_tui.screens.taking_back import offer_to_take_back
from sto_tui.wording.cautions import caution_line
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.year_plan import hours, how_it_stands, when_short

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.contribution import Contribution
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell

_LESSON = "write a lesson"
_USE = "use a lesson"
_BOOK = "book the hours"
_REASON_KEYS = {
    "bedrijf": "b", "school": "s", "ziek": "z", "weer": "w", "vervoer": "v", "te-weinig": "t", "overmacht": "o",
    "anders": "a",
}  # fmt: skip
"""The letter of each reason for which an activity doesn't go on: the first of its code."""

_LABELS = {
    ActivityStep.HELD: ("g", N_("it took place: marks, hours, a verdict")),
    ActivityStep.CANCELLED: ("n", N_("it doesn't go on")),
    ActivityStep.CONFIRMED: ("b", N_("confirmed today: it goes on")),
    ActivityStep.PLANNED: ("p", N_("it goes on; not confirmed yet")),
    ActivityStep.PLANNED_AGAIN: ("p", N_("it didn't take place after all: planned again")),
    ActivityStep.MOVED: ("v", N_("move it to another day, time or place")),
    ActivityStep.REPEATED: ("h", N_("repeat it")),
}


def offer_activity_steps(shell: Shell, document: Document) -> None:
    """Let the person choose what becomes of the activity in `document`."""
    assert isinstance(document.record, Activity)
    offer_steps_of(shell, document.record, document)


def offer_steps_of(shell: Shell, activity: Activity, seen: Document | None = None) -> None:
    """Let the person choose what becomes of `activity`, which is in the document `seen` if that was read already."""
    workspace = shell.workspace
    if workspace is None:
        return
    choices = [KeyedChoice(step, *_label(step, activity)) for step in steps_for(activity, today())]
    if activity.is_done:
        choices.insert(1, KeyedChoice(_LESSON, "l", _("write a lesson about it")))
    elif activity.state != "afgelast":
        choices.append(KeyedChoice(_USE, "u", _("use a lesson for it")))
    read = [seen] if seen else []

    def look() -> list[str]:
        read.append(workspace.get(activity.id))
        return _cautions(workspace, activity.id)

    def chosen(answer: str | None) -> None:
        if answer == _LESSON:
            _write_lesson(shell, activity)
        elif answer == _USE:
            _use_lesson(shell, activity)
        elif answer and read:
            take_step(shell, read[-1], ActivityStep(answer))
        elif answer:
            take_step_with(shell, activity.id, ActivityStep(answer))

    told = " · ".join(each for each in (when_and_hours(activity), how_it_stands(activity)) if each)
    shell.push_screen(KeyedScreen(safe_line(activity.title), choices, [told], look), chosen)


def _label(step: ActivityStep, activity: Activity) -> tuple[str, str]:
    """The key of `step`, and what it says."""
    key, label = _LABELS[step]
    if step is ActivityStep.HELD and activity.is_done:
        label = N_("tell more: marks, hours, a verdict")
    return key, _(label)


def take_step(shell: Shell, document: Document, step: ActivityStep) -> None:
    """Ask what `step` needs to know of the activity in `document`, and save what comes of it."""
    activity = document.record
    assert isinstance(activity, Activity)
    _Taking(shell, document, activity).take(step)


def take_step_with(shell: Shell, activity_id: str, step: ActivityStep) -> None:
    """As `take_step`, for the activity with this id."""
    workspace = shell.workspace
    if workspace is not None:
        shell.background(lambda: workspace.get(activity_id), lambda document: take_step(shell, document, step))


def when_and_hours(activity: Activity) -> str:
    """When an activity is: "Tue 30-03 13:00–15:00"."""
    return " ".join(each for each in (when_short(activity), hours(activity)) if each)


@dataclass(frozen=True)
class _Taking:
    """A step that is being taken with the activity in the document `seen`."""

    shell: Shell
    seen: Document
    activity: Activity

    def take(self, step: ActivityStep) -> None:
        """Take `step`."""
        day = today()
        if step is ActivityStep.HELD:
            self._fill_in(TELLING, self._held)
        elif step is ActivityStep.MOVED:
            self._fill_in(MOVING, self._moved)
        elif step is ActivityStep.CANCELLED:
            self._cancel()
        elif step is ActivityStep.CONFIRMED:
            self._go_on(lambda activity: confirmed(activity, day))
        elif step is ActivityStep.PLANNED:
            self._go_on(lambda activity: confirmed(activity, None))
        elif step is ActivityStep.PLANNED_AGAIN:
            self._plan_again()
        else:
            self._repeat()

    # -- what each step asks ----------------------------------------------------------------------------------------

    def _fill_in(self, form: StepForm, then: Callable[[Document], None]) -> None:
        def closed(saved: Document | None) -> None:
            if saved is not None:
                then(saved)

        self.shell.push_screen(ActivityStepScreen(self.seen, form), closed)

    def _cancel(self) -> None:
        def chosen(reason: str | None) -> None:
            if reason:
                said = _("Cancelled: “{title}”, {when}.")
                self._save(lambda: cancelled(self.activity, reason), said, self._ask_for_later_ones)

        choices = [KeyedChoice(code, _REASON_KEYS[code], _(CANCEL_REASONS.label(code))) for code in CANCEL_REASONS]
        question = _("Why doesn't “{title}” go on?").format(title=safe_line(self.activity.title))
        self.shell.push_screen(KeyedScreen(question, choices), chosen)

    def _go_on(self, rule: Callable[[Activity], Activity]) -> None:
        """Plan it; what a planned activity must have and this one lacks is asked first."""
        missing = tuple(dict.fromkeys(each.field for each in problems(rule(self.activity))))
        if not missing:
            self._save(lambda: rule(self.activity), _("Planned: “{title}”, {when}."))
            return
        form = StepForm(N_("It goes on: {title}"), missing, lambda _before, filled: rule(filled))
        self._fill_in(form, lambda saved: self._told(saved, _("Planned: “{title}”, {when}.")))

    def _plan_again(self) -> None:
        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._save(lambda: planned_again(self.activity), _("Planned again: “{title}”, {when}."))

        question = _("This took place already. Is it planned again?")
        answers = [("no", _("No")), ("yes", _("Planned again"))]
        self.shell.push_screen(AskScreen(question, answers, safe_line(self.activity.title)), answered)

    def _repeat(self) -> None:
        from sto_tui.screens.repeating import repeat

        repeat(self.shell, self.seen)

    # -- what comes of it -------------------------------------------------------------------------------------------

    def _save(
        self, rule: Callable[[], Activity], said: str, then: Callable[[Document], None] = lambda _saved: None
    ) -> None:
        def told(saved: Document) -> None:
            self._told(saved, said)
            then(saved)

        self.shell.store(lambda space: space.save(rule(), seen=self.seen), told)

    def _ask_for_later_ones(self, saved: Document) -> None:
        if isinstance(saved.record, Activity):
            ask_to_change_later_ones(self.shell, self.activity, saved.record)

    def _told(self, saved: Document, said: str, *more: str) -> None:
        """Say what was done and what is to be looked at; Ctrl+Z takes it back."""
        shell, workspace, after = self.shell, self.shell.workspace, saved.record
        assert isinstance(after, Activity)
        offer_to_take_back(shell, saved, self.activity)
        what = said.format(title=safe_line(after.title), when=when_and_hours(after))

        def say(cautions: list[str]) -> None:
            shell.say("\n".join((what, *more, *cautions, _("Ctrl+Z takes it back."))), timeout=10)

        if workspace is not None:
            shell.background(lambda: _cautions(workspace, saved.id), say)

    def _moved(self, saved: Document) -> None:
        after = saved.record
        unsure = isinstance(after, Activity) and self.activity.confirmed_on and not after.confirmed_on
        more = [_("It was confirmed for the day or time before: have it confirmed again.")] if unsure else []
        self._told(saved, _("Moved: “{title}”, {when}."), *more)
        ask_for_later_ones(self.shell, self.activity, saved)

    def _held(self, saved: Document) -> None:
        self._told(saved, _("Done: “{title}”, {when}."))
        _look_back(self.shell, saved)


def _cautions(workspace: Workspace, activity_id: str) -> list[str]:
    return [f"! {safe_line(caution_line(each))}" for each in workspace.plan_check(today()).loud(activity_id)]


# -- afterwards -------------------------------------------------------------------------------------------------------


def _look_back(shell: Shell, saved: Document) -> None:
    """Offer what is to be done once an activity took place: tell how it went with a lesson, write one."""
    workspace, activity = shell.workspace, saved.record
    if workspace is None:
        return
    assert isinstance(activity, Activity)

    def look() -> tuple[Contribution | None, list[tuple[Document, str]]]:
        return bookable(workspace, activity), _uses_for(workspace, saved.id)

    def ask(found: tuple[Contribution | None, list[tuple[Document, str]]]) -> None:
        from sto_tui.widgets.ask_bar import how_it_went

        line, uses = found
        used = {use.id: (use, title) for use, title in uses[:1]}
        choices = [KeyedChoice(_BOOK, "b", booking_asked(line))] if line else []
        choices += [KeyedChoice(use.id, "u", how_it_went(safe_line(title))) for use, title in used.values()]
        choices += [
            KeyedChoice(_LESSON, "l", _("Write a lesson about it")),
            KeyedChoice("enough", "k", _("That was it")),
        ]

        def chosen(answer: str | None) -> None:
            if answer == _LESSON:
                _write_lesson(shell, activity)
            elif answer == _BOOK and line:
                book(shell, line, then=lambda: _look_back(shell, saved))
            elif answer in used:
                from sto_tui.screens.using import ask_how_it_went

                ask_how_it_went(shell, *used[answer], then=lambda: _look_back(shell, saved))

        question = _("Look back on “{title}”?").format(title=safe_line(activity.title))
        shell.push_screen(KeyedScreen(question, choices), chosen)

    shell.background(look, ask, group="looking back")


def _uses_for(workspace: Workspace, event: str) -> list[tuple[Document, str]]:
    """The person's own uses of lessons for the activity `event` of which they can tell how it went, with the lesson."""
    from knowledge.model.records.use import Use

    uses = [
        each for each in workspace.uses_to_ask(today()) if isinstance(each.record, Use) and each.record.event == event
    ]
    titles = workspace.titles(each.record.lesson for each in uses if isinstance(each.record, Use))
    return [(each, titles.get(each.record.lesson, "")) for each in uses if isinstance(each.record, Use)]


def _write_lesson(shell: Shell, activity: Activity) -> None:
    author = shell.workspace.author if shell.workspace else ""
    lesson = begun_about(activity, author, today(), _)
    shell.edit(lesson, None, lambda document: shell.open_document(document.id))


def _use_lesson(shell: Shell, activity: Activity) -> None:
    from sto_tui.screens.using import use_for_activity

    use_for_activity(shell, activity)
