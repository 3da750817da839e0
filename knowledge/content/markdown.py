"""Markdown with front matter: YAML between two lines of ---, then the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.problem import N_, Problem

HERE = Path(__file__).parent
MAX_CHARACTERS = 1_000_000


class BadMarkdown(Problem):
    """A file that isn't what it should be; the text says where and what to do."""


@dataclass(frozen=True)
class Page:
    """A file's front matter, its text, and the line number on which the text begins."""

    front: dict[str, Any]
    body: str
    line: int


def read_page(source: str) -> Page:
    """Take `source` apart; raises `BadMarkdown`."""
    if len(source) > MAX_CHARACTERS:
        raise BadMarkdown(N_("The file is too long."))
    lines = source.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        raise BadMarkdown(N_("Line 1: the file must begin with front matter between two lines of ---."))
    end = next(number for number, line in enumerate(lines[1:], start=1) if line.strip() == "---")
    import yaml

    try:
        front = yaml.load("\n".join(lines[1:end]), Loader=_loader())  # a safe loader, see below
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadMarkdown(
            N_("Line {line}: the front matter is no YAML: {reason}. Put texts with a colon in quotes."),
            line=mark.line + 2 if mark else 1,
            reason=getattr(error, "problem", "") or "?",
        ) from None
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        # PyYAML passes on whatever a value makes of itself: a thirteenth month, !!int of nothing, half a character.
        raise BadMarkdown(
            N_("Line {line}: the front matter is no YAML: {reason}. Put texts with a colon in quotes."),
            line=2,
            reason=str(error)[:100],
        ) from None
    if not isinstance(front, dict):
        raise BadMarkdown(N_("Line 2: the front matter must be lines of “name: value”."))
    start = next((number for number in range(end + 1, len(lines)) if lines[number]), len(lines))
    return Page(front, "\n".join(lines[start:]).rstrip("\n"), start + 1)


@cache
def _loader() -> Any:
    """PyYAML's safe loader, the fast one where it was built with libyaml."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def pages(language: str, folder: str) -> dict[str, Page]:
    """The shipped pages in `language`/`folder`, by file name without its ending; raises `BadMarkdown`."""
    return {path.stem: read_page(path.read_text("utf-8")) for path in sorted((HERE / language / folder).glob("*.md"))}
