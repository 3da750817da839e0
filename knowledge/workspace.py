"""The workspace: the one object through which screens and commands reach the knowledge of a space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.catalogue.catalogue import Catalogue, Progress
from knowledge.catalogue.listing import Listing
from knowledge.catalogue.looking_up import Checkpoint
from knowledge.catalogue.region_view import RegionView
from knowledge.documents import Documents
from knowledge.erasing import Erasing, Erasure
from knowledge.guarding import Guarding
from knowledge.home import Home
from knowledge.journal.document import Document
from knowledge.journal.merge import DELETED
from knowledge.journal.mirror import Mirror
from knowledge.journal.replica import ReplicaStore
from knowledge.model.fields import Json
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.private_files import SEARCHES
from knowledge.problem import Say, UnknownId
from knowledge.saving import Saving
from knowledge.search.service import SearchService
from knowledge.sync.folder import Folder
from knowledge.sync.place import open_folder
from knowledge.sync.region_files import RegionFiles
from knowledge.sync.sharing import Sharing
from knowledge.sync.space import Space
from knowledge.sync.status import Status, SyncReport
from knowledge.today import today

if TYPE_CHECKING:
    from knowledge.content.offered import OwnChecklists
    from knowledge.doctor import Checkup
    from knowledge.guard.checking import PupilHit
    from knowledge.imports import Imports
    from knowledge.merging import Merging
    from knowledge.model.checklist import Template
    from knowledge.personal_data import PersonalData
    from knowledge.saved_searches import SavedSearches
    from knowledge.search.meaning.meaning import Meaning
    from knowledge.search.query.query import Query, Results


class Workspace(Documents):
    """One space on this device: the merged documents over mirror, index and shared folder.

    Thread-safe: screens call it from workers. Every method that can fail raises `knowledge.problem.Problem`.
    """

    def __init__(self, home: Home, space: Space, place: str | Path, folder: Folder | None = None) -> None:
        self.place = str(place)
        self.name = space.name
        self.author = home.settings.author
        self.id = space.space
        self._directory = home.space_dir(space.space)
        self._directory.mkdir(parents=True, exist_ok=True)
        self._home = home
        self._private = home.private
        self._replicas = ReplicaStore(self._directory)
        self._mirror = Mirror(self._directory)
        self._catalogue = Catalogue(home.space_cache(space.space) / "catalogue")
        self._region_view = RegionView(self._catalogue)
        self._vectors = home.vectors_dir(space.space)
        self._finder = SearchService(
            home.space_cache(space.space) / "index", self._catalogue, self._mirror, self._vectors
        )
        self._guarding = Guarding(self._catalogue, self._region_view.region, self.author)
        self._saving = Saving(
            self._mirror,
            self._catalogue,
            self._replicas,
            self.author,
            self.refresh,
            checked=self._guarding.checked,
            region=self._region_view.region,
        )
        self._erasing = Erasing(
            self._private,
            self._mirror,
            self._catalogue,
            self._finder,
            self._replicas,
            lambda documents, names: self.saved_searches.erase(documents, names),
        )
        self._region = RegionFiles(self._directory)
        self._sharing = Sharing(
            space,
            folder or open_folder(str(place)),
            self.place,
            self._catalogue,
            self._mirror,
            self._replicas,
            self._region,
            lambda: self._erasing.carry_out(self.author),
        )
        self._noticed: tuple[Checkpoint, object] | None = None

    # -- who works here --------------------------------------------------------------------------------------------

    @property
    def on_behalf(self) -> str:
        """The id of the partner on whose behalf the person works here (a private setting); "" when nobody said."""
        from knowledge.exchange.directory import Directory
        from knowledge.problem import NameOfSeveral

        said = self._home.config.on_behalf.get(self.id, "")
        try:
            return Directory(self).find(Partner.kind, said) if said else ""
        except NameOfSeveral:
            return ""

    @property
    def on_behalf_as_said(self) -> str:
        """The id of the partner of `on_behalf` or, while nobody entered that partner, its name as it was said."""
        return self.on_behalf or self._home.config.on_behalf.get(self.id, "")

    def work_on_behalf_of(self, partner: str) -> None:
        """Remember, on this device only, that the person works here on behalf of `partner` (an id or a name)."""
        others = {space: said for space, said in self._home.settings.on_behalf.items() if space != self.id}
        self._home.configure(on_behalf={**others, **({self.id: partner} if partner else {})})

    # -- checklists -----------------------------------------------------------------------------------------------

    def templates(self, language: str) -> Sequence[Template]:
        """The checklists that can be used, in `language` ("nl" or "en"), the intake first."""
        from knowledge.content.offered import offered

        return offered(language, self.own_checklists)

    def template_of(self, run: ChecklistRun, language: str) -> Template:
        """The checklist of `run`: in `language` while that version still exists, else as it was when the run began."""
        from knowledge.content.offered import template_of

        return template_of(run, language, self.own_checklists)

    @property
    def own_checklists(self) -> OwnChecklists:
        """The region's own checklists, as this device last saw them in the shared folder, and the mistakes in them."""
        from knowledge.content.offered import read_own

        return read_own(self._region.checklists, self._region.left_out)

    def finish(self, run_id: str, *, language: str, say: Say) -> Sequence[Document]:
        """Finish checklist run `run_id`: save its result, our why on both partners, and what it makes.

        What was made before stays as it is now. `say` translates the headings of the result.
        """
        from knowledge.work import checklist

        run = self.get(run_id).record
        assert isinstance(run, ChecklistRun)
        parties = (party.record for party in self._catalogue.read(checklist.party_ids(run)))
        partners = [party for party in parties if isinstance(party, Partner)]
        template = self.template_of(run, language)
        finished = checklist.finish(run, template, partners, say, author=self.author, today=today())
        return self.save_all(finished.records(made=self.titles(finished.may_be_made)))

    def remind_after_not_now(self, today: date) -> Sequence[Document]:
        """Make the action to ask again for each partner whose “nu niet” is over `today`; return those that are new.

        Each has an id of its own, so that it is made once, whoever makes it; one that was deleted stays so.
        """
        from knowledge.work.not_now import actions_to_ask_again

        partners = self.documents(Listing(Partner.kind, sort="title", limit=self.count(Listing(Partner.kind)) or 1))
        due = actions_to_ask_again((each.record for each in partners if isinstance(each.record, Partner)), today)
        fresh = [action for action in due if not self.is_taken(action.id)]
        return self.save_all(fresh) if fresh else []

    # -- writing --------------------------------------------------------------------------------------------------

    @property
    def has_written(self) -> bool:
        """Whether anything was saved since this workspace was opened."""
        return self._saving.has_written

    def save(self, record: Record, *, seen: Document | None = None) -> Document:
        """Save `record` and return its document; it is durable in the mirror when this returns.

        A record without id is new. `seen` is the document as the person last saw it: what others changed since is
        merged, never overwritten. Raises `Invalid` when the record isn't valid, `Problem` when the disk refuses.
        """
        return self._saving.save(record, seen)

    def begin(self, record: Record) -> Document:
        """Save a new `record` of which somebody gave the name only, and return its document.

        The same partner begun on another device is the same document; one that is here already is returned as it is.
        Raises `NameOfSeveral` when it isn't clear which one that is.
        """
        from knowledge.exchange.directory import Directory

        if not isinstance(record, Partner):
            return self.save(record)
        directory = Directory(self)
        known = directory.find(Partner.kind, record.title)
        return self.get(known) if known else self.save(replace(record, id=directory.id_for(record.title)))

    def save_all(self, records: Sequence[Record], *, seen: Sequence[Document] = ()) -> Sequence[Document]:
        """Save several records in one durable write (a meeting with its actions); ids given by the caller are kept.

        `seen` are the documents of existing `records` as the person last saw them.
        """
        self._catalogue.refresh(self._mirror)
        return self._saving.save_all(records, seen)

    def save_unfinished(self, records: Sequence[Record]) -> Sequence[Document]:
        """As `save_all`, for records from elsewhere that miss fields they should have, such as the day of a meeting."""
        self._catalogue.refresh(self._mirror)
        return self._saving.save_unfinished(records)

    def rehearse(self, records: Sequence[Record], *, seen: Sequence[Document] = (), whole: bool = True) -> None:
        """Write nothing, and raise as `save_all` would or, for what isn't `whole`, `save_unfinished`."""
        self._catalogue.refresh(self._mirror)
        self._saving.rehearse(records, seen, whole=whole)

    def settle(self, seen: Document, field: str, value: Json) -> Document:
        """Settle the conflict in a flat `field` of `seen`: `value` replaces all its siblings."""
        return self._saving.choose(seen, field, value)

    def pupil_hits_about(self, records: Sequence[Record]) -> Sequence[PupilHit]:
        """Where saving `records` would say who a pupil is, and nobody kept that on purpose yet."""
        return self._guarding.hits_about(records)

    def pupil_hits(self) -> Sequence[PupilHit]:
        """Where records may say who a pupil is, also where that was kept on purpose."""
        self._catalogue.refresh(self._mirror)
        return self._guarding.hits()

    def keep_anyway(self, seen: Document, field: str, reason: str) -> Document:
        """Keep what the guard finds in `field` of `seen`, for `reason`; raises `WrongUse` or `Refused`."""
        self._catalogue.refresh(self._mirror)
        return self._saving.edit(seen, self._guarding.kept_fields(seen, field, reason))

    def delete(self, document_id: str) -> Document:
        """Put a document in the trash; raises `UnknownId`."""
        return self._saving.edit(self.get(document_id), {DELETED: True})

    def restore(self, document_id: str, version: str | None = None) -> Document:
        """Take a document out of the trash or, with `version` (a ref of its history), make that version current."""
        return self._saving.restore(self.get(document_id), version)

    def conflicts(self) -> list[Document]:
        """The documents with a conflict to settle: concurrent values, or an edit against a delete."""
        self._catalogue.refresh(self._mirror)
        return self._catalogue.conflicts()

    def keep(self, seen: Document) -> Document:
        """Keep a document that one person deleted while another edited it."""
        return self._saving.edit(seen, {DELETED: False})

    def erase(self, document_id: str) -> Erasure:
        """Erase the text of a document for good, here and with the next sync everywhere; raises `UnknownId`.

        What was merged with it is erased as well. This can't be undone. Raises `Problem` when something here can't be
        erased yet; the erasure stands, and every sync continues it.
        """
        self.get(document_id)
        self._saving.ask_erasure(self._catalogue.read(self._catalogue.merged.group(document_id)))
        self._erasing.carry_out(self.author)
        self.refresh()
        return self.erasure(document_id)

    def erasure(self, document_id: str) -> Erasure:
        """How far the erasure of a document has come; raises `UnknownId` when nobody asked for it."""
        self._catalogue.refresh(self._mirror)
        erasure = self._erasing.status(document_id)
        if erasure is None:
            raise UnknownId(document_id)
        return erasure

    def is_erased(self, document_id: str) -> bool:
        """Whether a document with this id was erased for good."""
        return document_id in self._catalogue.erasures.all()

    def erased_ids(self, part: str) -> list[str]:
        """The ids of erased documents that begin or end with `part` (four characters at least)."""
        return self._erasing.matching_ids(part)

    def mentions(self, document: Document) -> list[Document]:
        """Other documents whose text contains the name of `document`, which erasing it alone doesn't reach."""
        return self._erasing.mentions(list(self._catalogue.read(self._catalogue.merged.group(document.id))))

    def files_naming(self, document: Document) -> Sequence[Path]:
        """The files among the documents of this person that this program wrote and that name `document`."""
        from knowledge.exchange.own_documents import own_files_naming

        return own_files_naming({each.record.title for each in (document, *self.merging.one_with(document))})

    def personal_data(self, document: Document | None, name: str = "") -> PersonalData:
        """Everything that is kept about the person of `document` or, without one, about whoever is called `name`."""
        from knowledge.personal_data import personal_data

        self._catalogue.refresh(self._mirror)
        searches = {each.name: each.query.text for each in self.saved_searches.all()}
        return personal_data(self._catalogue, self._private, searches, document, name)

    @property
    def imports(self) -> Imports:
        """What the last import on this device wrote here, and taking it back."""
        from knowledge.imports import Imports

        self._catalogue.refresh(self._mirror)
        return Imports(self._catalogue, self._saving.edit_all, self._directory / "last-import.json")

    @property
    def merging(self) -> Merging:
        """The duplicates among the records: finding them, merging them and taking them apart."""
        from knowledge.merging import Merging

        self._catalogue.refresh(self._mirror)
        return Merging(self._catalogue, self._saving.edit_all)

    # -- searching ------------------------------------------------------------------------------------------------

    def search(self, query: Query, *, heal: bool = True, by_meaning: bool = False) -> Results:
        """What `query` finds, best first. While the index is being updated, this searches what is in it already.

        With `by_meaning`, what is near to the question in meaning takes part, if a model for that is installed.
        """
        near = self.meaning.near(query) if by_meaning and self.has_model else ()
        return replace(self._finder.search(self._followed(query), heal=heal, near=near), query=query)

    @property
    def has_model(self) -> bool:
        """Whether a model for finding by meaning lies on this device; asking imports nothing."""
        return self._home.model_dir.is_dir()

    @cached_property
    def meaning(self) -> Meaning:
        """Finding by meaning in this space."""
        from knowledge.search.meaning.installed import InstalledModel
        from knowledge.search.meaning.meaning import Meaning

        return Meaning(InstalledModel(self._home.model_dir), self._vectors, self._catalogue)

    def is_cut(self, document: Document) -> bool:
        """Whether searching finds only the beginning of `document`, because it is very large."""
        return self._finder.is_cut(document)

    @property
    def saved_searches(self) -> SavedSearches:
        """The searches that the person saved on this device, and what is new in them."""
        from knowledge.saved_searches import SavedSearches

        return SavedSearches(self._private.path(SEARCHES, space=self.id), self.found_ids)

    def found_ids(self, query: Query) -> frozenset[str]:
        """The ids of all documents that have all the words of `query`."""
        return self._finder.ids(self._followed(query))

    def _followed(self, query: Query) -> Query:
        """`query` about the documents that now stand for those that it names."""
        named = query.linked
        return query.following({each: self._catalogue.merged.root(each) for each in named}) if named else query

    def catch_up(self, progress: Progress | None = None) -> None:
        """Bring catalogue and index up to date; `progress` is called with (done, all) as this proceeds."""
        self._finder.catch_up(progress)
        self._noticed = self._state

    def reindex(self, progress: Progress | None = None) -> None:
        """Rebuild the index."""
        self._finder.rebuild(progress)

    # -- sharing --------------------------------------------------------------------------------------------------

    def sync(self, *, restore_folder: bool = False, progress: Progress | None = None) -> SyncReport:
        """Pull what others wrote and publish what is ours; raises `Problem` when the folder can't be used.

        `FolderLost` means that the folder isn't a space any more; `restore_folder` makes it one again, from here.
        """
        try:
            return self._sharing.sync(restore_folder=restore_folder, progress=progress)
        finally:
            self._follow()
            self._work_off()

    def publish(self) -> None:
        """Put what was written here in the shared folder, without looking for what others wrote; raises `Problem`."""
        self._sharing.publish()

    def refresh(self) -> bool:
        """Take over what sync or another program on this device wrote; returns whether there is anything new."""
        self._follow()
        before, self._noticed = self._noticed, self._state
        return before != self._noticed

    @property
    def _state(self) -> tuple[Checkpoint, object]:
        """A value that changes whenever there is something new for people to see."""
        return self._catalogue.position, self._region.stamp

    def _work_off(self) -> None:
        """Merge the records that were too much to merge while others waited."""
        if self._catalogue.put_off.all():
            self._catalogue.work_off()
            self._finder.stale()

    def _follow(self) -> None:
        self._catalogue.refresh(self._mirror)
        self._finder.stale()

    def checkup(self, *, repair: bool = False) -> Checkup:
        """Examine mirror, folder, chains, replicas, clocks and index.

        With `repair`, safe repairs come first: leftovers of interrupted writes are removed, mirror and folder are
        synced, catalogue and index are rebuilt. Nothing that anybody wrote is deleted, and a lost folder stays lost.
        """
        from knowledge.doctor import Doctor

        self._catalogue.refresh(self._mirror)
        doctor = Doctor(
            self._directory,
            self._mirror,
            self._catalogue,
            self._finder,
            self._sharing,
            self._replicas,
            self._erasing.unsaved,
            lambda: self.own_checklists.mistakes,
            self._duplicates,
        )
        return doctor.repair() if repair else doctor.examine()

    def _duplicates(self) -> tuple[int, int]:
        found = self.merging.duplicates()
        return len(found.pairs), len(found.loose)

    def status(self) -> Status:
        """The state of this replica: unpublished changes, last sync, peers, files set aside."""
        self._catalogue.refresh(self._mirror)
        return self._sharing.status(self.author)
