"""Front matter, the YAML between two lines of --- that a Markdown file begins with: the one place that reads YAML."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from knowledge.problem import N_, Word

_DEEPEST = 20
_PLAIN = (
    ("bool", "true|false", "tf"),
    ("int", r"-?(?:0|[1-9]\d{0,99})", "-0123456789"),
    ("null", "~|null|", ["~", "n", ""]),
)
"""What a value without quotes may be besides text. Days, times and fractions stay text, as people wrote them."""


class BadFrontMatter(ValueError):
    """YAML that isn't read: on which `line` of it (from 1), and the `reason`, a message id when it is a `Word`."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def load(text: str) -> object:
    """What the YAML `text` holds, as text, numbers, true and false, lists and tables; raises `BadFrontMatter`.

    Aliases are refused since they make little text into very much, tags since they make anything of anything.
    """
    import yaml

    loader = _loader()
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if reason := _refused(event, depth):
                raise BadFrontMatter(_line(event.start_mark), reason)
        return yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        reason = getattr(error, "problem", "") or " ".join(str(error).split())
        raise BadFrontMatter(_line(getattr(error, "problem_mark", None)), reason) from None
    except UnicodeEncodeError:
        raise BadFrontMatter(1, Word(N_("it holds half a character"))) from None


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark else 1


def _refused(event: Any, depth: int) -> str:
    import yaml

    if isinstance(event, yaml.AliasEvent):
        return Word(N_("aliases (*name) are not read here"))
    if getattr(event, "tag", None):
        return Word(N_("tags (!name) are not read here"))
    return Word(N_("lists and tables are nested too deeply")) if depth > _DEEPEST else ""


@cache
def _loader() -> Any:
    """PyYAML's safe loader, the fast one where it was built with libyaml, with `_PLAIN` values only."""
    import yaml

    loader: Any = type("Loader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {"yaml_implicit_resolvers": {}})
    for tag, form, first in _PLAIN:
        loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), list(first))
    return loader
