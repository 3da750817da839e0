"""Markdown: a file for each record, with its fields as YAML in front; and one document with everything to read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from knowledge.exchange.import_report import Row
from knowledge.exchange.shape import outgoing
from knowledge.journal.document import Document
from knowledge.model.fields import Choice, Choices, Field, Link, Links, Table, Text
from knowledge.model.folding import fold
from knowledge.model.kinds import fields_of
from knowledge.model.records.record import Record
from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of

LONGEST = 4 * 1024 * 1024
_FENCE = "---"
_ELSEWHERE = ("title", "body")
"""Fields that have a place of their own in the text of a record."""

Say = Callable[[str], str]


class _Loader(yaml.SafeLoader):
    """YAML as people write it: days and times stay text, and no aliases (they can make little text into very much)."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not read here")
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {}
for _tag, _form, _first in (
    ("bool", "true|false", "tf"),
    ("int", r"-?(?:0|[1-9]\d*)", "-0123456789"),
    ("null", "~|null|", ["~", "n", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_form})$"), list(_first))


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the name is PyYAML's
        return True


# -- a file for each record -------------------------------------------------------------------------------------------


def page(document: Document, titles: Mapping[str, str]) -> str:
    """`document` as a Markdown file that `rows` reads back; `titles` names what it links to."""
    fields = outgoing(document.record, titles)
    body = str(fields.pop("body", ""))
    front = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return f"{_FENCE}\n{front}{_FENCE}\n\n{body}\n"


def file_name(document: Document) -> str:
    """A name for the file of `document` that every file system takes, and that no other record has."""
    record = document.record
    day = record.when.isoformat() if record.when else ""
    plain = unicodedata.normalize("NFKD", fold(record.title)).encode("ascii", "ignore").decode()
    title = re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-")
    end = re.sub(r"[^a-z0-9]+", "-", document.id.casefold()).strip("-")[-36:]
    return "-".join(part for part in (record.kind, day, title, end) if part) + ".md"


def rows(path: Path, kind: str = "lesson") -> Iterator[Row]:
    """The record of a Markdown file, or those of every Markdown file below a folder, by file name.

    A file without fields in front is one of `kind`, named after its first heading or else its file name.
    """
    files = sorted(path.rglob("*.md")) if path.is_dir() else [path]
    for file in files:
        where = str(file.relative_to(path)) if path.is_dir() else file.name
        yield where, _read(file, kind)


def _read(file: Path, kind: str) -> object:
    try:
        if file.stat().st_size > LONGEST:
            return Problem(N_("this file is too long"))
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Problem(N_("this is not text in UTF-8"))
    except OSError as error:
        return Problem(N_("this can't be read: {reason}"), reason=reason_of(error))
    return _parsed(text.replace("\r\n", "\n"), kind, file.stem)


def _parsed(text: str, kind: str, name: str) -> object:
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return _bare(text, kind, name)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return Problem(N_("the fields in front are not closed by a line with ---"))
    try:
        fields = yaml.load("\n".join(lines[1:end]), Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Problem(N_("the fields in front can't be read: {reason}"), reason=" ".join(str(error).split()))
    if not isinstance(fields, dict):
        return Problem(N_("the fields in front can't be read: {reason}"), reason=type(fields).__name__)
    return {"kind": kind, **fields, "body": "\n".join(lines[end + 1 :]).strip("\n")}


def _bare(text: str, kind: str, name: str) -> object:
    heading = re.match(r"\s*#[ \t]+(\S[^\n]*)\n?", text)
    title = heading[1].strip(" #\t") if heading else ""
    body = text[heading.end() :] if heading and title else text
    return {"kind": kind, "title": title or name, "body": body.strip("\n")}


# -- one document to read ---------------------------------------------------------------------------------------------


def book(documents: Iterable[tuple[Document, Mapping[str, str]]], name: str, say: Say, chapters: Say) -> Iterator[str]:
    """Everything as one Markdown document, piece by piece: a chapter for each kind, a section for each record.

    `say` translates labels, `chapters` says what several of a kind are called.
    """
    yield f"# {_line(name)}\n"
    chapter = ""
    for document, titles in documents:
        if document.kind != chapter:
            chapter = document.kind
            yield f"\n## {chapters(chapter).capitalize()}\n"
        yield "\n" + _section(document.record, titles, say)


def _section(record: Record, titles: Mapping[str, str], say: Say) -> str:
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
    body = [_lowered(record.body) + "\n"] if record.body else []
    return "\n".join([f"### {_line(record.title)}\n", *(["".join(facts)] if facts else []), *texts, *body])


def _shown(declared: Field, value: Any, titles: Mapping[str, str], say: Say) -> str:
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
