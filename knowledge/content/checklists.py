"""Reading checklists from Markdown, the shipped ones and a region's own (`docs/checklists.md`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from knowledge.content.markdown import HERE, BadMarkdown, read_page
from knowledge.model.checklist import ANSWER_ROLES, TYPES, Option, Question, Section, Template
from knowledge.model.typed.numbers import HOURS, MARK, unit_named
from knowledge.problem import N_

if TYPE_CHECKING:
    from markdown_it.token import Token

SIDES = {"two": ("school", "company"), "one": ("both",), "school": ("school",), "company": ("company",)}
INTAKE = "waarom-samenwerken"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}")
_LONGEST = {"title": 200, "version": 40, "language": 40, "seed": 200}
_HEADING = re.compile(r"(?:([A-Za-z0-9-]{1,8})\.\s+)?(.+)", re.DOTALL)
_SOURCE = re.compile(r"(?:Bron|Source):\s*", re.IGNORECASE)
_UNIT = re.compile(r"(?:eenheid|unit)\s*:\s*", re.IGNORECASE)


@cache
def shipped(language: str) -> tuple[Template, ...]:
    """The checklists that come with sto in `language`, the intake first."""
    folder = HERE / (language if language in ("nl", "en") else "nl") / "checklists"
    found = [template_from(path.read_text("utf-8")) for path in sorted(folder.glob("*.md"))]
    return tuple(sorted(found, key=lambda template: (template.id != INTAKE, template.title)))


@lru_cache(maxsize=512)
def template_from(source: str) -> Template:
    """The checklist in the Markdown `source`; raises `BadMarkdown` with the line and what to do."""
    page = read_page(source)
    front = {name: " ".join(str(value).split()) for name, value in page.front.items() if isinstance(value, str | int)}
    for name in ("id", "title"):
        if not front.get(name):
            raise BadMarkdown(N_("Line 2: the front matter lacks “{name}: …”."), name=name)
    if not _ID.fullmatch(front["id"]):
        raise BadMarkdown(
            N_("Line {line}: the id may hold letters, digits and hyphens only, 32 at most: “{id}”."),
            line=page.lines.get("id", 2),
            id=front["id"][:100],
        )
    for name, longest in _LONGEST.items():
        if len(front.get(name, "")) > longest:
            raise BadMarkdown(
                N_("Line {line}: “{name}” is too long; {longest} characters are the most."),
                line=page.lines.get(name, 2),
                name=name,
                longest=longest,
            )
    reading = _Reading(page.line)
    reading.read(page.body)
    if not any(section.questions for section in reading.sections):
        raise BadMarkdown(
            N_("Line {line}: there is no question in it. Write “### 1. Question” or a numbered list."), line=page.line
        )
    return Template(
        id=front["id"],
        version=front.get("version", "1"),
        language=front.get("language", "nl"),
        title=front["title"],
        intro="\n\n".join(reading.intro),
        sections=tuple(section.done() for section in reading.sections if section.questions),
        source=source,
        seed=front.get("seed", ""),
    )


@dataclass
class _Question:
    """A question being read."""

    id: str
    text: str
    line: int
    type: str = ""
    sides: tuple[str, ...] = ("both",)
    role: str = ""
    unit: str = ""
    why: str = ""
    seed: str = ""
    options: list[Option] = field(default_factory=list)

    def done(self) -> Question:
        if not self.type:
            raise BadMarkdown(
                N_("Line {line}: question {id} lacks its type. Write under it for example: `text` · `two`"),
                line=self.line,
                id=self.id,
            )
        if ("choice" in self.type or "multi" in self.type) and not self.options:
            raise BadMarkdown(
                N_("Line {line}: question {id} has no answers to choose from. Write them as: - `code` Label"),
                line=self.line,
                id=self.id,
            )
        options = tuple(self.options)
        unit = MARK if "scale" in self.type else HOURS if self.role == "hours" else unit_named(self.unit)
        return Question(self.id, self.text, self.type, self.sides, self.why, self.seed, options, self.role, unit)


@dataclass
class _Section:
    """A section being read."""

    id: str = ""
    title: str = ""
    questions: list[_Question] = field(default_factory=list)

    def done(self) -> Section:
        return Section(self.id, self.title, tuple(question.done() for question in self.questions))


class _Reading:
    """Collects the sections and questions of a checklist from the tokens of its text."""

    def __init__(self, first_line: int) -> None:
        self._first_line = first_line
        self.intro: list[str] = []
        self.sections: list[_Section] = [_Section()]
        self._question: _Question | None = None
        self._ids: set[str] = set()

    def read(self, body: str) -> None:
        from markdown_it import MarkdownIt

        tokens = MarkdownIt("commonmark", {"html": False}).parse(body)
        inside: list[str] = []
        line = self._first_line
        for token in tokens:
            if token.map:
                line = self._first_line + token.map[0]
            if token.nesting == 1:
                inside.append(token.tag)
            elif token.nesting == -1:
                inside.pop()
            elif token.type == "inline":
                self._take(inside, token, line)

    def _take(self, inside: Sequence[str], token: Token, line: int) -> None:
        text = " ".join(token.content.split())
        if inside[-1:] == ["h2"]:
            name, title = _heading(text)
            self.sections.append(_Section(name, f"{name}. {title}" if name else title))
            self._question = None
        elif inside[-1:] == ["h3"]:
            name, title = _heading(text)
            self._begin(_Question(name or str(len(self._ids) + 1), title, line))
        elif "ol" in inside and self._question is None:
            self._begin(_Question(str(len(self._ids) + 1), text, line, type="item"))
            self._question = None
        elif self._question is None:
            if inside == ["p"]:
                self.intro.append(text)
        elif "blockquote" in inside:
            self._question.why = f"{self._question.why} {text}".strip()
        elif "ul" in inside:
            self._question.options.append(_option(token, line))
        elif _SOURCE.match(text):
            self._question.seed = _SOURCE.sub("", text)
        elif _UNIT.match(text):
            self._question.unit = _UNIT.sub("", text)
        elif codes := _codes(token):
            self._describe(self._question, codes, line)

    def _begin(self, question: _Question) -> None:
        if question.id in self._ids:
            raise BadMarkdown(N_("Line {line}: there are two questions {id}."), line=question.line, id=question.id)
        self._ids.add(question.id)
        self._question = question
        self.sections[-1].questions.append(question)

    def _describe(self, question: _Question, codes: list[str], line: int) -> None:
        """Read the line of codes under a question: its type, then in any order who answers and its role."""
        question.type, *more = codes
        if wrong := [part for part in question.type.split("+") if part not in TYPES]:
            raise BadMarkdown(
                N_("Line {line}: “{type}” is no type of question. The types are: {types}."),
                line=line,
                type=wrong[0],
                types=", ".join(TYPES),
            )
        for code in more:
            if code in SIDES:
                question.sides = SIDES[code]
            elif code in ANSWER_ROLES:
                question.role = code
            else:
                known = ", ".join((*SIDES, *ANSWER_ROLES))
                raise BadMarkdown(
                    N_("Line {line}: “{code}” isn't known. Use: {known}."), line=line, code=code, known=known
                )


def _heading(text: str) -> tuple[str, str]:
    match = _HEADING.fullmatch(text)
    return (match[1] or "", match[2]) if match else ("", text)


def _codes(token: Any) -> list[str]:
    return [child.content for child in token.children or () if child.type == "code_inline"]


def _option(token: Any, line: int) -> Option:
    codes = _codes(token)
    label = "".join(child.content for child in token.children or () if child.type == "text").strip()
    if not codes or not label:
        raise BadMarkdown(N_("Line {line}: write an answer as: - `code` Label"), line=line)
    return Option(codes[0], label)
