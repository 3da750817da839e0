"""Reasons are passed as a message id with values, and every one of them has a Dutch translation."""

from __future__ import annotations

import ast
import errno
import gettext
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge
from knowledge.journal.storage import CannotWrite
from knowledge.problem import Problem, Reason, Word
from knowledge.reasons import UNKNOWN, dumped, loaded, reason_of
from sto_tui.wording.i18n import LOCALE, set_language, tell

ROOT = Path(knowledge.__file__).parent
ROOMS = ("journal", "sync", "catalogue")
MODULES = sorted(
    str(path.relative_to(ROOT))
    for pattern in (*(f"{room}/*.py" for room in ROOMS), "doctor.py", "erasing.py", "reasons.py", "problem.py")
    for path in ROOT.glob(pattern)
    if path.name != "__init__.py"
)
"""The modules whose reasons a person meets in `sto sync`, `sto status`, `sto doctor` and on the Sharing screen."""

TOLD = {
    "Problem", "Reason", "WrongUse", "UnknownId", "BadSegment", "BadChange", "CannotWrite", "FolderProblem",
    "FolderLost", "Unreadable", "NoSpace",
}  # fmt: skip
"""The classes whose first argument is a message id."""


@pytest.fixture(autouse=True)
def _dutch(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "nl")
    set_language("nl")
    yield
    set_language("en")


def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text("utf-8"))


def message_ids(module: str) -> set[str]:
    """Every text that `module` marks for translation."""
    marked = (node for node in ast.walk(tree(module)) if _name_of(node) == "N_")
    return {ast.literal_eval(node.args[0]) for node in marked if isinstance(node, ast.Call)}


def _name_of(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    return ""


@pytest.mark.parametrize("module", MODULES)
def test_every_reason_a_module_can_give_has_dutch(module: str) -> None:
    dutch = gettext.translation("sto", LOCALE, ["nl"])

    assert [text for text in message_ids(module) if dutch.gettext(text) == text] == []


@pytest.mark.parametrize("module", MODULES)
def test_no_reason_is_text_that_nobody_could_translate(module: str) -> None:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call) and _name_of(node) in TOLD and node.args:
            assert not isinstance(node.args[0], ast.Constant | ast.JoinedStr), ast.unparse(node)
            for keyword in node.keywords:
                said = ast.unparse(keyword.value)
                assert said not in ("error", "str(error)") and "strerror" not in said, ast.unparse(node)


def test_the_reasons_looked_through_are_all_there_are() -> None:
    assert sum(len(message_ids(module)) for module in MODULES) > 60
    assert {"sync/round.py", "sync/folder.py", "catalogue/database.py", "journal/segment.py"} <= set(MODULES)


USUAL = (
    "ENOSPC", "EACCES", "EPERM", "EROFS", "ENOENT", "EMFILE", "EIO", "ENAMETOOLONG", "ENETUNREACH", "ECONNREFUSED",
    "ETIMEDOUT", "EBUSY", "EISDIR", "ENOTDIR", "EDQUOT", "EFBIG",
)  # fmt: skip


@pytest.mark.parametrize("name", [name for name in USUAL if hasattr(errno, name)])
def test_what_the_system_refuses_is_told_in_dutch(name: str) -> None:
    number = getattr(errno, name)
    error = OSError(number, os.strerror(number))

    told = tell(CannotWrite("{reason}", reason=reason_of(error)))

    assert os.strerror(number) not in told
    assert told != str(reason_of(error))


@pytest.mark.parametrize("error", [TimeoutError(), FileNotFoundError(), PermissionError(), ConnectionResetError()])
def test_an_error_without_a_number_is_told_by_its_class(error: OSError) -> None:
    assert reason_of(error).text != UNKNOWN


def test_only_what_nobody_foresaw_is_told_in_the_words_of_the_system() -> None:
    assert tell(reason_of(OSError(99999, "The flux is inverted"))) == "het systeem zegt “The flux is inverted”"


def test_what_the_database_refuses_is_told_in_dutch(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "full.sqlite", isolation_level=None)
    database.execute("PRAGMA max_page_count = 2")
    database.execute("CREATE TABLE rows (row)")
    with pytest.raises(sqlite3.OperationalError) as refused:
        for _number in range(100):
            database.execute("INSERT INTO rows VALUES (randomblob(5000))")
    database.close()

    assert tell(reason_of(refused.value)) == "er is geen ruimte meer"


values = st.text(max_size=6).map(lambda text: text.encode("utf-8", "replace").decode()) | st.integers(-(2**53), 2**53)
reasons = st.recursive(
    st.builds(Reason, st.text(max_size=6), st.dictionaries(st.text(max_size=3), values, max_size=3)),
    lambda inner: st.builds(Reason, st.text(max_size=6), st.dictionaries(st.text(max_size=3), inner, max_size=2)),
    max_leaves=4,
)


@given(reasons)
def test_a_reason_outlives_being_stored(reason: Reason) -> None:
    assert loaded(dumped(reason)) == reason


def test_what_a_reason_quotes_is_stored_as_a_reason_and_a_strange_name_as_text() -> None:
    reason = Reason(
        "{why} {word} {path}", {"why": Problem("{n}", n=1), "word": Word("lesson"), "path": Path("a\udce9")}
    )

    stored = loaded(dumped(reason))

    assert stored.values == {"why": Reason("{n}", {"n": 1}), "word": Reason("lesson"), "path": "a\\udce9"}
    assert tell(stored) == "1 les a\\udce9"
