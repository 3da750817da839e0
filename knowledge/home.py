"""The private side of a user's installation: configuration, mirrors and caches, outside every shared folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from knowledge.journal.state_file import StateFile
    from knowledge.private_files import PrivateFiles


class Config(msgspec.Struct, frozen=True):
    """What `config.json` holds.

    `spaces` maps a shared folder to its space id, for when the folder is out of reach. `on_behalf` has, by space id,
    the partner on whose behalf the person signs up and calls on others: its id, or its name while nobody entered it.
    `columns` has what the person said of the columns of tables: by a mark of the headings, the fields by their numbers.
    """

    author: str = ""
    language: str = ""
    folder: str = ""
    theme: str = ""
    spaces: dict[str, str] = {}
    on_behalf: dict[str, str] = {}
    columns: dict[str, dict[str, str]] = {}


def _as_json(config: Config) -> bytes:
    return msgspec.json.format(msgspec.json.encode(config), indent=1) + b"\n"


@dataclass(frozen=True)
class Home:
    """Where private things live: `config_dir`, `data_dir` (mirrors, identity, drafts) and `cache_dir` (disposable)."""

    config_dir: Path
    data_dir: Path
    cache_dir: Path

    @classmethod
    def default(cls) -> Home:
        """The home under `STO_HOME` if that is set, otherwise in the standard directories of this system."""
        if root := os.environ.get("STO_HOME"):
            return cls.at(Path(root))
        import platformdirs

        return cls(
            platformdirs.user_config_path("sto", appauthor=False),
            platformdirs.user_data_path("sto", appauthor=False),
            platformdirs.user_cache_path("sto", appauthor=False),
        )

    @classmethod
    def at(cls, root: Path) -> Home:
        """A home wholly under `root`."""
        return cls(root / "config", root / "data", root / "cache")

    @property
    def config(self) -> Config:
        """The configuration, for what can do without; a file that can't be read counts as an empty one."""
        from knowledge.problem import Problem

        try:
            return self.settings
        except Problem:
            return Config()

    @property
    def settings(self) -> Config:
        """The configuration; raises `StateDamaged` when its file can't be read, since it says who writes and where."""
        return self.config_file.read() or Config()

    @property
    def config_file(self) -> StateFile[Config]:
        """The file of the configuration."""
        from knowledge.journal.state_file import StateFile  # late: `sto --help` needs no journal

        return StateFile(self.config_dir / "config.json", msgspec.json.Decoder(Config).decode, _as_json)

    def configure(self, **changes: object) -> Config:
        """Store `changes` to the configuration and return it; raises `CannotWrite` or `StateDamaged`."""
        config: Config = msgspec.structs.replace(self.settings, **changes)
        self.config_file.write(config)
        return config

    @property
    def directories(self) -> tuple[Path, ...]:
        """All three, for what holds for everything private."""
        return self.config_dir, self.data_dir, self.cache_dir

    @property
    def private(self) -> PrivateFiles:
        """The owner of every private file that may contain text of records: drafts, copied text, the log …"""
        from knowledge.private_files import PrivateFiles

        return PrivateFiles(self.data_dir)

    @property
    def model_dir(self) -> Path:
        """The model for finding by meaning, which serves all spaces."""
        return self.data_dir / "meaning"

    def space_dir(self, space_id: str) -> Path:
        """The mirror and identity of one space."""
        return self.data_dir / "spaces" / space_id

    def space_dirs(self) -> list[Path]:
        """The private directories of all spaces on this device."""
        return sorted(self.data_dir.glob("spaces/*/"))

    def space_cache(self, space_id: str) -> Path:
        """The catalogue and index of one space."""
        return self.cache_dir / space_id

    def vectors_dir(self, space_id: str) -> Path:
        """The vectors by which the records of one space are found by their meaning."""
        return self.space_cache(space_id) / "meaning"
