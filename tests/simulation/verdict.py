"""The end of a simulation: every fault is repaired, all changes arrive everywhere, and then the merge law must hold."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from knowledge.journal.change import ERASE, Change
from knowledge.journal.mirror import Mirror
from knowledge.problem import Problem
from knowledge.sync import space as space_file
from knowledge.sync.folder import FolderLost
from knowledge.sync.rereading import DAY
from knowledge.sync.status import SyncReport
from knowledge.sync.taken_back import STAYS_ROUNDS
from tests.simulation import claims
from tests.simulation.device import Device, World
from tests.simulation.folder import SPACE_FILE, Storage, View, is_blank
from tests.simulation.promises import Promises, decoded, documents_of, known_in, traces_of

MOST_ROUNDS = 8


def is_a_space(view: View) -> bool:
    """Whether `view` holds the space, as far as can be seen from outside."""
    try:
        return view.present and SPACE_FILE in view.files and bool(space_file.decode_space(view.files[SPACE_FILE].data))
    except Problem:
        return False


def judge(world: World, storage: Storage, promises: Promises, figures: Counter[str]) -> None:
    """Heal everything and raise AssertionError for whatever doesn't hold then."""
    _heal(world, storage)
    promises.give_up(world.devices, storage)
    figures["rounds to rest"] = max(figures["rounds to rest"], _come_to_rest(world, storage))
    changes = world.devices[0].changes()
    erased = {change.document for change in changes.values() if change.kind == ERASE}
    _all_hold_the_same(world, storage, changes)
    documents = _all_show_the_same(world, {change.document for change in changes.values()})
    _erased_is_gone(world, storage, promises, erased)
    for device in world.devices:
        with world.running(device) as workspace:
            claims.erased_is_verified(device, erased)
            broken = promises.broken_at(workspace, erased)
            assert not broken, f"{device.name} can't look up what was acknowledged: {broken}"
            for _round in range(STAYS_ROUNDS):  # what was often taken away counts as shared only when it stays
                if workspace.status().unpublished:
                    workspace.sync()
            assert not workspace.status().unpublished
            claims.shared_is_true(device)
    _nothing_moves(world, storage)
    for device in world.devices:
        device.drop_cache()
        with world.running(device) as workspace:
            workspace.catch_up()
            workspace._catalogue.work_off()
            rebuilt = documents_of(workspace, documents)
            assert rebuilt == documents, _differences(documents, rebuilt, "incremental", "rebuilt")


def _heal(world: World, storage: Storage) -> None:
    for device in world.devices:
        device.skew = timedelta()
        device.view.refusals.clear()
        device.view.lied = False
        device.clear()
    world.countdown = -1
    mirrors = [device.changes() for device in world.devices]

    def can_mend(number: int, whole: bytes) -> bool:
        return {change.ref for change in decoded(whole)} <= mirrors[number].keys()

    storage.come_together(lambda: world.random.random() < 0.5, can_mend)
    storage.live = True


def _sync(world: World, device: Device) -> SyncReport:
    """A round of one device, whose owner puts the folder back when it is lost."""
    with world.running(device) as workspace:
        try:
            return workspace.sync()
        except (FolderLost, space_file.Unreadable):
            assert not is_a_space(device.view)
            return workspace.sync(restore_folder=True)


def _come_to_rest(world: World, storage: Storage) -> int:
    """Share until nothing moves for three rounds; returns the rounds before.

    There is a day between rounds, in which every file has its turn to be read again. The first may find a clock that
    goes back, the second something damaged, which is given one round to arrive.
    """
    quiet = 0
    for count in range(MOST_ROUNDS + 3):
        before = storage.writes
        reports = [_sync(world, device) for device in world.devices]
        world.now += timedelta(seconds=DAY)
        moved = storage.writes > before or any(_did(report) for report in reports)
        quiet = 0 if moved else quiet + 1
        if quiet == 3:
            return count - 2
    raise AssertionError(f"after {MOST_ROUNDS} rounds there is no rest: {reports}, {storage.writes - before} writes")


def _did(report: SyncReport) -> bool:
    return bool(report.received or report.sent or report.restored or report.erased)


def _nothing_moves(world: World, storage: Storage) -> None:
    before = storage.writes
    reports = [_sync(world, device) for device in world.devices]
    assert not any(_did(report) for report in reports), f"a round more did something: {reports}"
    assert storage.writes == before, "a round more wrote files"


def _all_hold_the_same(world: World, storage: Storage, changes: dict[str, Change]) -> None:
    expected = _said(changes)
    for device in world.devices:
        files = Mirror(device.directory)
        for name in files.stats():
            if not is_blank(files.read_bytes(name)):  # the only copy, and not seen by the program before the power cut
                files.read(name)  # raises BadSegment for what isn't whole
        assert _said(device.changes()) == expected, _sets(expected, _said(device.changes()), device.name)
    for number, view in enumerate(storage.views):
        held = _said(known_in({path: version.data for path, version in view.files.items()}))
        assert held == expected, _sets(expected, held, f"folder {number}")


def _said(changes: dict[str, Change]) -> set[tuple[str, bool]]:
    return {(ref, change.erased) for ref, change in changes.items()}


def _sets(expected: set[Any], found: set[Any], where: str) -> str:
    return f"{where} lacks {sorted(expected - found)} and has besides {sorted(found - expected)}"


def _all_show_the_same(world: World, ids: set[str]) -> dict[str, dict[str, Any]]:
    """The documents of every device, which are equal."""
    shown: dict[str, dict[str, Any]] | None = None
    for device in world.devices:
        with world.running(device) as workspace:
            documents = documents_of(workspace, ids)
        shown = documents if shown is None else shown
        assert documents == shown, _differences(shown, documents, world.devices[0].name, device.name)
    assert shown is not None
    return shown


def _differences(ours: dict[str, Any], theirs: dict[str, Any], us: str, them: str) -> str:
    wrong = [each for each in sorted(ours.keys() | theirs.keys()) if ours.get(each) != theirs.get(each)]
    return "\n".join(f"{each}:\n  {us}: {ours.get(each)}\n  {them}: {theirs.get(each)}" for each in wrong)


def _erased_is_gone(world: World, storage: Storage, promises: Promises, erased: set[str]) -> None:
    assert promises.erased <= erased, f"the erasure of {promises.erased - erased} got lost"
    assert erased <= promises.erased | promises.maybe_erased, "something was erased that nobody asked for"
    for document in sorted(erased):
        marker = promises.markers[document]
        for device in world.devices:
            device.stop()
            assert not (found := traces_of(marker, device.root)), f"{marker} ({document}) still stands in {found}"
        for number, view in enumerate(storage.views):
            found = [
                path
                for path, version in view.files.items()
                if (path.startswith("journal/") or path == SPACE_FILE)  # nobody looks beside these
                and marker.encode() in version.data.lower()
                and decoded(version.data)
            ]
            assert not found, f"{marker} ({document}) still stands in folder {number}: {found}"
