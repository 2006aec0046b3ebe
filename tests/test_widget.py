"""The widget on a page of another origin, in a real browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api import Served, serving
from tests.browser import PHONE, chromium, opened

SLOW = 30_000
HOSTILE = """# 恶县2023年法治政府建设年度报告

## 一、行政复议<img src=x onerror=alert(1)>

全年受理行政复议案件7件<script>alert(1)</script>，[点此](javascript:alert(1))。
"""


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """A site of another origin, and the folder that it shows."""

    url: str
    folder: Path


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(stocked_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("widget")
    home = shutil.copytree(stocked_home, folder / "home")
    with serving(home) as served:
        path = folder / "hostile.md"
        front = "kind: report\njurisdiction: 恶县\nyear: 2023\nurl: 'https://example.gov.cn/a'\n"
        path.write_text(f"---\n{front}---\n\n{HOSTILE}", encoding="utf-8")
        served.service.ingest([str(path)], {}, lambda *_: None)
        yield served


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "favicon.ico").write_bytes(b"")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Elsewhere(url=f"http://127.0.0.1:{server.server_port}", folder=folder)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def embed(site: Served, elsewhere: Elsewhere, name: str, origin: str, **data: str) -> str:
    """A page with the widget and a key for ``origin``; gives its address."""
    state = site.app.state.fazhi
    secret = state.keys.create(name, "ask", now=state.now(), origins=[origin])[1]
    said = "".join(f' data-{key}="{value}"' for key, value in data.items())
    (elsewhere.folder / f"{name}.html").write_text(
        "<!doctype html><html lang=zh><head><meta charset=utf-8><title>某政府网站</title>"
        "<meta name=viewport content='width=device-width'>"
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'self'; "
        f'script-src {site.url}; connect-src {site.url}"></head>'
        "<body><h1>某政府网站</h1><p>正文</p>"
        f'<script src="{site.url}/widget.js" data-key="{secret}"{said}></script></body></html>',
        encoding="utf-8",
    )
    return f"{elsewhere.url}/{name}.html"


def ask(page: Page, question: str) -> None:
    page.locator("#fazhi-widget textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#fazhi-widget .judge").last).to_be_visible(timeout=SLOW)


def test_it_answers_on_a_page_of_another_origin_by_keyboard(browser, site, elsewhere):
    url = embed(site, elsewhere, "plain", elsewhere.url, color="#8a1c1c", position="left")
    with opened(browser, url, hosts=frozenset({urlsplit(site.url).netloc})) as there:
        page = there.page
        bubble = page.get_by_role("button", name="打开法知问答")
        expect(bubble).to_have_css("background-color", "rgb(138, 28, 28)")
        page.keyboard.press("Tab")
        expect(bubble).to_be_focused()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="法知问答")
        expect(dialog).to_be_visible()
        expect(page.get_by_role("textbox", name="问题")).to_be_focused()
        ask(page, "光山县2023年受理行政复议多少件？")
        assert page.get_by_role("log").get_attribute("aria-live") == "polite"
        expect(page.locator("#fazhi-widget .say").last).to_contain_text("60件")
        page.locator("#fazhi-widget .n").first.click()
        cited = page.locator("#fazhi-widget .sources li")
        expect(cited).to_be_focused()
        expect(cited.locator("q")).to_have_text("2023年受理行政复议案件60件，审结51件。")
        there.shoot("widget")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(bubble).to_be_focused()
        box = bubble.bounding_box()
        assert box is not None and box["x"] < 100
        there.check()


def test_an_abstention_says_why_and_what_else(browser, site, elsewhere):
    url = embed(site, elsewhere, "english", elsewhere.url, lang="en")
    with opened(browser, url, hosts=frozenset({urlsplit(site.url).netloc})) as there:
        page = there.page
        page.get_by_role("button", name="Open Fazhi").click()
        ask(page, "光山县2021年受理行政复议多少件？")
        expect(page.locator("#fazhi-widget .say").last).to_contain_text("没有光山县2021年")
        there.check()


def test_a_hostile_document_and_question_stay_text(browser, site, elsewhere):
    url = embed(site, elsewhere, "hostile", elsewhere.url)
    with opened(browser, url, hosts=frozenset({urlsplit(site.url).netloc})) as there:
        page = there.page
        page.on("dialog", lambda dialog: there.errors.append(dialog.message))
        page.locator("#fazhi-widget .bubble").click()
        ask(page, "恶县2023年受理行政复议多少件？<img src=x onerror=alert(2)>")
        ask(page, "恶县2023年受理行政复议多少件？")
        shadow = page.locator("#fazhi-widget .log")
        expect(shadow.locator("q").first).to_contain_text("7件")
        assert shadow.locator("img, script, iframe").count() == 0
        hrefs = shadow.locator("a").evaluate_all("links => links.map((one) => one.href)")
        assert set(hrefs) == {"https://example.gov.cn/a"}
        there.check()


def test_a_key_for_another_site_is_refused(browser, site, elsewhere):
    embed(site, elsewhere, "known", elsewhere.url)  # so that the refusal can be read
    url = embed(site, elsewhere, "foreign", "https://www.example.gov.cn")
    with opened(browser, url, hosts=frozenset({urlsplit(site.url).netloc})) as there:
        page = there.page
        page.locator("#fazhi-widget .bubble").click()
        page.locator("#fazhi-widget textarea").fill("光山县2023年受理行政复议多少件？")
        page.keyboard.press("Enter")
        refused = page.locator("#fazhi-widget .bad")
        expect(refused).to_be_visible(timeout=SLOW)
        expect(refused).to_contain_text("没有提问的权限")
        assert "60件" not in page.locator("#fazhi-widget .log").inner_text()


def test_on_a_phone_it_fits(browser, site, elsewhere):
    url = embed(site, elsewhere, "phone", elsewhere.url)
    with opened(browser, url, PHONE, hosts=frozenset({urlsplit(site.url).netloc})) as there:
        there.page.locator("#fazhi-widget .bubble").click()
        ask(there.page, "光山县2023年受理行政复议多少件？")
        assert there.wide() <= 0
        there.shoot("widget-phone")
        there.check()
