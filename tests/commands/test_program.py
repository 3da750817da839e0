"""The program as a whole: languages, exit statuses, imports, and messages when something goes wrong."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sto_tui
from knowledge.model.kinds import KINDS
from sto_tui.__main__ import main
from sto_tui.commands.parser import VERBS, build, module_of, verbs_for
from sto_tui.commands.parsing import values
from sto_tui.wording.i18n import set_language

ROOT = Path(__file__).parents[2]


def leaves(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    found = [parser]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found += [leaf for below in action.choices.values() for leaf in leaves(below)]
    return found


def started(*words: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "STO_HOME": str(home), "STO_LANG": "en", **environment},
    )


def test_every_verb_stands_in_a_module_named_after_it():
    verbs = build()._subparsers._group_actions[0].choices
    assert list(VERBS) == list(verbs)
    assert [module_of(verb).__name__.rpartition(".")[2].rstrip("_") for verb in VERBS] == list(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_alone_is_parsed_as_among_all(verb):
    among_all = build()._subparsers._group_actions[0].choices[verb]
    alone = build([verb])._subparsers._group_actions[0].choices

    assert list(alone) == [verb]
    assert alone[verb].format_help() == among_all.format_help()


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        (("search", "add"), ["search"]),
        (("--folder", "list", "show", "x"), ["show"]),
        (("--lang=nl", "--json", "list", "lesson"), ["list"]),
        (("show", "--help"), ["show"]),
        (("--lang", "nl"), []),
        (("--version",), []),
        ((), []),
        (("serch", "add"), [*VERBS]),
        (("--json", "--help"), [*VERBS]),
    ],
)
def test_only_the_verbs_that_are_needed_are_loaded(words, verbs):
    assert list(verbs_for(words)) == verbs


def test_a_mistyped_verb_is_told_which_there_are(alone):
    told = alone("serch")
    assert (told.status, all(verb in told.err for verb in VERBS)) == (2, True)


def test_searching_imports_no_textual(sto, tmp_path):
    sto("add", "lesson", "--title", "Lasgastles")
    code = (
        "import sys; from sto_tui.__main__ import main; status = main(['search', 'lasgastles', '--json']);"
        "sys.exit(any(name.split('.')[0] in ('textual', 'rich') for name in sys.modules) * 9 + status)"
    )
    done = started("-c", code, home=tmp_path / "home")
    assert done.returncode == 0, done.stderr
    assert "Lasgastles" in done.stdout


def test_help_imports_neither_textual_nor_the_journal(tmp_path):
    code = (
        "import sys; from sto_tui.__main__ import main; main(['--help']);"
        "sys.exit(any(name in sys.modules for name in ('textual', 'tinydb', 'whoosh', 'knowledge.workspace')))"
    )
    assert started("-c", code, home=tmp_path).returncode == 0


def test_a_reader_that_stops_early_is_no_error(tmp_path, sto):
    for number in range(3):
        sto("add", "lesson", "--title", f"Les {number}")
    script = f"{sys.executable} -m sto_tui list lesson | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "STO_HOME": str(tmp_path / "home")},
    )
    assert done.stdout.strip() in ("0", "1")
    assert done.stderr == ""


@pytest.mark.parametrize(
    "verb", [["--help"], ["search", "--help"], ["search", "-h"], ["checklist", "answer", "--help"]]
)
def test_help_speaks_the_language_asked_for(alone, verb):
    assert "usage: sto" in alone(*verb, "--lang", "en").out if "-h" not in verb else True
    dutch = alone("--lang", "nl", *verb)
    assert dutch.status == 0
    assert "gebruik: sto" in dutch.out
    for english in ("usage:", "options:", "show this", "positional arguments", "everywhere", "example"):
        assert english not in dutch.out


def test_dutch_is_spoken_when_nobody_says_otherwise(alone, monkeypatch):
    monkeypatch.delenv("STO_LANG")
    assert "gebruik: sto" in alone("--help").out


def test_the_language_set_counts_after_the_environment(alone, tmp_path, monkeypatch):
    alone("init", tmp_path / "shared", "--name", "N", "--author", "A", "--lang", "en", "--no-starter")
    monkeypatch.delenv("STO_LANG")
    assert "usage: sto" in alone("--help").out
    monkeypatch.setenv("STO_LANG", "nl")
    assert "gebruik: sto" in alone("--help").out


def test_every_verb_has_an_example_in_its_help():
    set_language("en")
    for parser in leaves(build()):
        assert parser.get_default("examples"), parser.prog
        assert "example" in parser.format_help()


def test_global_options_work_before_and_after_the_verb(sto):
    sto("add", "lesson", "--title", "Les")
    assert sto("--json", "list", "lesson").json == sto("list", "lesson", "--json").json


def test_the_folder_option_names_another_space(sto, tmp_path):
    sto("init", tmp_path / "other", "--name", "Ander", "--author", "Els", "--no-starter")
    assert sto("status", "--json").json["name"] == "Ander"
    assert sto("--folder", tmp_path / "shared", "status", "--json").json["name"] == "STO Vechterland"


def test_the_environment_names_a_folder_too(sto, tmp_path, monkeypatch):
    sto("init", tmp_path / "other", "--name", "Ander", "--author", "Els", "--no-starter")
    monkeypatch.setenv("STO_FOLDER", str(tmp_path / "shared"))
    assert sto("status", "--json").json["name"] == "STO Vechterland"


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["add"],
        ["add", "nonsense", "--title", "x"],
        ["add", "lesson"],
        ["add", "lesson", "--title", "x", "--set", "colour=red"],
        ["add", "lesson", "--title", "x", "--set", "activity=nonsense"],
        ["add", "lesson", "--title", "x", "--set", "date=31-02-2026"],
        ["add", "partner", "--title", "x", "--set", "kvk=12"],
        ["list", "lesson", "--since", "31-02-2026"],
        ["list", "lesson", "--state", "open"],
        ["list", "action", "--state", "nonsense"],
        ["list", "lesson", "--limit", "0"],
        ["search", "x", "--nonsense"],
        ["search", "x", "--nonsense", "value"],
        ["list", "lesson", "spare"],
        ["log", "--title", "x", "--date", "ooit"],
        ["log", "--title", "x", "--start", "25:00"],
        ["log", "--date", "today"],
        ["log", "--title", "x", "--action", "; Els; +14d"],
        ["log", "--title", "x", "--action", "Bellen; Els; ooit"],
        ["log", "--title", "x", "--venue", "A", "--place", "B"],
        ["export", "file.docx"],
        ["checklist", "start", "nonsense"],
        ["--lang", "de", "list", "lesson"],
        ["edit", "whatever"],
    ],
)
def test_wrong_use_gives_status_2_and_says_so_on_stderr(sto, words):
    told = sto(*words)
    assert (told.status, told.out) == (2, "")
    assert told.err


@pytest.mark.parametrize(
    "words",
    [
        ["show", "01a209c4-622c-7739-bb60-4795075b0b14"],
        ["show", "zz"],
        ["delete", "nonsense"],
        ["edit", "nonsense", "--title", "x"],
        ["history", "nonsense"],
        ["list", "lesson", "--partner", "Onbekend"],
        ["import", "nowhere.jsonl"],
    ],
)
def test_what_cannot_be_done_gives_status_1_and_says_so_on_stderr(sto, words):
    told = sto(*words)
    assert (told.status, told.out) == (1, "")
    assert told.err


def test_without_a_space_it_says_how_to_begin(alone):
    told = alone("list", "lesson")
    assert told.status == 1
    assert "sto init" in told.err


def test_the_app_needs_a_terminal(sto):
    told = sto()
    assert told.status != 0
    assert "terminal" in told.err


def test_the_unexpected_is_told_in_a_sentence_and_kept_in_the_log(sto, monkeypatch, tmp_path):
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("private detail")

    monkeypatch.setattr("knowledge.workspace.Workspace.status", broken)
    told = sto("status")
    assert told.status == 1
    assert "Traceback" not in told.err and "private detail" not in told.err
    assert "sto.log" in told.err
    assert "private detail" in (tmp_path / "home/data/sto.log").read_text()


def test_interrupting_gives_status_130(sto, monkeypatch):
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("knowledge.workspace.Workspace.status", interrupted)
    assert sto("status").status == 130


def test_what_is_not_text_is_wrong_use(sto):
    assert sto("add", "lesson", "--title", "\udcff").status == 2


def test_the_version_is_that_of_the_project(alone):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert sto_tui.__version__ == project["version"]
    assert alone("--version").out.strip() == f"sto {project['version']}"


def test_the_kinds_are_those_of_the_model():
    assert set(values.KINDS) == set(KINDS)


def test_main_takes_the_words_it_was_started_with(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["sto", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("sto ")
