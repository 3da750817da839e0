"""A page as a PDF on A4: tagged for who hears it, with its letters in it, the same bytes for the same page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from knowledge.exchange.pages import Bars, Element, Grid, Heading, Items, Paragraph, PrintPage, says_something
from knowledge.problem import N_, Problem

if TYPE_CHECKING:
    import typst

STAND_IN = "□"
"""What stands in a PDF for a character that no font here can draw."""

_TEMPLATE = Path(__file__).with_name("page.typ")
_FONTS = Path(__file__).with_name("fonts")
_ACCESSIBLE: Final = "ua-1"
"""The standard for accessible PDFs. It allows no character that can't be drawn, so none goes missing unseen."""


@dataclass(frozen=True)
class PagePdf:
    """The bytes of a PDF, and the characters in whose place `STAND_IN` stands."""

    data: bytes
    lacking: str = ""


class NoPdfHere(Problem):
    """This device has no program to make a PDF with."""

    def __init__(self) -> None:
        super().__init__(N_("This device can't make a PDF. Open the HTML file in your browser and print it as PDF."))


def page_as_pdf(page: PrintPage) -> PagePdf:
    """`page` as a PDF; raises `NoPdfHere`."""
    try:
        import typst  # noqa: F401
    except ImportError as error:
        raise NoPdfHere() from error
    data = json.dumps(_values(page), ensure_ascii=False).encode("utf-8", "replace").decode()
    lacking = "".join(sorted(each for each in set(data) - _plain() if not _is_drawn(each)))
    data = data.translate(dict.fromkeys(map(ord, lacking), STAND_IN))
    return PagePdf(_compiled(_TEMPLATE.read_bytes(), datetime.combine(page.day, time(), UTC), page=data), lacking)


@cache
def _plain() -> frozenset[str]:
    """The characters of Dutch and English text, of which the font is known to have them all."""
    return frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])) | frozenset("€–—‘’“”…•")


@cache
def _is_drawn(character: str) -> bool:
    """Whether a font here has `character`."""
    import typst

    try:
        _compiled(b'#set document(title: "x")\n#set text(font: "Noto Sans")\n#sys.inputs.tried', tried=f"a{character}")
    except typst.TypstError:
        return False
    return True


def _compiled(source: bytes, day: datetime | None = None, **given: str) -> bytes:
    import typst

    # A compiler serves one thread at a time, so each page has its own; what takes long is reading the fonts.
    compiler = typst.Compiler(source, font_paths=_fonts(), sys_inputs=given)
    made = compiler.compile(format="pdf", pdf_standards=_ACCESSIBLE, timestamp=day)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(_FONTS)])


def _values(page: PrintPage) -> Mapping[str, Any]:
    elements = list(_in_steps(page.elements))
    following = [*elements, None][1:]
    return {
        "title": page.title,
        "author": page.author,
        "language": page.language,
        "day": [page.day.year, page.day.month, page.day.day],
        "numbered": page.numbered,
        "parts": [_part(each, then) for each, then in zip(elements, following, strict=True)],
    }


def _in_steps(elements: Sequence[Element]) -> Iterator[Element]:
    """`elements` with headings that go down one level at a time, as readers who jump from heading to heading expect.

    Headings that say nothing lead nowhere, and are left out.
    """
    level = 1
    for each in elements:
        if isinstance(each, Heading):
            if not says_something(each.text):
                continue
            level = min(max(each.level, 2), level + 1)
            each = replace(each, level=level)
        yield each


def _part(element: Element, then: Element | None) -> Mapping[str, Any]:
    match element:
        case Heading():
            return {"kind": "heading", "level": element.level, "text": element.text, "on_new_page": element.on_new_page}
        case Paragraph():
            announces = isinstance(then, Items | Grid | Bars)
            return {"kind": "announcing" if announces else "paragraph", "text": element.text}
        case Items():
            return {"kind": "numbered" if element.numbered else "items", "items": list(element.items)}
        case Grid():
            return {"kind": "grid", "heads": list(element.heads), "rows": [list(row) for row in element.rows]}
        case Bars():
            bars = [
                {"label": each.label, "part": float(element.part(each)), "shown": each.shown} for each in element.bars
            ]
            return {"kind": "bars", "title": element.title, "alternative": element.alternative, "bars": bars}
