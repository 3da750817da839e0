"""The lessons with which a new space begins, drawn from what STO regions told the national monitor."""

from __future__ import annotations

import uuid
from datetime import date

from knowledge.content.markdown import pages
from knowledge.model.codec import decode
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.record import Record

_NAMESPACE = uuid.UUID("6f0d6a8e-3b0e-5a53-9f6e-5d1f0c7a2b11")


def starter_lessons(language: str, today: date) -> list[Record]:
    """The starter lessons in `language`, dated `today`. Their ids follow from file names, so none is added twice."""
    found = pages(language if language in ("nl", "en") else "nl", "lessons")
    return [
        decode(
            Lesson.kind,
            str(uuid.uuid5(_NAMESPACE, slug)),
            {"date": today.isoformat(), **page.front, "body": page.body},
        )
        for slug, page in found.items()
    ]
