"""Actions and lessons as people type them in one line: the one place where such a line is taken apart."""

from __future__ import annotations

from knowledge.problem import N_, WrongUse
from knowledge.work.log_meeting import ActionGiven, LessonGiven


def action_given(typed: str) -> ActionGiven:
    """What ``WHAT; WHO; WHEN`` gives for an action (who and when may be missing); raises `WrongUse`.

    A line without "what" is taken apart all the same: who logs it tells which cell has to be mended.
    """
    what, who, when, *more = [*(part.strip() for part in typed.split(";")), "", ""]
    given = ActionGiven(what, who, when)
    if given.is_empty or any(more):
        raise WrongUse(N_("“{value}” is not an action. Write: WHAT; WHO; WHEN."), value=typed)
    return given


def lesson_given(typed: str) -> LessonGiven:
    """What ``TITLE: TEXT`` gives for a lesson (the text may be missing); raises `WrongUse`."""
    title, _colon, body = typed.strip().partition(": ")
    given = LessonGiven(title.removesuffix(":").strip(), body.strip())
    if given.is_empty:
        raise WrongUse(N_("“{value}” is not a lesson. Write: TITLE: TEXT."), value=typed)
    return given
