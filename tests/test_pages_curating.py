"""An open question answered by hand on the page, in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant.domain import Question
from assistant.journal import Asker
from tests.api import Served, serving
from tests.browser import chromium, opened
from tests.shelf import put_on_the_shelf

SLOW = 60_000  # milliseconds: two loaded cores
ASKED = "清河县2021年法律援助案件多少件？"
QUOTE = "申请法律援助需要提交身份证件、经济困难说明和与案件有关的证据材料。"


@pytest.fixture
def site(stocked_home: Path, tmp_path: Path) -> Iterator[Served]:
    """The service with its pages over the samples and the shelf."""
    home = shutil.copytree(stocked_home, tmp_path / "home")
    with serving(home, pages=True) as served:
        put_on_the_shelf(served.service, tmp_path)
        yield served


def test_an_open_question_is_answered_by_hand(site: Served) -> None:
    state = site.app.state.fazhi
    assert state.answering.ask(Question(text=ASKED), Asker()).status == "abstained"
    state.background.settle()
    with chromium() as browser, opened(browser, f"{site.url}/staff/") as there:
        page = there.page
        page.get_by_role("tab", name="待办").click()
        item = page.locator(".fz-todo li").filter(has_text=ASKED)
        expect(item).to_have_count(1, timeout=SLOW)
        item.locator("summary").click()
        item.locator(".fz-curated-answer").fill("2021年的数字未公布，可到窗口咨询。")
        item.locator(".fz-pin").click()
        expect(item.get_by_role("alert")).to_have_text("请至少给出一条引文。", timeout=SLOW)
        item.locator(".fz-curated-quotes").fill("文件里没有的话<img src=x onerror=alert(1)>")
        item.locator(".fz-pin").click()
        expect(item.get_by_role("alert")).to_contain_text("没有文件写有这段话", timeout=SLOW)
        item.locator(".fz-curated-quotes").fill(QUOTE)
        item.locator(".fz-pin").click()
        expect(item).to_have_count(0, timeout=SLOW)
        assert page.locator("#fz-staff img").count() == 0
    answer = state.answering.ask(Question(text=ASKED), Asker())
    assert (answer.status, answer.mode) == ("answered", "curated")
    assert answer.citations[0].quote == QUOTE
    assert state.gaps.count() == 0
