"""What another program takes out of the shared folder again isn't said to be shared, and the person hears of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from knowledge.model.records.lesson import Lesson
from knowledge.sync.taken_back import FORGOTTEN, STAYS_ROUNDS, is_trusted
from knowledge.workspace import Workspace
from sto_tui.sharing import SharingState
from sto_tui.widgets.chrome import sharing_line
from sto_tui.wording.i18n import set_language
from tests.sync.conftest import Pair


@pytest.fixture(params=["removed", "put back as it was"])
def tool(request: pytest.FixtureRequest, pair: Pair) -> Callable[[], None]:
    """Something that makes the folder as it was when it began, each time it is called."""
    if request.param == "put back as it was":
        pair.marieke.save(Lesson(title="Eerst"))
        pair.exchange()
    before = pair.folder.files()

    def revert() -> None:
        for name, data in pair.folder.files().items():
            if name not in before:
                pair.folder.remove(name)
            elif data != before[name]:
                pair.folder.put(name, before[name])

    return revert


def shares_in_vain(workspace: Workspace, tool: Callable[[], None], times: int) -> None:
    for _time in range(times):
        workspace.sync()
        tool()
    workspace.sync()


def test_it_does_not_count_as_shared(pair: Pair, tool: Callable[[], None]) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    shares_in_vain(pair.marieke, tool, 2)
    for time in range(3, 8):
        assert pair.marieke.status().unpublished > 0, time
        assert pair.marieke.status().taken_back == time - 1
        tool()
        report = pair.marieke.sync()
        assert report.taken_back == time
    pair.marieke.save(Lesson(title="Erna"))
    pair.marieke.publish()
    assert pair.marieke.status().unpublished >= 2  # nor does what was written since


def test_once_is_no_habit(pair: Pair, tool: Callable[[], None]) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    shares_in_vain(pair.marieke, tool, 1)
    status = pair.marieke.status()
    assert (status.unpublished, status.taken_back) == (0, 0)


def test_once_it_stays_it_is_shared_and_forgotten_later(pair: Pair, tool: Callable[[], None]) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    shares_in_vain(pair.marieke, tool, 4)
    for _round in range(3):
        pair.marieke.sync()
        assert pair.marieke.status().unpublished > 0
    pair.marieke.sync()
    assert pair.marieke.status().unpublished == 0
    assert pair.marieke.status().taken_back == 4  # and yet it is told for a while
    for _round in range(FORGOTTEN):
        pair.marieke.sync()
    assert pair.marieke.status().taken_back == 0
    pair.hakan.sync()
    assert pair.hakan.named("lesson", "Lasdag")


def test_a_round_that_looks_again_at_once_believes_it_ever_less(pair: Pair, tool: Callable[[], None]) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    shares_in_vain(pair.marieke, tool, 2)
    for _time in range(4):
        pair.marieke.sync()  # the app looks at once, because it sees its own files arrive
        tool()
        pair.marieke.sync()
    assert pair.marieke.status().unpublished > 0


def test_what_somebody_else_shares_does_not_bear_on_it(pair: Pair) -> None:
    pair.hakan.save(Lesson(title="Van Hakan"))
    pair.marieke.save(Lesson(title="Lasdag"))
    pair.exchange()
    (theirs,) = [name for name in pair.folder.segments() if pair.hakan.status().replica in name]
    for _time in range(3):
        pair.folder.remove(theirs)
        pair.marieke.sync()
    assert (pair.marieke.status().unpublished, pair.marieke.status().taken_back) == (0, 0)


@pytest.mark.parametrize(
    ("times", "stood", "trusted"),
    [(0, 0, True), (1, 0, True), (2, 0, False), (2, 1, False), (2, 2, True), (9, 8, False), (9, 9, True)],
)
def test_the_more_often_the_longer_it_has_to_stay(times: int, stood: int, trusted: bool) -> None:
    assert is_trusted(times, stood) == trusted
    assert is_trusted(1000, STAYS_ROUNDS)


@pytest.mark.parametrize("noted", ["", "x", "1", "1 2 3", "9" * 5000 + " 0"])
def test_an_odd_note_of_it_stops_nothing(pair: Pair, noted: str) -> None:
    pair.marieke._catalogue.note("taken back", noted)
    pair.marieke.save(Lesson(title="Lasdag"))
    pair.marieke.sync()
    assert pair.marieke.status().unpublished == 0


def test_the_person_reads_what_happens_and_where_to_look(pair: Pair, tool: Callable[[], None]) -> None:
    set_language("nl")
    pair.marieke.save(Lesson(title="Lasdag"))
    shares_in_vain(pair.marieke, tool, 3)
    line = sharing_line(SharingState(status=pair.marieke.status()), "STO").plain
    assert "blijft daar niet staan" in line and "alles gedeeld" not in line
    findings = {each.code: each for each in pair.marieke.checkup().findings}
    assert findings["taken-back"].grave
