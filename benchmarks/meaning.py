"""How well and how fast finding by meaning is, with a model file. It prints figures only.

OPENBLAS_NUM_THREADS=1 python -m benchmarks.meaning MODEL [--notes 10000 100000]

Asked are the judged questions of `tests/relevance`, with the words alone and with the meaning beside them. After that
come questions about other things, of which as few as possible should find something, and the speed in a space of so
many notes.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.corpus import Words, region
from benchmarks.search import entries
from benchmarks.space import p50, p95
from knowledge.search.engine import SearchIndex
from knowledge.search.index.index_document import IndexDocument
from knowledge.search.meaning.encoder import Encoder
from knowledge.search.meaning.model_file import open_model
from knowledge.search.meaning.passages import as_read, passages_of
from knowledge.search.meaning.vectors import VectorStore, mark_of
from knowledge.search.query.query import Query
from tests.relevance import measure

ELSEWHERE = (
    "Hoe maak ik een goede appeltaart?",
    "Wat is de hoofdstad van Mongolië?",
    "Welke zalf helpt tegen eczeem?",
    "Hoe hard kan een jachtluipaard lopen?",
    "recept voor pompoensoep",
    "Wie won de Tour de France in 1985?",
    "Wat kost een vlucht naar Barcelona?",
    "hoe oud is de aarde",
    "Best beaches in Portugal?",
    "Hoe leer ik mijn kat aan de kattenbak?",
    "Wanneer is het volle maan?",
    "How do I tune a guitar?",
    "hypotheekrente vergelijken",
    "Wat zijn de symptomen van griep?",
    "Hoe snoei ik een hortensia?",
    "Welke planeten hebben ringen?",
    "What is the best chess opening?",
    "Waarom is de lucht blauw?",
    "leuke namen voor een konijn",
    "Hoe haal ik rode wijn uit een tapijt?",
    "uitslagen eredivisie voetbal",
    "How many calories are in a banana?",
)
"""Questions about nothing that a region writes down."""

ENCODED = 150
"""Notes that the speed of reading is measured on."""


class Both:
    """One set of notes, searched with and without meaning."""

    def __init__(self, notes: Sequence[IndexDocument], encoder: Encoder, directory: Path) -> None:
        self._encoder = encoder
        self._index = SearchIndex(directory / "index")
        self._index.update(notes, (), "1")
        self._store = VectorStore(directory / "meaning", "model", encoder.size)
        with self._store.writing():
            made = {}
            for note in notes:
                passages = passages_of(note.body)
                vectors = encoder.passages([as_read(note.title, note.body, each) for each in passages])
                made[note.id] = (mark_of(note.title, note.body), passages, vectors)
            self._store.add(made, (), "1")

    def words(self, text: str, limit: int = 10) -> list[str]:
        """The ids that the words find."""
        return [hit.id for hit in self._index.search(Query(text, limit=limit)).hits]

    def meaning(self, text: str, limit: int = 10) -> list[str]:
        """The ids that words and meaning find together."""
        near = self._store.nearest(self._encoder.question(text), 100)
        return [hit.id for hit in self._index.search(Query(text, limit=limit), near).hits]


def quality(encoder: Encoder, directory: Path) -> None:
    """Print nDCG@10 and recall@10 by type of question, without and with meaning."""
    every = {name for names in measure.SETS.values() for name in names}
    searches = {name: Both(measure.notes(name), encoder, directory / name) for name in sorted(every)}
    for file, names in measure.SETS.items():
        scores: defaultdict[str, list[tuple[float, ...]]] = defaultdict(list)
        for name in names:
            for judged in measure.questions(name, file):
                found = searches[name].words(judged.text), searches[name].meaning(judged.text)
                row = tuple(how(each, judged.grades) for how in (measure.ndcg, measure.recall) for each in found)
                for key in (judged.type, f"set {name}", "total"):
                    scores[key].append(row)
        print(f"\n{file}\n\n| | questions | words nDCG | with meaning | words recall | with meaning |")
        print("|---|---:|---:|---:|---:|---:|")
        for key, rows in sorted(scores.items(), key=lambda item: (item[0][:4] in ("set ", "tota"), item[0])):
            print(f"| {key} | {len(rows)} | {' | '.join(f'{each:.3f}' for each in np.mean(rows, axis=0))} |")
    pairs = [(text, both) for text in ELSEWHERE for both in searches.values()]
    found = [(len(both.words(text, 100)), len(both.meaning(text, 100))) for text, both in pairs]
    nothing = [fused for words, fused in found if not words]
    some = [(words, fused) for words, fused in found if words]
    by_words, by_both = np.mean(some, axis=0)
    means = f"{by_words:.0f} notes by words and {by_both:.0f} by both"
    print(
        f"\n{len(ELSEWHERE)} questions about something else, in each set: {len(nothing)} times no word is found, of "
        f"which {sum(fused > 0 for fused in nothing)} times something by meaning; the others find {means}\n"
    )


def reading(encoder: Encoder) -> None:
    """Print how fast notes and questions are read."""
    bodies = [note for name in measure.SETS[measure.KEYWORDS][:2] for note in measure.notes(name)][:ENCODED]
    texts = [[as_read(note.title, note.body, each) for each in passages_of(note.body)] for note in bodies]
    encoder.passages(texts[0])
    began, worked = time.perf_counter(), time.process_time()
    for first in range(0, len(texts), 16):
        encoder.passages([text for each in texts[first : first + 16] for text in each])
    took, worked = time.perf_counter() - began, time.process_time() - worked
    print(f"reading: {len(texts) / took:.1f} notes a second, {worked / len(texts) * 1000:.0f} ms of processor a note")
    times = []
    for text in [judged.text for judged in measure.questions(measure.SETS[measure.KEYWORDS][0])][:60]:
        began = time.perf_counter()
        encoder.question(text + " in de regio")
        times.append((time.perf_counter() - began) * 1000)
    print(f"a question: {p50(times):.0f} ms, p95 {p95(times):.0f} ms")


def speed(encoder: Encoder, number: int, directory: Path) -> None:
    """Print how long an answer takes in a space of `number` notes; the vectors are made up, as their number counts."""
    rng = random.Random(7)
    notes = entries(list(region(number)))
    common = Words(min(60_000, 12_000 + number), random.Random(1))
    index = SearchIndex(directory / "index")
    for first in range(0, len(notes), 5000):
        index.update(notes[first : first + 5000], (), str(first))
    store = VectorStore(directory / "meaning", "model", encoder.size)
    made_up = np.random.default_rng(7)
    passages = 0
    with store.writing():
        for first in range(0, len(notes), 5000):
            made = {}
            for note in notes[first : first + 5000]:
                cut = passages_of(note.body)
                vectors = made_up.normal(size=(len(cut), encoder.size)).astype(np.float32)
                passages += len(cut)
                made[note.id] = (1, cut, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
            store.add(made, (), str(first))
    del notes, made
    words, both = [], []
    for _ in range(40):
        asked = f"hoe {' '.join(common.one() for _ in range(rng.randint(3, 8)))}?"
        began = time.perf_counter()
        index.search(Query(asked, limit=20))
        middle = time.perf_counter()
        near = store.nearest(encoder.question(asked), 100)
        index.search(Query(asked, limit=20), near)
        words.append((middle - began) * 1000)
        both.append((time.perf_counter() - middle) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{number:,} notes, {passages:,} passages: words {p50(words):.0f} ms (p95 {p95(words):.0f}), with meaning "
        f"{p50(both):.0f} ms (p95 {p95(both):.0f}); at most {peak:.0f} MB, building included"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--notes", type=int, nargs="*", default=[])
    args = parser.parse_args()
    began = time.perf_counter()
    model = open_model(args.model)
    checked = time.perf_counter()
    encoder = Encoder(model)
    print(f"checksum {(checked - began) * 1000:.0f} ms, loading {(time.perf_counter() - checked) * 1000:.0f} ms")
    with tempfile.TemporaryDirectory() as directory:
        quality(encoder, Path(directory))
        reading(encoder)
        for number in args.notes:
            speed(encoder, number, Path(directory) / str(number))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
