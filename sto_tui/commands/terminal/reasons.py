"""Reasons why something can't be used: words for people, the message id and its values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.wording.i18n import _, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.problem import Reason
    from knowledge.sync.status import SetAside


def reason_json(reason: Reason) -> dict[str, Any]:
    """JSON with `reason` in the user's language, and `message` and `values`, which are the same in every language."""
    from knowledge.reasons import plain_values

    return {"reason": tell(reason), "message": reason.text, "values": plain_values(reason)}


def set_aside_json(items: Iterable[SetAside]) -> list[dict[str, Any]]:
    """The files that couldn't be used as JSON, each with the reason."""
    return [{"path": item.path, **reason_json(item.reason)} for item in items]


def set_aside_line(item: SetAside) -> str:
    """A line that says which file couldn't be used, and why."""
    return _("Not usable yet: {path} ({reason})").format(path=item.path, reason=tell(item.reason))
