"""The merge law: the contents of a space are a function of its set of changes, and no written change is dropped."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.journal.change import Change
from knowledge.journal.history import History, positions
from knowledge.journal.merge import DELETED, advanced, merge
from knowledge.journal.versions import versions
from knowledge.model.codec import shape_of
from knowledge.model.fields import Shape
from tests.journal.strategies import by_document, change, journals, merged


@given(data=st.data(), made=journals(clones=True))
def test_order_and_duplicates_do_not_matter(data: st.DataObject, made: list[Change]) -> None:
    again = data.draw(st.lists(st.sampled_from(made), max_size=5))
    delivered = data.draw(st.permutations(made + again))

    assert merged(delivered) == merged(made)


@given(data=st.data(), made=journals(clones=True))
def test_a_part_of_the_changes_makes_documents_too(data: st.DataObject, made: list[Change]) -> None:
    part = data.draw(st.lists(st.sampled_from(made), min_size=1, unique_by=lambda each: each.ref))

    for document_id, document in merged(part).items():
        assert document.id == document_id
        assert document.heads


@given(journals(clones=True))
def test_what_an_author_wrote_stands_in_the_history_as_they_saw_it(made: list[Change]) -> None:
    for changes in by_document(made).values():
        steps = {step.ref: step for step in versions(changes)}
        for each in changes:
            shown = steps[each.ref].document.fields
            assert {name: shown[name] for name in each.set if name != DELETED} == {
                name: value for name, value in each.set.items() if name != DELETED
            }


@given(journals(clones=True))
def test_every_value_nobody_has_seen_yet_is_shown_or_a_sibling(made: list[Change]) -> None:
    for changes in by_document(made).values():
        document, history = merge(changes), History(changes)
        for name, value in document.fields.items():
            if shape_of(document.kind, name) is not Shape.REGISTER:
                continue
            kept = [sibling.value for sibling in document.conflicts.get(name, ())] or [value]
            writers = [index for index, each in enumerate(history.changes) if name in each.set]
            for writer in history.latest(positions(writers)):
                assert history.changes[writer].set[name] in kept


@given(journals())
def test_every_line_nobody_has_seen_yet_is_shown_or_in_a_sibling(made: list[Change]) -> None:
    for changes in by_document(made).values():
        document, history = merge(changes), History(changes)
        if document.kind == "quiz" or "body" not in document.fields:
            continue
        texts = [sibling.value for sibling in document.conflicts.get("body", ())] or [document.fields["body"]]
        kept = {line for text in texts if isinstance(text, str) for line in text.split("\n")}
        writers = [index for index, each in enumerate(history.changes) if "body" in each.set]
        for writer in history.latest(positions(writers)):
            seen = history.up_to(history.changes[writer].after).changes
            known = {line for each in seen for line in str(each.set.get("body", "")).split("\n")}
            written = history.changes[writer].set["body"]
            if isinstance(written, str):
                assert {line for line in written.split("\n") if line} - known <= kept


@given(journals(clones=True))
def test_the_shown_value_is_the_first_of_its_siblings(made: list[Change]) -> None:
    for document in merged(made).values():
        for name, siblings in document.conflicts.items():
            assert len(siblings) > 1
            assert document.fields[name] == siblings[0].value


@given(journals(clones=True))
def test_a_change_that_saw_everything_settles_everything(made: list[Change]) -> None:
    for document_id, changes in by_document(made).items():
        before = merge(changes)
        settling = change(
            "zzzzzzzzzz",
            kind=before.kind,
            document=document_id,
            after=before.heads,
            set={**before.fields, DELETED: False},
            time="2020-01-01T00:00:00.000Z+0000",
        )
        after = merge([*changes, settling])

        assert after.fields == before.fields
        assert not after.conflicts
        assert not after.revived
        assert after.heads == (settling.ref,)


@given(journals(clones=True))
def test_a_change_that_saw_everything_is_added_as_if_all_were_merged(made: list[Change]) -> None:
    for changes in by_document(made).values():
        for number in range(1, len(changes)):
            added = advanced(merge(changes[:number]), changes[number])
            assert added in (None, merge(changes[: number + 1]))


@given(data=st.data(), made=journals(clones=True))
def test_an_edit_of_what_is_shown_is_added_without_what_came_before(data: st.DataObject, made: list[Change]) -> None:
    for document_id, changes in by_document(made).items():
        before = merge(changes)
        edits = ({"title": "Nieuw"}, {"body": "een\ntwee", DELETED: True}, {DELETED: False})
        fields = data.draw(st.sampled_from(edits))
        edit = change("zzzzzzzzzz", kind=before.kind, document=document_id, after=before.heads, set=fields)

        added = advanced(before, edit)

        assert added == merge([*changes, edit]) or (added is None and before.kind == "quiz")


@given(journals(clones=True))
def test_each_version_says_what_its_author_had_before(made: list[Change]) -> None:
    for changes in by_document(made).values():
        history = History(changes)
        for step, each in zip(versions(changes), history.changes, strict=True):
            before = history.up_to(each.after)
            known = merge(before.changes).fields if before.changes else {}
            assert step.before == {name: known[name] for name in each.set if name in known}
            assert step.after == {name: step.document.fields[name] for name in each.set if name != DELETED}
