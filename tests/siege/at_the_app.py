"""A person at the app: writes lessons and actions with real keys, searches, and is cut off at any moment."""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.siege.terminal import Terminal

SIZES = ((24, 80), (40, 120))
NEW_LESSON, NEW_ACTION, SEARCH, SAVE, QUIT, ESCAPE, ENTER, CLEAR = (
    "\x0e",
    "\x1b[24~",
    "\x1bOQ",
    "\x13",
    "\x11",
    "\x1b",
    "\r",
    "\x15",
)
SAVED = r"Opgeslagen: “(token\w+)”"
BEGUN_EARLIER = "eerder"


@dataclass
class AtTheApp:
    """Somebody at the app with the private directory `home`.

    `typed` are the tokens that were typed, `saved` those of which the screen said that they were saved,
    and `hostile` is on how many screens something of a colleague stood that would steer a terminal.
    """

    home: Path
    chance: random.Random
    typed: set[str] = field(default_factory=set)
    saved: set[str] = field(default_factory=set)
    kills: int = 0
    hostile: int = 0
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)
    _terminal: Terminal | None = None
    _left_a_form: bool = False

    def act(self, *, killed: bool) -> None:
        """Do one thing, in which the app is killed or not."""
        terminal = self._opened()
        if terminal is not None:
            doing = self.chance.choice((self._lesson, self._lesson, self._action, self._search))
            doing(terminal, killed)
            self._look(terminal)

    def leave(self) -> None:
        """Quit the app, if it runs."""
        terminal, self._terminal = self._terminal, None
        if terminal is None:
            return
        terminal.press(ESCAPE)
        terminal.quiet()
        if not terminal.quit(QUIT):
            self.wrong.append(f"the app of {self.home.name} doesn't end:\n{terminal.screen.text}")
        elif terminal.status:
            self.wrong.append(f"the app of {self.home.name} ended with {terminal.status}:\n{terminal.screen.text}")
        self._look(terminal)

    def _opened(self) -> Terminal | None:
        """The app, started when it isn't running, with the search before it."""
        if self._terminal is None:
            rows, columns = self.chance.choice(SIZES)
            environment = os.environ | {"STO_HOME": str(self.home), "STO_LANG": "nl", "PYTHONWARNINGS": "ignore"}
            began = time.monotonic()
            self._terminal = Terminal(["-m", "sto_tui"], environment, rows=rows, columns=columns)
            if not self._shows(r"(?s)F2 Zoeken\].*recent.*laatst"):
                return None
            self.slowest = max(self.slowest, time.monotonic() - began)
        return self._terminal

    def _shows(self, wanted: str) -> str:
        """The first group of what is `wanted` on the screen, or all of it; "" (which is wrong) when it never comes."""
        terminal = self._terminal
        assert terminal is not None
        if found := terminal.shows(wanted):
            return found[found.lastindex or 0]
        self.wrong.append(f"{self.home.name}: “{wanted}” never came ({terminal.status}):\n{terminal.screen.text}")
        terminal.kill()
        self._terminal = None
        return ""

    def _kill(self, terminal: Terminal, *, in_form: bool) -> None:
        time.sleep(self.chance.uniform(0.0, 0.5))
        terminal.quiet(0.0)
        if found := terminal.shows(SAVED, most=0.0):
            self.saved.add(found[1])
        terminal.kill()
        self._look(terminal)
        self.kills += 1
        self._terminal = None
        self._left_a_form = self._left_a_form or in_form

    def _lesson(self, terminal: Terminal, killed: bool) -> None:
        terminal.press(SEARCH)
        terminal.quiet()
        self._write(terminal, NEW_LESSON, r"Nieuw: les", killed)

    def _action(self, terminal: Terminal, killed: bool) -> None:
        self._write(terminal, NEW_ACTION, r"Nieuw: actie", killed)

    def _write(self, terminal: Terminal, key: str, form: str, killed: bool) -> None:
        """Fill in a form, or go on with what was left in one when the app was killed, and save it."""
        terminal.press(key)
        if not self._shows(form):
            return
        if self._left_a_form and terminal.shows(BEGUN_EARLIER, most=2.0):
            terminal.press(ENTER)
            terminal.quiet()
        token = f"token{self.chance.randrange(10**9)}a"
        if not terminal.shows(r"(Titel|Wat) \(verplicht\) +▊ token", most=0.0):
            self.typed.add(token)
            terminal.press(token)
            if killed and self.chance.random() < 0.5:
                self._kill(terminal, in_form=True)
                return
            if not self._shows(token):
                return
        began = time.monotonic()
        terminal.press(SAVE)
        if killed:
            self._kill(terminal, in_form=True)
            return
        if said := self._shows(SAVED):
            self.saved.add(said)
            self.slowest = max(self.slowest, time.monotonic() - began)
            self._gone(terminal)

    def _gone(self, terminal: Terminal) -> None:
        """Read what was saved, go back, and wait until the message is gone."""
        end = time.monotonic() + 30
        terminal.press(ESCAPE)
        while terminal.shows(SAVED, most=0.0) and time.monotonic() < end:
            terminal.quiet(0.2)

    def _search(self, terminal: Terminal, killed: bool) -> None:
        terminal.press(SEARCH)
        terminal.quiet()
        terminal.press(f"{CLEAR}{self.chance.choice(('lasnaad', 'kwaad'))}")
        if killed:
            self._kill(terminal, in_form=False)
            return
        terminal.quiet()
        terminal.press(ESCAPE)
        terminal.quiet()

    def _look(self, terminal: Terminal) -> None:
        """Nothing that a colleague wrote steers this terminal, although it stands there."""
        self.hostile += "kwaad" in terminal.screen.text
        if terminal.screen.strange:
            self.wrong.append(f"{self.home.name} wrote {terminal.screen.strange[:5]} to its terminal")
            terminal.screen.strange.clear()
