"""Cases asked over a small index, from a file of cases to the scorecard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.domain import Question
from assistant.embedding import HashingEmbedder
from assistant.settings import Settings
from eval.__main__ import app
from eval.answers import CatalogueSources, ranks_of, run_cases
from eval.cases import BadCases, Suite, load_suite
from eval.corpora import Corpus, IngestFailed, assistant_over, opened, private_settings
from eval.retrieval import retriever_of
from eval.scorecard import Result, score
from eval.sessions import private_suites, shipped_suites

REPORT = """\
---
title: 光山县2023年法治政府建设情况的报告
jurisdiction: 河南省信阳市光山县
year: 2023
kind: report
---
# 光山县2023年法治政府建设情况的报告

## 一、行政复议

2023年共受理行政复议75件,审结68件。

## 二、普法

全年开展法治讲座31场。
"""

CASES = """\
today: 2024-06-01
cases:
  - id: a
    question: 光山县2023年受理行政复议多少件？
    kind: numeric
    expect:
      values: [{value: "75", unit: 件}]
      also: [{value: "68", unit: 件}]
      quote: 共受理行政复议75件
      year: 2023
      place: 光山县
  - id: b
    question: 光山县2021年受理行政复议多少件？
    kind: abstain
    expect: {reason: [year_not_covered]}
"""


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    path = tmp_path / "own.yaml"
    path.write_text(CASES, encoding="utf-8")
    return load_suite(path)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    path = tmp_path / "texts" / "report.md"
    path.parent.mkdir()
    path.write_text(REPORT, encoding="utf-8")
    return Corpus(name="own", paths=(path.parent,))


def _results(suite: Suite, corpus: Corpus, keep: Path | None = None) -> list[Result]:
    with opened(corpus, Settings(), HashingEmbedder(), keep) as (stores, _):
        assistant = assistant_over(stores, suite.today)
        sources = CatalogueSources(stores.catalogue)
        retrieve = retriever_of(assistant, suite.today)
        return list(run_cases(suite.cases, assistant.ask, sources, retrieve))


def test_cases_are_asked_and_judged(suite: Suite, corpus: Corpus) -> None:
    right, silent = _results(suite, corpus)
    assert right.verdict is not None
    assert right.verdict.passed, right.verdict
    assert right.ranks == (1,)
    assert silent.verdict is not None
    assert silent.verdict.reason_right
    card = score([right, silent])
    assert card.whole.exact.share == card.whole.abstention_recall.share == 1
    assert card.failures == ()


def test_a_wrong_expectation_fails(suite: Suite, corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(CASES.replace('"75"', '"76"'), encoding="utf-8")
    (result, _) = _results(load_suite(path), corpus)
    assert result.verdict is not None
    assert result.verdict.wrong


def test_a_question_that_crashes_does_not_end_the_run(suite: Suite, corpus: Corpus) -> None:
    first, second = suite.cases
    broken = replace(first, id="0", question=Question(text="？！"))
    results = _results(replace(suite, cases=(broken, second)), corpus)
    assert results[0].error is not None
    assert results[0].error.startswith("QuestionError")
    assert results[0].verdict is None
    assert score(results).whole.crashed == 1
    assert results[1].verdict is not None


def test_an_index_that_is_kept_takes_in_changes_alone(
    suite: Suite, corpus: Corpus, tmp_path: Path
) -> None:
    keep = tmp_path / "kept"
    with opened(corpus, Settings(), HashingEmbedder(), keep) as (_, first):
        assert first.counts["added"] == 1
    with opened(corpus, Settings(), HashingEmbedder(), keep) as (_, again):
        assert again.counts["unchanged"] == 1


def test_a_text_that_is_not_taken_in_is_an_error(corpus: Corpus) -> None:
    (corpus.paths[0] / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(IngestFailed, match="broken"), opened(corpus, Settings(), HashingEmbedder()):
        pass


def test_an_index_for_evaluation_is_no_users(tmp_path: Path) -> None:
    user = Settings(
        home=tmp_path / "user",
        database_url="sqlite:///user.db",
        chroma_url="http://127.0.0.1:1",
        jurisdiction="光山县",
        embedding_batch=7,
    )
    own = private_settings(user, tmp_path / "eval")
    assert own.home == tmp_path / "eval"
    assert (own.database_url, own.chroma_url, own.jurisdiction) == (None, None, None)
    assert own.embedding_batch == 7
    assert own.cache == user.cache


def test_ranks_are_of_the_first_passage_that_holds_the_quote(suite: Suite, corpus: Corpus) -> None:
    with opened(corpus, Settings(), HashingEmbedder()) as (stores, _):
        catalogue = stores.catalogue
        (document,) = catalogue.documents()
        passages = catalogue.passages(catalogue.current_version(document.id).id)
    order = sorted(passages, key=lambda passage: "讲座" not in passage.text)
    assert ranks_of(("法治讲座 31场", "没有的话"), [order]) == (1, None)
    assert ranks_of(("法治讲座 31场",), [order[::-1], order]) == (1,)
    assert ranks_of(("法治讲座 31场",), []) == (None,)


def test_suites_are_chosen_by_name_or_path(tmp_path: Path, corpus: Corpus) -> None:
    assert [plan.suite.name for plan in shipped_suites(["samples"])] == ["samples"]
    assert len(shipped_suites([])) > 1
    with pytest.raises(BadCases, match="'nonsense'"):
        shipped_suites(["nonsense"])
    path = tmp_path / "own.yaml"
    path.write_text(CASES, encoding="utf-8")
    (plan,) = private_suites([path], corpus.paths)
    assert plan.corpus.paths == corpus.paths
    with pytest.raises(BadCases, match="--corpus"):
        private_suites([path], [])
    with pytest.raises(BadCases, match="nowhere"):
        private_suites([path], [tmp_path / "nowhere"])


def test_the_command_line_names_what_is_wrong() -> None:
    runner = CliRunner()
    result = runner.invoke(app, ["answers", "--suite", "nonsense"])
    assert result.exit_code == 1
    assert "[bad_cases]" in result.output
    for command in ("answers", "retrieval", "stard", "bench", "indicators", "all"):
        assert command in runner.invoke(app, ["--help"]).output


def test_a_benchmark_that_is_not_here_is_said_to_be_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["stard", "--stard", str(tmp_path)])
    assert result.exit_code == 1
    assert "queries.jsonl" in result.output
