"""Settings, checklists, synonyms and `sto.json` may hold anything: they are read, or a problem is named."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.content.checklists import shipped, template_from
from knowledge.content.markdown import BadMarkdown
from knowledge.content.offered import offered, read_own
from knowledge.home import Config, Home
from knowledge.journal.state_file import StateDamaged
from knowledge.model.checklist import Template
from knowledge.problem import Problem
from knowledge.saved_searches import SavedSearches
from knowledge.search.dutch.thesaurus import Thesaurus
from knowledge.sync.region_files import RegionFile
from knowledge.sync.space import Space, decode_space, encode_space
from sto_tui.wording.i18n import tell

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
MANY = settings(max_examples=10_000 if LONG else 60)
pytestmark = pytest.mark.timeout(0) if LONG else []
"""Ten thousand examples that each write files take up to a quarter of an hour."""
SPACE = {"format": 1, "space": "01a21c48-ea56-7951-a403-23a492599c9f", "name": "R", "created": "2026-11-27"}
CONFIG = {"author": "Els", "language": "nl", "folder": "/x", "theme": "t", "spaces": {"/x": "y"}}
QUERY = {"text": "las", "filters": {"kind": ["lesson"]}, "since": "2026-01-01", "limit": 50, "sort": "date"}
SEARCHES = {"search": {"1": {"name": "las", "key": "las", "query": QUERY, "seen": ["a"]}}}

numbers = st.integers() | st.integers(-(10**80), 10**80) | st.floats() | st.sampled_from([2**63, -(2**63) - 1, 2**64])
texts = st.text(st.characters(codec=None), max_size=12) | st.sampled_from(
    ["\ud800", "\x1b]0;x\x07", "nl", "", "x" * 999]
)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def damaged_json(draw: st.DrawFn, whole: dict[str, Any]) -> bytes:
    """`whole` as JSON with any value anywhere in it, or with its bytes changed."""
    tree = json.loads(json.dumps(whole))
    here = tree
    while isinstance(here, dict) and here:
        name = draw(st.sampled_from([*here, "meer"]))
        if not isinstance(here.get(name), dict) or draw(st.booleans()):
            here[name] = draw(values)
            break
        here = here[name]
    return draw(torn(json.dumps(tree).encode("utf-8", "surrogatepass")))


@st.composite
def torn(draw: st.DrawFn, data: bytes) -> bytes:
    """`data`, as it is or with a few bytes gone, changed or repeated."""
    for _ in range(draw(st.integers(0, 3))):
        first = draw(st.integers(0, len(data)))
        last = min(len(data), first + draw(st.integers(0, 30)))
        between = draw(
            st.binary(max_size=6) | st.sampled_from([b"", b"\0" * 40, b"[" * 3000, b'{"a":' * 3000, data[:60]])
        )
        data = data[:first] + between + data[last:]
    return data


def told(problem: Problem) -> None:
    """A problem can be told, in whatever it quotes."""
    assert tell(problem)
    msgspec.json.encode(str(problem).encode("utf-8", "backslashreplace").decode())


@MANY
@given(damaged_json(SPACE) | torn(encode_space(Space(**SPACE))) | st.binary(max_size=60))  # type: ignore[arg-type]
def test_whatever_stands_in_sto_json_it_is_a_space_or_a_problem(data: bytes) -> None:
    try:
        space = decode_space(data)
    except Problem as problem:
        told(problem)
        return
    assert decode_space(encode_space(space)) == space


@MANY
@given(damaged_json(CONFIG) | st.binary(max_size=60))
def test_whatever_stands_in_the_settings_they_can_be_read_and_written(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as directory:
        home = Home.at(Path(directory))
        home.config_dir.mkdir()
        (home.config_dir / "config.json").write_bytes(data)
        config = home.config
        assert isinstance(config, Config)
        try:
            home.configure(theme="licht")
        except StateDamaged as problem:  # it would write over who writes and where
            told(problem)
            assert (home.config_dir / "config.json").read_bytes() == data and config == Config()
            home.config_file.restore()
            home.configure(theme="licht")
        assert home.config == msgspec.structs.replace(config, theme="licht")


@MANY
@given(damaged_json(SEARCHES) | st.binary(max_size=60))
def test_whatever_stands_in_the_saved_searches_they_are_read_or_named(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "searches.json"
        path.write_bytes(data)
        searches = SavedSearches(path, lambda query: frozenset([query.text]))
        try:
            for saved in searches.all():
                searches.put(saved)
                searches.news(saved)
        except Problem as problem:
            told(problem)


FRONT = st.lists(
    st.tuples(
        st.sampled_from(["id", "title", "version", "language", "seed", "meer"]),
        st.sampled_from(
            [
                "eigen",
                "0x" + "f" * 3000,
                "9" * 5000,
                "1:" * 900 + "1",
                "[a, {b: c}]",
                "*a",
                "&a [*a]",
                "!!int 1",
                "'",
                '"\\e]0;x"',
            ]
        )
        | st.text(max_size=10),
    ),
    max_size=5,
)
LINES = st.lists(
    st.sampled_from(
        [
            "## A. Deel",
            "### 1. Vraag",
            "### 1. Vraag",
            "`text` · `two`",
            "`scale`",
            "`choice+text` · `one`",
            "- `a` Label",
            "> waarom",
            "1. Punt",
            "Eenheid: uur",
            "Bron: x",
            "[" * 300,
            "- " * 100,
            "> " * 100,
            "`" * 50,
            "\t",
            "",
            "999999999. x",
            "***",
        ]
    )
    | st.text(st.characters(codec=None), max_size=15),
    max_size=14,
)
CHECKLISTS = st.builds(
    lambda front, lines: "\n".join(["---", *(f"{name}: {value}" for name, value in front), "---", "", *lines]),
    FRONT | st.just([("id", "eigen"), ("title", "Eigen")]),
    LINES,
)


@MANY
@given(CHECKLISTS)
def test_whatever_stands_in_a_checklist_it_is_one_or_its_mistake_is_named(source: str) -> None:
    try:
        template = template_from(source)
    except BadMarkdown as problem:
        told(problem)
        return
    assert isinstance(template, Template)
    assert template.questions
    assert len(template.version) <= 40 and len(template.title) <= 200


@MANY
@given(st.data())
def test_whatever_happens_to_a_file_of_a_region_the_other_checklists_are_offered(data: st.DataObject) -> None:
    whole = shipped("nl")[0].source.encode()[:3000]
    content = data.draw(torn(whole) | st.binary(max_size=80))
    sound = b"---\nid: goed\ntitle: Goed\n---\n\n1. Een vraag\n"

    own = read_own((RegionFile("a.md", len(content), 1, content), RegionFile("b.md", len(sound), 1, sound)))

    assert "goed" in {each.id for each in own.templates}
    assert len(own.templates) + len(own.mistakes) == 2
    assert offered("nl", own)
    for mistake in own.mistakes:
        assert tell(mistake.what)


@MANY
@given(
    st.lists(
        st.text(st.characters(codec=None), max_size=30)
        | st.sampled_from(["lassen, smeden", "bpv=stage", "=,=,", "a" * 5000]),
        max_size=8,
    )
)
def test_whatever_stands_among_the_synonyms_words_can_be_looked_up(lines: list[str]) -> None:
    thesaurus = Thesaurus("\n".join(lines).splitlines())

    for run in [("las",), ("bpv",), *(tuple(line.split()[:2]) for line in lines if line.split())]:
        assert isinstance(thesaurus.same(run), tuple)
        assert isinstance(thesaurus.others(run), tuple)
        thesaurus.knows(run[0])


@pytest.mark.parametrize("front", ["version: " + "9" * 90, "version: 0x" + "f" * 90, f"title: {'t' * 300}"])
def test_a_version_or_title_of_any_length_is_named(front: str) -> None:
    named = "" if front.startswith("title") else "title: T\n"
    with pytest.raises(BadMarkdown, match="long"):
        template_from(f"---\nid: eigen\n{named}{front}\n---\n\n1. Een vraag\n")
