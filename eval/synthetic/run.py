"""One measurement over generated reports: ingest, extraction, questions, audits, times."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.audit import audit
from assistant.concepts import names_in
from assistant.content import content_words
from assistant.domain import Question
from assistant.embedding import Embedder, HashingEmbedder
from assistant.lexicon import frame_topics
from assistant.library import Library
from assistant.settings import Settings
from assistant.stores import Stores
from eval.corpora import Corpus, IngestFailed, assistant_over, opened
from eval.synthetic.align import placed
from eval.synthetic.audits import Audits, score_audits
from eval.synthetic.extraction import Extraction, Reading, score
from eval.synthetic.judging import Judged, judge
from eval.synthetic.questions import make_questions
from eval.synthetic.reports import LAST_YEAR, Plan, generate, save
from eval.synthetic.truth import Report

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What came of a corpus. ``ingest`` and ``extracting`` are seconds; the second is the
    extraction of all its texts once more, alone."""

    plan: Plan
    reports: int
    extraction: Extraction
    questions: tuple[Judged, ...]
    audits: Audits
    ingest: float
    extracting: float
    model: str


def measure(
    plan: Plan, settings: Settings, each: int, say: Say, embedder: Embedder | None = None
) -> Measured:
    """Generate, ingest with a hashing embedder unless one is given, ask, audit."""
    reports = generate(plan)
    with tempfile.TemporaryDirectory(prefix="fazhi-synthetic-") as folder:
        paths = save(reports, Path(folder))
        corpus = Corpus(name="synthetic", paths=tuple(paths))
        say(f"ingesting {len(reports)} reports …")
        began = time.perf_counter()
        embedding = embedder or HashingEmbedder()
        with opened(corpus, settings, embedding) as (stores, _):
            ingest = time.perf_counter() - began
            readings = _readings(reports, stores)
            say("auditing …")
            library = Library(stores.catalogue)
            audits = score_audits(
                (r, audit(library.documents[r.document_id], library)) for r in readings
            )
            say("asking …")
            return Measured(
                plan=plan,
                reports=len(reports),
                extraction=score(readings),
                questions=tuple(_asked(reports, stores, plan.seed, each)),
                audits=audits,
                ingest=ingest,
                extracting=_extracting(stores, readings),
                model=embedding.name,
            )


def _readings(reports: Sequence[Report], stores: Stores) -> list[Reading]:
    """Each report with its indicators; near-copies only stand in the way of the questions."""
    catalogue = stores.catalogue
    by_key = {(d.place, d.year): d for d in reversed(catalogue.documents())}
    by_name = {Path(d.source).stem: d for d in catalogue.documents()}
    found: list[Reading] = []
    for report in reports:
        if report.copy_of:
            continue
        document = by_name.get(report.name) or by_key.get((report.place, report.year))
        if document is None:
            raise IngestFailed(f"{report.name!r} was read as of another body or year.")
        text = catalogue.current_version(document.id).text
        found.append(
            Reading(
                report=report,
                document_id=document.id,
                placed=tuple(placed(report.pieces, text)),
                indicators=tuple(catalogue.indicators({document.id})),
            )
        )
    return found


def _asked(reports: Sequence[Report], stores: Stores, seed: int, each: int) -> list[Judged]:
    assistant = assistant_over(stores, dt.date(LAST_YEAR + 1, 6, 1))
    return [
        judge(asked, assistant.ask(Question(text=asked.text)))
        for asked in make_questions(reports, seed, each)
    ]


def _extracting(stores: Stores, readings: Sequence[Reading]) -> float:
    from ingest.indicators import extract

    catalogue = stores.catalogue
    inputs = []
    for reading in readings:
        version = catalogue.current_version(reading.document_id)
        document = catalogue.document(reading.document_id)
        inputs.append((version.text, catalogue.passages(version.id), document))
    for known in (names_in, content_words, frame_topics):
        known.cache_clear()  # ingest has filled them, which would flatter
    began = time.perf_counter()
    for text, passages, document in inputs:
        extract(text, passages, document)
    return time.perf_counter() - began
