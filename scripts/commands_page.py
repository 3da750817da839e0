"""Write docs/commands.md from the parser: every verb and option, with worked examples.

python scripts/commands_page.py            write the page
python scripts/commands_page.py --check    exit 1 if it differs from the parser
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/commands.md"

EVERYWHERE = ("help", "folder", "lang", "keep_anyway", "json")
"""Options of every verb, described only once."""

HEAD = """# The command line

Every job can be done without the app: for scripts, for screen readers, and in a hurry. `sto` alone opens the app.
This page is made from the parser by `scripts/commands_page.py`; `sto VERB --help` says the same, in Dutch or English.

## What holds for every verb

- `--json` prints one JSON value on stdout, with stable English field names, and nothing else; messages go to stderr.
- Exit status: 0 done; 1 could not be done (the message says why and what to do); 2 wrong usage. Ctrl+C gives 130.
- `--folder`, `--lang` and `--json` may stand before or after the verb.
- `STO_FOLDER` names the shared folder, `STO_LANG` the language (`nl` or `en`; Dutch when nothing says otherwise).
  `STO_HOME` moves everything private (configuration, mirror, cache), so that two installations can live on one machine.
  `STO_TODAY=2026-11-23` says which day it is, for what is late, for lists and for dates that are filled in.
- An **id** is what `sto add` prints, or four or more characters that it begins or ends with.
- A **day** is typed as you say it: `31-03-2026`, `31-3`, `4 dec`, `vrijdag`, `volgende week dinsdag`, `morgen`, `+14d`,
  `+2w`; a **time** `9:30` or `half tien`; a **period** a day, `2025-2026`, `maart 2026` or `week 12`; a **number**
  `12,5` or `€ 1.250,50`. [typing.md](typing.md) has the rules.
- A **partner** or **person** may be named by name (case and accents don't count) or by id. Naming an unknown partner
  while writing begins that partner, and says so on stderr; unknown people at a meeting are kept as guests.
- Writing is safe at once on this device; `sto sync` shares it (and the open app does so by itself).

## The shape of a record

`sto show --json`, `sto list --json` and `sto export` speak of records in one flat shape. `id`, `kind`, `title`, `date`,
`tags`, `partners`, `body`, then the fields of the kind under their English names. Links are names, with ids beside
them: `partners` and `partner_ids`, `attendees` and `attendee_ids`, `venue` and `venue_id`. `show` and `list` add
`created`, `changed`, `changed_by`, `author`, `deleted` and `conflicts`; a meeting shown also has its `actions` (`id`,
`what`, `who`, `due`, `state`) and `lessons`, a checklist its `progress` and `differences`. `sto search --json` prints a
list of `id`, `kind`, `title`, `date`, `tags`, `partners`, `partner_ids`, `score` and `snippet`.

`sto import` takes that shape back: one record a line in a `.jsonl` file, or the JSON list that `sto export --json`
and `sto list --json` print. Only `title` is needed; what tells no `kind` is of that of `--kind`:

```
{"kind": "lesson", "title": "Lasgastles in twee groepen", "partners": ["Metaalwerken Van Rossum"], "tags": ["lassen"]}
```

- `partners` may be names: known ones are linked, unknown ones begun, wherever in the file their own line stands.
- Kinds, fields and choices answer to their Dutch and English words as well, in capitals or not: `soort: les`,
  `Datum`, `trefwoorden`. Fields that sto doesn't know are kept and exported again.
- **One bad value never costs the rest.** A number where text belongs is that text. A value that can't stand in its
  field (an unreadable date, a name that nothing here has, a website without https://) is told, and kept beside it:
  `date` as `date_as_written`, which `sto show` calls “Date (as written)”, which searches find, and which is exported
  again. So are the time after a day, and an id that is no id here. A choice that isn't known is kept in its field.
- What can't be a record (no title, a kind that doesn't exist, no JSON) is refused with the number of its line, or in
  a list on one line with `1:` and its number; the rest comes in, and the exit status is 1.
- The same file twice adds nothing. A line with a known `id` changes that record's fields, unless it only says what an
  earlier version said; a line without `id` that says what a record here says adds nothing. What was deleted since
  stays in the bin and is named with the way back; `--restore` takes all of it out.

Notes of other programs come in as a folder of Markdown files (`.md`, `.markdown`):

- A note is called by its `title`, or else by the heading it begins with, or by its file. The day of a meeting may
  stand in the name of the file or in the heading: `2026-03-12 overleg.md`. A meeting of an unknown day comes in too.
- Tags may have spaces or commas between them, or a # before each; links may be written as `[[Brinkhof]]`.
- Front matter that isn't YAML, is no table of fields, or is never closed is text like the rest, and told.
- An `id` that another note in the folder has too stays with the first; each note becomes a record of its own.
- Bins, folders and files that begin with a dot, and empty notes are left out and told. To have a bin, import the bin.
- Links in the folder aren't followed, and pipes and devices aren't opened: they are told. How much is read at most
  stands in the [table of bounds](reliability.md#bounds).
- Files may be in UTF-8, UTF-16 or Windows-1252.

Tables (`.csv`, `.xlsx`) tell by their headings what their rows are. When these fit several kinds about equally, such as
“Bedrijf”, “Datum” and “Uren”, nothing is guessed: `--kind` says it, `--map` says what a column is, and both are
remembered for those headings.

`--preview` saves nothing and tells what would come: with `--json` in `new`, `kinds`, `changed`, `duplicate`, `errors`,
`unknown_columns` and `warnings`, which are rows that may be here already and texts that seem to be about a pupil.

**`sto import --undo` takes back the last import on this device**: what it added goes to the bin, what it changed is as
before. What anybody changed since stays, and so does what other documents belong to by now; both are named (`kept` in
JSON, beside `deleted` and `changed_back`). An import that was broken off, also by a power cut, is taken back the same
way; importing the same file again adds the rest without doubles, and `--undo` then takes back all of it. The app does
all of this too: “Bestand inlezen” in Ctrl+P.

With `--json` the answer counts `added`, `changed`, `unchanged` and `partners_begun`, and has a list `refused`; when
there is anything to tell, also `remarks` (`where`, `reason`), `in_bin` (`where`, `id`, `title`), `restored`, and
`skipped` (`where`, `files`).

## Verbs
"""


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parser itself and the parsers of all verbs and their subcommands, in order."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from leaves(below)


def page() -> str:
    """The whole page, in English."""
    os.environ["COLUMNS"] = "100"
    from sto_tui.commands.parser import build
    from sto_tui.wording.i18n import set_language

    set_language("en")
    return HEAD + "".join(f"\n{_section(parser)}" for parser in leaves(build()))


def _section(parser: argparse.ArgumentParser) -> str:
    below = parser.prog != "sto"
    about = parser.description or ""
    usage = parser.format_usage().removeprefix("usage: ").rstrip().replace("\n       ", "\n")
    lines = [f"### {parser.prog}", "", about[:1].upper() + about[1:], "", "```", usage, "```", ""]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) or (below and action.dest in EVERYWHERE):
            continue
        name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        value = f" {action.metavar}" if action.option_strings and action.nargs != 0 and action.metavar else ""
        choices = f" ({', '.join(action.choices)})" if action.choices else ""
        lines.append(f"- `{name}{value}`: {action.help}{choices}")
    for line, about in parser.get_default("examples"):
        lines += ["", f"{about[:1].upper()}{about[1:]}:", "", "```console", f"$ {line}", "```"]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    made = page()
    if parser.parse_args().check:
        behind = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made
        if behind:
            print("docs/commands.md is behind the parser: run python scripts/commands_page.py")
        return 1 if behind else 0
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
