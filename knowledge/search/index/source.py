"""A checksum of what an index is made from: any change leads to a new index, without a version to raise by hand."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from functools import cache
from pathlib import Path

from knowledge.model.kinds import declarations
from knowledge.source import checksum

_PACKAGES = ("knowledge.search.dutch", "knowledge.search.index")
"""The packages that analyse words and that turn documents into posting lists in files."""


def made_from() -> str:
    """A checksum of the declarations of all records, the analysis with its word lists, and the form of the files."""
    return f"{declarations()}-{_analysis()}-{_words()}"


@cache
def _analysis() -> str:
    modules = (
        f"{package}.{module.name}"
        for package in _PACKAGES
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__)
    )
    return checksum("knowledge.model.folding", "knowledge.model.reuse", "knowledge.search.facets", *sorted(modules))


@cache
def _words() -> str:
    told = hashlib.sha256()
    for package in _PACKAGES:
        for place in importlib.import_module(package).__path__:
            for path in sorted(Path(place).rglob("*.txt")):
                told.update(hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()[:16]
