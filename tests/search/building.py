"""A separate process that works on the index of one home; `test_index_health` starts it.

``HOME search WORD`` prints how many documents have WORD. ``HOME die-after BATCHES`` builds the index in batches of ten
or more and exits after that many without cleaning up. ``HOME die-at NUMBER`` exits the same way when it opens its
NUMBER-th file in the index directory.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from knowledge import spaces
from knowledge.home import Home
from knowledge.search import service as finder
from knowledge.search.query.query import Query


def main(home: str, what: str, detail: str) -> None:
    """Do `what`."""
    workspace = spaces.open_space(Home.at(Path(home)))
    if what == "search":
        sys.stdout.write(str(workspace.search(Query(detail)).total))
    elif what == "die-after":
        finder._BATCH = finder._FIRST = 10
        workspace.reindex(lambda done, _all: os._exit(9) if done >= 10 * int(detail) else None)
    elif what == "die-at":
        left = int(detail)

        def opened(event: str, args: tuple[Any, ...]) -> None:
            nonlocal left
            if event == "open" and f"{os.sep}index{os.sep}" in str(args[0]):
                left -= 1
                if left == 0:
                    os._exit(9)

        sys.addaudithook(opened)
        workspace.reindex()


if __name__ == "__main__":
    main(*sys.argv[1:])
