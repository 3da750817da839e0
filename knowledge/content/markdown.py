"""Markdown with front matter: YAML between two lines of ---, then the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge import bounds, front_matter
from knowledge.problem import N_, Problem

HERE = Path(__file__).parent
_FIELD = re.compile(r"""["']?([^\s"'#:-][^\s"':]*)["']?\s*:""")


class BadMarkdown(Problem):
    """A file that isn't what it should be; the text says where and what to do."""


@dataclass(frozen=True)
class Page:
    """A file's front matter, its text, the line number at which the text begins, and the line numbers of the fields."""

    front: dict[str, Any]
    body: str
    line: int
    lines: dict[str, int]


def read_page(source: str) -> Page:
    """Split `source` into front matter and text; raises `BadMarkdown`."""
    if len(source) > bounds.FORM_CHARACTERS:
        raise BadMarkdown(N_("The file is too long."))
    lines = source.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        raise BadMarkdown(N_("Line 1: the file must begin with front matter between two lines of ---."))
    end = next(number for number, line in enumerate(lines[1:], start=1) if line.strip() == "---")
    try:
        front = front_matter.load("\n".join(lines[1:end]))
    except front_matter.BadFrontMatter as bad:
        raise BadMarkdown(
            N_("Line {line}: the front matter is no YAML: {reason}. Put texts with a colon in quotes."),
            line=bad.line + 1,
            reason=bad.reason,
        ) from None
    if not isinstance(front, dict):
        raise BadMarkdown(N_("Line 2: the front matter must be lines of “name: value”."))
    start = next((number for number in range(end + 1, len(lines)) if lines[number]), len(lines))
    fields = {match[1]: number for number in range(1, end) if (match := _FIELD.match(lines[number]))}
    at = {name: number + 1 for name, number in fields.items()}
    return Page(front, "\n".join(lines[start:]).rstrip("\n"), start + 1, at)


def pages(language: str, folder: str) -> dict[str, Page]:
    """The shipped pages in `language`/`folder`, by file name without its ending; raises `BadMarkdown`."""
    return {path.stem: read_page(path.read_text("utf-8")) for path in sorted((HERE / language / folder).glob("*.md"))}
