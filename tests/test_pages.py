"""The pages in a real browser: what a person sees, and what a hostile text doesn't get to do."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.events import Event
from tests.api import Served, serving
from tests.browser import PHONE, chromium, opened
from tests.shelf import put_on_the_shelf
from ui.service import Service
from ui.web.suggestions import Holdings, Suggestions

SLOW = 30_000  # milliseconds: two loaded cores


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(stocked_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service with its pages over the samples and the shelf."""
    folder = tmp_path_factory.mktemp("pages")
    home = shutil.copytree(stocked_home, folder / "home")
    with serving(home, pages=True) as served:
        put_on_the_shelf(served.service, folder)
        yield served


def ask(page: Page, question: str) -> None:
    """Ask and wait for the outcome."""
    before = page.locator(".fz-turn").count()
    page.fill("#fz-question textarea", question)
    page.press("#fz-question textarea", "Enter")
    turn = page.locator(".fz-turn").nth(before)
    expect(turn).not_to_have_attribute("data-state", "asking", timeout=SLOW)


def test_a_question_its_answer_and_the_quote_in_its_place(browser, site):
    with opened(browser, f"{site.url}/") as there:
        page = there.page
        expect(page.locator(".fz-suggestion").first).to_be_visible(timeout=SLOW)
        there.shoot("ask-empty")
        ask(page, "光山县2023年受理行政复议多少件？")
        expect(page.locator(".fz-words")).to_contain_text("60件")
        page.click(".fz-words .fz-cite")
        mark = page.locator("#fz-pane mark")
        expect(mark).to_have_text("2023年受理行政复议案件60件，审结51件。")
        expect(mark).to_be_in_viewport()
        expect(page.locator("#fz-pane .fz-path")).to_contain_text("（二）行政复议")
        expect(page.locator("#fz-pane")).to_contain_text("第1版")
        there.shoot("ask-source")
        page.keyboard.press("Escape")
        expect(page.locator("#fz-pane")).to_be_hidden()
        expect(page.locator(".fz-words .fz-cite")).to_be_focused()
        there.check()


def test_what_is_on_offer_comes_late_and_leaves_the_conversation_alone(browser, site, monkeypatch):
    """Who asks before the suggestions are there keeps the question and its answer."""
    asked, read = threading.Event(), Suggestions.holdings

    def late(self: Suggestions, *about: Any) -> Holdings:
        assert asked.wait(60)
        return read(self, *about)

    monkeypatch.setattr(Suggestions, "holdings", late)
    with opened(browser, f"{site.url}/") as there:
        page = there.page
        ask(page, "光山县2023年受理行政复议多少件？")
        asked.set()
        expect(page.locator(".fz-suggestion").first).to_be_attached(timeout=SLOW)
        expect(page.locator(".fz-words")).to_contain_text("60件")
        expect(page.locator("#fz-welcome")).to_be_hidden()
        there.check()


def test_a_new_conversation_stays_empty_though_an_answer_was_on_its_way(browser, site, monkeypatch):
    going, leave, answer = threading.Event(), threading.Event(), Service.events

    def slow(self: Service, *about: Any, **more: Any) -> Iterator[Event]:
        for event in answer(self, *about, **more):
            yield event
            going.set()
            leave.wait(60)

    monkeypatch.setattr(Service, "events", slow)
    with opened(browser, f"{site.url}/") as there:
        page = there.page
        # One that no other test asks: what was answered before comes without the service.
        page.fill("#fz-question textarea", "光山县2023年撤回行政复议多少件？")
        page.press("#fz-question textarea", "Enter")
        expect(page.locator(".fz-turn")).to_have_count(1, timeout=SLOW)
        assert going.wait(30)
        page.get_by_role("button", name="新对话").click()
        expect(page.locator(".fz-empty")).to_be_visible(timeout=SLOW)
        leave.set()
        monkeypatch.undo()
        there.errors.clear()  # the page that was left says that its stream was cut
        ask(page, "光山县2023年审结行政复议多少件？")
        expect(page.locator(".fz-turn")).to_have_count(1)
        expect(page.locator(".fz-words")).to_contain_text("51件")
        there.check()


def test_a_comparison_is_drawn_as_bars_and_years_as_a_line(browser, site):
    with opened(browser, f"{site.url}/") as there:
        page = there.page
        ask(page, "2024年行政复议受理量各地分别是多少？")
        bars = page.locator(".fz-bars li")
        expect(bars).to_have_count(2)
        expect(bars.first).to_contain_text("133件")
        page.get_by_role("button", name="新对话").click()
        expect(page.locator(".fz-empty")).to_be_visible(timeout=SLOW)
        ask(page, "清河县各年行政复议受理量分别是多少？")
        line = page.locator(".fz-line .fz-dot")
        expect(line).to_have_text(["75件", "90件"])
        there.shoot("ask-charts")
        there.check()


def test_a_follow_up_leans_on_the_question_before(browser, site):
    with opened(browser, f"{site.url}/") as there:
        page = there.page
        ask(page, "清河县2023年受理行政复议多少件？")
        ask(page, "2024年呢？")
        expect(page.locator(".fz-words").last).to_contain_text("90件")
        page.get_by_role("button", name="新对话").click()
        expect(page.locator(".fz-empty")).to_be_visible(timeout=SLOW)
        there.check()


def test_a_suggested_question_is_answered(browser, site):
    with opened(browser, f"{site.url}/en/") as there:
        page = there.page
        suggestion = page.locator(".fz-suggestion").first
        expect(suggestion).to_be_visible(timeout=SLOW)
        suggestion.click()
        expect(page.locator('.fz-turn[data-state="answered"]')).to_have_count(1, timeout=SLOW)
        there.check()


def test_on_a_phone_nothing_is_wider_than_the_screen(browser, site):
    with opened(browser, f"{site.url}/", PHONE) as there:
        page = there.page
        expect(page.locator(".fz-suggestion").first).to_be_visible(timeout=SLOW)
        assert there.wide() <= 0
        ask(page, "2024年行政复议受理量各地分别是多少？")
        assert there.wide() <= 0
        there.shoot("ask-phone")
        page.locator(".fz-words .fz-cite").first.click()
        expect(page.locator("#fz-pane mark").first).to_be_in_viewport()
        there.shoot("ask-phone-source")
        assert there.wide() <= 0
        there.check()


def test_the_staffs_figures_open_their_sentences(browser, site):
    with opened(browser, f"{site.url}/staff/") as there:
        page = there.page
        expect(page.locator(".fz-figures .fz-row").first).to_be_visible(timeout=SLOW)
        there.shoot("staff-figures")
        quote = page.locator(".fz-figures .fz-row q").first.inner_text()
        page.locator(".fz-figures .fz-row .fz-quote").first.click()
        expect(page.locator("#fz-pane mark").first).to_be_in_viewport(timeout=SLOW)
        assert "".join(page.locator("#fz-pane mark").all_inner_texts()) == quote
        page.keyboard.press("Escape")
        with page.expect_download() as kept:
            page.get_by_role("link", name="下载 CSV").click()
        assert "原句" in Path(kept.value.path()).read_text(encoding="utf-8-sig")
        there.check()


def test_a_file_is_sent_asked_about_and_deleted(browser, site, tmp_path):
    """A GBK file, as offices have them, beside one that can't be read."""
    text = "平湖县2023年法治政府建设年度报告\n\n一、行政复议\n\n全年受理行政复议案件417件。\n"
    sent = tmp_path / "平湖县年度报告.txt"
    sent.write_bytes(text.encode("gbk"))
    broken = tmp_path / "空.txt"
    broken.write_bytes(b"")
    with opened(browser, f"{site.url}/staff/") as there:
        page = there.page
        page.get_by_role("tab", name="文档").click()
        page.locator('#fz-staff input[type="file"]').set_input_files([sent, broken])
        expect(page.get_by_text("平湖县年度报告").first).to_be_visible(timeout=SLOW)
        page.get_by_role("button", name="导入").click()
        results = page.locator(".fz-taken li")
        expect(results).to_have_count(2, timeout=SLOW)
        expect(results.nth(0)).to_contain_text("已新增")
        expect(results.nth(1)).to_contain_text("未能导入")
        row = page.locator(".fz-documents .fz-row", has_text="平湖县2023年")
        expect(row).to_have_count(1, timeout=SLOW)
        there.shoot("staff-documents")
        there.check()
    with opened(browser, f"{site.url}/") as there:
        page = there.page
        ask(page, "平湖县2023年受理行政复议案件多少件？")
        expect(page.locator(".fz-words")).to_contain_text("417件")
        page.click(".fz-words .fz-cite")
        expect(page.locator("#fz-pane mark")).to_have_text("全年受理行政复议案件417件。")
        there.check()
    with opened(browser, f"{site.url}/staff/") as there:
        page = there.page
        page.get_by_role("tab", name="文档").click()
        row = page.locator(".fz-documents .fz-row", has_text="平湖县2023年")
        page.locator("#fz-find input, #fz-find textarea").fill("平湖县")
        expect(page.locator(".fz-documents .fz-row")).to_have_count(1, timeout=SLOW)
        page.get_by_label("文件", exact=True).click()
        page.get_by_role("option", name="平湖县2023年").click()
        page.get_by_role("button", name="核对数字").click()
        expect(page.locator("#fz-document .fz-audit")).to_be_visible(timeout=SLOW)
        page.get_by_role("button", name="删除", exact=True).click()
        page.get_by_role("button", name="确定删除").click()
        expect(page.locator("#fz-document")).to_contain_text("已删除", timeout=SLOW)
        expect(row).to_have_count(0, timeout=SLOW)
        there.check()


def test_what_was_not_answered_is_ticked_off(browser, site):
    with opened(browser, f"{site.url}/") as there:
        page = there.page
        ask(page, "光山县2019年受理行政复议多少件？<img src=x onerror=alert(1)>")
        ask(page, "光山县2023年受理行政复议多少件？")
        page.locator('.fz-feedback [data-verdict="down"]').last.click()
        down = page.locator('.fz-feedback [data-verdict="down"]').last
        expect(down).to_have_attribute("aria-pressed", "true", timeout=SLOW)
        there.check()
    with opened(browser, f"{site.url}/staff/") as there:
        page = there.page
        page.get_by_role("tab", name="待办").click()
        page.get_by_role("button", name="刷新").first.click()
        items = page.locator(".fz-todo li")
        expect(items.filter(has_text="光山县2019年")).to_have_count(1, timeout=SLOW)
        expect(items.filter(has_text="光山县2023年")).to_have_count(1)
        there.shoot("staff-todo")
        for year in ("2019", "2023"):
            items.filter(has_text=f"光山县{year}年").get_by_role("button").click()
            expect(items.filter(has_text=f"光山县{year}年")).to_have_count(0, timeout=SLOW)
        page.get_by_role("button", name="刷新").first.click()
        expect(items.filter(has_text="光山县2019年")).to_have_count(0, timeout=SLOW)
        page.get_by_role("tab", name="概况").click()
        expect(page.locator(".fz-numbers")).to_be_visible(timeout=SLOW)
        there.shoot("staff-overview")
        assert page.locator("#fz-staff img").count() == 0
        there.check()
