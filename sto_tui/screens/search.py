"""Zoeken, the home of the app: type, see what is found, read it beside the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from knowledge.problem import N_
from knowledge.search.facets import KIND
from knowledge.search.query.query import IndexDamaged, Query, Results
from sto_tui.actions import Action, bindings
from sto_tui.screens.acting import NEW, ON_DOCUMENT, OPEN, ActingScreen
from sto_tui.widgets.blocks import DocumentView
from sto_tui.widgets.facet_bar import FacetBar
from sto_tui.widgets.filter_bar import FilterBar
from sto_tui.widgets.news_bar import NewsBar
from sto_tui.widgets.reading_bar import ReadingBar
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.saved_searches import SavedSearch
    from knowledge.workspace import Workspace

FILTER = Action(
    "filter",
    N_("Filter"),
    N_("Narrow what is found: kind, partner, tag, period, order."),
    ("ctrl+f",),
    ("f",),
    bar=True,
)
CLEAR = Action("clear", N_("Clear filters"), N_("Takes all filters off."), keys=("ctrl+l",))
PREVIEW = Action(
    "preview", N_("Preview"), N_("Shows or hides the text beside the list."), keys=("ctrl+t",), letters=("v",), bar=True
)
NEW_LESSON = replace(NEW, label=N_("New lesson"), help=N_("Write down what you learned."))
MEANT = Action(
    "meant", N_("As meant"), N_("Takes over the spelling that was proposed."), keys=("ctrl+g",), letters=("y",)
)
SAVED = Action(
    "saved",
    N_("Saved searches"),
    N_("Searches you keep: what is new in each since you last looked."),
    keys=("f6",),
    letters=("b",),
)
EXPLAIN = Action(
    "explain", N_("Why is this found?"), N_("How your words were read, and why this was found."), ("f7",), ("w",)
)
TYPE = Action("type", N_("Search box"), N_("Back to what you type."), letters=("escape", "slash"), palette=False)

SHOWN = 30
"""Hits listed at once: drawing them is most of what a key press costs."""


class SearchScreen(ActingScreen):
    """Input, filters, results and preview. An empty input shows what is recent."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        *(OPEN, NEW_LESSON, FILTER, PREVIEW, SAVED, CLEAR, MEANT, EXPLAIN, TYPE),
        *ON_DOCUMENT,
    )
    BINDINGS: ClassVar[list[Any]] = bindings(
        (NEW_LESSON, FILTER, CLEAR, PREVIEW, SAVED, MEANT, EXPLAIN, TYPE, *ON_DOCUMENT)
    )
    PLACE: ClassVar[str] = N_("Search")
    ABOUT: ClassVar[str] = N_(
        "Type a few words; what fits best comes first. The down arrow goes into the list, Enter opens. "
        "“Words in quotes” are found as they stand, a minus before a word leaves it out; OF takes either word. "
        "Narrow with soort:les partner:brinkhof tag:lassen plaats:ommerdal wereld:zorg door:hakan van:2024 tot:2025."
    )
    CSS_PATH = "search.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._query = Query(limit=SHOWN, counted=True, explained=True)
        self._names: dict[str, str] = {}  # of the documents that the query links to
        self._document: Document | None = None
        self._results: Results | None = None
        self._down = False
        self._before: Query | None = None

    def body(self) -> Iterable[Widget]:
        """The input on top, filters under it, then list and preview."""
        yield Input(placeholder=_("Search lessons, meetings, partners…"), id="query", select_on_focus=False)
        yield FilterBar(id="filters")
        yield FacetBar(id="facets")
        yield ReadingBar(id="reading")
        yield NewsBar(id="news")
        with Horizontal(id="columns"):
            yield OptionList(id="list", markup=False)
            with VerticalScroll(id="preview", can_focus=False):
                yield DocumentView()
        yield Static("", id="empty", markup=False)

    def on_mount(self) -> None:
        """Ready to type at once."""
        self.sto.changed.subscribe(self, self._look_for_news)
        self.renew()

    def renew(self) -> None:
        """The input with what was typed, and the focus in it."""
        box = self.query_one("#query", Input)
        box.value = self._query.text
        box.focus()
        self.query_one(FilterBar).show(self._query, self._names)

    # -- searching --------------------------------------------------------------------------------------------------

    def load(self, workspace: Workspace) -> None:
        """Ask for what is wanted now; the first time once the index is up to date, or while it is being built."""
        if not self.sto.caught_up and self.sto.sharing.reading is None:
            return
        query = self._query

        def search() -> Results | None:
            try:
                return workspace.search(query, heal=False)
            except IndexDamaged:
                return None

        self.background(search, self._answered, group="search")

    def _answered(self, results: Results | None) -> None:
        """Show what was found; without an index have it made anew, what is found comes with that."""
        if results is not None:
            self._found(results)
        else:
            self.sto.rebuild_index()

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self._query.text:
            self._down = False
            self.ask(replace(self._query, text=event.value, like="", among=()))

    def more_like(self, document: Document) -> None:
        """Show what is like `document`; Esc goes back to the search before."""
        self._names[document.id] = document.record.title
        if not self._query.like:
            self._before = self._query
        self.query_one("#query", Input).value = ""
        self.ask(replace(self._query, text="", like=document.id, among=()))

    def _go_to(self, query: Query) -> None:
        """Search for `query`, with its text in the input."""
        box = self.query_one("#query", Input)
        with box.prevent(Input.Changed):
            box.value = query.text
        box.cursor_position = len(box.value)
        self.ask(query)

    def ask(self, query: Query) -> None:
        """Search for `query` from here on."""
        self._query = query
        self.query_one(FilterBar).show(query, self._names)
        self.load_now()

    def _found(self, results: Results) -> None:
        from sto_tui.widgets.hits import hit_line

        same = self._results is not None and self._results.query == results.query
        kept = self.current_id if same else ""
        self._results = results
        options = self.query_one("#list", OptionList)
        options.set_options(Option(hit_line(hit, results.words), hit.id) for hit in results.hits)
        ids = [hit.id for hit in results.hits]
        options.highlighted = (ids.index(kept) if kept in ids else 0) if ids else None
        self.query_one("#columns").display = bool(ids)
        empty = self.query_one("#empty", Static)
        empty.display = not ids
        empty.update(self._nothing(results))
        self.query_one(FilterBar).count = self._count(results)
        self.query_one(FacetBar).show(results)
        if not ids:
            self._document = None
        if ids and self._down:
            options.focus()
        self._down = False
        self._preview()

    def _nothing(self, results: Results) -> str:
        if not self.sto.caught_up:
            return _("The space is being read. What you look for may still turn up.")
        filtered = bool(self.query_one(FilterBar).active)
        if filtered:
            return _("Nothing found within these filters. Ctrl+L takes them off, Ctrl+N: new lesson.")
        if results.query.text.strip():
            return _("Nothing found yet… Try another word, or Ctrl+N: new lesson.")
        return _("There is nothing here yet. Ctrl+N: write the first lesson.")

    def _count(self, results: Results) -> str:
        if not results.query.text.strip() and not results.query.like:
            return _("recent")
        if results.total > len(results.hits):
            return _("{shown} of {total}").format(shown=len(results.hits), total=results.total)
        return ngettext("{number} found", "{number} found", results.total).format(number=results.total)

    @property
    def shown_text(self) -> str | None:
        """The query whose results stand in the list; None before the first."""
        return self._results.query.text if self._results else None

    # -- list and preview -------------------------------------------------------------------------------------------

    @property
    def current_id(self) -> str:
        """The id of the hit under the cursor."""
        option = self.query_one("#list", OptionList).highlighted_option if self.is_mounted else None
        return option.id or "" if option else ""

    @property
    def current(self) -> Document | None:
        """The previewed document, when it is the one under the cursor."""
        return self._document if self._document and self._document.id == self.current_id else None

    @on(OptionList.OptionHighlighted, "#list")
    def _preview(self) -> None:
        workspace, wanted = self.workspace, self.current_id
        if workspace is None or not wanted:
            self.refresh_bindings()
            return

        def read() -> tuple[Document, Mapping[str, str]]:
            from knowledge.model.kinds import linked_ids

            document = workspace.get(wanted)
            return document, workspace.titles(linked_ids(document.record))

        self.background(read, self._show, group="preview")

    def _show(self, found: tuple[Document, Mapping[str, str]]) -> None:
        from sto_tui.widgets.record_view import record_blocks

        document, names = found
        if document.id != self.current_id:
            return
        fresh = self._document is None or self._document.id != document.id
        self._document = document
        self.query_one(DocumentView).show(record_blocks(document, names))
        if fresh:
            self.query_one("#preview", VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()

    def on_key(self, event: events.Key) -> None:
        """Down goes from the input into the list, up from its first line back."""
        box, options = self.query_one("#query", Input), self.query_one("#list", OptionList)
        if event.key in ("down", "pagedown") and box.has_focus:
            answered = self._results is not None and self._results.query == self._query
            self._down = not answered  # then the list gets the focus once the answer is there
            if answered and options.option_count:
                options.focus()
            event.stop()
        elif event.key == "up" and options.has_focus and options.highlighted == 0:
            box.focus()
            event.stop()
            event.prevent_default()

    @on(Input.Submitted, "#query")
    @on(OptionList.OptionSelected, "#list")
    def action_open(self) -> None:
        """Read the selected document in full."""
        if self.current_id:
            self.sto.open_document(self.current_id)

    def action_preview(self) -> None:
        """Show or hide the preview; in a narrow window it takes the lower half."""
        self.toggle_class("-turned")

    def action_type(self) -> None:
        """Back to the input, from "more like this" to the search before; in the input, empty it."""
        box = self.query_one("#query", Input)
        if self._query.like and self._before is not None:
            self._go_to(self._before)
        elif box.has_focus:
            box.value = ""
        box.focus()

    # -- filters and new --------------------------------------------------------------------------------------------

    def action_filter(self, name: str = "") -> None:
        """Choose filter `name`, or first which filter."""
        from sto_tui.dialogs.filters import choose_filter

        choose_filter(self.sto, name, self._query, self._results, self._filtered)

    def _filtered(self, query: Query, names: Mapping[str, str]) -> None:
        self._names |= names
        self.ask(query)

    def action_meant(self) -> None:
        """Search for what was meant."""
        if self._results is not None and self._results.corrected:
            box = self.query_one("#query", Input)
            box.value = self._results.corrected
            box.cursor_position = len(box.value)
            box.focus()

    def action_explain(self) -> None:
        """Tell how the words were read, and why what is under the cursor was found."""
        from sto_tui.wording.explaining import reading, why

        if self._results is None:
            return
        lines = [reading(self._results.typed)]
        for hit in self._results.hits:
            if hit.id == self.current_id:
                lines += [f"“{safe_line(hit.title)}”", *(f"  {why(reason)}" for reason in hit.reasons)]
        self.sto.say("\n".join(lines), timeout=20)

    # -- saved searches -----------------------------------------------------------------------------------------------

    def _look_for_news(self, _: None = None) -> None:
        """Count, when something changed, what is new in the saved searches."""
        workspace = self.workspace
        if workspace is None or not self.sto.caught_up:
            return

        def count() -> tuple[tuple[str, int], ...]:
            searches = workspace.saved_searches
            counted = ((saved.name, len(searches.news(saved))) for saved in searches.all())
            return tuple((name, number) for name, number in counted if number)

        self.background(count, self._show_news, group="news")

    def _show_news(self, news: tuple[tuple[str, int], ...]) -> None:
        self.query_one(NewsBar).news = news

    def action_saved(self) -> None:
        """List the saved searches; choosing one shows what is new in it, or all when nothing is."""
        from sto_tui.dialogs.pick import Made
        from sto_tui.dialogs.saved import SavedScreen

        workspace, query = self.workspace, replace(self._query, among=())
        if workspace is None:
            return

        def chosen(answers: tuple[str | Made, ...] | None) -> None:
            answer = answers[0] if answers else ""
            if isinstance(answer, Made):
                self.background(lambda: workspace.saved_searches.save(answer.text, query), self._kept)
            elif answer:
                self._open_saved(answer)

        self.sto.push_screen(SavedScreen(workspace, query), chosen)

    def _kept(self, saved: SavedSearch) -> None:
        self.sto.say(_("Kept as “{title}”. F6 shows what is new in it.").format(title=saved.name))

    def action_look(self, number: int) -> None:
        """Show what is new in one of the searches that have news."""
        news = self.query_one(NewsBar).news
        if number < len(news):
            self._open_saved(news[number][0])

    def _open_saved(self, name: str) -> None:
        workspace = self.workspace
        if workspace is None:
            return

        def look() -> tuple[Query, Mapping[str, str]]:
            searches = workspace.saved_searches
            saved = searches.get(name)
            query = replace(saved.query, among=tuple(sorted(searches.look(saved))))
            return query, workspace.titles(query.linked)

        self.background(look, self._opened_saved, group="look")

    def _opened_saved(self, found: tuple[Query, Mapping[str, str]]) -> None:
        query, names = found
        self._names |= names
        query = replace(query, limit=SHOWN, counted=True, explained=True)
        self._go_to(query)
        self._look_for_news()

    # -- more filters, and new ----------------------------------------------------------------------------------------

    def action_kind(self, kind: str) -> None:
        """Only `kind`, or no longer."""
        kinds = self._query.values(KIND.name)
        others = tuple(each for each in kinds if each != kind)
        self.ask(self._query.narrowed(KIND.name, *(others if kind in kinds else (*kinds, kind))))

    def action_clear(self, name: str = "all") -> None:
        """Take filter `name` off, or all of them."""
        from sto_tui.wording.filters import without

        self.ask(without(self._query, name))

    def action_new(self) -> None:
        """Write a lesson, with the date and name filled in."""
        from knowledge.work.lessons import begun

        author = self.workspace.author if self.workspace else ""
        self.sto.edit(begun(author, date.today(), _), None, lambda document: self.sto.open_document(document.id))
