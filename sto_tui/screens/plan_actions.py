"""What one can do with the activities that the year plan shows: what becomes of them, rounding off, a file of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widgets import Static

from knowledge.model.records.activity import Activity
from knowledge.problem import N_
from knowledge.work.planning import ActivityStep
from sto_tui.actions import UserAction
from sto_tui.dialogs.pick import PickScreen, Suggestion
from sto_tui.screens.acting import STAND, ActingScreen
from sto_tui.screens.plan_pages.page import title_or_none
from sto_tui.widgets.chrome import link
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line
from sto_tui.wording.year_plan import when_short

if TYPE_CHECKING:
    from sto_tui.screens.calendar_export import CalendarPart

ROUND_OFF = UserAction(
    "finish",
    N_("Round off"),
    N_("Tells how an activity went whose day is past and that is still planned."),
    letters=("k",),
)

EXPORT = UserAction(
    "export",
    N_("Calendar file"),
    N_("Keeps what is shown as a file (.ics) for Outlook, Google and other calendars."),
    letters=("i",),
)

FoundActivity = tuple[str, str]
"""The id of an activity, and the line that tells it apart."""


class PlanActions(ActingScreen):
    """A screen that shows activities, and has a `FinishBar`; a subclass says which are `in_front`, and which are the
    `past_ones` that are still planned."""

    def __init__(self) -> None:
        super().__init__()
        self.past_ones: Sequence[Activity] = ()

    @property
    def activities(self) -> Mapping[str, Activity]:
        """All activities, by id."""
        return {}

    @property
    def part(self) -> CalendarPart | None:
        """What of the jaarkalender is shown; None where that is no calendar."""
        return None

    def in_front(self) -> Sequence[FoundActivity]:
        """The activities that may be meant."""
        return ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what becomes of an activity where one is in front, and rounding off when there is something to."""
        if action == STAND.id:
            return bool(self.in_front())
        if action == ROUND_OFF.id:
            return bool(self.past_ones)
        if action == EXPORT.id:
            return self.part is not None
        return super().check_action(action, parameters)

    def show_past_ones(self) -> None:
        """Name them where activities are shown, with the key that tells how they went."""
        self.query_one(FinishBar).show(self.past_ones if self.part is not None else ())

    def with_one_of(self, found: Sequence[FoundActivity], then: Callable[[str], None]) -> None:
        """Call `then` with the id of the only activity of `found`, or of the one that the person chooses."""
        if len(found) == 1:
            then(found[0][0])
            return

        def chosen(answer: Any) -> None:
            if answer:
                then(answer[0])

        choices = [Suggestion(activity, line) for activity, line in found]
        self.app.push_screen(PickScreen(_("Which one?"), choices), chosen)

    def action_stand(self) -> None:
        """Offer what can become of the activity in front; of several the person chooses one."""
        from sto_tui.screens.activity_steps import offer_steps_of

        def offer(wanted: str) -> None:
            activity = self.activities.get(wanted)
            if activity is not None:
                offer_steps_of(self.sto, activity)

        self.with_one_of(self.in_front(), offer)

    def action_finish(self) -> None:
        """Tell how an activity went whose day is past."""
        from sto_tui.screens.activity_steps import take_step_with

        found = [(each.id, f"{when_short(each)} {title_or_none(each)}") for each in self.past_ones]
        self.with_one_of(found, lambda wanted: take_step_with(self.sto, wanted, ActivityStep.HELD))

    def action_export(self) -> None:
        """Keep what is shown as a calendar file."""
        from sto_tui.screens.calendar_export import export_calendar

        part = self.part
        if part is None:
            return
        if any(part.has(each) for each in self.activities.values()):
            export_calendar(self.sto, part, self.query_one(ToldBar).tell)
        else:
            self.sto.say(_("Nothing with a day is planned here, so there is nothing to keep."))


class ToldBar(Static):
    """A line that says what was done last, until the person goes elsewhere; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.display = False

    def tell(self, text: str) -> None:
        """Say `text`; "" hides the line."""
        self.display = bool(text)
        self.update(Content.styled(safe_line(text), "bold"))


class FinishBar(Static):
    """A line about the activities to round off; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.display = False
        self._activities: Sequence[Activity] = ()

    def show(self, activities: Sequence[Activity]) -> None:
        """Tell about `activities`, the oldest of which comes first."""
        self._activities = activities
        self.display = bool(activities)
        self.refresh()

    def render(self) -> Content:
        if not self._activities:
            return Content("")
        first, number = self._activities[0], len(self._activities)
        text = ngettext("{number} to round off", "{number} to round off", number).format(number=number)
        what = Content.styled(f" ! {text}: {when_short(first)} {safe_line(first.title)}", "bold")
        asked = _("how did it go?")  # a variable, because texts inside an f-string are not extracted
        tell = f"  {ROUND_OFF.key}: {asked}"
        room = max(0, self.content_size.width - len(tell) - 1)
        return link(Content.assemble(what.truncate(room, ellipsis=True), tell), "screen.finish")
