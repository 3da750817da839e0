"""The year plan: what schools and companies do together in a school year, in six pages that digits choose."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from knowledge.model.records.activity import Activity
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.typed.weeks import days_of_week, week_of
from knowledge.problem import N_
from knowledge.today import today
from knowledge.work.planning import to_finish
from knowledge.work.school_year_plan import Whose
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.pick import PickScreen, Suggestion
from sto_tui.screens.acting import CALL_ON, DELETE, EDIT, FITS, HISTORY, NEW, OPEN, STAND
from sto_tui.screens.plan_actions import EXPORT, ROUND_OFF, FinishBar, FoundActivity, PlanActions, ToldBar
from sto_tui.screens.plan_pages.page import KIND_LINE, WIDE, PlanPage, PlanView
from sto_tui.widgets.chrome import link
from sto_tui.widgets.options import SizedList, show_options
from sto_tui.widgets.year_grid import YearGrid
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.work.plan_check import PlanCheck
    from knowledge.workspace import Workspace
    from sto_tui.screens.calendar_export import CalendarPart


@dataclasses.dataclass(frozen=True)
class PageKind:
    """A page: its `label` (message id), the functions that draw it and what belongs to a line, as ``module:function``,
    and the record that Ctrl+N begins."""

    label: str
    page: str
    below: str = ""
    begins: Callable[[PlanView], Record] = lambda shown: Activity(schools=(shown.school,) if shown.school else ())


PAGES = (
    PageKind(N_("Year"), "year_page:year_page"),
    PageKind(N_("Week"), "week_page:week_page", "week_page:below_activity"),
    PageKind(N_("School"), "school_page:school_page"),
    PageKind(N_("Partner"), "partner_page:partner_page", "partner_page:below_partner", lambda _shown: Partner()),
    PageKind(N_("Menukaart"), "menu_page:menu_page", "menu_page:below_offer", lambda _shown: Offer()),
    PageKind(
        N_("Requests"),
        "requests_page:requests_page",
        "requests_page:below_request",
        lambda shown: Request(school=shown.school),
    ),
)
YEAR, WEEK, SCHOOL, PARTNER, MENU, REQUESTS = range(len(PAGES))
_OF_RECORDS = (PARTNER, MENU, REQUESTS)
"""The pages whose lines are partners, offers and requests; those of the others are activities."""


ONLY_SCHOOL = UserAction("school", N_("School"), N_("Shows one school, or all."), letters=("f",), bar=True)
BEFORE = UserAction("turn(-1)", N_("Earlier"), N_("The week or school year before."), list_keys=("ctrl+left", "pageup"))
AFTER = UserAction("turn(1)", N_("Later"), N_("The next week or school year."), list_keys=("ctrl+right", "pagedown"))
TO_TODAY = UserAction("now", N_("Today"), N_("Back to the week of today."), letters=("0",))
SIGN_UP = UserAction(
    "sign_up", N_("Sign up"), N_("Signs your organisation up for what is selected."), letters=("t",), bar=True
)
CONFIRM = UserAction("confirm", N_("Confirm"), N_("Confirms the place of who signed up."), letters=("b",), bar=True)
ADOPT = UserAction(
    "adopt", N_("Free lines"), N_("Makes offers of the free lines in which partners say what they offer.")
)
TO_YEAR = dataclasses.replace(BACK, help=N_("Back to the year, from the other pages."), bar=False)
PAGE_ACTIONS = tuple(
    UserAction(f"page({number})", page.label, N_("A page of the year plan."), letters=(str(number + 1),))
    for number, page in enumerate(PAGES)
)


class CalendarScreen(PlanActions):
    """Draws one of `PAGES` of the region, and keeps what was chosen when going to another."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (
        OPEN, NEW, SIGN_UP, FITS, STAND, ONLY_SCHOOL, CONFIRM, CALL_ON, ROUND_OFF, EXPORT, ADOPT, *PAGE_ACTIONS,
        TO_YEAR, BEFORE, AFTER, TO_TODAY, EDIT, DELETE, HISTORY,
    )  # fmt: skip
    BINDINGS: ClassVar[list[Any]] = bindings(action for action in ACTIONS if action != OPEN)
    PLACE: ClassVar[str] = N_("Year plan")
    ABOUT: ClassVar[str] = N_(
        "The school year by week, a week, a school, the partners, the menukaart and the requests: the digits 1 to 6 "
        "choose. In the year the arrows go from week to week, and Enter goes into the week. ▪ is planned or done, ◦ an "
        "idea, x cancelled, V mostly closed, ! something to look at."
    )
    CSS_PATH: ClassVar[Any] = "calendar.tcss"

    number: reactive[int] = reactive(YEAR, init=False)

    def __init__(self) -> None:
        super().__init__()
        self._check: PlanCheck | None = None
        self._shown = PlanView(today(), week_of(today()))
        self._page: PlanPage | None = None

    def body(self) -> Iterable[Widget]:
        """The heading, the pages to choose from, and the page: the weeks of a year and a list."""
        yield Static("", id="heading", markup=False)
        yield Static("", id="pages", markup=False)
        with Horizontal(id="plan"):
            yield YearGrid(id="grid")
            with Vertical(id="lines"):
                yield Static("", id="caption", markup=False)
                yield SizedList(id="list", markup=False)
                yield Static("", id="below", markup=False)
                yield Static("", id="nothing", markup=False)
        yield ToldBar()
        yield FinishBar()

    @property
    def list(self) -> OptionList:
        """The list of the page."""
        return self.query_one("#list", OptionList)

    @property
    def grid(self) -> YearGrid:
        """The weeks of the year."""
        return self.query_one(YearGrid)

    @property
    def current_id(self) -> str:
        """The id of the record under the cursor."""
        return "" if self._line_id.startswith(KIND_LINE) else self._line_id

    @property
    def _line_id(self) -> str:
        option = self.list.highlighted_option if self.is_mounted and self.list.display else None
        return option.id or "" if option and not self.grid.has_focus else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer on each page what can be done with what stands there."""
        if action == TO_YEAR.id:
            return self.number != YEAR
        if action == CALL_ON.id:
            return self.number in (PARTNER, MENU) and bool(self.current_id)
        if action == STAND.id and self.number in _OF_RECORDS:
            return bool(self.current_id)
        if action == ADOPT.id:
            return self.number == MENU
        if action == FITS.id:
            return self.number == REQUESTS and bool(self.current_id)
        if action in (SIGN_UP.id, CONFIRM.id):
            return self.number in (MENU, REQUESTS) and bool(self.current_id)
        return super().check_action(action, parameters)

    # -- reading ----------------------------------------------------------------------------------------------------

    def load(self, workspace: Workspace) -> None:
        """Read the region."""
        day = today()
        self._shown = dataclasses.replace(self._shown, reader=workspace.author, own=workspace.on_behalf)

        def look() -> tuple[PlanCheck, Sequence[Activity]]:
            check = workspace.plan_check(day)
            return check, to_finish(check.region.of(Activity).values(), day)

        self.background(look, lambda found: self._read(*found), group="region")

    def _read(self, check: PlanCheck, past: Sequence[Activity]) -> None:
        if self._check is None:
            self._shown = dataclasses.replace(self._shown, day=check.region.today, week=week_of(check.region.today))
        self._check = check
        self.past_ones = past
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw for another width."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self._draw()

    def watch_number(self) -> None:
        """Draw another page, from its first line."""
        self.query_one(ToldBar).tell("")
        self._draw(anew=True)

    # -- drawing ----------------------------------------------------------------------------------------------------

    def _draw(self, *, anew: bool = False) -> None:
        check = self._check
        if check is None or not self.is_mounted:
            return
        self._shown = dataclasses.replace(self._shown, width=self.size.width)
        self._page = page = _function(PAGES[self.number].page)(check, self._shown)
        self.query_one("#heading", Static).update(page.heading)
        self.query_one("#pages", Static).update(self._pages())
        self.show_past_ones()
        self.set_class(bool(page.weeks), "-year")
        if page.weeks:
            self.grid.is_full = self._shown.width >= WIDE
            self.grid.show(page.months, page.weeks, self._shown.week)
        caption = self.query_one("#caption", Static)
        caption.update(page.caption)
        caption.display = bool(page.caption.plain)
        options = [Option(row.text, row.id or None, disabled=not row.id) for row in page.rows]
        with self.list.prevent(OptionList.OptionHighlighted):
            show_options(self.list, options, anew=anew)
        self.list.display = bool(options)
        nothing = self.query_one("#nothing", Static)
        nothing.update("" if options else page.nothing)
        nothing.display = not options
        self._draw_below()
        self._focus_something()

    def _focus_something(self) -> None:
        if not self.app.app_focus or not self.is_current:
            return
        wanted: Widget = self.grid if self._page and self._page.weeks else self.list
        if self.focused is None or not self.focused.display or (self.focused is self.grid and wanted is not self.grid):
            wanted.focus()

    def _pages(self) -> Content:
        parts: list[Content | str] = [" "]
        for number, page in enumerate(PAGES):
            here = number == self.number
            label = f"{number + 1} {_(page.label)}"
            text = Content.styled(f"[{label}]" if here else f" {label} ", "bold reverse" if here else "")
            parts += [link(text, f"screen.page({number})"), " "]
        return Content.assemble(*parts)

    @on(OptionList.OptionHighlighted)
    def _draw_below(self) -> None:
        below, name = self.query_one("#below", Static), PAGES[self.number].below
        footer = self._page.footer if self._page else Content("")
        option = self.list.highlighted_option
        lines: Sequence[Content] = ()
        if name and self._check is not None and option is not None and option.id:
            lines = _function(name)(self._check, self._shown, option.id)
        lines = lines or ([footer] if footer.plain else [])
        below.update(Content("\n").join(lines))
        below.display = bool(lines)
        self.refresh_bindings()

    # -- the year ---------------------------------------------------------------------------------------------------

    @on(YearGrid.Selected)
    def _to_week(self, event: YearGrid.Selected) -> None:
        self._shown = dataclasses.replace(self._shown, week=event.week)
        self._draw()

    @on(YearGrid.Entered)
    def _into_week(self) -> None:
        if self.list.option_count:
            self.list.focus()
        else:
            self.number = WEEK

    def on_key(self, event: events.Key) -> None:
        """Enter goes from the year into the week; the up arrow goes back from its first line."""
        if event.key == "enter" and self.grid.has_focus:
            self._into_week()
        elif self._leaves_week(event.key):
            self.grid.focus()
        else:
            return
        event.stop()
        event.prevent_default()

    def _leaves_week(self, key: str) -> bool:
        """Whether `key` goes from the week back to the year."""
        in_week = self.number == YEAR and self.list.has_focus
        return in_week and (key == "escape" or (key == "up" and not self.list.highlighted))

    # -- doing ------------------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open what the line stands for."""
        wanted = self._line_id
        if wanted.startswith(KIND_LINE):
            self._choose_activity(wanted)
        elif wanted:
            self.sto.open_document(wanted)

    def _choose_activity(self, row: str) -> None:
        self.with_one_of(self._of_row(row), self.sto.open_document)

    def _of_row(self, row: str) -> Sequence[FoundActivity]:
        """The activities (id, line) of a kind, on the page of a school."""
        from sto_tui.screens.plan_pages.school_page import activities_of

        assert self._check is not None
        return activities_of(self._check, self._shown, row)

    @property
    def activities(self) -> Mapping[str, Activity]:
        """All activities of the region."""
        return self._check.region.of(Activity) if self._check is not None else {}

    @property
    def part(self) -> CalendarPart | None:
        """The school year that is shown, of the school or partner in front."""
        from sto_tui.screens.calendar_export import CalendarPart
        from sto_tui.screens.plan_pages.school_page import school_shown

        check = self._check
        if check is None or self.number not in (YEAR, WEEK, SCHOOL, PARTNER):
            return None
        school = school_shown(check.region, self._shown) if self.number == SCHOOL else self._shown.school
        partner = self.current_id if self.number == PARTNER else ""
        whose = Whose(partner=partner) if partner else Whose(school=school)
        name = check.region.title(partner or school) if partner or school else ""
        return CalendarPart(whose, check.region.school_year_of(self._shown.day), name)

    def in_front(self) -> Sequence[FoundActivity]:
        """The activity under the cursor; those of the kind under it, or of the week."""
        if self._check is None or self._page is None or self.number not in (YEAR, WEEK, SCHOOL):
            return ()
        wanted = self._line_id
        if wanted.startswith(KIND_LINE):
            return self._of_row(wanted)
        if wanted:
            return [(wanted, "")]
        return [(row.id, row.text.plain) for row in self._page.rows if row.id] if self.grid.has_focus else ()

    def action_back(self) -> None:
        """Go back to the year."""
        self.number = YEAR

    def action_page(self, number: int) -> None:
        """Go to the page `number`, from 0."""
        self.number = number

    def action_turn(self, by: int) -> None:
        """Go to the week before or after; on the other pages, to the school year before or after."""
        if self._check is None:
            return
        if self.number == WEEK:
            monday = days_of_week(self._shown.week).first + timedelta(weeks=by)
            day, week = monday + timedelta(days=3), week_of(monday)
        else:
            first, last = self._check.region.school_year_of(self._shown.day)
            day = (last if by > 0 else first) + timedelta(days=by * 30)
            week = week_of(day)
        self._shown = dataclasses.replace(self._shown, day=day, week=week)
        self._draw(anew=True)

    def action_now(self) -> None:
        """Go to the week of today."""
        self._shown = dataclasses.replace(self._shown, day=today(), week=week_of(today()))
        self._draw(anew=True)

    def action_school(self) -> None:
        """Let the person choose one school, or all."""
        if self._check is None:
            return
        region = self._check.region
        schools = [each for each in region.of(Partner).values() if region.is_school(each.id)]
        choices = [Suggestion("", _("all schools"))]
        choices += [Suggestion(each.id, safe_line(each.title), safe_line(each.place)) for each in schools]

        def chosen(answer: Any) -> None:
            if answer:
                self._shown = dataclasses.replace(self._shown, school=answer[0])
                self._draw(anew=True)

        self.app.push_screen(PickScreen(_("Which school?"), choices), chosen)

    def action_stand(self) -> None:
        """Offer what can become of what is under the cursor."""
        from sto_tui.screens.standing import offer_steps

        if self.number in _OF_RECORDS:
            self.with_current(lambda document: offer_steps(self.sto, document))
        else:
            super().action_stand()

    def action_adopt(self) -> None:
        """Make an offer of a free line."""
        from sto_tui.screens.adopting import adopt_lines

        adopt_lines(self.sto)

    def action_sign_up(self) -> None:
        """Sign up for the selected offer or request."""
        from sto_tui.screens.signing_up import sign_up

        sign_up(self.sto, self.current_id)

    def action_confirm(self) -> None:
        """Confirm who signed up for the selected offer or request."""
        from sto_tui.screens.signing_up import confirm_place

        confirm_place(self.sto, self.current_id)

    def action_new(self) -> None:
        """Write down a new one of what this page shows."""
        record = PAGES[self.number].begins(self._shown)
        if isinstance(record, Activity):
            first = days_of_week(self._shown.week).first if self.number in (YEAR, WEEK) else None
            record = dataclasses.replace(record, date=first, asked_on=today())
        self.sto.edit(record, None, lambda document: self.sto.open_document(document.id))


def _function(name: str) -> Callable[..., Any]:
    """The function that draws a page, imported when the person first goes there."""
    from importlib import import_module

    module, _colon, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(f"sto_tui.screens.plan_pages.{module}"), function)
    return found
