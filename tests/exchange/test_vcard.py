"""People as telephones and mail programs keep them, in every version of vCard."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from knowledge import bounds
from knowledge.exchange.formats import vcard
from knowledge.problem import Problem, Reason
from tests.commands.conftest import Sto, added, alone, shown, sto  # noqa: F401 - fixtures


def rows(text: str | bytes) -> list[Any]:
    data = text.encode() if isinstance(text, str) else text
    return [row for _where, row in vcard.read(io.BytesIO(data), "x.vcf", "")]


def test_version_2_1_with_quoted_printable_gives_the_name() -> None:
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:K=C3=B6nig;Ren=C3=A9e\r\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE:een=\r\n twee\r\nTEL;CELL:0031612345678\r\nEND:VCARD\r\n"
    )
    assert rows(card) == [{"kind": "person", "title": "Renée König", "phone": "06-12345678", "body": "een twee"}]


def test_versions_3_and_4_are_read_and_what_a_person_has_not_here_is_counted() -> None:
    card = (
        "BEGIN:VCARD\nVERSION:{version}\nitem1.FN:Els Was\n sink\nORG:Staal\\, hout;Afdeling\nADR:;;Straat 1\n"
        "BDAY:1980-01-01\nEMAIL;TYPE=work:els@x.example\nEMAIL:els@thuis.example\n"
        "PHOTO;ENCODING=b:AAAA\n AAAA\nEND:VCARD\n"
    )
    told = rows(card.replace("{version}", "3.0") + card.replace("{version}", "4.0"))
    person = {"kind": "person", "title": "Els Wassink", "partners": ["Staal, hout"], "email": "els@x.example"}
    assert told[:2] == [person, person]
    assert all(isinstance(row, Reason) and row.values["number"] == 2 for row in told[2:])
    assert len(told) == 6


def test_a_card_that_is_endless_or_none_is_bounded_and_told() -> None:
    photo = "BEGIN:VCARD\nFN:Els\nPHOTO:" + "A" * 5_000_000 + "\n" + " AAAA\n" * 100_000 + "END:VCARD\n"
    assert rows(photo)[0] == {"kind": "person", "title": "Els"}
    assert [type(row) for row in rows("BEGIN:VCARD\nFN:Els\n")] == [Problem]
    assert [type(row) for row in rows("Naam;Plaats\n")] == [Problem]


def test_all_people_go_out_and_come_in_and_nothing_is_new(sto: Sto, tmp_path: Path) -> None:  # noqa: F811
    added(sto, "partner", "--title", "Staal; hout, en meer")
    added(
        *(sto, "person", "--title", "Renée van der König", "--set", "phone=0612345678"),
        *("--set", "email=r@x.example", "--set", "role=docent", "--set", "partners=Staal; hout, en meer"),
    )
    added(sto, "person", "--title", "Cher")
    file = tmp_path / "mensen.vcf"
    assert sto("export", file, "--json").json["records"] == 2
    text = file.read_text(encoding="utf-8")
    assert "N:van der König;Renée;;;" in text and "VERSION:3.0" in text
    told = sto("import", file, "--json").json
    assert (told["added"], told["changed"], told["unchanged"]) == (0, 0, 2)

    sto("init", tmp_path / "other", "--name", "Ander", "--author", "Jan", "--no-starter")
    assert sto("import", file, "--json").json["added"] == 2
    (person,) = [each for each in sto("list", "person", "--json").json if each["title"].startswith("Ren")]
    value = shown(sto, person["id"])
    assert (value["phone"], value["role"], value["partners"]) == ("0612345678", "docent", ["Staal; hout, en meer"])


def test_a_file_with_more_cards_than_are_read_is_refused_before_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "TABLE_ROWS", 2)
    card = "BEGIN:VCARD\nFN:Els\nEND:VCARD\n"
    assert [type(row) for row in rows(card * 2)] == [dict, dict]
    with pytest.raises(bounds.TooManyCards):
        rows(card * 3)
