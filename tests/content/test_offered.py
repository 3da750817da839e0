"""A region's own checklists are offered beside the shipped ones, or replace them."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from knowledge import bounds
from knowledge.content.checklists import shipped, template_from
from knowledge.content.markdown import BadMarkdown
from knowledge.content.offered import OwnChecklists, offered, read_own, template_of
from knowledge.model.checklist import Template
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.sync.region_files import RegionFile
from knowledge.work.checklist import begin

TOUR = "---\nid: rondleiding\ntitle: Rondleiding\nlanguage: nl\n---\n1. Bel de portier.\n"
TOUR_IN_ENGLISH = "---\nid: rondleiding\ntitle: A tour\nlanguage: en\n---\n1. Call the porter.\n"
INTAKE = "---\nid: waarom-samenwerken\ntitle: Onze intake\nlanguage: nl\nversion: '1'\n---\n1. Waarom hier?\n"


def file(name: str, content: str | bytes) -> RegionFile:
    data = content if isinstance(content, bytes) else content.encode()
    return RegionFile(f"checklists/{name}", len(data), 1, data)


def own(*files: RegionFile) -> OwnChecklists:
    return read_own(files)


def titles(templates: object) -> list[str]:
    assert isinstance(templates, list | tuple)
    return [template.title for template in templates]


def begun(template: Template) -> ChecklistRun:
    return begin(template, school=None, company=None, today=date(2026, 3, 6))


def test_without_any_of_the_region_the_shipped_ones_are_offered() -> None:
    for language in ("nl", "en"):
        assert tuple(offered(language, OwnChecklists())) == shipped(language)


def test_one_of_the_region_comes_in_addition() -> None:
    templates = offered("nl", own(file("tour.md", TOUR)))

    assert "Rondleiding" in titles(templates)
    assert len(templates) == len(shipped("nl")) + 1


def test_one_of_the_region_takes_the_place_of_the_shipped_one_with_its_id() -> None:
    templates = offered("nl", own(file("intake.md", INTAKE)))

    assert titles(templates)[0] == "Onze intake"
    assert len(templates) == len(shipped("nl"))


def test_it_takes_that_place_for_who_reads_english_as_well() -> None:
    assert titles(offered("en", own(file("intake.md", INTAKE))))[0] == "Onze intake"


def test_one_in_two_languages_is_offered_in_the_one_that_is_spoken() -> None:
    both = own(file("tour.md", TOUR), file("tour.en.md", TOUR_IN_ENGLISH))

    assert "A tour" in titles(offered("en", both)) and "Rondleiding" not in titles(offered("en", both))
    assert "Rondleiding" in titles(offered("nl", both)) and "A tour" not in titles(offered("nl", both))


def test_of_two_files_with_one_id_the_first_counts_and_the_other_is_told() -> None:
    found = own(file("tour.md", TOUR), file("tour (kopie).md", TOUR.replace("Rondleiding", "Kopie")))

    assert titles(found.templates) == ["Rondleiding"]
    assert [(each.path, str(each.what)) for each in found.mistakes] == [
        ("checklists/tour (kopie).md", "The checklist “rondleiding” stands in checklists/tour.md already.")
    ]


def test_one_bad_file_does_not_keep_the_others_away() -> None:
    found = own(
        file("goed.md", TOUR),
        file("fout.md", "niets"),
        file("oud.md", TOUR.replace("Bel", "Één").encode("cp1252")),
        file("half.md", TOUR[:30]),
        file("leeg.md", ""),
        RegionFile("checklists/groot.md", 40_000_000, 1),
        RegionFile("checklists/lang.md", 1, 1, b"x" * (bounds.CHECKLIST_BYTES + 1)),
        RegionFile("checklists/weg.md", -1, -1, unread='{"text": "it is not there", "values": {}}'),
    )

    assert titles(found.templates) == ["Rondleiding"]
    told = {each.path.removeprefix("checklists/"): str(each.what) for each in found.mistakes}
    assert told["oud.md"] == "Line 6: the file isn't UTF-8 text. Save it as UTF-8."
    assert told["weg.md"] == "The file can't be read: it is not there."
    assert told["groot.md"] == told["lang.md"] == "The file is too long."
    assert told.keys() == {"fout.md", "oud.md", "half.md", "leeg.md", "groot.md", "lang.md", "weg.md"}


def test_a_byte_order_mark_and_windows_line_ends_make_no_difference() -> None:
    found = own(file("tour.md", b"\xef\xbb\xbf" + TOUR.replace("\n", "\r\n").encode()))

    assert titles(found.templates) == ["Rondleiding"]


def test_what_is_left_out_is_told() -> None:
    (mistake,) = read_own((), 3).mistakes

    assert (mistake.path, str(mistake.what)) == ("checklists", "Only 50 checklists are read; 3 more are left out.")


# -- the checklist of a walk ------------------------------------------------------------------------------------------


def test_a_walk_keeps_the_text_it_was_begun_with() -> None:
    run = begun(template_from(TOUR))
    changed = own(file("tour.md", TOUR.replace("Bel", "Mail")))

    for now in (changed, OwnChecklists()):
        assert template_of(run, "nl", now).questions[0].text == "Bel de portier."


def test_a_walk_through_a_shipped_one_stays_that_when_the_region_takes_its_place() -> None:
    run = begun(shipped("nl")[0])
    ours = own(file("intake.md", INTAKE))

    assert template_of(run, "nl", ours) == shipped("nl")[0]
    assert template_of(run, "en", ours) == shipped("en")[0]


def test_a_walk_through_one_of_the_region_stays_that_when_the_region_takes_it_away() -> None:
    run = begun(template_from(INTAKE))

    assert template_of(run, "nl", OwnChecklists()).title == "Onze intake"


def test_a_walk_is_read_in_the_language_that_is_spoken_while_its_checklist_is_there() -> None:
    both = own(file("tour.md", TOUR), file("tour.en.md", TOUR_IN_ENGLISH))

    assert template_of(begun(template_from(TOUR)), "en", both).title == "A tour"


def test_a_walk_whose_own_text_was_damaged_is_read_with_the_shipped_one_or_told() -> None:
    damaged = dataclasses.replace(begun(shipped("nl")[0]), form="---")
    assert template_of(damaged, "nl", OwnChecklists()) == shipped("nl")[0]
    with pytest.raises(BadMarkdown):
        template_of(dataclasses.replace(damaged, template="onbekend"), "nl", OwnChecklists())


def test_a_walk_with_a_checklist_that_is_far_too_long_is_told_and_not_read() -> None:
    form = TOUR + "1. Bel de portier.\n" * 20_000
    walk = dataclasses.replace(begun(template_from(TOUR)), form=form, template="onbekend")

    assert len(form) > bounds.FORM_CHARACTERS
    with pytest.raises(BadMarkdown):
        template_of(walk, "nl", OwnChecklists())
