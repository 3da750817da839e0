"""Saved searches: `--save`, `--saved`, `--forget`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.search.hits import hit_json, hit_lines, names_in
from sto_tui.commands.search.watch import watch
from sto_tui.commands.terminal.output import width, write, write_runs
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.saved_searches import SavedSearch
    from knowledge.search.query.query import Query
    from knowledge.workspace import Workspace


def keep_search(context: CommandContext, name: str, query: Query) -> None:
    """Save `query` as `name`."""
    saved = context.workspace.saved_searches.save(name, query)
    shown = f'sto search --saved "{safe_line(saved.name)}"'
    context.say(_("Saved. What is new in it: {command}").format(command=shown))


def forget(context: CommandContext, name: str) -> None:
    """Delete the saved search `name`."""
    saved = context.workspace.saved_searches.forget(name)
    text = _("Dropped: “{name}” ({query}).").format(
        name=safe_line(saved.name), query=described(context.workspace, saved)
    )
    context.answer({"dropped": saved.name, "text": saved.query.text}, text)


def show(context: CommandContext, name: str) -> None:
    """Print what is new in the saved search `name`, then the rest; without a name, list the saved searches."""
    from knowledge.problem import N_, WrongUse

    if context.args.words:
        raise WrongUse(
            N_("A saved search has words of its own. Leave out: {words}"), words=" ".join(context.args.words)
        )
    if not name:
        _list(context)
        return
    searches = context.workspace.saved_searches
    saved = searches.get(name)
    if context.args.watch:
        watch(context, saved.query, saved)
        return
    _write_saved(context, saved, searches.look(saved))


def _list(context: CommandContext) -> None:
    searches = context.workspace.saved_searches
    every = [(saved, len(searches.news(saved))) for saved in searches.all()]

    def lines() -> None:
        for saved, new in every:
            note = ngettext("{number} new", "{number} new", new).format(number=new) if new else _("nothing new")
            write(f"{safe_line(saved.name)}: {note} · {described(context.workspace, saved)}")
        if not every:
            write(_("There are no saved searches. Add --save NAME to a search to keep it."))

    context.answer([{"name": saved.name, "text": saved.query.text, "new": new} for saved, new in every], lines)


def described(workspace: Workspace, saved: SavedSearch) -> str:
    """What `saved` looks for, in words."""
    from sto_tui.wording.filters import in_words

    return in_words(saved.query, workspace.titles(saved.query.linked))


def _write_saved(context: CommandContext, saved: SavedSearch, news: frozenset[str]) -> None:
    """Print the new hits of `saved` first, then those seen before."""
    workspace, limit = context.workspace, context.args.limit
    query = replace(saved.query, limit=limit)
    results = workspace.search(query)
    fresh = workspace.search(replace(query, among=tuple(news))).hits if news else ()
    older = [hit for hit in results.hits if hit.id not in news][: max(0, limit - len(fresh))]
    names = names_in(workspace, replace(results, hits=(*fresh, *older)))
    hits = [(hit, hit.id in news) for hit in (*fresh, *older)]

    def lines() -> None:
        for number, (hit, new) in enumerate(hits, 1):
            write_runs(hit_lines(number, hit, names, width(), new=new))
        new_ones = ngettext("{number} new", "{number} new", len(news)).format(number=len(news))
        found = ngettext("{number} found", "{number} found", results.total).format(number=results.total)
        write(("\n" if hits else "") + f"{new_ones if news else _('nothing new')} · {found}")

    context.answer([{**hit_json(hit, names), "new": new} for hit, new in hits], lines)
