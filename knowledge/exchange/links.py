"""The targets of links in files: names, ids, or both (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.exchange.field_values import flat
from knowledge.exchange.plain import as_text
from knowledge.model.fields import SAFE_ID

_LINK = re.compile(r"\[\[([^\]|#]*)(?:#[^\]|]*)?(?:\|[^\]]*)?\]\]")


@dataclass(frozen=True)
class Linked:
    """One target of a link as given in a file: an id, a name, or both.

    `parts` are the names that the name may stand for, if nothing is called by the whole of it.
    """

    id: str = ""
    name: str = ""
    parts: tuple[str, ...] = ()


def link_ends(names: object, ids: object) -> tuple[Linked, ...]:
    """The targets with these `names` and `ids`, in pairs. If their numbers differ, only the ids count.

    An id that can't be one is passed over if there is a name beside it.
    """
    all_ids = [text for member in flat(ids) if (text := as_text(member))]
    if not all_ids:
        return tuple(_named(member, isinstance(names, str)) for member in flat(names) if as_text(member))
    all_names = [text for member in flat(names) if (text := as_text(member))]
    if len(all_names) != len(all_ids):
        all_names = [""] * len(all_ids)
    return tuple(
        Linked(item, name) if SAFE_ID.fullmatch(item) else Linked("", name or item)
        for item, name in zip(all_ids, all_names, strict=True)
    )


def _named(member: object, may_be_several: bool) -> Linked:
    """The target that a name means: "Brinkhof", "[[Brinkhof]]" as some programs write it, or "Brinkhof, De Meander"."""
    if isinstance(member, dict) and (name := as_text(member.get("name") or member.get("title"))):
        given_id = as_text(member.get("id"))
        return Linked(given_id if SAFE_ID.fullmatch(given_id) else "", name)
    name = _LINK.sub(lambda link: link[1].rpartition("/")[2].strip(), as_text(member)).strip()
    parts = re.split(";" if ";" in name else ",", name) if may_be_several else ()
    return Linked(name=name, parts=tuple(part.strip() for part in parts if part.strip()))
