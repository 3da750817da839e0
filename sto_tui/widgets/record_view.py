"""A record as blocks: title, labelled fields, long texts; for the previews and the reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from knowledge.journal.document import Document
from knowledge.model.fields import Table, Text
from knowledge.model.kinds import fields_of
from knowledge.model.records.record import Record
from knowledge.model.records.use import Use
from knowledge.model.reuse import Reuse
from sto_tui.widgets.blocks import HEADING, Block
from sto_tui.widgets.markdown_view import markdown_blocks
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line
from sto_tui.wording.pupil_texts import pupil_lines
from sto_tui.wording.reuse import failed_line, use_lines, used_in
from sto_tui.wording.words import extra_lines, field_word, kind_word, kinds_word, shown

_ELSEWHERE = ("title", "body", "date")
"""Fields that are shown above or below the others."""

LABEL_WIDTH = 24

NO_REUSE = Reuse()


def record_blocks(document: Document, names: Mapping[str, str], reuse: Reuse = NO_REUSE) -> list[Block]:
    """The whole `document` as blocks, its text first; `names` has the titles of the documents it links to.

    `reuse` is how often it is used, if it is a lesson.
    """
    title = Block(Content.styled(safe_line(document.record.title) or _("(no title)"), "bold"))
    return [title, *text_blocks(document, reuse), *fact_blocks(document.record, names), *use_blocks(reuse)]


def text_blocks(document: Document, reuse: Reuse = NO_REUSE) -> list[Block]:
    """What stands under the title of `document`: its day, its state, and its texts."""
    return [*_heading(document, reuse), *_texts(document.record)]


def _heading(document: Document, reuse: Reuse) -> Iterator[Block]:
    facts = [kind_word(document.kind), show_day(document.record.when)]
    author = getattr(document.record, "author", "") or document.author
    if author:
        facts.append(_("written by {author}").format(author=safe_line(author)))
    if reuse.count:
        facts.append(used_in(reuse))
    yield Block(Content.styled(" · ".join(fact for fact in facts if fact), "dim"))
    if reuse.failed:
        yield Block(Content.styled(failed_line(reuse), "bold"))
    if document.conflicts:
        count = max(len(siblings) for siblings in document.conflicts.values())
        badge = ngettext("⚠ {number} version", "⚠ {number} versions", count).format(number=count)
        which = ", ".join(field_word(document.kind, name) for name in document.conflicts)
        yield Block(Content.assemble((f" {badge} ", "bold reverse"), f" {which}"))
    if document.revived:
        yield Block(Content.styled(_("⚠ Deleted by one person while another changed it; it was kept."), "bold"))
    for line in pupil_lines(document.record):
        yield Block(Content(f"⚠ {line}"))
    if document.merged_into:
        said = _("This was merged into another one: see “Connected with”. What you read here is how it was.")
        yield Block(Content.styled(said, "bold"))
    if document.deleted:
        yield Block(Content.styled(_("This is in the bin."), "bold reverse"))


def fact_blocks(record: Record, names: Mapping[str, str]) -> list[Block]:
    """The short fields of `record`, a label and a value each; `names` has the titles of what it links to."""
    return list(_fields(record, names))


def _fields(record: Record, names: Mapping[str, str]) -> Iterator[Block]:
    above = 1
    for name, field in fields_of(record.kind).items():
        value = getattr(record, name)
        if name in _ELSEWHERE or not field.shown or isinstance(field.type, Text) or not value:
            continue
        if isinstance(field.type, Table) and not isinstance(value, Mapping):
            continue
        text = Content(shown(field, value, names))
        label = Content.styled(f"{_(field.label)[: LABEL_WIDTH - 1]:<{LABEL_WIDTH}}", "dim")
        yield Block(text, label, Content(" " * LABEL_WIDTH), above)
        above = 0
    for name, told in extra_lines(record, names):
        label = Content.styled(f"{name[: LABEL_WIDTH - 1]:<{LABEL_WIDTH}}", "dim")
        yield Block(Content(told), label, Content(" " * LABEL_WIDTH), above)
        above = 0


def use_blocks(reuse: Reuse) -> list[Block]:
    """The uses of a lesson, and how they went."""
    return list(_uses(reuse))


def _uses(reuse: Reuse) -> Iterator[Block]:
    if reuse.uses:
        yield Block(Content.styled(kinds_word(Use.kind).capitalize(), HEADING), above=1)
    for line in use_lines(reuse):
        yield Block(Content(line), Content("• "), Content("  "))


def _texts(record: Record) -> Iterator[Block]:
    fields = fields_of(record.kind)
    long = [name for name, field in fields.items() if isinstance(field.type, Text) and field.shown]
    for name in sorted(long, key=lambda name: name == "body"):
        text = getattr(record, name)
        if not text:
            continue
        if name != "body" or record.traits.text_headed:
            yield Block(Content.styled(_(fields[name].label), HEADING), above=1)
        blocks = markdown_blocks(text)
        yield from ([Block(blocks[0].content, blocks[0].first, blocks[0].rest, 1), *blocks[1:]] if blocks else [])
