"""Coverage: how many companies there are for each world of technology, in the region and with each school (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.model.folding import fold
from knowledge.model.partner_roles import is_company_like
from knowledge.model.records.partner import Partner
from knowledge.model.region import Region
from knowledge.model.vocabulary import SCHOOL_KINDS, WORLDS

GAP, FRAGILE, FINE = "gat", "kwetsbaar", "goed"
"""What a number of companies means: none, one that everything hangs on, or enough."""

KIND_COLUMNS: Mapping[str, frozenset[str]] = {
    "klein": frozenset({"bedrijf"}),
    "groot": frozenset({"groot-bedrijf", "groep-bedrijven"}),
    "branche": frozenset({"branche", "leerwerkbedrijf", "opleidingsbedrijf", "bedrijfsschool"}),
    "publiek": frozenset({"overheid", "intermediair", "hotspot"}),
}
"""The kinds of partner by the column in which they are counted."""

PER_WORLD = Mapping[str, int]
"""A number of partners for each world of technology."""


@dataclass(frozen=True)
class Coverage:
    """The active companies per world: in the `region`, by school id (`schools`), and by column of kinds (`kinds`)."""

    region: PER_WORLD
    schools: Mapping[str, PER_WORLD]
    kinds: Mapping[str, PER_WORLD]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The worlds for which the region has no company."""
        return tuple(world for world, number in self.region.items() if verdict(number) == GAP)


@dataclass(frozen=True)
class Help:
    """Who may help to fill a gap: other `partners` of that world, who brings schools and companies together
    (`intermediaries`), and `schools` that do something with a company of that world. All are ids, the nearest first.
    """

    partners: tuple[str, ...]
    intermediaries: tuple[str, ...]
    schools: tuple[str, ...]


def verdict(number: int) -> str:
    """What `number` companies for a world mean: a gap, fragile, or fine."""
    return GAP if number == 0 else FRAGILE if number == 1 else FINE


def is_active(partner: Partner) -> bool:
    """Whether `partner` takes part now: not archived, dormant or ended."""
    return partner.status != "archief" and partner.stage not in ("slapend", "beeindigd")


def coverage(region: Region) -> Coverage:
    """The coverage of `region`; with the schools it counts what is planned or done this school year."""
    partners = region.of(Partner)
    active = {each.id: each for each in partners.values() if is_active(each)}
    companies = {each.id: each for each in active.values() if is_company_like(each)}
    schools = [each.id for each in partners.values() if is_school_here(each)]
    return Coverage(
        region=_counted(companies.values()),
        schools={school: _counted(_with_school(region, school, companies)) for school in _by_name(region, schools)},
        kinds={
            column: _counted(each for each in active.values() if each.partner_kind in kinds)
            for column, kinds in KIND_COLUMNS.items()
        },
    )


def is_school_here(partner: Partner) -> bool:
    """Whether `partner` is a school that isn't archived."""
    return partner.partner_kind in SCHOOL_KINDS and partner.status != "archief"


def _with_school(region: Region, school: str, companies: Mapping[str, Partner]) -> Iterable[Partner]:
    """Those of `companies` with which `school` planned or did something this school year."""
    year = region.school_year_of(region.today)
    ids = {
        partner
        for activity in region.activities_with.get(school, ())
        if school in activity.schools and (activity.is_planned or activity.is_done)
        if activity.date and year.first <= activity.date <= year.last
        for partner in activity.partners
    }
    return [companies[each] for each in ids if each in companies]


def _counted(partners: Iterable[Partner]) -> PER_WORLD:
    counts = dict.fromkeys(WORLDS, 0)
    for partner in partners:
        for world in set(partner.worlds) & counts.keys():
            counts[world] += 1
    return counts


def help_with(region: Region, found: Coverage, world: str, school: str = "") -> Help:
    """Who may help to find a company for `world`: in the region or, if one is named, for `school`."""
    partners = region.of(Partner).values()
    of_world = [each for each in partners if world in each.worlds and each.status != "archief"]
    between = [each for each in partners if each.partner_kind == "intermediair" and is_active(each)]
    neighbours = [each for each, counts in found.schools.items() if counts[world] and each != school]
    home = region.of(Partner).get(school)
    return Help(
        tuple(_by_name(region, [each.id for each in of_world if each.partner_kind not in SCHOOL_KINDS])),
        tuple(_by_name(region, [each.id for each in between])),
        tuple(sorted(neighbours, key=lambda each: (_minutes(region, home, each), fold(region.title(each))))),
    )


def _minutes(region: Region, home: Partner | None, other: str) -> int:
    """The minutes from `home` to a school; where nobody said them, more than any that was said."""
    there = region.of(Partner)[other].place
    if home is None or not home.place or not there:
        return _FAR
    if fold(home.place) == fold(there):
        return 0
    minutes = region.settings.minutes_between(home.place, there)
    return _FAR if minutes is None else minutes


def _by_name(region: Region, ids: Iterable[str]) -> list[str]:
    return sorted(ids, key=lambda each: (fold(region.title(each)), each))


_FAR = 10_000
