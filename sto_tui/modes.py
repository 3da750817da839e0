"""The modes of the app. A mode is one row here, and a file under `screens/` for its home screen."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.problem import N_


@dataclass(frozen=True)
class Mode:
    """A main place of the app, always one key away.

    `label` and `help` are message ids. `home` names the screen as ``module:class``; the app imports it when the
    person first goes there.
    """

    name: str
    label: str
    help: str
    key: str
    home: str


MODES = (
    Mode("search", N_("Search"), N_("Find anything: type and read."), "f2", "sto_tui.screens.search:SearchScreen"),
    Mode(
        "logbook",
        N_("Logbook"),
        N_("Meetings and the actions that came from them."),
        "f3",
        "sto_tui.screens.logbook:LogbookScreen",
    ),
    Mode(
        "partners",
        N_("Partners"),
        N_("Schools, companies and the people there."),
        "f4",
        "sto_tui.screens.partners:PartnersScreen",
    ),
    Mode(
        "checklists",
        N_("Checklists"),
        N_("Walk through a conversation step by step."),
        "f5",
        "sto_tui.screens.checklists:ChecklistsScreen",
    ),
    Mode(
        "calendar",
        N_("Year plan"),
        N_("What schools and companies do together this school year."),
        "f9",
        "sto_tui.screens.calendar:CalendarScreen",
    ),
    Mode(
        "overview",
        N_("Overview"),
        N_("How the region stands today, on one page."),
        "f10",
        "sto_tui.screens.overview:OverviewScreen",
    ),
)
"""The modes in the order of the tabs; the app starts in the first."""
