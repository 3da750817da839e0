"""Apply ``FIELD=VALUE`` to records: names become links, and list fields can gain and lose members."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from knowledge.model import codec
from knowledge.model.fields import Field, Lines, Link, Links, PartnerRole, Table
from knowledge.model.partner_roles import check_role
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.problem import N_, BadValue, UnknownId, Word, WrongUse
from knowledge.today import today
from sto_tui.commands.parsing.partners import one_partner

if TYPE_CHECKING:
    from knowledge.exchange.directory import Directory
    from sto_tui.commands.context import CommandContext

_UUID_LENGTH = 36


def with_assignments(record: Record, typed: Iterable[tuple[str, str]], directory: Directory) -> Record:
    """`record` with the `typed` fields. A list field given several times gets all values; ``+x,-y`` adds and removes.

    Raises `WrongUse` for an invalid field or value. Partners that don't exist yet are created in `directory`.
    """
    given: dict[str, list[str]] = {}
    for name, text in typed:
        given.setdefault(codec.field_named(record.kind, name).name, []).append(text)
    for name, texts in given.items():
        field = codec.field_named(record.kind, name)
        if field.sameness:
            raise WrongUse(N_("Which records are the same is said with `sto merge` and `sto duplicates --not-same`."))
        if field.made_of:
            others = ", ".join(field.made_of)
            raise WrongUse(
                N_("A {kind} has no title of its own: it is made of {names}."), kind=record.kind, names=others
            )
        try:
            record = _with_field(record, field, texts, directory)
        except BadValue as bad:
            raise WrongUse(N_("{field}: {problem}"), field=Word(field.label), problem=bad) from None
    return record


def with_options(context: CommandContext, record: Record, directory: Directory) -> Record:
    """`record` with the values of --title, --set and --body; raises `WrongUse` as `with_assignments` does."""
    args = context.args
    typed = list(args.set)
    if args.title is not None:
        typed.append(("title", args.title))
    record = with_assignments(record, typed, directory)
    body = context.text(args.body)
    return record if body is None else dataclasses.replace(record, body=body.replace("\r\n", "\n").strip("\n"))


def _with_field(record: Record, field: Field, texts: list[str], directory: Directory) -> Record:
    kind = field.type
    if isinstance(kind, Table):
        table: Mapping[str, Any] = {key: value for text in texts for key, value in kind.parse(text, today()).items()}
        return _replaced(record, field.name, table)
    if isinstance(kind, Link):
        return _replaced(record, field.name, linked(kind.targets, texts[-1].strip(), directory, kind.role))
    if not isinstance(kind, Lines):
        return _replaced(record, field.name, kind.parse(texts[-1], today()))
    members: list[str] = []
    for text in texts:
        if isinstance(kind, Links) and directory.among(kind.targets, text.strip()):
            members.append(text.strip())  # a name may hold a comma
        else:
            members += [" ".join(part.split()) for part in text.split(kind.separator) if part.strip()]
    if members and all(member[0] in "+-" and len(member) > 1 for member in members):
        return _adjusted(record, field, members, directory)
    return _with_members(record, field, members, directory)


def _adjusted(record: Record, field: Field, members: list[str], directory: Directory) -> Record:
    """`record` with members of a list field added (+) and removed (-)."""
    before = getattr(record, field.name)
    grown = _with_members(record, field, [member[1:] for member in members if member[0] == "+"], directory)
    gone = _with_members(record, field, [member[1:] for member in members if member[0] == "-"], directory)
    kept = dict.fromkeys((*before, *getattr(grown, field.name)))
    return _replaced(grown, field.name, tuple(item for item in kept if item not in getattr(gone, field.name)))


def _with_members(record: Record, field: Field, members: list[str], directory: Directory) -> Record:
    kind = field.type
    if not isinstance(kind, Links):
        return _replaced(record, field.name, kind.parse(kind.separator.join(members), today()))  # type: ignore[attr-defined]
    found: list[str] = []
    guests: list[str] = []
    for name in members:
        if record.kind == Meeting.kind and field.name == "attendees":
            person = directory.find(Person.kind, name)
            found += [person] if person else []
            guests += [] if person else [name]
        else:
            found.append(linked(kind.targets, name, directory, kind.role))
    record = _replaced(record, field.name, tuple(dict.fromkeys(found)))
    if guests:
        record = _replaced(record, "guests", tuple(dict.fromkeys((*getattr(record, "guests"), *guests))))  # noqa: B009
    return record


def linked(targets: tuple[str, ...], name: str, directory: Directory, role: PartnerRole = PartnerRole.ANY) -> str:
    """The id of the document called `name` of one of the kinds `targets`; "" for no name.

    Part of a name means the only partner that has it. A partner that doesn't exist yet is created; raises `WrongUse`
    when another kind has no such document, when several partners may be meant, and for one that can't have this `role`.
    """
    if not name:
        return ""
    found = directory.among(targets, name)
    if not found and looks_like_id(name):
        raise UnknownId(name)
    if not found and Partner.kind in targets:
        found = one_partner(name, directory, role)
    if found:
        if record := directory.record(found):
            check_role(record, role)
        return found
    if Partner.kind not in targets:
        raise WrongUse(N_("Nobody and nothing here is called “{name}”."), name=name)
    return directory.partner(name)


def looks_like_id(name: str) -> bool:
    """Whether `name` has the form of a document id, so that a mistyped id doesn't create a partner."""
    return len(name) == _UUID_LENGTH and name.count("-") == 4 and all(c in "0123456789abcdef-" for c in name)


def _replaced(record: Record, name: str, value: object) -> Record:
    return dataclasses.replace(record, **{name: value})  # type: ignore[arg-type]


def check(record: Record, before: Record | None = None) -> None:
    """Raise `WrongUse` when `record`, which was as `before`, is not valid and can't be saved, or can't be true yet."""
    wrong = [*(each.problem for each in codec.problems(record))]
    wrong += [problem for _field, problem in record.too_early(before, today())]
    if wrong:
        raise WrongUse(wrong[0].text, **wrong[0].values)
