"""The guard on records (pure): which of their free texts may say who a pupil is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.guard.kept import Kept, kept_on_purpose
from knowledge.guard.known import KnownNames, known_names
from knowledge.guard.rules import passages_about_pupils
from knowledge.model.fields import Field
from knowledge.model.kinds import fields_of
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.region import Region
from knowledge.model.vocabulary import ERASE_RULES
from knowledge.problem import N_, Reason, Refused, Word

NO_PUPIL_IN_REASON = N_("The reason itself seems to be about a pupil. Say why it may stay without a name or a number.")


@dataclass(frozen=True)
class PupilHit:
    """A rule that hits a field of a record, and with how many passages, `kept` when these were kept on purpose.

    `words` is the first passage, to show to who saves and never to store. `where` is the row of a file it came from.
    """

    id: str
    kind: str
    field: str
    rule: str
    count: int = 1
    words: str = ""
    kept: Kept | None = None
    where: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether all of them were kept on purpose."""
        return self.kept is not None and self.kept.passages >= self.count

    @property
    def wants_erasing(self) -> bool:
        """Whether only erasing helps: a number that is taken out of a text stays in its earlier versions."""
        return self.rule in ERASE_RULES

    @property
    def reason(self) -> Reason:
        """What there is to tell of it, without its words."""
        return Reason(
            N_("“{field}” seems to be about a pupil ({rule}). Write a number, a class or “a pupil”."),
            {"field": Word(label_of(self.kind, self.field)), "rule": self.rule},
        )


class PupilFound(Refused):
    """What would be saved may say who a pupil is; nothing was saved. `hits` says where."""

    def __init__(self, hits: Iterable[PupilHit]) -> None:
        self.hits = tuple(hits)
        super().__init__(
            N_("Nothing was saved: {reason} Or keep it as it is and say why, with --keep-anyway REASON."),
            reason=self.hits[0].reason,
        )


def label_of(kind: str, field: str) -> str:
    """The message id of the name of `field`; the name itself where this version doesn't know it."""
    declared = fields_of(kind).get(field)
    return declared.label if declared else field


def free_texts(record: Record) -> Iterator[tuple[str, str]]:
    """(field, text) of everything in `record` that people write as they like; what stands in one field is one text."""
    for name, field in fields_of(record.kind).items():
        if _is_free(field) and (value := getattr(record, name)):
            yield name, "\n".join(_texts(value))


def _is_free(field: Field) -> bool:
    takes_part = field.asked or field.shown or field.searched
    return field.type.is_free and takes_part and not field.bulky and not field.made_of


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return filter(lambda each: isinstance(each, str), value.values() if isinstance(value, dict) else value)  # type: ignore[call-overload,no-any-return]


def hits_in(
    record: Record,
    known: Callable[[], KnownNames],
    today: date,
    *,
    fields: Collection[str] | None = None,
    off: Collection[str] = (),
) -> list[PupilHit]:
    """The rules that hit the free texts of `record`, or only those in `fields`; the rules in `off` are left out."""
    found: list[PupilHit] = []
    for name, text in free_texts(record):
        if fields is not None and name not in fields:
            continue
        passages: dict[str, list[str]] = {}
        if any(passages_about_pupils(text, KnownNames(), today, off)):  # the directory only ever takes away
            for each in passages_about_pupils(text, known(), today, off):
                passages.setdefault(each.rule, []).append(each.words)
        found += [
            PupilHit(record.id, record.kind, name, rule, len(words), words[0], kept_on_purpose(record, rule, name))
            for rule, words in passages.items()
        ]
    return found


def kept_hits(record: Record, today: date) -> list[PupilHit]:
    """What was kept on purpose in `record` and is still there, in the order of its fields."""
    fields = {name.partition(".")[2] for name in record.guard_kept}
    return [hit for hit in hits_in(record, KnownNames, today, fields=fields) if hit.kept] if fields else []


def known_in(region: Region, is_word: Callable[[str], bool], author: str, more: Iterable[Record] = ()) -> KnownNames:
    """What the directory of `region` makes known, with the records `more` that are about to be saved and the author."""
    partners = [*region.of(Partner).values(), *(each for each in more if isinstance(each, Partner))]
    people = [*region.of(Person).values(), *(each for each in more if isinstance(each, Person))]
    everything = (*(each for kind in region.records.values() for each in kind.values()), *more)
    return known_names(
        (each.title for each in partners),
        (author, *(each.title for each in people)),
        (getattr(each, "place", "") for each in everything),
        is_word,
    )


def check_reason(reason: str, today: date) -> None:
    """Raise `Refused` when the `reason` for keeping something seems to be about a pupil itself."""
    if passages_about_pupils(reason, KnownNames(), today):
        raise Refused(NO_PUPIL_IN_REASON)
