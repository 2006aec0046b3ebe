"""Whether the public can tell that there is an internal document, by answers or by their times.

The same public reports stand in two catalogues; in one of them a further body's reports are
internal. The public asks both about that body, and about all bodies together.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from assistant.chain import Assistant
from assistant.domain import Filters, Outcome, Question
from assistant.embedding import HashingEmbedder
from assistant.settings import Settings
from assistant.stores import Stores
from eval.corpora import assistant_over, ingested, private_settings
from eval.statistics import quantile
from eval.synthetic.reports import LAST_YEAR, generate, save
from eval.synthetic.reports import Plan as Reports
from eval.synthetic.truth import Report

YEARS = 2
TODAY = dt.date(LAST_YEAR + 1, 6, 1)
_PUBLIC = Filters(audience="public")
_STAFF = Filters(audience="internal")
_OWN = ("trace_id", "timings_ms")  # of every asking

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Told:
    """One question: whether both say the same, and the processor's milliseconds of each asking.

    ``staff_know``: staff are told otherwise, so there was something to give away.
    """

    question: str
    same: bool
    staff_know: bool
    without: tuple[float, ...]
    with_hidden: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median time where there is something hidden by that where there isn't."""
        return (quantile(self.with_hidden, 0.5) or 0.0) / (quantile(self.without, 0.5) or 1.0)


def measure(bodies: int, seed: int, times: int, settings: Settings, say: Say) -> tuple[Told, ...]:
    """Ask each question ``times`` times of either catalogue, in turns drawn by chance."""
    reports = generate(Reports(bodies=bodies, years=YEARS, seed=seed, held_out=False))
    place = reports[-1].place
    hidden = [r for r in reports if r.place == place]
    public = [r for r in reports if r.place != place]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fazhi-secrecy-")))
        say(f"{len(public)} public reports, {len(hidden)} internal ones …")
        pair: list[Assistant] = []
        for name, secret in (("without", []), ("with", hidden)):
            home = private_settings(settings, folder / name)
            stores = stack.enter_context(Stores(home, HashingEmbedder()))
            _take_in(stores, public, folder / f"{name}-public", {})
            _take_in(stores, secret, folder / f"{name}-internal", {"audience": "internal"})
            pair.append(assistant_over(stores, TODAY))
        random = Random(seed)
        return tuple(_asked(text, pair, times, random) for text in _questions(place.name))


def _take_in(
    stores: Stores, reports: Sequence[Report], folder: Path, said: Mapping[str, str]
) -> None:
    folder.mkdir()
    if reports:
        ingested(stores, save(reports, folder), said)


def _questions(body: str) -> list[str]:
    year = LAST_YEAR
    return [
        f"{body}{year}年行政复议受理量是多少？",
        f"{body}{year}年法律援助案件有多少件？",
        f"{body}{year}年开展法治培训多少场？",
        f"{body}{year}年行政复议案件比上年增加了多少？",
        f"{body}{year}年行政复议审结率是多少？",
        f"{body}{year}年法治政府建设存在哪些问题？",
        f"{body}是怎么推进依法行政的？",
        f"概括一下{body}{year}年的主要成效和问题",
        f"{year}年各地行政复议受理多少件？",
        f"{year}年哪个地方受理的行政复议最多？",
        f"{year}年各地法律援助案件一共多少件？",
        "行政复议申请应当在多少日内提出？",
    ]


def _asked(text: str, pair: Sequence[Assistant], times: int, random: Random) -> Told:
    question = Question(text=text, filters=_PUBLIC)
    first = [assistant.ask(question) for assistant in pair]
    staff = pair[1].ask(Question(text=text, filters=_STAFF))
    spent: list[list[float]] = [[], []]
    for _ in range(times):
        for k in random.sample((0, 1), 2):
            begun = time.thread_time()
            pair[k].ask(question)
            spent[k].append((time.thread_time() - begun) * 1000)
    return Told(
        question=text,
        same=_content(first[0]) == _content(first[1]),
        staff_know=_content(first[1]) != _content(staff),
        without=tuple(spent[0]),
        with_hidden=tuple(spent[1]),
    )


def _content(outcome: Outcome) -> str:
    """All that is said to the asker; ids of documents are those of their catalogue."""
    told = {k: v for k, v in asdict(outcome).items() if k not in _OWN}
    for citation in told.get("citations", ()):
        del citation["document_id"]
    return repr(told)
