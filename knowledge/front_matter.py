"""Front matter: the YAML between two lines of --- at the start of a Markdown file. Only this module reads YAML."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, ClassVar

from knowledge import bounds
from knowledge.problem import N_, Reason, Word

_PLAIN = (
    ("bool", "true|false", "tf"),
    ("int", rf"-?(?:0|[1-9]\d{{0,{bounds.FRONT_DIGITS - 1}}})", "-0123456789"),
    ("null", "~|null|", ["~", "n", ""]),
)
"""What a value without quotes may be besides text. Days, times and fractions stay text, as people wrote them."""


_TWICE = "found a name twice"
_BY_YAML = {
    "mapping values are not allowed": N_("a colon stands where there can be none"),
    "expected ',' or": N_("a bracket is not closed"),
    "unexpected end of stream": N_("a quotation mark is not closed"),
    "cannot start any token": N_("a value begins with a tab or with a sign that needs quotation marks"),
    "unacceptable character": N_("it holds a character that can't be shown"),
    _TWICE: N_("a name stands there twice"),
}
"""What PyYAML and libyaml say of the usual mistakes, in words that can be translated."""


class BadFrontMatter(ValueError):
    """YAML that can't be read or is refused, at `line` (from 1), for a `reason` that can be translated."""

    def __init__(self, line: int, reason: Word | Reason) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def load(text: str) -> object:
    """The content of the YAML `text` as text, numbers, true and false, lists and tables; raises `BadFrontMatter`.

    Aliases are refused because they can expand a small text enormously, tags because they can construct any object, and
    a name that stands twice in one table because only one of its values would be left. Nothing is made of a text that
    goes over a bound: it is counted while the values pass by.
    """
    import yaml

    if len(text) > bounds.FRONT_CHARACTERS:
        reason = Reason(N_("it is longer than {limit} characters"), {"limit": bounds.FRONT_CHARACTERS})
        raise BadFrontMatter(1, reason)
    loader = _loader()
    try:
        depth = values = 0
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            values += isinstance(event, yaml.NodeEvent)
            if refused := _refused(event, depth, values):
                raise BadFrontMatter(_line(event.start_mark), refused)
        return yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        said = str(error)
        told = next((text for part, text in _BY_YAML.items() if part in said), N_("it breaks the rules of YAML"))
        raise BadFrontMatter(_line(getattr(error, "problem_mark", None)), Word(told)) from None
    except UnicodeEncodeError:
        raise BadFrontMatter(1, Word(N_("it holds half a character"))) from None


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark else 1


def _refused(event: Any, depth: int, values: int) -> Word | Reason | None:
    import yaml

    if isinstance(event, yaml.AliasEvent):
        return Word(N_("aliases (*name) are not read here"))
    if getattr(event, "tag", None):
        return Word(N_("tags (!name) are not read here"))
    if values > bounds.RECORD_VALUES:
        return Reason(N_("there are more than {limit} names and values in it"), {"limit": bounds.RECORD_VALUES})
    return Word(N_("lists and tables are nested too deeply")) if depth > bounds.FRONT_DEPTH else None


@cache
def _loader() -> Any:
    """PyYAML's safe loader for `_PLAIN` values only; the fast one if PyYAML was built with libyaml."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            names: set[str] = set()
            for name in (each for each, _value in node.value if isinstance(each, yaml.ScalarNode)):
                if name.value in names:
                    raise yaml.constructor.ConstructorError(None, None, _TWICE, name.start_mark)
                names.add(name.value)
            return super().construct_mapping(node, deep=deep)

    loader: Any = Loader
    for tag, form, first in _PLAIN:
        loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), list(first))
    return loader
