"""Records in the user's words: names of kinds, labels of codes, days, titles behind links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from knowledge.model.fields import Choice, Choices, Day, Field, Json, Link, Links, Table, json_text
from knowledge.model.kinds import KINDS, fields_of
from knowledge.model.number_fields import Amount
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import BODIES
from knowledge.model.week_fields import Weeks
from knowledge.problem import BadValue
from sto_tui.wording.amounts import show_amount
from sto_tui.wording.dates import show_day, show_weeks
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe, safe_line


def kind_word(kind: str) -> str:
    """The word for one document of `kind`; an unknown kind is its own word."""
    return _(KINDS[kind].traits.label) if kind in KINDS else safe_line(kind)


def kind_sign(kind: str) -> str:
    """The sign for `kind` in a narrow list."""
    return KINDS[kind].traits.sign if kind in KINDS else "·"


def kinds_word(kind: str) -> str:
    """The word for several documents of `kind`."""
    return _(KINDS[kind].traits.plural) if kind in KINDS else safe_line(kind)


def number_of_kind(kind: str, number: int) -> str:
    """How many documents of `kind`: "1 partner", "3 partners"."""
    return f"{number} {kind_word(kind) if number == 1 else kinds_word(kind)}"


def shown(field: Field, value: Any, names: Mapping[str, str]) -> str:
    """`value` of `field` to read; `names` has the titles behind links. Several values take a line each."""
    kind = field.type
    if isinstance(kind, Choice):
        return safe_line(_(kind.vocabulary.label(value)))
    if isinstance(kind, Choices):
        return "\n".join(safe_line(_(kind.vocabulary.label(code))) for code in value)
    if isinstance(kind, Day):
        return show_day(value)
    if value is None:
        return ""
    if isinstance(kind, Amount):
        return show_amount(kind, value)
    if isinstance(kind, Weeks):
        return show_weeks(value)
    if isinstance(kind, Link):
        return safe_line(names.get(value, _("(unknown)"))) if value else ""
    if isinstance(kind, Links):
        return "\n".join(safe_line(names.get(item, _("(unknown)"))) for item in value)
    if isinstance(kind, Table):
        return "\n".join(safe_line(f"{_(BODIES.label(key))}: {text}") for key, text in value.items())
    if isinstance(value, tuple):
        return ("\n" if field.name not in ("tags",) else ", ").join(safe_line(str(item)) for item in value)
    return safe(str(value))


def field_word(kind: str, name: str) -> str:
    """The label of the stored field `name` of `kind`, which may be a key within a table."""
    field = fields_of(kind).get(name.partition(".")[0])
    return _(field.label) if field else safe_line(name)


def loose_reason(kind: str, late: Sequence[str]) -> str:
    """Why a merge of records of `kind` has to be looked at: fields that came in `late`, or two merges that crossed."""
    if late:
        return _("merged, and changed elsewhere since: {fields}").format(
            fields=", ".join(field_word(kind, name) for name in late)
        )
    return _("merged into each other on two devices; the first is kept")


def state_word(record: Record, today: date) -> str:
    """The state of a record in a word, or how late it is; "" for a record without a state."""
    field = fields_of(record.kind).get("state")
    if field is None:
        return ""
    return late_word(record, today) or shown(field, getattr(record, field.name) or "open", {})


def late_word(record: Record, today: date) -> str:
    """How late a record is, such as "5 months late"; "" for one that isn't."""
    if not record.is_late(today) or record.when is None:
        return ""
    days = (today - record.when).days
    if days < 14:
        return ngettext("{number} day late", "{number} days late", days).format(number=days)
    if days < 61:
        return _("{number} weeks late").format(number=days // 7)
    if days < 731:
        return _("{number} months late").format(number=round(days / 30.44))
    return _("{number} years late").format(number=days // 365)


def beside(record: Record, names: Mapping[str, str]) -> list[str]:
    """The values shown beside the title of `record` in a list, as its kind declares; unknown links are left out."""
    found: list[str] = []
    for name in record.traits.beside:
        field = fields_of(record.kind).get(name)
        value = getattr(record, name) if field else record.linked_partners if name == "partners" else ()
        if field is None or isinstance(field.type, Link | Links):
            found += [names.get(each, "") for each in ((value,) if isinstance(value, str) else value)]
        elif value:
            found += shown(field, value, names).split("\n")
    return [safe_line(each) for each in found if each]


def extra_lines(record: Record, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields that this version of the program doesn't know, as (name, value); empty ones are left out.

    `names` has the titles of the documents that the record links to.
    """
    kept = ((name, value) for name, value in record.extra.items() if value not in ("", None, [], {}))
    return [(_extra_word(record.kind, name), safe(json_text(value, names))) for name, value in kept]


def _extra_word(kind: str, name: str) -> str:
    """What an extra field is called: by its name, or by the label of the field for which it holds what was written."""
    from knowledge.exchange.shape import AS_WRITTEN, WRITTEN

    if not name.endswith(AS_WRITTEN):
        return safe_line(name)
    about = name.removesuffix(AS_WRITTEN)
    return _(WRITTEN).format(field=field_word(kind, about))


def stored_words(kind: str, name: str, value: Json, names: Mapping[str, str]) -> str:
    """The stored `value` of the field `name` of `kind` to read; without `names`, links stay ids."""
    field = fields_of(kind).get(name)
    if field is None or isinstance(field.type, Table) or (isinstance(field.type, Link | Links) and not names):
        return safe(json_text(value, names))
    try:
        return shown(field, field.type.empty if value is None else field.type.decode(value), names)
    except BadValue:
        return safe(json_text(value))


def stored_line(kind: str, name: str, value: Json) -> str:
    """As `stored_words`, on one line, as a list of changes shows it; "–" for nothing."""
    lines = filter(None, stored_words(kind, name, value, {}).split("\n"))
    return ", ".join(filter(None, map(safe_line, lines))) or "–"
