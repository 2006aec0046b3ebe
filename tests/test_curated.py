"""Curated answers: given verbatim to the same question alone, as long as their versions hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.curated import Pin
from assistant.domain import Abstention, Answer
from assistant.errors import CurationError, NotFound, QuestionError
from assistant.pinned import Quote
from tests.desk import TODAY, Desk
from tests.shelf import GUIDE, HEBEI, NOTE, QINGHE_2023, SHELF

NOW = dt.datetime(2025, 6, 30, 9, tzinfo=dt.UTC)
ASKED = "清河县怎么申请法律援助？"
SAID = "带身份证件和经济困难说明，到县法律援助中心窗口申请。[1]"
WORDS = "申请法律援助需要提交身份证件、经济困难说明和与案件有关的证据材料。"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    desk.add_all({name: SHELF[name] for name in ("qinghe-2023", "guide", "note")})
    yield desk
    desk.close()


def quote(desk: Desk, slug: str, words: str) -> Quote:
    document = desk.stores.catalogue.document(slug)
    version = desk.stores.catalogue.current_version(document.id)
    start = version.text.index(words)
    return Quote(
        document_id=document.id, version=version.number, start=start, end=start + len(words)
    )


def pin(desk: Desk, question: str = ASKED, answer: str = SAID, *quotes: Quote) -> Pin:
    cited = quotes or (quote(desk, "guide", WORDS),)
    return desk.assistant.curated.pin(question, answer, cited, now=NOW, by="k1")


def test_the_question_gets_it_verbatim_and_marked(desk: Desk) -> None:
    pin(desk)
    for words in (ASKED, "清河县如何申请法律援助呢", "您好，清河县法律援助怎样申请？"):
        answer = desk.answer(words)
        assert (answer.answer, answer.mode) == (SAID, "curated")
        assert answer.citations[0].quote == WORDS


@pytest.mark.parametrize(
    "other",
    [
        "怎么申请法律援助？",
        "武义县怎么申请法律援助？",
        "清河县2023年怎么申请法律援助？",
        "清河县怎么撤回法律援助？",
    ],
)
def test_another_question_does_not(desk: Desk, other: str) -> None:
    pin(desk)
    outcome = desk.ask(other)
    assert not isinstance(outcome, Answer) or outcome.mode != "curated"


def test_events_tell_it_too(desk: Desk) -> None:
    from assistant.domain import Question
    from assistant.events import Done, Said

    pin(desk)
    events = list(desk.assistant.events(Question(text=ASKED)))
    assert "".join(e.text for e in events if isinstance(e, Said)) == SAID
    assert isinstance(events[-1], Done)


def test_a_new_version_makes_it_stale(desk: Desk) -> None:
    made = pin(desk)
    desk.add(
        "guide", GUIDE + "\n\n## 三、咨询\n\n可以拨打12348咨询。", kind="guide", jurisdiction=HEBEI
    )
    outcome = desk.ask(ASKED)
    assert not isinstance(outcome, Answer) or outcome.mode != "curated"
    assert desk.assistant.curated.every() == [(made, False)]


def test_a_deleted_document_makes_it_stale(desk: Desk) -> None:
    from ingest.pipeline import Pipeline

    made = pin(desk)
    Pipeline(desk.stores).delete("guide")
    outcome = desk.ask(ASKED)
    assert not isinstance(outcome, Answer) or outcome.mode != "curated"
    assert desk.assistant.curated.every() == [(made, False)]


def test_a_newer_edition_of_a_law_makes_it_stale(desk: Desk) -> None:
    old, new = SHELF["law-old"], SHELF["law-new"]
    desk.add("law-old", old[0], **old[1])
    question = "清河县什么时间可以燃放烟花爆竹？"
    words = "燃放烟花爆竹应当在每日六时至二十二时之间进行。"
    pin(desk, question, "每日六时至二十二时。[1]", quote(desk, "law-old", words))
    assert desk.answer(question).mode == "curated"
    desk.add("law-new", new[0], **new[1])
    outcome = desk.ask(question)
    assert not isinstance(outcome, Answer) or outcome.mode != "curated"


def test_internal_quotes_never_reach_the_public(desk: Desk) -> None:
    words = "行政应诉败诉7件，败诉率8.8%。"
    question = "清河县2024年行政应诉败诉多少件？"
    made = pin(desk, question, "败诉7件。[1]", quote(desk, "note", words))
    assert desk.answer(question, audience="internal").mode == "curated"
    public = desk.ask(question)
    assert isinstance(public, Abstention)
    assert "7" not in public.message.replace("2024", "").replace("2023", "")
    store = desk.assistant.curated
    assert store.audience_of(made, desk.assistant.library()) == "internal"


def test_a_document_that_becomes_internal_takes_its_answers_along(desk: Desk) -> None:
    pin(desk)
    assert desk.answer(ASKED).mode == "curated"
    desk.add("guide", GUIDE, kind="guide", jurisdiction=HEBEI, audience="internal")
    outcome = desk.ask(ASKED)
    assert not isinstance(outcome, Answer) or outcome.mode != "curated"
    assert desk.answer(ASKED, audience="internal").mode == "curated"


def test_last_year_stays_the_year_that_it_was(desk: Desk) -> None:
    words = "全年收到行政复议申请82件，受理75件，审结70件。"
    made = desk.another(dt.date(2024, 6, 30)).curated.pin(
        "清河县去年受理行政复议多少件？",
        "2023年受理75件。[1]",
        [quote(desk, "qinghe-2023", words)],
        now=dt.datetime(2024, 6, 30, 9, tzinfo=dt.UTC),
        by=None,
    )
    assert made.asked_on == dt.date(2024, 6, 30)
    assert desk.answer("清河县2023年受理行政复议多少件？").mode == "curated"
    assert TODAY.year == 2025
    outcome = desk.ask("清河县去年受理行政复议多少件？")
    assert not isinstance(outcome, Answer) or outcome.mode != "curated"


def test_what_its_quotes_do_not_say_is_refused(desk: Desk) -> None:
    with pytest.raises(CurationError, match="99件"):
        pin(desk, "清河县2023年受理行政复议多少件？", "受理99件。[1]",
            quote(desk, "qinghe-2023", "受理75件"))  # fmt: skip
    with pytest.raises(CurationError, match=r"\[2\]"):
        pin(desk, ASKED, "到窗口申请。[2]")
    assert desk.assistant.curated.every() == []


def test_quotes_are_checked(desk: Desk) -> None:
    good = quote(desk, "guide", WORDS)
    store = desk.assistant.curated

    def refused(kind: type[Exception], **other: object) -> None:
        named = {n: getattr(good, n) for n in Quote.__dataclass_fields__}
        with pytest.raises(kind):
            store.pin(ASKED, SAID, [Quote(**{**named, **other})], now=NOW, by=None)  # type: ignore[arg-type]

    refused(NotFound, document_id="nothing")
    refused(CurationError, version=7)
    refused(CurationError, quote="别的话")
    refused(CurationError, start=10**6, end=10**6 + 5)
    refused(CurationError, start=good.end, end=good.start)
    with pytest.raises(CurationError):
        store.pin(ASKED, SAID, [], now=NOW, by=None)
    with pytest.raises(CurationError):
        store.pin("你好", SAID, [good], now=NOW, by=None)
    with pytest.raises(QuestionError):
        store.pin("？", SAID, [good], now=NOW, by=None)


def test_marks_are_added_where_there_are_none(desk: Desk) -> None:
    assert pin(desk, ASKED, "带身份证件，到窗口申请。").answer == "带身份证件，到窗口申请。[1]"


def test_one_answer_a_question_and_removal(desk: Desk) -> None:
    made = pin(desk)
    with pytest.raises(CurationError) as caught:
        pin(desk, "请问清河县怎样申请法律援助")
    assert caught.value.code == "already_curated"
    desk.assistant.curated.remove(made.id)
    outcome = desk.ask(ASKED)
    assert not isinstance(outcome, Answer) or outcome.mode != "curated"
    with pytest.raises(NotFound):
        desk.assistant.curated.remove(made.id)
    assert pin(desk).id != 0


def test_a_stale_answer_makes_room_for_a_new_one(desk: Desk) -> None:
    pin(desk)
    more = GUIDE + "\n\n## 三、咨询\n\n可以拨打12348咨询。"
    desk.add("guide", more, kind="guide", jurisdiction=HEBEI)
    again = pin(desk)
    assert desk.answer(ASKED).mode == "curated"
    assert [holds for _, holds in desk.assistant.curated.every()] == [True, False]
    assert again.quotes[0].version == 2


def test_the_shelf_is_as_the_tests_think() -> None:
    assert "受理75件" in QINGHE_2023
    assert "败诉7件" in NOTE


def test_its_quotes_have_their_sections_and_its_figures_are_values(desk: Desk) -> None:
    words = "受理75件，审结70件"
    cited = quote(desk, "qinghe-2023", words)
    pin(desk, "清河县的复议工作怎么样了？", "2023年审结70件。[1]", cited)
    answer = desk.answer("清河县的复议工作怎么样了？")
    assert answer.mode == "curated"
    assert "行政复议" in answer.citations[0].section[-1]
    assert [(v.value, v.unit, v.year, v.citation) for v in answer.values] == [("70", "件", 2023, 1)]
    assert "审结" in answer.values[0].measure
