"""`sto log`: a meeting's outcome, with its actions and lessons, in one go."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.report import Report
from sto_tui.commands.parsing.values import day
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from knowledge.exchange.directory import Directory
    from knowledge.model.records.lesson import Lesson
    from knowledge.model.records.meeting import Meeting
    from sto_tui.commands.verbs import Verbs

_OPTIONS = (
    *("title", "date", "start", "end", "venue", "place", "partner", "who", "tag", "outcome", "decision", "action"),
    *("lesson", "next_date", "next_venue", "next_place"),
)


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    log = verbs.add(
        "log",
        _("record a meeting: who, what came of it, decisions, actions and lessons"),
        run,
        [
            ("sto log", _("answer one question after another")),
            (
                'sto log --title "Branchetafel Hout" --date 23-11-2026 --start 15:30 --end 17:00 '
                '--venue "Techhub De Sluis" --partner "Brinkhof Houtskeletbouw B.V." '
                '--who "Els Wassink, Joost Brinkhof" --tag branchetafel '
                '--outcome "Twee gastlessen afgesproken." --decision "Brinkhof ontvangt twee groepen." '
                '--action "Rooster sturen; Els Wassink; +14d" --lesson "Klein beginnen: Eén groep per dag werkt." '
                '--next-date 18-01-2027 --next-venue "Vakcollege De Meander"',
                _("everything at once"),
            ),
            (
                'sto log --title "Belronde" --place "telefonisch" --outcome - --next-place "bij De Linde" < verslag.md',
                _("the outcome from a file"),
            ),
        ],
    )
    _what(log)
    _yield(log)


def _what(log: ArgumentParser) -> None:
    log.add_argument("--title", metavar=_("TITLE"), help=_("what the meeting was"))
    log.add_argument("--date", type=day, metavar=_("DAY"), help=_("the day (default: today)"))
    log.add_argument("--start", metavar=_("TIME"), help=_("when it began, such as 15:30"))
    log.add_argument("--end", metavar=_("TIME"), help=_("when it ended"))
    where = log.add_mutually_exclusive_group()
    where.add_argument("--venue", metavar=_("PARTNER"), help=_("the partner where it was"))
    where.add_argument("--place", metavar=_("TEXT"), help=_("another place where it was"))
    log.add_argument(
        "--partner", action="append", metavar=_("PARTNER"), help=_("a partner it was about or with (may be repeated)")
    )
    log.add_argument(
        "--who", action="append", metavar=_("NAME"), help=_("who was there (may be repeated, or with commas)")
    )
    log.add_argument("--tag", action="append", metavar=_("TAG"), help=_("a tag (may be repeated, or with commas)"))


def _yield(log: ArgumentParser) -> None:
    log.add_argument("--outcome", metavar=_("TEXT"), help=_("what came of it, in Markdown; - reads standard input"))
    log.add_argument("--decision", action="append", metavar=_("TEXT"), help=_("a decision (may be repeated)"))
    log.add_argument(
        "--action",
        action="append",
        metavar=_('"WHAT; WHO; WHEN"'),
        help=_("an action; when is a day or +14d (may be repeated)"),
    )
    log.add_argument(
        "--lesson", action="append", metavar=_('"TITLE: TEXT"'), help=_("a lesson learned (may be repeated)")
    )
    log.add_argument("--next-date", type=day, metavar=_("DAY"), help=_("the day of the next meeting"))
    then = log.add_mutually_exclusive_group()
    then.add_argument("--next-venue", metavar=_("PARTNER"), help=_("the partner where the next meeting is"))
    then.add_argument("--next-place", metavar=_("TEXT"), help=_("another place where the next meeting is"))


def run(context: CommandContext) -> None:
    """`sto log`."""
    from knowledge.identifier import new_id
    from knowledge.work.meetings import action_from
    from sto_tui.commands.parsing.typed import check

    given = {name: value for name in _OPTIONS if (value := getattr(context.args, name)) is not None}
    if not given and context.interactive:
        from sto_tui.commands.terminal.asking import ask_report

        context.workspace.titles(())  # a space that isn't there is said before the questions
        report = ask_report()
    else:
        report = Report(**given)
        report.outcome = context.text(report.outcome) or ""
    directory = context.directory()
    meeting = _meeting(report, directory)
    actions = [action_from(text, meeting, new_id(), Date.today()) for text in report.action]
    lessons = [_lesson(text, meeting, context.workspace.author) for text in report.lesson]
    for record in (meeting, *actions, *lessons):
        check(record)
    context.say_begun(directory)
    context.workspace.save_all([*directory.take_fresh(), meeting, *actions, *lessons])
    value = {
        "id": meeting.id,
        "actions": [action.id for action in actions],
        "lessons": [lesson.id for lesson in lessons],
    }
    context.answer(value, "\n".join(record.id for record in (meeting, *actions, *lessons)))


def _meeting(report: Report, directory: Directory) -> Meeting:
    from knowledge.identifier import new_id
    from knowledge.model.records.meeting import Meeting
    from sto_tui.commands.parsing.typed import with_assignments

    meeting = Meeting(
        id=new_id(),
        date=report.date or Date.today(),
        next_date=report.next_date,
        body=report.outcome.replace("\r\n", "\n").strip("\n"),
        decisions=tuple(" ".join(text.split()) for text in report.decision if text.strip()),
    )
    texts = {
        "title": report.title,
        "start": report.start,
        "end": report.end,
        "venue": report.venue,
        "place": report.place,
        "next_venue": report.next_venue,
        "next_place": report.next_place,
    }
    typed = [(name, text) for name, text in texts.items() if text]
    typed += [("partners", name) for name in report.partner]
    typed += [("attendees", name) for name in report.who]
    typed += [("tags", name) for name in report.tag]
    return with_assignments(meeting, typed, directory)  # type: ignore[return-value]


def _lesson(text: str, meeting: Meeting, author: str) -> Lesson:
    """The lesson told as ``TITLE: TEXT``."""
    from knowledge.identifier import new_id
    from knowledge.model.records.lesson import Lesson

    title, _colon, body = text.partition(": ")
    return Lesson(
        id=new_id(),
        title=" ".join(title.removesuffix(":").split()),
        body=body.strip(),
        date=meeting.date,
        partners=meeting.partners,
        author=author,
        meeting=meeting.id,
        tags=meeting.tags,
    )
