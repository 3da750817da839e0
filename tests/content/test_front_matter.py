"""Front matter that can't be read is told with a reason in the user's language, and with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.front_matter import BadFrontMatter, load
from knowledge.problem import Word


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("title: a: b: c", 1, "a colon stands where there can be none"),
        ("a: b\n c: d", 2, "a colon stands where there can be none"),
        ("a: [1,2", 2, "a bracket is not closed"),
        ("{a: b", 2, "a bracket is not closed"),
        ('a: "x', 1, "a quotation mark is not closed"),
        ("a: 1\nb: 'x", 2, "a quotation mark is not closed"),
        ("a: @x", 1, "a value begins with a tab or with a sign that needs quotation marks"),
        ("a:\n\t- b", 2, "a value begins with a tab or with a sign that needs quotation marks"),
        ("- a\nb: c", 2, "it breaks the rules of YAML"),
        ("a: \x01", 1, "it holds a character that can't be shown"),
        ("a: *x", 1, "aliases (*name) are not read here"),
        ("a: &x [1, 2]\nb: &y [*x, *x]\nc: [*y, *y]", 2, "aliases (*name) are not read here"),
        ("a:\n  - " + "- " * 20 + "b", 2, "lists and tables are nested too deeply"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(BadFrontMatter) as told:
        load(text)
    assert (told.value.line, told.value.reason) == (line, reason)


@given(st.text(alphabet="ab:-[]{},'\"#&*!|>%@`\t\n \x01", max_size=40))
def test_no_reason_is_in_the_words_of_a_library(text: str) -> None:
    try:
        load(text)
    except BadFrontMatter as told:
        assert isinstance(told.reason, Word)
