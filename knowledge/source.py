"""A checksum of the program's own code, by which derived data knows when it has to be derived again."""

from __future__ import annotations

import hashlib
import importlib.util
from functools import cache
from typing import Any


@cache
def checksum(*modules: str) -> str:
    """A checksum (hex) of the source of `modules`, or of their code if the program is shipped without sources."""
    told = hashlib.sha256()
    for name in modules:
        told.update(hashlib.sha256(_code(name)).digest())
    return told.hexdigest()[:16]


def _code(name: str) -> bytes:
    spec = importlib.util.find_spec(name)
    loader: Any = spec.loader if spec else None
    if not hasattr(loader, "get_source"):  # importlib.abc has a type for this, but takes five milliseconds to import
        raise ModuleNotFoundError(name)
    source: str | None = loader.get_source(name)
    if source is not None:
        return source.encode()
    code = loader.get_code(name)
    return repr((code.co_code, code.co_consts, code.co_names)).encode() if code else b""
