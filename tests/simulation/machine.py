"""A state machine of several devices and an unreliable shared folder: nothing gets lost, and all end up equal."""

from __future__ import annotations

from tests.simulation.homes import Homes
from tests.simulation.mishaps import Mishaps
from tests.simulation.sharing import Sharing
from tests.simulation.strangers import Strangers


class Machine(Sharing, Mishaps, Homes, Strangers):
    """Runs one story and, at the end of it, heals everything and asks for the verdict."""
