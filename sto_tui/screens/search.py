"""The search screen, home of the app: type, see what is found, read it beside the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from knowledge.problem import N_
from knowledge.search.query.query import IndexDamaged, Query, Results
from knowledge.today import today
from sto_tui.actions import UserAction, beside_a_box, bindings
from sto_tui.screens.acting import ON_DOCUMENT, OPEN, USE
from sto_tui.screens.asking import ASKED, AsksHowItWent
from sto_tui.screens.browse import STYLE, TYPE, Preview
from sto_tui.screens.search_actions import CLEAR, EXPLAIN, FILTER, MEANT, NEW_LESSON, PREVIEW, SAVED
from sto_tui.screens.search_saved import KeepsSearches
from sto_tui.screens.search_state import Search
from sto_tui.widgets.facet_bar import FacetBar
from sto_tui.widgets.filter_bar import FilterBar
from sto_tui.widgets.line_input import LineInput
from sto_tui.widgets.marking import NO_MARKS, Marks, blocks_with_marks, marks_of
from sto_tui.widgets.news_bar import NewsBar
from sto_tui.widgets.reading_bar import ReadingBar
from sto_tui.wording.i18n import _
from sto_tui.wording.results import explained, how_many, nothing_found

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace


class SearchScreen(KeepsSearches, AsksHowItWent):
    """The input, filters, results and preview. With an empty input it shows recent documents."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = beside_a_box(
        *(OPEN, USE, ASKED, NEW_LESSON, FILTER, PREVIEW, SAVED, CLEAR, MEANT, EXPLAIN, TYPE),
        *(action for action in ON_DOCUMENT if action != USE),
    )
    BINDINGS: ClassVar[list[Any]] = bindings(ACTIONS[1:])
    PLACE: ClassVar[str] = N_("Search")
    ABOUT: ClassVar[str] = N_(
        "Type a few words; what fits best comes first. The down arrow goes into the list, Enter opens. "
        "“Words in quotes” are found as they stand, a minus before a word leaves it out; OF takes either word. "
        "Narrow with soort:les partner:brinkhof tag:lassen plaats:ommerdal wereld:zorg door:hakan van:2024 tot:2025."
    )
    CSS_PATH: ClassVar[Any] = [STYLE, "search.tcss"]
    BOX = "query"

    def __init__(self) -> None:
        super().__init__()
        self._results: Results | None = None

    def above(self) -> Iterable[Widget]:
        """The input, and the lines about the results."""
        yield LineInput(placeholder=_("Search lessons, meetings, partners…"), id="query")
        yield FilterBar(id="filters")
        yield FacetBar(id="facets")
        yield ReadingBar(id="reading")
        yield NewsBar(id="news")
        yield self.ask_bar()

    def body(self) -> Iterable[Widget]:
        """The list and preview, or a line that says why nothing is listed."""
        yield from super().body()
        yield Static("", id="empty", markup=False)

    def on_mount(self) -> None:
        """Focus the input."""
        self.renew()

    def renew(self) -> None:
        """Put back the typed text and the focus."""
        self.box.value = self.search.query.text
        self.box.focus()
        self._show_filters()

    def _show_filters(self) -> None:
        self.query_one(FilterBar).show(self.search.query, self.search.names)

    # -- searching --------------------------------------------------------------------------------------------------

    def load(self, workspace: Workspace) -> None:
        """Run the present search; the first one waits until the index is up to date, or visibly being built."""
        if not self.sto.caught_up and self.sto.sharing.reading is None:
            return
        query = self.search.query

        def search() -> Results | None:
            try:
                return workspace.search(query, heal=False)
            except IndexDamaged:
                return None

        self.background(search, self._answered, group="search")

    def _answered(self, results: Results | None) -> None:
        """Show the results. Without an index, have it rebuilt; the search then runs again."""
        if results is not None:
            self._found(results)
        else:
            self.sto.rebuild_index()

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self.search.query.text:
            self.ask(self.search.typed(event.value))

    def more_like(self, document: Document) -> None:
        """Show documents like `document`; Esc goes back to the search before."""
        self.go_to(self.search.like(document.id, document.record.title))

    def go_to(self, search: Search) -> None:
        """Run `search`, and put its text in the input."""
        with self.box.prevent(Input.Changed):
            self.box.value = search.query.text
        self.box.cursor_position = len(self.box.value)
        self.ask(search)

    def ask(self, search: Search) -> None:
        """Make `search` the present search and run it; its text is in the input already."""
        self.search = search
        self._show_filters()
        self.load_now()

    def _found(self, results: Results) -> None:
        from knowledge.search.query.asking import answers_first
        from sto_tui.widgets.hits import list_lines
        from sto_tui.wording.explaining import whom_to_ask

        anew = self._results is None or self._results.query != results.query
        self._results = results
        self.query_one("#columns").display = bool(results.hits)
        empty = self.query_one("#empty", Static)
        empty.display = not results.hits
        empty.update(
            nothing_found(results, reading=not self.sto.caught_up, filtered=bool(self.query_one(FilterBar).active))
        )
        self.query_one(FilterBar).count = how_many(results)
        self.query_one(FacetBar).show(results)
        answering, others = answers_first(results.query, results.hits)
        hits, me = (*answering, *others), self.workspace.author if self.workspace else ""
        whom = [whom_to_ask(hit.writer, me) for hit in answering]
        lines = list_lines(hits, results.words, self.room(), wide=self.has_class("-wide"), whom=whom)
        options = [Option(line, hit.id) for line, hit in zip(lines, hits, strict=True)]
        self.fill({"list": options}, anew=anew)

    @property
    def shown_text(self) -> str | None:
        """The text of the query whose results are listed; None before the first."""
        return self._results.query.text if self._results else None

    def marks(self, wanted: str) -> Marks:
        """The words by which document `wanted` was found."""
        results = self._results
        if results is None or not results.words:
            return NO_MARKS
        return marks_of(next((hit for hit in results.hits if hit.id == wanted), None), results.words)

    # -- list and preview -------------------------------------------------------------------------------------------

    def preview(self, workspace: Workspace, wanted: str) -> Callable[[], Preview] | None:
        """The document as it is now."""

        def read() -> Preview:
            from knowledge.model.kinds import linked_ids
            from sto_tui.widgets.record_view import record_blocks

            document = workspace.get(wanted)
            names = workspace.titles(linked_ids(document.record))
            blocks = blocks_with_marks(record_blocks(document, names, workspace.reuse(document)), marks)
            return Preview(wanted, blocks, document, marks)

        marks = self.marks(wanted)
        return read

    def action_open(self) -> None:
        """Read the selected document in full, at the passage that was found."""
        if self.current_id:
            self.sto.open_document(self.current_id, self.marks(self.current_id))

    @property
    def is_listed(self) -> bool:
        """Whether the results are those of the present search, and that of what stands in the box."""
        query = self.search.query
        return self._results is not None and self._results.query == query and self.box.value == query.text

    def action_preview(self) -> None:
        """Show or hide the preview; in a narrow window it is in the lower half."""
        self.toggle_class("-turned")

    def action_type(self) -> None:
        """Go back to the input, or from "more like this" to the search before; in the input, empty it."""
        before = self.search.before
        if before is not None:
            self.go_to(before)
        self.into_box(emptied=before is None and self.box.has_focus)

    # -- filters, and a new lesson  -----------------------------------------------------------------------------------

    def action_filter(self, name: str = "") -> None:
        """Let the person choose a value for filter `name`, or first a filter."""
        from sto_tui.dialogs.filters import choose_filter

        choose_filter(self.sto, name, self.search.query, self._results, self._filtered)

    def _filtered(self, query: Query, names: Mapping[str, str]) -> None:
        self.ask(self.search.filtered(query, names))

    def action_kind(self, kind: str) -> None:
        """Turn the filter on `kind` on or off."""
        self.ask(self.search.kind_toggled(kind))

    def action_clear(self, name: str = "all") -> None:
        """Remove filter `name`, or all filters."""
        self.ask(self.search.cleared(name))

    def action_meant(self) -> None:
        """Search for the proposed spelling."""
        self.once_listed(self._take_over)

    def _take_over(self) -> None:
        if self._results is not None and self._results.corrected:
            self.box.value = self._results.corrected
            self.box.cursor_position = len(self.box.value)
            self.box.focus()

    def action_words_only(self) -> None:
        """Look for the words that were read as a period as they stand."""
        from knowledge.search.query.named_periods import as_words

        self.box.value = as_words(self.box.value)

    def action_explain(self) -> None:
        """Show how the query was understood, and why the document under the cursor was found."""
        self.once_listed(self._explain)

    def _explain(self) -> None:
        if self._results is not None:
            self.sto.say(explained(self._results, self.current_id), timeout=20)

    def action_new(self) -> None:
        """Write a lesson, with the date and name filled in."""
        from knowledge.work.lessons import begun

        author = self.workspace.author if self.workspace else ""
        self.sto.edit(begun(author, today(), _), None, lambda document: self.sto.open_document(document.id))
