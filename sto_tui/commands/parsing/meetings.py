"""Actions and lessons typed as one line: the only place where such a line is split into its parts."""

from __future__ import annotations

from knowledge.problem import N_, WrongUse
from knowledge.work.log_meeting import ActionGiven, LessonGiven


def action_given(typed: str) -> ActionGiven:
    """The action in ``WHAT; WHO; WHEN`` (who and when may be missing); raises `WrongUse`.

    A line without "what" is accepted here: the use case that logs it reports which part is missing.
    """
    what, who, when, *more = [*(part.strip() for part in typed.split(";")), "", ""]
    given = ActionGiven(what, who, when)
    if given.is_empty or any(more):
        raise WrongUse(N_("“{value}” is not an action. Write: WHAT; WHO; WHEN."), value=typed)
    return given


def lesson_given(typed: str) -> LessonGiven:
    """The lesson in ``TITLE: TEXT`` (the text may be missing); raises `WrongUse`."""
    title, _colon, body = typed.strip().partition(": ")
    given = LessonGiven(title.removesuffix(":").strip(), body.strip())
    if given.is_empty:
        raise WrongUse(N_("“{value}” is not a lesson. Write: TITLE: TEXT."), value=typed)
    return given
