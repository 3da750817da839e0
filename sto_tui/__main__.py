"""The `sto` program: chooses the language, reads the command line, runs the verb and reports what goes wrong."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from knowledge.home import Home
from knowledge.permissions import private
from knowledge.problem import Problem
from knowledge.today import today
from sto_tui.commands.terminal.gate import guarded
from sto_tui.wording.i18n import LANGUAGES, _, set_language, tell

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program on `argv` (default: the program's own arguments) and return its exit status."""
    gc.set_threshold(100_000, 20, 20)  # starting makes much and drops little: looking for garbage took a tenth of it
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its threads wait for each other where anything else is running
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            _speak_utf8(stream)
    home = Home.default()
    with private(home.directories), guarded():
        return _ended(words)


def _ended(words: list[str]) -> int:
    """Run the program on `words`, tell what goes wrong, and return the exit status."""
    try:
        set_language(_language(words))
        status = _run(words)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the program that reads our output has closed it
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - for the flush at exit
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Problem as problem:
        return _refused(problem)
    except Exception as error:
        return _broken(error)


def _run(words: list[str]) -> int:
    from sto_tui.commands.context import CommandContext
    from sto_tui.commands.parser import parsed

    try:
        for word in words:
            word.encode()
    except UnicodeEncodeError:
        sys.stderr.write(_("What was typed is not text in UTF-8.") + "\n")
        return MISUSED
    try:
        args = parsed(words)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else FAILED
    today()  # a day that doesn't exist is refused before anything begins
    context = CommandContext(args)
    with context.guarding():
        status: int = args.run(context) or DONE
    context.publish()
    return status


def _speak_utf8(stream: Any) -> None:
    """Write UTF-8 to pipes and files on every system (Windows has another default); terminals show what they can."""
    if not stream.isatty():
        stream.reconfigure(encoding="utf-8")
    if stream is not sys.stdin:
        stream.reconfigure(errors="replace")


def _language(words: Sequence[str]) -> str:
    """The language from --lang, $STO_LANG or the settings, else Dutch; argparse needs it to build its help."""
    asked = ""
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if word == "--":
            break
        if word == "--lang":
            asked = following
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
    for choice in (asked, os.environ.get("STO_LANG", "")):
        if choice in LANGUAGES:
            return choice
    return Home.default().config.language or LANGUAGES[0]


def _refused(problem: Problem) -> int:
    """Print why the verb failed and return its exit status; wrong input has a status of its own."""
    from knowledge.problem import BadValue, WrongUse
    from knowledge.saving import Invalid
    from sto_tui.commands.terminal.output import note

    note(tell(problem))
    return MISUSED if isinstance(problem, WrongUse | BadValue | Invalid) else FAILED


def _broken(error: Exception) -> int:
    from knowledge.reasons import known_reason
    from sto_tui.commands.terminal.output import note
    from sto_tui.log import log_error

    log = log_error(Home.default().private, error)
    if reason := known_reason(error):
        note(_("That didn't work: {reason}. The details are in {path}.").format(reason=tell(reason), path=log))
        return FAILED
    note(
        _("Something unexpected went wrong: {kind}. What was saved is safe; the details are in {path}.").format(
            kind=type(error).__name__, path=log
        )
    )
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
