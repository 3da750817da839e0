"""The facets by which documents are counted and filtered.

A facet is one row of `FACETS`. The index, queries, ranking, the words that are typed before a colon, the options of
`sto search`, and the filters and counts of the app all loop over that table, in its order. A row without `of` gets its
values from the fields that are declared with its name (`declare(…, facet="world")`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.model.folding import fold_word, fold_words
from knowledge.model.vocabulary import ACTIVITY_KINDS, WORLDS, Vocabulary
from knowledge.problem import N_

if TYPE_CHECKING:
    from typing import Protocol

    class Indexed(Protocol):
        """The part of an `IndexDocument` that a row can read."""

        @property
        def kind(self) -> str: ...
        @property
        def title(self) -> str: ...
        @property
        def tags(self) -> tuple[str, ...]: ...
        @property
        def partners(self) -> tuple[str, ...]: ...
        @property
        def day(self) -> date | None: ...
        @property
        def partner_names(self) -> tuple[str, ...]: ...
        @property
        def writer(self) -> str: ...
        @property
        def facets(self) -> Mapping[str, tuple[str, ...]]: ...


class Texts:
    """Values that are short texts. A typed value stands for every value in which a word begins with it.

    The other types of values derive from this one.
    """

    def kept(self, value: str) -> str:
        """`value` as the index stores it."""
        return fold_words(value)

    def meant(self, typed: str, present: Collection[str]) -> str | None:
        """The value that `typed` (folded) stands for, or None if there is none; `present` are the indexed values."""
        del present
        return typed

    def allows(self, value: str, wanted: str) -> bool:
        """Whether a document with `value` (as returned by `kept`) matches `wanted` (as returned by `meant`)."""
        return f" {wanted}" in f" {value}"


@dataclass(frozen=True, eq=False, repr=False)
class Codes(Texts):
    """Values that are codes: those of a vocabulary, and others that a newer version may know.

    `words` gives the words that people type for each code, in Dutch and English. The beginning of one is enough.
    """

    vocabulary: Vocabulary
    words: Mapping[str, str]

    def kept(self, value: str) -> str:
        return value

    def meant(self, typed: str, present: Collection[str]) -> str | None:
        if typed in self._codes:
            return self._codes[typed]
        begun = (code for word, code in self._codes.items() if word.startswith(typed))
        return next(begun, typed if typed in present else None)

    def allows(self, value: str, wanted: str) -> bool:
        return value == wanted

    @cached_property
    def _codes(self) -> dict[str, str]:
        """The code that each word stands for; every code stands for itself."""
        return {word: code for code in self.vocabulary for word in (fold_word(code), *self.words.get(code, "").split())}


class Kinds(Texts):
    """Values that are kinds of record: those declared here, and others that a newer version wrote."""

    def kept(self, value: str) -> str:
        return value

    def meant(self, typed: str, present: Collection[str]) -> str | None:
        from knowledge.model.kinds import kind_typed  # late: the first paint of the app needs no records

        return kind_typed(typed) or (typed if typed in present else None)

    def allows(self, value: str, wanted: str) -> bool:
        return value == wanted


@dataclass(frozen=True, eq=False, repr=False)
class Ids(Texts):
    """Values that are ids of documents of the kind `target`. A typed value is compared with the names of these.

    `called` returns the names, for a facet that isn't declared on fields.
    """

    target: str
    called: Callable[[Indexed], Iterable[str]] | None = None

    def kept(self, value: str) -> str:
        return value


@dataclass(frozen=True, eq=False, repr=False)
class Days(Texts):
    """Values that are years. A typed value stands for a period.

    With `after`, days after the period match as well; with `before`, days before it.
    """

    after: bool = False
    before: bool = False

    def kept(self, value: str) -> str:
        return value


@dataclass(frozen=True, eq=False, repr=False)
class Facet:
    """One row. Texts are gettext message ids.

    - `name`: its name in the index, in `Query.filters`, in JSON, and as an option;
    - `label`: its heading above counts; `offered`: its name in the list of filters, if that differs; `said`: its name
      within a sentence;
    - `typed`: the words that can be typed for it before a colon, in Dutch and English;
    - `values`: the type of its values, which also decides how a typed one is matched;
    - `of`: returns its values for a document, for a facet that isn't declared on fields;
    - `counted`: whether results tell how many of the documents found have each value;
    - `asked`: the question of the dialog that chooses a value; without one the facet isn't offered as a filter;
    - `option`, `metavar`: the help and the placeholder of its option of `sto search`; without help there is no option;
    - `many`: whether several values can be chosen at once, of which a document needs only one;
    - `alike`: how much a shared value counts in "more like this", on top of shared words.
    """

    name: str
    label: str
    said: str
    typed: str
    values: Texts = field(default_factory=Texts)
    of: Callable[[Indexed], Iterable[str]] | None = None
    offered: str = ""
    counted: bool = False
    asked: str = ""
    option: str = ""
    metavar: str = ""
    many: bool = False
    alike: float = 0.0

    @property
    def names(self) -> str:
        """The class of the facts that hold the names behind ids, which typed words are compared with."""
        return f"{self.name} name"

    @property
    def compared(self) -> str:
        """The class of the facts that typed words are compared with."""
        return self.names if isinstance(self.values, Ids) else self.name

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that may stand before the colon, folded."""
        return frozenset(map(fold_word, (self.name, *self.typed.split())))

    def fact(self, value: str) -> str:
        """The fact by which the index records that a document has `value`."""
        return f"{self.name}:{self.values.kept(value)}"

    def facts(self, entry: Indexed) -> Iterator[str]:
        """The facts of `entry` that belong to this facet."""
        for value in self.of(entry) if self.of else entry.facets.get(self.name, ()):
            if value:
                yield self.fact(value)
        if isinstance(self.values, Ids):
            called = self.values.called(entry) if self.values.called else entry.facets.get(self.names, ())
            for name in (*called, entry.title) if entry.kind == self.values.target else called:
                if name:
                    yield f"{self.names}:{fold_words(name)}"


KIND = Facet(
    "kind",
    N_("Kind"),
    N_("kind"),
    "soort type",
    Kinds(),
    lambda entry: (entry.kind,),
    counted=True,
    asked=N_("Which kinds?"),
    option=N_("only this kind (may be repeated)"),
    metavar=N_("KIND"),
    many=True,
)
"""The kind of a record."""

YEAR = Facet(
    "year",
    N_("Year"),
    N_("date"),
    "datum date jaar periode period",
    Days(),
    lambda entry: (str(entry.day.year),) if entry.day else (),
    offered=N_("Period"),
    counted=True,
    asked=N_("Which period?"),
)
"""The year of a document; chosen together with `Query.since` and `Query.until`."""

AUTHOR = Facet(
    "author",
    N_("By"),
    N_("by"),
    "door by auteur",
    of=lambda entry: (*entry.facets.get("author", ()), entry.writer),
)
"""The people behind a document: who wrote or will do it, and who changed it last."""

_ROWS = (
    KIND,
    Facet(
        "partner",
        N_("Partner"),
        N_("partner"),
        "bedrijf school",
        Ids("partner", lambda entry: entry.partner_names),
        lambda entry: entry.partners,
        counted=True,
        asked=N_("Which partner?"),
        option=N_("about this partner (name or id)"),
        metavar=N_("PARTNER"),
        alike=0.4,
    ),
    Facet(
        "activity",
        N_("Activity"),
        N_("activity"),
        "activiteit",
        Codes(
            ACTIVITY_KINDS,
            {
                "promotie": "voorlichting promotion information",
                "bezoek": "bedrijfsbezoek excursie visit excursion",
                "lob": "loopbaan beroepsorientatie career",
                "gastles": "gastlessen masterclass guest",
                "project": "projecten hotspot",
                "stage": "stages leerlingstage pupil placement",
                "docentenstage": "docentenstages teacher",
                "middelen": "materiaal faciliteiten material facilities",
                "buitenschools": "keuzevak elective",
                "ontwikkelen": "developing",
                "hybride": "hybrid expertise",
            },
        ),
        counted=True,
        asked=N_("Which kind of activity?"),
        option=N_("only this kind of activity"),
        metavar=N_("ACTIVITY"),
        alike=0.8,
    ),
    Facet(
        "world",
        N_("World"),
        N_("world"),
        "wereld",
        Codes(
            WORLDS,
            {
                "energie": "water veiligheid energy safety",
                "voeding": "natuur food nature",
                "wonen": "werken verkeer living working traffic",
                "mens": "gezondheid zorg people health",
                "digitaal": "media entertainment digital",
                "hightech": "science wetenschap",
                "ontwerp": "productie wereldhandel design production trade",
            },
        ),
        counted=True,
        asked=N_("Which world of technology?"),
        option=N_("only this world of technology"),
        metavar=N_("WORLD"),
        alike=0.3,
    ),
    Facet(
        "tag",
        N_("Tag"),
        N_("tag"),
        "label trefwoord",
        of=lambda entry: entry.tags,
        counted=True,
        asked=N_("Which tag?"),
        option=N_("with this tag"),
        metavar=N_("TAG"),
        alike=1.0,
    ),
    YEAR,
    Facet("place", N_("Place"), N_("place"), "plaats"),
    AUTHOR,
    Facet("since", N_("From"), N_("from"), "van vanaf sinds from", Days(after=True)),
    Facet("until", N_("Until"), N_("until"), "tot before", Days(before=True)),
)

FACETS: dict[str, Facet] = {row.name: row for row in _ROWS}
"""Every facet by its name, in the order in which facets are offered and counted."""


def activity_words() -> list[tuple[str, str]]:
    """The words that people type for kinds of activity, each with the code of the kind."""
    values = FACETS["activity"].values
    assert isinstance(values, Codes)
    return [(word, code) for code, words in values.words.items() for word in words.split()]


def facet_of(name: str) -> Facet:
    """The facet called `name`; one that only another version knows is labelled with its name."""
    return FACETS.get(name) or Facet(name, name, name, "")


def facet_typed(word: str) -> Facet | None:
    """The facet that is typed with `word` before a colon, if there is one."""
    folded = fold_word(word)
    return next((facet for facet in FACETS.values() if folded in facet.words), None)
