"""`sto log`: log a meeting with its actions and lessons in one go, or add to a meeting logged earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import day, day_ahead
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from knowledge.exchange.directory import Directory
    from knowledge.model.records.meeting import Meeting
    from knowledge.work.log_meeting import Logged
    from sto_tui.commands.parsing.report import Report
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
            (
                'sto log --to 7f3a9c21 --action "Bus bestellen; Bas Oudejans; +7d" --decision "Wij rijden zelf."',
                _("add to a meeting that was logged before"),
            ),
        ],
    )
    _what(log)
    _yield(log)


def _what(log: ArgumentParser) -> None:
    log.add_argument(
        "--to",
        metavar="ID",
        help=_("the logged meeting to add --decision, --action and --lesson to, instead of logging a new one"),
    )
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
    log.add_argument("--next-date", type=day_ahead, metavar=_("DAY"), help=_("the day of the next meeting"))
    then = log.add_mutually_exclusive_group()
    then.add_argument("--next-venue", metavar=_("PARTNER"), help=_("the partner where the next meeting is"))
    then.add_argument("--next-place", metavar=_("TEXT"), help=_("another place where the next meeting is"))


def run(context: CommandContext) -> None:
    """Run `sto log`."""
    from sto_tui.commands.parsing.report import Report

    given = {name: value for name in _OPTIONS if (value := getattr(context.args, name)) is not None}
    if context.args.to is not None:
        _add(context, context.args.to, given)
        return
    if not given and context.interactive:
        from sto_tui.commands.terminal.asking import ask_report

        context.workspace.titles(())  # reports a missing space before asking any questions
        report = ask_report(context.directory().find)
    else:
        report = Report(**given)
        report.outcome = context.text(report.outcome) or ""
    _log(context, report)


def _log(context: CommandContext, report: Report) -> None:
    """Save the meeting in `report`, with its actions and lessons, in one durable write."""
    from knowledge.identifier import new_id
    from knowledge.work.log_meeting import log_meeting
    from sto_tui.commands.parsing.typed import check

    directory = context.directory(whole_names=True)
    logged = log_meeting(
        _meeting(report, directory),
        **_came_of_it(report),
        author=context.workspace.author,
        today=today(),
        new_id=new_id,
    )
    for record in logged.records:
        check(record)
    context.say_begun(directory)
    context.workspace.save_all([*directory.take_fresh(), *logged.records])
    _answer(context, logged)


def _add(context: CommandContext, meeting_id: str, given: dict[str, Any]) -> None:
    """Add decisions, actions and lessons to a logged meeting, in one durable write."""
    from knowledge.identifier import new_id
    from knowledge.model.records.meeting import Meeting
    from knowledge.problem import N_, WrongUse
    from knowledge.work.log_meeting import add_to_meeting
    from sto_tui.commands.parsing.report import Report

    if not given or given.keys() - {"decision", "action", "lesson"}:
        raise WrongUse(
            N_("With --to, give --decision, --action or --lesson and nothing else. `sto edit ID` changes the rest.")
        )
    seen = context.document(meeting_id)
    if not isinstance(seen.record, Meeting):
        raise WrongUse(N_("“{id}” is no meeting."), id=meeting_id)
    report = Report(**given)
    logged = add_to_meeting(
        seen.record,
        **_came_of_it(report),
        decisions=report.decision,
        author=context.workspace.author,
        today=today(),
        new_id=new_id,
    )
    context.workspace.save_all(logged.records, seen=[seen])
    _answer(context, logged)


def _came_of_it(report: Report) -> dict[str, Any]:
    """The actions and lessons of `report`, split into their parts; raises `WrongUse`."""
    from sto_tui.commands.parsing.meetings import action_given, lesson_given

    return {
        "actions": [action_given(typed) for typed in report.action],
        "lessons": [lesson_given(typed) for typed in report.lesson],
    }


def _answer(context: CommandContext, logged: Logged) -> None:
    value = {
        "id": logged.meeting.id,
        "actions": [action.id for action in logged.actions],
        "lessons": [lesson.id for lesson in logged.lessons],
    }
    context.answer(value, "\n".join(record.id for record in logged.records))


def _meeting(report: Report, directory: Directory) -> Meeting:
    from knowledge.identifier import new_id
    from knowledge.model.records.meeting import Meeting
    from sto_tui.commands.parsing.typed import with_assignments

    meeting = Meeting(
        id=new_id(),
        date=report.date or today(),
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
