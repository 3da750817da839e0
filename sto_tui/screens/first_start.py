"""The first start: it asks for the person's name and the folder that the region shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of
from sto_tui.actions import UserAction, bindings
from sto_tui.sto_screen import StoScreen
from sto_tui.widgets.chrome import KeyBar
from sto_tui.widgets.line_input import LineInput
from sto_tui.wording.i18n import _, language
from sto_tui.wording.plain import safe

if TYPE_CHECKING:
    from knowledge.workspace import Workspace

BEGIN = UserAction("begin", N_("Begin"), N_("Opens the folder, or makes a new space in it."), keys=("ctrl+s", "f8"))


class FirstStartScreen(StoScreen["Workspace"]):
    """Asks what is needed to begin, and answers with the workspace. `folder` is the one named on the command line or
    the one that could not be opened because of `trouble`."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BEGIN,)
    BINDINGS: ClassVar[list[Any]] = bindings((BEGIN,))
    PLACE: ClassVar[str] = N_("First start")
    ABOUT: ClassVar[str] = N_(
        "Say who you are and which folder you share with your region, for example one in OneDrive. Begin opens what is "
        "in that folder, or makes a new space there; searching, the logbook and the rest come after that. When a space "
        "could not be opened, the reason stands under the fields: Begin tries again, also with another folder."
    )
    CSS_PATH = "first_start.tcss"

    def __init__(self, folder: str = "", trouble: Exception | None = None) -> None:
        super().__init__()
        self._folder = folder
        self._trouble = trouble
        self._told_of: list[str] = []
        self._space: Workspace | None = None

    def compose(self) -> Iterable[Widget]:
        """Compose a welcome, three fields, and three buttons."""
        with VerticalScroll(id="welcome", can_focus=False):
            yield Static(_("Welcome to sto"), classes="title", markup=False)
            yield Static(
                _(
                    "Here schools and companies in your region keep what they learn from each other. Everything is in "
                    "a folder you share, and stays on your own computer as well, so it works without internet too."
                ),
                markup=False,
            )
            yield Static(_("Your name (stands under what you write)"), classes="label", markup=False)
            yield LineInput(self.sto.home.config.author, id="author")
            yield Static(_("Shared folder (one in OneDrive or Teams, or a new one)"), classes="label", markup=False)
            yield LineInput(self._folder, id="folder", placeholder=str(Path.home() / "STO"))
            yield Static(_("Name of the region (only for a new folder)"), classes="label", markup=False)
            yield LineInput(id="region", placeholder=_("the name of the folder"))
            yield Static("", id="wrong", markup=False)
            with Horizontal(id="buttons"):
                yield Button(f"{_(BEGIN.label)} (F8)", variant="primary", id="begin", compact=True)
                if self.sto.demo is not None:
                    yield Button(_("Look at the demo"), id="demo", compact=True)
                yield Button("English" if language() == "nl" else "Nederlands", id="language", compact=True)
        yield KeyBar(self.ACTIONS)

    def on_mount(self) -> None:
        """Focus the name, and say why the space could not be opened."""
        self.query_one("#author").focus()
        if self._trouble is not None:
            self._tell_trouble(self._trouble)

    def on_screen_resume(self) -> None:
        """Go on if the space was opened behind the help or the palette."""
        space, self._space = self._space, None
        if space is not None:
            self.dismiss(space)

    @on(Input.Changed)
    def _corrected(self) -> None:
        if self._typed != self._told_of:
            self._tell("")

    @property
    def _typed(self) -> list[str]:
        return [box.value for box in self.query(Input)]

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == "region":
            self.action_begin()
        else:
            self.focus_next()

    @on(Button.Pressed, "#begin")
    def action_begin(self) -> None:
        """Join or create the space, or show what is wrong."""
        values = {box.id: box.value.strip() for box in self.query(Input)}
        author = values["author"]
        folder = Path(values["folder"] or Path.home() / "STO").expanduser()
        region = values["region"] or folder.name
        if not author:
            self._tell(_("Fill in your name first."))
            self.query_one("#author").focus()
            return
        home, speech = self.sto.home, language()

        def begin() -> Workspace:
            from knowledge import spaces

            if folder.exists() and not folder.is_dir():
                raise Problem(N_("{folder} is a file, not a folder."), folder=folder)
            try:
                return spaces.begin_or_join(home, folder, name=region, author=author, language=speech)
            except OSError as error:
                raise Problem(
                    N_("The folder {folder} can't be used: {reason}. Choose another one."),
                    folder=folder,
                    reason=reason_of(error),
                ) from error

        self._try(begin)

    @on(Button.Pressed, "#demo")
    def _demo(self) -> None:
        if self.sto.demo is not None:
            self._try(self.sto.demo)

    def _try(self, job: Callable[[], Workspace]) -> None:
        """Run `job`; an error is shown under the fields."""

        def attempt() -> Workspace | Exception:
            try:
                return job()
            except Exception as error:
                return error

        self._trouble = None
        self._tell(_("One moment…"))
        self.background(attempt, self._begun, group="begin")

    def _begun(self, outcome: Workspace | Exception) -> None:
        if isinstance(outcome, Exception):
            self._trouble = outcome
            self._tell_trouble(outcome)
            self.query_one("#folder").focus()
            return
        if self.is_active:
            self.dismiss(outcome)
        else:
            self._space = outcome

    def _tell_trouble(self, trouble: Exception) -> None:
        self._tell("⚠ " + self.sto.in_words(trouble))

    def _tell(self, text: str) -> None:
        self._told_of = self._typed
        self.query_one("#wrong", Static).update(safe(text))

    @on(Button.Pressed, "#language")
    async def _other_language(self) -> None:
        await self.sto.action_language()

    async def retranslate(self) -> None:
        """Show everything in the present language, with what was typed."""
        typed = {box.id: box.value for box in self.query(Input)}
        await super().retranslate()
        for box in self.query(Input):
            box.value = typed.get(box.id, "")
        self.query_one("#author").focus()
        if self._trouble is not None:
            self._tell_trouble(self._trouble)
