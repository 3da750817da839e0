"""Markdown: a file for each record, with its fields as YAML in front; and one document with everything to read."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from knowledge.exchange.format import Exported, Format, Row, Wording
from knowledge.problem import N_, Problem, Say, Word

if TYPE_CHECKING:
    import yaml

    from knowledge.journal.document import Document
    from knowledge.model.fields import Field, Json
    from knowledge.model.records.record import Record

LONGEST = 4 * 1024 * 1024
_FENCE = "---"
_NO_TABLE = Word(N_("they are not lines of NAME: VALUE"))
_ELSEWHERE = ("title", "body")
"""Fields that have their own place in the text of a record."""


# -- the fields in front ----------------------------------------------------------------------------------------------


@functools.cache
def _dumper() -> type[yaml.SafeDumper]:
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the name is PyYAML's
            return True

    def quoted(dumper: Dumper, text: str) -> yaml.ScalarNode:
        """`text`, with double quotes and escapes for characters that YAML takes for the end of a line."""
        style = '"' if any(sign in text for sign in "\r\x85\u2028\u2029") else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(str, quoted)
    return Dumper


# -- a file for each record -------------------------------------------------------------------------------------------


def page(document: Document, titles: Mapping[str, str]) -> bytes:
    """`document` as a Markdown file that `read` reads back; `titles` names what it links to."""
    import yaml

    from knowledge.exchange.shape import outgoing

    fields = outgoing(document.record, titles)
    body = "" if _stays_in_front(document.record, fields.get("body")) else str(fields.pop("body", ""))
    front = yaml.dump(fields, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=100)
    return f"{_FENCE}\n{front}{_FENCE}\n\n{body}\n".encode()


def _stays_in_front(record: Record, body: Json | None) -> bool:
    """Whether `body` stays among the fields, because it might not be read back unchanged from below them.

    For a known kind, empty lines around the text don't matter; for an unknown kind that can't be told.
    """
    from knowledge.model.kinds import KINDS

    if record.kind in KINDS:
        return False
    return not body or not isinstance(body, str) or body != body.strip("\n") or "\r" in body


def read(file: BinaryIO, name: str, kind: str) -> Iterator[Row]:
    """The record of a Markdown file.

    A file without fields in front is one of `kind`, named after its first heading or else its file name.
    """
    yield "", _read(file, name, kind)


def _read(file: BinaryIO, name: str, kind: str) -> object:
    data = file.read(LONGEST + 1)
    if len(data) > LONGEST:
        return Problem(N_("this file is too long"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Problem(N_("this is not text in UTF-8"))
    return _parsed(text.replace("\r\n", "\n"), kind, name.rpartition(".")[0] or name)


def _parsed(text: str, kind: str, name: str) -> object:
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return _bare(text, kind, name)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return Problem(N_("the fields in front are not closed by a line with ---"))
    from knowledge import front_matter
    from knowledge.model.kinds import KINDS

    try:
        fields = front_matter.load("\n".join(lines[1:end]))
    except front_matter.BadFrontMatter as bad:
        return Problem(
            N_("line {line}: the fields in front can't be read: {reason}"), line=bad.line + 1, reason=bad.reason
        )
    if not isinstance(fields, dict):
        return Problem(N_("the fields in front can't be read: {reason}"), reason=_NO_TABLE)
    body = "\n".join(lines[end + 1 :]).strip("\n")
    found = {"kind": kind, **fields}
    # a known kind's empty text was emptied by somebody; an unknown kind's may be among the fields instead
    return found | {"body": body} if body or str(found["kind"]) in KINDS else found


def _bare(text: str, kind: str, name: str) -> object:
    heading = re.match(r"\s*#[ \t]+(\S[^\n]*)\n?", text)
    title = heading[1].strip(" #\t") if heading else ""
    body = text[heading.end() :] if heading and title else text
    return {"kind": kind, "title": title or name, "body": body.strip("\n")}


# -- one document to read ---------------------------------------------------------------------------------------------


def write(documents: Iterable[Exported], wording: Wording) -> Iterator[bytes]:
    """Everything as one Markdown document: a chapter for each kind, a section for each record."""
    yield f"# {_line(wording.title)}\n".encode()
    chapter = ""
    for document, titles in documents:
        if document.kind != chapter:
            chapter = document.kind
            yield f"\n## {wording.plural(chapter).capitalize()}\n".encode()
        yield f"\n{_section(document.record, titles, wording.say)}".encode()


def _section(record: Record, titles: Mapping[str, str], say: Say) -> str:
    from knowledge.model.fields import Text, json_text
    from knowledge.model.kinds import KINDS, fields_of

    facts: list[str] = []
    texts: list[str] = []
    for name, declared in fields_of(record.kind).items():
        value = getattr(record, name)
        if name in _ELSEWHERE or not declared.shown or not value:
            continue
        if isinstance(declared.type, Text):
            texts.append(f"#### {say(declared.label)}\n\n{_lowered(value)}\n")
        else:
            facts.append(f"- **{say(declared.label)}**: {_line(_shown(declared, value, titles, say))}\n")
    if record.kind not in KINDS:
        facts += [f"- **{_line(name)}**: {_line(json_text(value))}\n" for name, value in record.extra.items() if value]
    body = [_lowered(record.body) + "\n"] if record.body else []
    return "\n".join([f"### {_line(record.title)}\n", *(["".join(facts)] if facts else []), *texts, *body])


def _shown(declared: Field, value: Any, titles: Mapping[str, str], say: Say) -> str:
    from knowledge.model.fields import Choice, Choices, Link, Links, Table

    kind = declared.type
    if isinstance(kind, Links):
        return ", ".join(titles.get(item, item) for item in value)
    if isinstance(kind, Link):
        return titles.get(value, value)
    if isinstance(kind, Choices):
        return ", ".join(say(kind.vocabulary.label(code)) for code in value)
    if isinstance(kind, Choice):
        return say(kind.vocabulary.label(value))
    if isinstance(value, tuple):
        return "; ".join(value)
    return kind.show(value) if isinstance(kind, Table) or not isinstance(value, str) else value


def _line(text: str) -> str:
    return " ".join(text.split())


def _lowered(text: str) -> str:
    """`text` with its headings four levels down, outside code blocks."""
    lines, fenced = [], False
    for line in text.strip("\n").split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        marks = len(line) - len(line.lstrip("#"))
        lines.append(
            "#" * min(marks + 3, 6) + line[marks:] if marks and not fenced and line[marks:][:1] == " " else line
        )
    return "\n".join(lines)


FORMAT = Format(
    name="markdown",
    title="Markdown",
    suffixes=(".md", ".markdown"),
    read=read,
    write=write,
    page=page,
    guesses_kind=True,
    streamed=False,
    default_for="folder",
)
