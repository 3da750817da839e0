"""A search that keeps running (`--watch`) and prints new hits as they come in."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.problem import Problem
from sto_tui.commands.context import CommandContext
from sto_tui.commands.search.hits import hit_json, hit_lines, names_in
from sto_tui.commands.terminal.output import width, write, write_runs
from sto_tui.wording.i18n import _, tell

if TYPE_CHECKING:
    from knowledge.saved_searches import SavedSearch
    from knowledge.search.query.query import Query


def watch(context: CommandContext, query: Query, saved: SavedSearch | None = None) -> None:
    """Print new hits of `query` as they come in, beginning with what is already new in `saved`.

    Ctrl+C ends it.
    """
    query = replace(query, counted=False)
    seen = saved.seen if saved else context.workspace.found_ids(query)
    context.say(_("Waiting for what is new. Ctrl+C stops."))
    try:
        for fresh in _news(context, query, seen):
            _print_hits(context, query, fresh)
            seen |= fresh
            if saved:
                context.workspace.saved_searches.put(replace(saved, seen=seen))
    except KeyboardInterrupt:
        return


def _news(context: CommandContext, query: Query, seen: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield the hits of `query` that aren't in `seen`, then each batch of new ones, sharing meanwhile."""
    for _round in _rounds(context):
        fresh = context.workspace.found_ids(query) - seen
        if fresh:
            seen |= fresh
            yield fresh


def _print_hits(context: CommandContext, query: Query, ids: frozenset[str]) -> None:
    """Print the hits of `query` among `ids` and flush."""
    results = context.workspace.search(replace(query, among=tuple(ids), limit=len(ids)))
    names = names_in(context.workspace, results)
    for number, hit in enumerate(results.hits, 1):
        if context.json:
            write(json.dumps(hit_json(hit, names), ensure_ascii=False))
        else:
            write_runs(hit_lines(number, hit, names, width()))
    sys.stdout.flush()


def _rounds(context: CommandContext) -> Iterator[None]:
    """Share with the folder when something arrives there and at intervals; yields once per round."""
    from knowledge.sync.watch import SYNC_EVERY

    told = ""
    with _arrivals(context.workspace.place) as arrived:
        while True:
            arrived.clear()
            problem = ""
            try:
                context.workspace.sync()
            except Problem as trouble:
                problem = tell(trouble)
            if problem and problem != told:
                context.say(problem)
            told = problem
            yield
            arrived.wait(SYNC_EVERY)


@contextmanager
def _arrivals(place: str) -> Iterator[threading.Event]:
    """An event that is set when something changes in the folder at `place`, as far as the system reports changes."""
    from knowledge.sync.place import is_remote
    from knowledge.sync.watch import Watcher

    arrived = threading.Event()
    if is_remote(place):
        yield arrived
        return
    watcher = Watcher(Path(place), arrived.set)
    watcher.start()
    try:
        yield arrived
    finally:
        watcher.stop()
