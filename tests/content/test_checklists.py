"""The shipped checklists are valid in both languages, and a mistake in a region's own file is reported."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.content.checklists import shipped, template_from
from knowledge.content.markdown import BadMarkdown
from knowledge.model.checklist import ANSWER_ROLES, TYPES, Question, Template

LANGUAGES = ("nl", "en")

SMALL = """---
id: rondleiding
title: "Rondleiding: ons lijstje"
---

Loop dit langs.

## A. Vooraf

### A1. Wie gaat er mee?

`person+text` · `school`

> Zodat de portier het weet.

### A2. Hoe komen we er?

`choice` · `one`

- `bus` met de bus
- `fiets` op de fiets
"""


def intake(language: str) -> Template:
    return shipped(language)[0]


def by_id(language: str) -> dict[str, Template]:
    return {template.id: template for template in shipped(language)}


def shape(question: Question) -> tuple[object, ...]:
    """What must not depend on the language."""
    return question.id, question.type, question.sides, question.role, tuple(each.code for each in question.options)


# -- what is shipped --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_intake_comes_first_and_has_28_questions_in_ten_sections(language: str) -> None:
    template = intake(language)
    assert template.id == "waarom-samenwerken"
    assert len(template.questions) == 28
    assert [section.title[:2] for section in template.sections] == [f"{letter}." for letter in "ABCDEFGHIJ"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_ten_checklists_besides_the_intake(language: str) -> None:
    others = shipped(language)[1:]
    assert len(others) == 10
    assert all(template.seed for template in others)
    assert all(question.type == "item" for template in others for question in template.questions)
    assert min(len(template.questions) for template in others) >= 5


def test_both_languages_have_the_same_checklists() -> None:
    dutch, english = by_id("nl"), by_id("en")
    assert dutch.keys() == english.keys()
    for name, template in dutch.items():
        assert [shape(each) for each in template.questions] == [shape(each) for each in english[name].questions], name
        assert template.version == english[name].version


def test_no_question_was_left_untranslated() -> None:
    english = by_id("en")
    for name, template in by_id("nl").items():
        same = {each.text for each in template.questions} & {each.text for each in english[name].questions}
        assert not same
        assert template.title != english[name].title


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_knows_its_language_and_the_text_it_was_read_from(language: str) -> None:
    for template in shipped(language):
        assert template.language == language
        assert template_from(template.source) == template


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intake_question_says_why_it_is_asked_and_what_it_rests_on(language: str) -> None:
    for question in intake(language).questions:
        assert question.why and question.seed, question.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_types_roles_and_options_are_ones_that_exist(language: str) -> None:
    for template in shipped(language):
        for question in template.questions:
            assert set(question.kinds) <= set(TYPES)
            assert question.role in ("", *ANSWER_ROLES)
            assert len({each.code for each in question.options}) == len(question.options)


def test_each_role_has_one_question_in_the_intake() -> None:
    roles = sorted(question.role for question in intake("nl").questions if question.role)
    assert roles == sorted(ANSWER_ROLES)


def test_a_language_that_is_not_there_gives_dutch() -> None:
    assert shipped("fr") == shipped("nl")


# -- a region's own ---------------------------------------------------------------------------------------------------


def test_a_small_checklist_of_a_region() -> None:
    template = template_from(SMALL)
    assert (template.id, template.version, template.language) == ("rondleiding", "1", "nl")
    assert template.intro == "Loop dit langs."
    first, second = template.questions
    assert (first.id, first.kinds, first.sides) == ("A1", ("person", "text"), ("school",))
    assert first.why == "Zodat de portier het weet."
    assert [(each.code, each.label) for each in second.options] == [("bus", "met de bus"), ("fiets", "op de fiets")]


def test_a_numbered_list_is_a_checklist() -> None:
    template = template_from("---\nid: klein\ntitle: Klein\n---\n\n1. Bel eerst.\n2. Ga dan.\n")
    assert [(each.id, each.text, each.type, each.sides) for each in template.questions] == [
        ("1", "Bel eerst.", "item", ("both",)),
        ("2", "Ga dan.", "item", ("both",)),
    ]


def test_windows_line_ends_make_no_difference() -> None:
    windows = template_from(SMALL.replace("\n", "\r\n"))
    assert windows.questions == template_from(SMALL).questions


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("`person+text` · `school`\n", "", 10, "lacks its type"),
        ("`person+text`", "`essay`", 12, "essay"),
        ("`person+text`", "`person+essay`", 12, "essay"),
        ("· `school`", "· `pupils`", 12, "pupils"),
        ("### A2.", "### A1.", 16, "two questions A1"),
        ("- `bus` met", "- met", 20, "write an answer as"),
        ("- `bus` met de bus", "- `bus`", 20, "write an answer as"),
        ("- `bus` met de bus\n- `fiets` op de fiets\n", "", 16, "no answers to choose from"),
        ('title: "Rondleiding: ons', "title: Rondleiding: ons", 3, "no YAML"),
        ("title:", "titel:", 2, "title"),
        ("id: rondleiding\n", "", 2, "id"),
        ("id: rondleiding", "id: ../weg", 2, "../weg"),
        ('title: "Rondleiding: ons lijstje"', "title: x\nseed: *alias", 4, "aliases"),
        ('title: "Rondleiding: ons lijstje"', "title: x\nseed: !!python/name:os.system", 4, "tags"),
        ('title: "Rondleiding: ons lijstje"', "title: x\nseed: " + "[" * 30, 4, "nested too deeply"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, line: int, says: str) -> None:
    assert old in SMALL
    with pytest.raises(BadMarkdown) as told:
        template_from(SMALL.replace(old, new, 1))
    assert str(told.value).startswith(f"Line {line}: ")
    assert says in str(told.value)


@pytest.mark.parametrize("source", ["", "# Zomaar een tekst", "---\nid: x\ntitle: y\n", "\n---\nid: x\n---\n"])
def test_a_file_without_front_matter_is_told_so(source: str) -> None:
    with pytest.raises(BadMarkdown, match=r"Line 1: .* front matter"):
        template_from(source)


def test_a_checklist_without_a_question_is_told_so() -> None:
    with pytest.raises(BadMarkdown, match=r"Line 6: .*no question"):
        template_from("---\nid: leeg\ntitle: Leeg\n---\n\nAlleen tekst.\n")


# -- hostile ----------------------------------------------------------------------------------------------------------

FRONT = (
    "version: 0x" + "f" * 5000,
    "version: 190:20:30",
    "version: 1e400",
    "version: .inf",
    "version: 99999999999999999999999999999999999999",
    "language: [nl, en]",
    "b: &b [*a, *a, *a]",
    "- x",
    "\t: y",
    "%YAML 9.9",
    "...",
    "a: {b: {c: {d: [[[[]]]]}}}",
    "title: |\n  a\n  b",
    "<<: {id: b}",
    "---",
    "id: a",
    "title: t",
    "id: [1, 2]",
    "title: 2026-01-01",
    "a: &a [*a]",
    "!!python/object:os.x",
    "? [a]",
)
PARTS = (
    "## A. B",
    "### A1. B",
    "### ",
    "`text` · `two`",
    "`choice`",
    "- `a` b",
    "- ",
    "\t- `q`",
    "1. x",
    "> why",
    "```",
)
STRANGE = ("", "`", "\x00", "\x1b[2J", "<b>", "[x](javascript:1)", "    ", "\u202e", "|a|b|\n|-|-|", "\r")
PIECES = st.sampled_from((*FRONT, *PARTS, *STRANGE)).map(lambda piece: piece + "\n")


@given(st.lists(PIECES, max_size=30).map("".join))
@example("---\nid: a\ntitle: t\n? [a]\n---\n1. x")
@example("---\nid: a\ntitle: t\n? {a: b}\n: c\n---\n1. x")
@example("---\nid: 2026-13-45\ntitle: t\nwhen: 2026-13-45\n---\n1. x")
@example("---\nid: a\ntitle: t\nversion: 0x" + "f" * 9000 + "\n---\n1. x")
@example("---\nid: a\ntitle: t\nversion: !!int 0x" + "f" * 9000 + "\n---\n1. x")
@example("---\nid: a\ntitle: t\nversion: !!float 190:20:30\n---\n1. x")
@example("---\nid: a\ntitle: t\nversion: " + ":".join(["59"] * 5000) + "\n---\n1. x")
@example("---\nid: a\ntitle: t\nversion: 1." + "9" * 9000 + "e99999\n---\n1. x")
@example(
    "---\nid: a\ntitle: t\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)) + "---\n1. x"
)
@example("---\nid: a\ntitle: t\nx: " + "{a: " * 5_000 + "\n---\n1. x")
@example("---\nid: a\ntitle: t\n---\n" + "- " * 20_000 + "x")
@example("---\nid: a\ntitle: t\n---\n" + "*a " * 20_000)
@example("---\nid: a\ntitle: t\n---\n" + "[" * 20_000 + "1. x")
@example("---\nid: a\ntitle: t\n---\n### A1. x\n" + "`" * 20_001 + "text`")
@example("---\nid: a\ntitle: t\nn: 0b9_\nb: !!binary é\n---\n1. x")
@example("---\nid: a\ntitle: t\nn: !!int ''\n---\n1. x")
@example("---\nid: a\ntitle: t\nn: !!bool perhaps\n---\n1. x")
@example("---\nid: a\ntitle: t\nn: !!timestamp soon\n---\n1. x")
@example("---\nid: a\ntitle: t\n<<: 3\n---\n1. x")
@example("---\nid: a\ntitle: t\nx: \ud800\n---\n1. x")
@example("---\nid: a\ntitle: " + "[" * 20_000 + "\n---\n1. x")
@example("---\nid: a\ntitle: t\n---\n" + "> " * 5_000 + "1. x")
@example("---\nid: " + "9" * 5_000 + "\ntitle: t\n---\n1. x")
def test_whatever_is_in_a_file_only_bad_markdown_is_raised(source: str) -> None:
    try:
        template_from(source)
    except BadMarkdown as told:
        assert str(told)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_is_under_good_front_matter_only_bad_markdown_is_raised(body: str) -> None:
    try:
        assert template_from(f"---\nid: a\ntitle: t\n---\n{body}").questions
    except BadMarkdown as told:
        assert str(told)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_in_a_file_only_raises_bad_markdown(front: str, body: str) -> None:
    try:
        template_from(f"---\nid: a\ntitle: t\n{front}\n---\n{body}")
    except BadMarkdown as told:
        assert str(told)


def test_a_file_of_many_megabytes_is_refused() -> None:
    with pytest.raises(BadMarkdown):
        template_from(SMALL + "x" * 1_000_001)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A shipped or small checklist in which some pieces were cut, doubled, moved or overwritten."""
    source = draw(st.sampled_from((SMALL, *(each.source for each in shipped("nl")))))
    for _ in range(draw(st.integers(1, 6))):
        at, length = draw(st.integers(0, len(source))), draw(st.integers(0, 60))
        piece = draw(st.one_of(st.just(""), PIECES, st.just(source[at : at + length] * 2), st.text(max_size=20)))
        source = source[:at] + piece + source[at + draw(st.integers(0, 60)) :]
    return source


@given(mutated())
def test_a_checklist_that_was_spoilt_is_read_or_told(source: str) -> None:
    try:
        template = template_from(source)
    except BadMarkdown as told:
        assert str(told)
    else:
        assert template.questions and template.id and template.title


def test_values_stay_as_they_were_written() -> None:
    front = "id: klein\ntitle: 2026-03-06\nversion: 1.10"
    template = template_from(f"---\n{front}\n---\n1. Bel eerst.\n")
    assert (template.title, template.version) == ("2026-03-06", "1.10")
