"""Merging two records of one partner or person, and taking them apart again (pure).

One record is kept and the other says what it was merged into; nothing that links to either is rewritten. Everything is
done on flat fields, as they are stored, so that a table merges key by key and a field that only a newer version knows
comes along.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.journal.document import Document
from knowledge.journal.merge import DELETED
from knowledge.journal.register import merge_set
from knowledge.journal.text_merge import merge_text
from knowledge.journal.versions import Version
from knowledge.model import codec
from knowledge.model.codec import Fields, shape_of
from knowledge.model.fields import Choice, Day, Json, Shape, Table, json_text
from knowledge.model.folding import fold
from knowledge.model.following import MERGED_INTO, NOT_SAME, can_be_merged
from knowledge.model.kinds import fields_of
from knowledge.problem import N_, BadValue, Say, WrongUse

KEPT, DROPPED = 1, 2
"""Whose value holds: that of the record that is kept, or of the one that is merged into it."""
TITLE, NOTES = "title", "body"
_APART = frozenset({MERGED_INTO, NOT_SAME, DELETED})
"""Fields that have rules of their own."""


@dataclass(frozen=True)
class FieldDifference:
    """A field in which two records differ: both values, and the number of the one that holds (0: both, together)."""

    name: str
    values: tuple[Json, Json]
    holds: int


@dataclass(frozen=True)
class Merge:
    """What merging `dropped` into `kept` does: the fields to set in either, and the `differences` between them.

    `taken` are the fields that only `dropped` has.
    """

    kept: Document
    dropped: Document
    differences: tuple[FieldDifference, ...]
    taken: tuple[str, ...]
    into_kept: Fields
    into_dropped: Fields

    @property
    def choices(self) -> tuple[FieldDifference, ...]:
        """The differences of which only one value can hold."""
        return tuple(each for each in self.differences if each.holds)


def check_mergeable(kept: Document, dropped: Document) -> None:
    """Raise `WrongUse` unless `dropped` can be merged into `kept`."""
    if kept.id == dropped.id:
        raise WrongUse(N_("These are one and the same record already: “{title}”."), title=kept.record.title)
    if kept.kind != dropped.kind or not can_be_merged(kept.kind):
        raise WrongUse(N_("Two partners can be merged, or two persons."))
    for each in (kept, dropped):
        if each.deleted:
            raise WrongUse(
                N_("“{title}” is in the bin. `sto restore {id}` takes it out."), title=each.record.title, id=each.id
            )
        if each.conflicts:
            raise WrongUse(
                N_("Of “{title}” two versions are open. First choose what holds, with `sto conflicts`."),
                title=each.record.title,
            )


def merge_records(
    kept: Document,
    dropped: Document,
    *,
    written: tuple[Mapping[str, str], Mapping[str, str]],
    today: date,
    say: Say,
    choices: Mapping[str, int] | None = None,
    only: Collection[str] | None = None,
) -> Merge:
    """What to do to merge `dropped` into `kept`.

    Of a field that only one of them has, its value is taken; sets and tables are united; of two texts the second comes
    below the first. Of anything else one value holds: the one in `choices` (1 is that of `kept`), else the one that was
    `written` last, except that `kept` keeps its name. The other value goes into the notes, with `today` above it; `say`
    translates the words around it. With `only`, just those fields are merged. Raises `WrongUse` for a choice that
    there isn't.
    """
    names = [name for name in _names(kept, dropped) if only is None or name in only]
    found = (_difference(kept, dropped, name, written, choices or {}) for name in names)
    differences = tuple(each for each in found if each)
    _check_choices(choices or {}, differences)
    taken = tuple(name for name in names if _is_empty(kept.fields.get(name)))
    heading = say(N_("Merged on {day}")).format(day=f"{today:%d-%m-%Y}")
    result = {
        **kept.fields,
        **{name: dropped.fields[name] for name in taken},
        **{each.name: _united(kept.kind, each, heading) for each in differences if each.name != NOTES},
        **_sameness(kept, dropped),
    }
    if notes := _notes(kept, str(result.get(NOTES) or ""), differences, heading, say):
        result[NOTES] = notes
    # `not_same` is set in any case. That makes it an edit: who bins `kept` meanwhile then doesn't bin both.
    into_kept = codec.difference(kept.fields, result, kept.kind) | {NOT_SAME: result[NOT_SAME]}
    return Merge(kept, dropped, differences, taken, into_kept, {MERGED_INTO: kept.id})


def _united(kind: str, difference: FieldDifference, heading: str) -> Json:
    """The value that holds of a field in which two records differ."""
    mine, theirs = difference.values
    if difference.holds:
        return difference.values[difference.holds - 1]
    return (
        _below(mine, heading, theirs) if shape_of(kind, difference.name) is Shape.TEXT else merge_set([], mine, theirs)
    )


def _sameness(kept: Document, dropped: Document) -> Fields:
    """What `kept` says from now on of which records it is the same as, and isn't."""
    apart = dict.fromkeys((*strangers(kept), *strangers(dropped)))
    others: list[Json] = [each for each in apart if each not in (kept.id, dropped.id)]
    return {NOT_SAME: others, **({MERGED_INTO: ""} if kept.fields.get(MERGED_INTO) else {})}


def _notes(kept: Document, notes: str, differences: Sequence[FieldDifference], heading: str, say: Say) -> str:
    """`notes` with what merging adds below them: the values that don't hold, then the notes of the other record."""
    there = set(notes.split("\n"))
    lines = [_line(kept.kind, each, say) for each in differences if each.holds]
    fresh = [line for line in lines if line not in there]
    texts = [str(each.values[1]) for each in differences if each.name == NOTES]
    added = [*(["\n".join(fresh)] if fresh else []), *texts]
    return _below(notes, heading, "\n\n".join(added)) if added else notes


def _line(kind: str, difference: FieldDifference, say: Say) -> str:
    """The value that doesn't hold, as an item of a list in the notes."""
    told = _in_words(kind, difference.name, difference.values[2 - difference.holds], say)
    return f"- {_label(kind, difference.name, say)}: {told}"


def _names(kept: Document, dropped: Document) -> list[str]:
    """The fields of `dropped` that have a value, those that are declared first, in their order."""
    declared = list(fields_of(kept.kind))
    told = [name for name, value in dropped.fields.items() if name not in _APART and not _is_empty(value)]

    def place(name: str) -> tuple[int, str]:
        head = name.partition(".")[0]
        return (declared.index(head) if head in declared else len(declared), name)

    return sorted(told, key=place)


def _difference(
    kept: Document,
    dropped: Document,
    name: str,
    written: tuple[Mapping[str, str], Mapping[str, str]],
    choices: Mapping[str, int],
) -> FieldDifference | None:
    mine, theirs = kept.fields.get(name), dropped.fields[name]
    shape = shape_of(kept.kind, name)
    if _is_empty(mine) or mine == theirs:
        return None
    texts = isinstance(mine, str) and isinstance(theirs, str)
    lists = isinstance(mine, list) and isinstance(theirs, list)
    if shape is Shape.SET and lists:
        return FieldDifference(name, (mine, theirs), 0) if set(map(repr, theirs)) - set(map(repr, mine)) else None  # type: ignore[arg-type]
    if shape is Shape.TEXT and texts:
        return FieldDifference(name, (mine, theirs), 0) if str(theirs).strip() not in str(mine) else None
    if texts and fold(str(mine)) == fold(str(theirs)):
        return None  # written in another way; the one that is kept stays as it is
    newest = DROPPED if written[1].get(name, "") > written[0].get(name, "") else KEPT
    return FieldDifference(name, (mine, theirs), choices.get(name, KEPT if name == TITLE else newest))


def _check_choices(choices: Mapping[str, int], differences: Sequence[FieldDifference]) -> None:
    names = [each.name for each in differences if each.holds]
    for name, number in choices.items():
        if name not in names:
            raise WrongUse(
                N_("There is nothing to choose in “{name}”. There is in: {names}."),
                name=name,
                names=", ".join(names) or "–",
            )
        if number not in (KEPT, DROPPED):
            raise WrongUse(N_("Choose 1 (of the one that is kept) or 2 (of the other) for “{name}”."), name=name)


def _below(text: Json, heading: str, other: Json) -> str:
    """`text` with `other` below it, under `heading`; just `other` if that begins with the whole of `text`."""
    if str(other).startswith(str(text).strip()) and text:
        return str(other)
    return "\n\n".join(part for part in (str(text).rstrip("\n"), f"## {heading}", str(other).strip("\n")) if part)


def _is_empty(value: Json) -> bool:
    return value is None or value == "" or value == [] or value == {}


def strangers(document: Document) -> list[str]:
    """The ids of the records that aren't the same as `document`, as they were written and not followed."""
    value = document.fields.get(NOT_SAME)
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _label(kind: str, name: str, say: Say) -> str:
    head, dot, key = name.partition(".")
    field = fields_of(kind).get(head)
    label = say(field.label) if field else head
    return f"{label} {key}" if dot else label


def _in_words(kind: str, name: str, value: Json, say: Say) -> str:
    """`value` on one line, as it stands in the notes."""
    field = fields_of(kind).get(name)
    if field is None or isinstance(field.type, Table):
        told = json_text(value)
    else:
        try:
            typed = field.type.decode(value)
        except BadValue:
            return " ".join(json_text(value).split())
        if isinstance(field.type, Choice):
            told = say(field.type.vocabulary.label(typed))
        elif isinstance(field.type, Day):
            told = f"{typed:%d-%m-%Y}"
        else:
            told = field.type.show(typed)
    return " ".join(told.split())


# -- afterwards -------------------------------------------------------------------------------------------------------


def written_when(versions: Iterable[Version]) -> dict[str, str]:
    """The stamp of the latest change of each field, by its name."""
    found: dict[str, str] = {}
    for version in versions:
        found |= {name: max(version.time, found.get(name, "")) for name in version.set}
    return found


def late_fields(dropped: Document, versions: Sequence[Version]) -> Fields:
    """The fields of `dropped` that say something else than when it was merged, as they are now.

    That is what somebody wrote in it without knowing of the merge, or in spite of it.
    """
    merges = [version for version in versions if version.set.get(MERGED_INTO)]
    if not merges:
        return {}
    then = merges[-1].document.fields
    names = [name for name in {**then, **dropped.fields} if name not in _APART]
    return {name: dropped.fields.get(name) for name in names if not _same(dropped.fields.get(name), then.get(name))}


def _same(one: Json, other: Json) -> bool:
    return one == other or (_is_empty(one) and _is_empty(other))


def taken_apart(dropped: Sequence[Version], kept: Document, versions: Sequence[Version]) -> Fields:
    """The fields to set in `kept`, with these `versions`, so that it doesn't have what merging `dropped` gave it.

    What changed in it since stays. The change of `kept` that belongs to a merge is the one that the same replica made
    right before it said so in the other record.
    """
    by_dot = {_dot(version): version for version in versions}
    now: dict[str, Json] = dict(kept.fields)
    for said in reversed(dropped):
        if MERGED_INTO not in said.set:
            continue
        if not said.set[MERGED_INTO]:
            break  # taken apart before; what was merged earlier is undone already
        replica, seq = _dot(said)
        merged = by_dot.get((replica, seq - 1))
        if merged is None or said.set[MERGED_INTO] != kept.id:
            continue
        for name in merged.set.keys() - {MERGED_INTO}:
            now[name] = _undone(kept.kind, name, merged.set[name], now.get(name), merged.before.get(name))
    return codec.difference(kept.fields, {name: value for name, value in now.items() if value is not None}, kept.kind)


def _undone(kind: str, name: str, merged: Json, now: Json, before: Json) -> Json:
    """The value that field `name` has now, without what the merge changed: that turned `before` into `merged`."""
    if _same(now, merged):
        return before
    if shape_of(kind, name) is Shape.SET:
        return merge_set(merged, now, before)
    if shape_of(kind, name) is Shape.TEXT and all(isinstance(each or "", str) for each in (merged, now, before)):
        text = merge_text(str(merged or ""), str(now or ""), str(before or ""))
        return now if text is None else text
    return now


def _dot(version: Version) -> tuple[str, int]:
    replica, _, rest = version.ref.partition(":")
    return replica, int(rest.partition("#")[0])
