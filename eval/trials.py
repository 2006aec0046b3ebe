"""Questions that opponents are tried on: the shipped cases, and generated ones."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.domain import Outcome, Question
from assistant.embedding import Embedder
from assistant.settings import Settings
from assistant.writer import Writer
from eval.answers import CatalogueSources
from eval.cases import Case
from eval.corpora import Corpus, opened
from eval.judge import judge
from eval.opponents import Bout, Trial, fight
from eval.synthetic import judging, questions
from eval.synthetic.reports import LAST_YEAR, Plan, generate, save

_PLAN = Plan(bodies=40, years=5, seed=7, held_out=True)


def case_trials(cases: Sequence[Case], sources: CatalogueSources) -> list[Trial]:
    """Trials judged by their cases' labels."""

    def trial(case: Case) -> Trial:
        def judged(outcome: Outcome) -> tuple[bool, int]:
            verdict = judge(case, outcome, sources)
            return verdict.exact, len(verdict.wrong)

        return Trial(id=case.id, question=case.question, judged=judged)

    return [trial(case) for case in cases]


def generated_bouts(
    count: int, settings: Settings, embedder: Embedder, writers: Sequence[Writer]
) -> Iterator[Bout]:
    """Bouts over ``count`` questions for one figure each, about reports whose truth is known."""
    reports = generate(_PLAN)
    asked = [q for q in questions.make_questions(reports, _PLAN.seed, count) if q.kind == "figure"]
    with tempfile.TemporaryDirectory(prefix="fazhi-opponents-") as folder:
        corpus = Corpus(name="generated", paths=tuple(save(reports, Path(folder))))
        with opened(corpus, settings, embedder) as (stores, _):
            trials = [_generated(number, one) for number, one in enumerate(asked, 1)]
            today = dt.date(LAST_YEAR + 1, 6, 1)
            yield from fight(stores, today, "generated", trials, writers)


def _generated(number: int, asked: questions.Asked) -> Trial:
    def judged(outcome: Outcome) -> tuple[bool, int]:
        verdict = judging.judge(asked, outcome)
        return verdict.exact, int(verdict.wrong)

    return Trial(id=f"gen-{number:04}", question=Question(text=asked.text), judged=judged)
