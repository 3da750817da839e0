"""`sto duplicates`: list the partners and persons that may be one and the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.output import short_id
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.merging import Loose
    from knowledge.work.duplicates import Pair
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "duplicates",
        _("show which partners and persons may be one and the same"),
        run,
        [
            ("sto duplicates", _("the pairs, the surest first, and why")),
            ("sto duplicates --not-same 7f3a9c21 b04d11e6", _("these two aren't the same; don't propose them again")),
            ("sto duplicates --json", _("the same for a script")),
        ],
    )
    parser.add_argument(
        "--not-same",
        nargs=2,
        metavar=(_("ONE"), _("OTHER")),
        help=_("remember that these two aren't the same (ids or names)"),
    )


def run(context: CommandContext) -> None:
    """Run `sto duplicates`."""
    if context.args.not_same:
        _keep_apart(context)
        return
    from sto_tui.wording.words import loose_reason

    found = context.workspace.merging.duplicates()
    records = [each.record for pair in found.pairs for each in (pair.first, pair.second)]
    titles = context.workspace.titles(each for record in records for each in record.linked_partners)
    loose = [(each, loose_reason(each.kept.kind, each.late)) for each in found.loose]
    value = [*map(_pair_json, found.pairs), *(_loose_json(each, because) for each, because in loose)]
    lines = [*_pairs_text(found.pairs, titles), *(line for each in loose for line in _loose_text(*each))]
    context.answer(value, "\n".join(lines) or _("No two partners or persons look like one and the same."))


def _keep_apart(context: CommandContext) -> None:
    one, other = map(context.mergeable, context.args.not_same)
    context.workspace.merging.keep_apart((one.id, other.id))
    said = _("Remembered: “{one}” and “{other}” aren't the same.")
    names = {"one": safe_line(one.record.title), "other": safe_line(other.record.title)}
    context.answer({"ids": [one.id, other.id], "same": False}, said.format(**names))


def _pair_json(pair: Pair) -> dict[str, Any]:
    return {"ids": list(pair.ids), "kind": pair.first.kind, "sure": pair.sure.value, "because": _(pair.because)}


def _loose_json(loose: Loose, because: str) -> dict[str, Any]:
    from knowledge.work.duplicates import Certainty

    ids = [loose.kept.id, loose.dropped.id]
    sure = {"ids": ids, "kind": loose.kept.kind, "sure": Certainty.CERTAIN.value, "because": because}
    return sure | {"late": list(loose.late), "crossed": loose.crossed}


def _pairs_text(pairs: Sequence[Pair], titles: Mapping[str, str]) -> list[str]:
    lines: list[str] = []
    for sure, alike in groupby(pairs, lambda pair: pair.sure):
        lines += [*([""] if lines else []), _(sure.label).upper()]
        for pair in alike:
            lines += [f"{_line(pair.first, titles)}  ≈  {_line(pair.second, titles)}", f"    {_(pair.because)}"]
    if pairs:
        how = _("`sto merge KEEP OTHER` joins two; `sto duplicates --not-same ONE OTHER` remembers that they differ.")
        lines += ["", how]
    return lines


def _line(document: Document, titles: Mapping[str, str]) -> str:
    from knowledge.work.duplicates import distinction

    facts = [document.record.title, distinction(document.record, titles)]
    return f"{safe_line(', '.join(filter(None, facts)))} ({short_id(document.id)})"


def _loose_text(loose: Loose, because: str) -> list[str]:
    again = _("`sto merge {keep} {drop}` takes over what was written since, or settles which one is kept.")
    ids = {"keep": short_id(loose.kept.id), "drop": short_id(loose.dropped.id)}
    return [f"{_line(loose.kept, {})}  ←  {_line(loose.dropped, {})}", f"    {because}", "    " + again.format(**ids)]
