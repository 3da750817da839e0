"""How a query was understood and why something was found, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.model.folding import fold
from knowledge.model.typed.days import day_example
from knowledge.problem import N_
from knowledge.search.facets import Days, facet_of, facet_typed
from knowledge.today import today
from sto_tui.wording.dates import day_to_type
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.search.query.named_periods import NamedPeriod
    from knowledge.search.query.parsing import Clause, ParsedQuery, Term
    from knowledge.search.query.query import MatchReason, Results

MEANING = "meaning"
"""The level of a hit that is near to the question in meaning."""

LEVEL_WORDS = {
    "exact": N_("exactly"),
    "inflection": N_("another form"),
    "half-typed": N_("half typed"),
    "compound": N_("its parts"),
    "part": N_("part of a word"),
    "synonym": N_("another word for it"),
    "same": N_("the same by another name"),
    "dated": N_("of those days"),
    "correction": N_("spelt otherwise"),
    "longer": N_("a longer word"),
    "half": N_("a part of it"),
}


def reading(typed: ParsedQuery) -> str:
    """How the query was understood, in words."""
    from sto_tui.wording.filters import facet_word

    parts = [_("looked for: {words}").format(words=" + ".join(map(_wanted, typed.wanted)))] if typed.wanted else []
    if typed.unwanted:
        parts.append(_("without: {words}").format(words=", ".join(map(_term, typed.unwanted))))
    for each in typed.filters:
        text = _("not {name}: {value}") if each.without else _("only {name}: {value}")
        value = facet_word(each.name, each.value)
        parts.append(text.format(name=_(facet_of(each.name).said), value=value))
    parts += map(period_read, typed.periods)
    return safe_line("; ".join(parts) or _("what is recent"))


def misread(typed: ParsedQuery) -> str:
    """A message that a typed filter was not understood, and how to write one; "" if all were understood."""
    if not typed.misread:
        return ""
    text = safe_line(typed.misread[0])
    key, _colon, value = text.partition(":")
    facet = facet_typed(key.lstrip("-"))
    if facet is not None and isinstance(facet.values, Days):
        day = day_example(value, today())
        told = _("“{text}” was read as words. Write for example {key}:{example}.")
        return told.format(text=text, key=key, example=f'"{day}"' if " " in day else day)
    return _("“{text}” was read as words. Write for example soort:les, van:2025 or wereld:zorg.").format(text=text)


def period_read(period: NamedPeriod) -> str:
    """Which days the words of `period` were taken to mean, as short as can be."""
    return f"{safe_line(' '.join(period.words))} = {day_to_type(period.days.first)} – {day_to_type(period.days.last)}"


def periods_read(typed: ParsedQuery) -> str:
    """That words were read as a period, and how to look for the words alone; "" when none were."""
    if not typed.periods:
        return ""
    text = _("Read as a period: {periods}. Between quotes only the words themselves are looked for.")
    return text.format(periods="; ".join(map(period_read, typed.periods)))


def spelling(results: Results, *, keys: bool = False) -> str:
    """The line that proposes another spelling, or says that it was searched for already; "" if there is none.

    With `keys`, it names the key that searches for the proposed spelling.
    """
    if not results.corrected:
        return ""
    if results.searched:
        text = (
            _("Showing results for “{text}” · Ctrl+G: write it like that")
            if keys
            else _("Nothing has that word; these are results for “{text}”.")
        )
    else:
        text = _("Did you mean “{text}”? Ctrl+G") if keys else _("Did you mean “{text}”?")
    return text.format(text=safe_line(results.corrected.strip()))


def whom_to_ask(writer: str, me: str) -> str:
    """Whom to ask about what `writer` wrote; "" when nobody is known, or `me` wrote it."""
    if not writer or fold(writer) == fold(me):
        return ""
    return _("Ask {name}, who wrote this.").format(name=safe_line(writer))


def _wanted(wanted: Clause) -> str:
    either = _("or")  # a variable, because texts inside an f-string are not extracted for translation
    return f" {either} ".join(map(_term, wanted.terms))


def _term(term: Term) -> str:
    if term.is_phrase:
        return "“" + " ".join(term.runs[0]) + "”"
    return f"{term.form}…" if term.half else term.form


def why(reason: MatchReason) -> str:
    """Why a document was found for one of the words, and how much that added to its score."""
    found = safe_line(reason.found)
    if reason.level == MEANING:
        return _("resembles what you ask: «{passage}»").format(passage=found)
    text = f"{reason.typed}: {_(LEVEL_WORDS[reason.level])}"
    return f"{text} “{found}” +{reason.score:.2f}" if found != reason.typed else f"{text} +{reason.score:.2f}"
