"""Markdown: a file for each record, with its fields as YAML in front; and one document with everything to read."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from knowledge import bounds
from knowledge.exchange.encoding import decoded_text
from knowledge.exchange.format import Exported, Format, Row, Wording
from knowledge.exchange.note import Note, headed
from knowledge.problem import N_, Problem, Reason, Say, Word

if TYPE_CHECKING:
    import yaml

    from knowledge.journal.document import Document
    from knowledge.model.fields import Field, Json
    from knowledge.model.records.record import Record

_FENCE = "---"
_CLOSING = (_FENCE, "...")
_FIELD = re.compile(r"\s*[^\s:][^:]*:(?:\s|$)")
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


def page(document: Document, links: Mapping[str, str]) -> bytes:
    """`document` as a Markdown file that `read` reads back; `links` are those to the files of what it links to.

    Where each has its file, the links tell enough; else the ids stand beside them.
    """
    import yaml

    from knowledge.exchange.shape import outgoing

    fields = outgoing(document.record, links)
    for name, ids_called, targets in _linked(document.record):
        if name in fields and all(links.get(each, "").startswith("[[") for each in targets):
            fields.pop(ids_called, None)
    body = "" if _stays_in_front(document.record, fields.get("body")) else str(fields.pop("body", ""))
    front = yaml.dump(fields, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=100)
    return f"{_FENCE}\n{front}{_FENCE}\n\n{body}\n".encode()


def _linked(record: Record) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each link field of `record`: its name, what its ids are called, and what it links to."""
    from knowledge.exchange.labels import ids_name
    from knowledge.model.fields import Link, Links
    from knowledge.model.kinds import fields_of

    for name, declared in fields_of(record.kind).items():
        if isinstance(declared.type, Link | Links):
            value = getattr(record, name)
            yield name, ids_name(name, declared.type), (value if isinstance(value, tuple) else (value,))


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

    A file that doesn't tell its kind is one of `kind`; one without title is named after the heading it begins with, or
    else its file name. Fields in front that can't be read are text. An empty file is only told.
    """
    try:
        text = decoded_text(bounds.read_at_most(file, bounds.RECORD_BYTES))
    except Problem as problem:
        yield "", problem
        return
    text = text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n")
    note = _note(text, kind, name.rpartition(".")[0] or name)
    yield "", note or Reason(N_("this file is empty; it was left out"))


def _note(text: str, kind: str, name: str) -> Note | None:
    """The note that `text` is; None when there is nothing in it."""
    from knowledge.exchange.shape import kind_of, of_kind
    from knowledge.model.kinds import KINDS

    lines = text.lstrip("\n").split("\n")
    blank = len(text) - len(text.lstrip("\n"))
    if lines[0].rstrip() != _FENCE:
        return _bare(text, kind, name)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in _CLOSING), None)
    if end is None:
        looks_meant = len(lines) > 1 and _FIELD.match(lines[1])
        remarks = (Reason(N_("the fields in front are not closed by a line with ---; they came in as text")),)
        return _bare(text, kind, name, lines, remarks if looks_meant else ())
    body = "\n".join(lines[end + 1 :]).strip("\n")
    try:
        fields = _fields("\n".join(lines[1:end]), blank + 1)
    except Problem as problem:
        reason = Reason(N_("{problem}; they came in as text"), {"problem": problem})
        return _bare(text, kind, name, lines[end + 1 :], (reason,))
    if not (fields or body.strip()):
        return None
    found = of_kind(fields, kind)
    # a known kind's empty text was emptied by somebody; an unknown kind's may be among the fields instead
    if body or kind_of(Note(found, name=name, kind=kind)) in KINDS:
        found = {**found, "body": body}
    return Note(found, name=name, kind=kind)


def _fields(front: str, above: int) -> Mapping[str, object]:
    """The fields in the YAML `front`, with so many lines `above` it; raises `Problem` when they aren't fields."""
    from knowledge import front_matter
    from knowledge.exchange.plain import plain_json

    try:
        fields = plain_json(front_matter.load(front))
    except front_matter.BadFrontMatter as bad:
        raise Problem(
            N_("line {line}: the fields in front can't be read: {reason}"), line=bad.line + above, reason=bad.reason
        ) from None
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise Problem(N_("the fields in front can't be read: {reason}"), reason=_NO_TABLE)
    return fields


def _bare(
    text: str, kind: str, name: str, below: Sequence[str] | None = None, remarks: tuple[Reason, ...] = ()
) -> Note | None:
    """A note without fields, named after the heading with which it begins.

    If it has something in front that can't be read, the text `below` that may begin with the heading; then all of it
    stays.
    """
    if not text.strip():
        return None
    title, rest = headed(text if below is None else "\n".join(below))
    body = rest if below is None else text
    return Note({"kind": kind, "title": title or name, "body": body.strip("\n")}, name=name, kind=kind, remarks=remarks)


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
