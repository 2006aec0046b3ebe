"""Small texts read as the product reads them, for tests of figures and questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from assistant.domain import Document, Indicator, Kind, Passage, Place, Question
from assistant.interpret import Interpretation, interpret
from assistant.places import Gazetteer
from assistant.select import choose
from assistant.target import Target
from assistant.targets import targets
from ingest.indicators import extract

TODAY = dt.date(2025, 6, 30)
GAZETTEER = Gazetteer()
QINGHE = Place(names=("河北省", "邢台市", "清河县"))
WUYI = Place(names=("浙江省", "金华市", "武义县"))


def report(
    *,
    year: int | None = 2024,
    place: Place | None = QINGHE,
    kind: Kind = "report",
    title: str = "年度工作报告",
) -> Document:
    """A document that tells of ``place`` and ``year``."""
    return Document(id="d", slug="d", title=title, kind=kind, place=place, year=year)


def stated(
    text: str, document: Document | None = None, path: Sequence[str] = ()
) -> list[Indicator]:
    """The figures of a text, its paragraphs one passage each."""
    document = document or report()
    passages = []
    start = 0
    for ordinal, line in enumerate(text.split("\n")):
        passages.append(
            Passage(
                id=f"p{ordinal}",
                document_id=document.id,
                version_id="v",
                ordinal=ordinal,
                path=tuple(path),
                start=start,
                end=start + len(line),
                text=line,
                title=document.title,
            )
        )
        start += len(line) + 1
    return extract(text, passages, document)


def words(indicators: Sequence[Indicator]) -> list[str]:
    """The figures as written."""
    return [i.quantity.words for i in indicators]


def target(question: str) -> Target:
    """The only figure that a question asks for."""
    (only,) = targets(question)
    return only


def answers(question: str, text: str, path: Sequence[str] = ()) -> list[str]:
    """The figures of ``text`` that answer a question which names no year and no place."""
    indicators = stated(text, path=path)
    return [m.indicator.quantity.words for t in targets(question) for m in choose(t, indicators)]


def read(
    question: str, known: Sequence[Place] = (QINGHE, WUYI), today: dt.date = TODAY
) -> Interpretation:
    """A question read against the places that documents are about."""
    return interpret(Question(text=question), today=today, known=known, gazetteer=GAZETTEER)
