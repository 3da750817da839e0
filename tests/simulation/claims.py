"""What the program says of itself in a simulation, held against what is there."""

from __future__ import annotations

from collections.abc import Collection

from tests.simulation.device import Device, decoded


def shared_is_true(device: Device) -> None:
    """What the status of `device` calls shared stood in the folder as that device last saw it.

    Somebody else may have taken it away since, or a power cut left it blank: the device can't know that yet.
    """
    unpublished = device.workspace.status().unpublished
    looks = (device.view.seen, *device.view.half_seen)
    there = {change.ref for seen in looks for _stat, data in seen.values() for change in decoded(data)}
    kept_back = device.own() - there
    told = f"{device.name} says that {unpublished} aren't shared, and these aren't: {sorted(kept_back)}"
    assert len(kept_back) <= unpublished, told


def erased_is_verified(device: Device, erased: Collection[str]) -> None:
    """`device` says of each document that was `erased` that every private file was searched, and nothing found."""
    for document in sorted(erased):
        erasure = device.workspace.erasure(document)
        assert erasure.verified and not erasure.remains, f"{device.name}: {erasure}"
