"""The targets of links in files: names, ids, or both (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.exchange.field_values import flat
from knowledge.exchange.plain import as_text
from knowledge.exchange.vault import LinkTargets, wiki_links, without_links
from knowledge.model.fields import SAFE_ID


@dataclass(frozen=True)
class Linked:
    """One target of a link as given in a file: an id, a name, or both.

    `parts` are the names that the name may stand for, if nothing is called by the whole of it.
    """

    id: str = ""
    name: str = ""
    parts: tuple[str, ...] = ()


def link_ends(names: object, ids: object, targets: LinkTargets | None = None) -> tuple[Linked, ...]:
    """The targets with these `names` and `ids`, in pairs. If their numbers differ, only the ids count.

    An id that can't be one is passed over if there is a name beside it. `targets` are the files beside the one that it
    stands in.
    """
    all_ids = [text for member in flat(ids) if (text := as_text(member))]
    if not all_ids:
        members = [member for member in flat(_as_links(names)) if as_text(member)]
        return tuple(end for member in members for end in _ends(member, isinstance(names, str), targets))
    all_names = [_shown(text) for member in flat(names) if (text := as_text(member))]
    if len(all_names) != len(all_ids):
        all_names = [""] * len(all_ids)
    return tuple(
        Linked(item, name) if SAFE_ID.fullmatch(item) else Linked("", name or item)
        for item, name in zip(all_ids, all_names, strict=True)
    )


def _as_links(names: object) -> object:
    """`names`, with links without quotation marks, which YAML reads as lists in a list, as they were written."""
    if not isinstance(names, list):
        return names
    return [f"[[{each[0]}]]" if isinstance(each, list) and [*map(type, each)] == [str] else each for each in names]


def _ends(member: object, may_be_several: bool, targets: LinkTargets | None) -> Iterator[Linked]:
    """The targets that `member` means: of each of its links, or the one of a name."""
    links = wiki_links(member) if isinstance(member, str) else []
    for target, _shows in links:
        found = targets.find(target) if targets else ""
        yield Linked(found) if found else Linked(name=target.rpartition("/")[2].strip())
    if not links:
        yield _named(member, may_be_several)


def _shown(name: str) -> str:
    """`name`, or what it shows if it is a link."""
    links = wiki_links(name)
    return links[0][1] if len(links) == 1 else name


def _named(member: object, may_be_several: bool) -> Linked:
    """The target that a name means: "Brinkhof", "met [[Brinkhof]]", or "Brinkhof, De Meander"."""
    if isinstance(member, dict) and (name := as_text(member.get("name") or member.get("title"))):
        given_id = as_text(member.get("id"))
        return Linked(given_id if SAFE_ID.fullmatch(given_id) else "", name)
    name = without_links(as_text(member)).strip()
    parts = re.split(";" if ";" in name else ",", name) if may_be_several else ()
    return Linked(name=name, parts=tuple(part.strip() for part in parts if part.strip()))
