"""Opening the space in a shared folder, creating or joining one, and creating the demo region."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from knowledge.catalogue.catalogue import Progress
from knowledge.home import Home
from knowledge.identifier import new_id
from knowledge.journal.mirror import Mirror
from knowledge.journal.replica import ReplicaStore
from knowledge.journal.segment import BadSegment
from knowledge.journal.state_file import StateDamaged, StateFile
from knowledge.problem import N_, Problem, WrongUse
from knowledge.sync import space as space_file
from knowledge.sync.folder import Folder, FolderLost, journal_of
from knowledge.sync.place import open_folder, place_of
from knowledge.sync.space import Space
from knowledge.today import today
from knowledge.workspace import Workspace


class NoSpace(Problem):
    """There is no space to open: no folder was chosen, or the folder holds none."""


def open_space(home: Home, folder: str | Path | None = None) -> Workspace:
    """Open the space in `folder`, or in the folder used last. This works without the folder once it has been seen.

    Raises `NoSpace` when there is none.
    """
    config = home.settings
    if folder is None and not config.folder:
        raise NoSpace(N_("There is no shared folder yet. Start with: sto init FOLDER --name NAME --author AUTHOR"))
    place = place_of(folder or config.folder)
    known = config.spaces.get(place)
    if known and (stored := space_of(home, known).read()):
        home.config_file.back_up(config)
        space_of(home, known).back_up(stored)
        return Workspace(home, stored, place)
    space = space_file.find_space(open_folder(place))
    if space is None:
        raise NoSpace(N_("There is no space in {folder}. Make or join one with: sto init {folder}"), folder=place)
    return _adopt(home, space, place)


def begin_or_join(
    home: Home,
    folder: str | Path,
    *,
    name: str = "",
    author: str = "",
    language: str = "nl",
    starter: bool = True,
    progress: Progress | None = None,
) -> Workspace:
    """Join the space in `folder` or, when there is none, create one called `name` with the starter lessons.

    Remembers `author`, `language` and the folder. Raises `WrongUse` if a needed name or author is missing.
    """
    author = author.strip() or home.settings.author.strip()
    if not author:
        raise WrongUse(N_("Say who you are, with --author NAME: it stands under what you write."))
    place = place_of(folder)
    shared = open_folder(place)
    found = space_file.find_space(shared)
    space = found or _begin(home, shared, place, name)
    home.configure(author=author, language=language)
    workspace = _adopt(home, space, place)
    if found is None and starter:
        from knowledge.content.lessons import starter_lessons

        workspace.save_all(starter_lessons(language, today()))
    workspace.sync(progress=progress)
    return workspace


def demo(home: Home, folder: Path, *, language: str, say: Callable[[str], str]) -> Workspace:
    """Create a demo region in the empty `folder`; `say` translates the headings in it."""
    from knowledge.content import demo as region
    from knowledge.content.lessons import starter_lessons

    author = home.settings.author or region.PROTAGONIST
    workspace = begin_or_join(home, folder, name=region.REGION, author=author, language=language, starter=False)
    begun = today() - timedelta(days=region.BEGUN_DAYS_AGO)
    workspace.save_all([*starter_lessons(language, begun), *region.demo_region(today(), new_id, say, workspace.id)])
    workspace.sync()
    return workspace


def space_of(home: Home, space_id: str) -> StateFile[Space]:
    """The file in which this device keeps what space this is."""
    return space_file.kept_in(home.space_dir(space_id))


def damaged_files(home: Home) -> list[StateDamaged]:
    """The files of sto's own that can't be read: the configuration, and what space and which device this is."""
    files: list[StateFile[Any]] = [home.config_file]
    for directory in home.space_dirs():
        files += [space_file.kept_in(directory), ReplicaStore(directory).file]
    return [damaged for file in files if (damaged := file.damage())]


def repair_files(home: Home) -> None:
    """Put right what `damaged_files` names, as far as that is possible; what was damaged stays beside it.

    The configuration comes back from its copy, a space from its copy or from the shared folder, and a device without a
    copy of its id gets a new one. Raises `Problem` for what can't be put right.
    """
    home.config_file.restore()
    places = {space_id: place for place, space_id in home.settings.spaces.items()}
    for directory in home.space_dirs():
        space_file.kept_in(directory).restore(partial(_found_again, directory.name, places.get(directory.name, "")))
        ReplicaStore(directory).file.restore()


def _found_again(space_id: str, place: str) -> Space:
    """The space with this id as the shared folder at `place` has it; without that, one called after the folder."""
    with suppress(Problem):
        found = space_file.find_space(open_folder(place)) if place else None
        if found is not None and found.space == space_id:
            return found
    return Space(format=1, space=space_id, name=Path(place).name or space_id)


def _begin(home: Home, shared: Folder, place: str, name: str) -> Space:
    if place in home.config.spaces or _holds_a_journal(shared):
        raise Problem(
            N_(
                "{folder} held a space, but its sto.json is gone. Nothing was changed. Whoever worked in it can "
                "put everything back with `sto sync --restore-folder`."
            ),
            folder=place,
        )
    if not name.strip():
        raise WrongUse(N_("Give the new space a name, with --name NAME (for example the name of your region)."))
    return space_file.create(shared, name.strip(), new_id)


def _holds_a_journal(folder: Folder) -> bool:
    try:
        return bool(journal_of(folder))
    except FolderLost:
        return False


def _adopt(home: Home, space: Space, place: str) -> Workspace:
    """Use `space` from here on, and take over what was written on this device in a twin of it at the same place."""
    directory = home.space_dir(space.space)
    space_of(home, space.space).write(space)
    before = home.config.spaces.get(place)
    home.configure(folder=place, spaces={**home.config.spaces, place: space.space})
    if before and before != space.space:
        _take_over(home.space_dir(before), directory, space.name)
    return Workspace(home, space, place)


def _take_over(twin: Path, directory: Path, name: str) -> None:
    """Copy the journal of `twin` into `directory`, after two people created the same region in one folder.

    So nothing of ours is lost. A space with another name than `name`, or in which anybody else ever wrote, is another
    region and stays separate.
    """
    stored, before = space_file.kept_in(twin).read(), Mirror(twin)
    if stored is None or stored.name.casefold() != name.casefold():
        return
    if len({path.split("/")[1] for path in before.stats()}) != 1:
        return
    mirror = Mirror(directory)
    with ReplicaStore(directory).locked():
        for path in before.stats():
            try:
                mirror.ingest(before.read(path))
            except BadSegment:
                continue  # damaged on this disk; it stays where it is
