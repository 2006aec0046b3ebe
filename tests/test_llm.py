"""The language model's client against a real server on loopback that behaves badly."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator

import pytest

from assistant.breaker import GuardedWriter
from assistant.errors import SettingsError, WriterError
from assistant.llm import OpenAIWriter, writer_of
from assistant.settings import Settings
from assistant.usage import Usage
from assistant.writer import Prompt
from tests.endpoint import (
    Answer,
    Endpoint,
    cut,
    drips,
    endless,
    endpoint,
    fails,
    hangs,
    says,
    says_raw,
)

KEY = "sk-very-secret-0123456789"
PROMPT = Prompt(rules="规则", task="任务", stop=("END",))


@pytest.fixture
def served() -> Iterator[Endpoint]:
    with endpoint(says("你好", "。")) as made:
        yield made


def writer(url: str, **chosen: object) -> tuple[OpenAIWriter, Usage]:
    usage = Usage(read_price=1.0, written_price=2.0)
    settings = Settings(llm_base_url=url, llm_model="m", llm_api_key=KEY, **chosen)  # type: ignore[arg-type]
    return OpenAIWriter(settings, usage), usage


def written(one: OpenAIWriter, seconds: float = 10.0) -> str:
    return "".join(one.write(PROMPT, seconds=seconds))


def test_what_is_sent_and_what_comes(served: Endpoint) -> None:
    served.answer = says("你", "好", "。", tokens=(1000, 3))
    one, usage = writer(served.url)
    assert written(one) == "你好。"
    (body,) = served.bodies
    assert (body["model"], body["temperature"], body["stream"]) == ("m", 0, True)
    assert body["max_tokens" if "max_tokens" in body else "max_completion_tokens"] == 600
    assert body["stop"] == ["END"]
    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert served.keys == [f"Bearer {KEY}"]
    counts = usage.snapshot()
    assert counts.calls == {"ok": 1}
    assert (counts.read, counts.written) == (1000, 3)
    assert counts.cost == pytest.approx((1000 * 1.0 + 3 * 2.0) / 1e6)


def test_a_base_model_continues_a_text(served: Endpoint) -> None:
    one, usage = writer(served.url, llm_style="completion")
    assert written(one) == "你好。"
    assert served.bodies[0]["prompt"] in ("规则\n\n任务", ["规则\n\n任务"])
    assert usage.snapshot().written == 2


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (fails(429), "llm_limited"),
        (fails(500), "llm_failed"),
        (fails(503, "<html>busy</html>"), "llm_failed"),
        (fails(504), "llm_timeout"),
        (fails(401), "llm_refused"),
        (fails(404), "llm_refused"),
        (says(), "llm_empty"),
        (says_raw("<html>Welcome to the portal</html>", "text/html"), "llm_empty"),
        (says_raw("data: {not json\n\n"), "llm_garbled"),
        (says_raw('data: "words"\n\ndata: [1, 2]\n\n'), "llm_garbled"),
        (cut("前半"), "llm_unreachable"),
        (hangs(), "llm_timeout"),
        (hangs("前半"), "llm_timeout"),
        (drips(), "llm_timeout"),
    ],
)
def test_what_goes_wrong_is_told_apart(
    served: Endpoint, answer: Answer, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    served.answer = answer
    one, usage = writer(served.url)
    begun = time.monotonic()
    with caplog.at_level(logging.INFO), pytest.raises(WriterError) as caught:
        written(one, seconds=1.0)
    assert caught.value.code == code
    assert time.monotonic() - begun < 2.0
    assert KEY not in f"{caught.value!r}{caught.value}{caplog.text}"
    assert caught.value.__cause__ is None
    assert usage.snapshot().calls == {code: 1}


def test_what_was_written_before_it_broke_is_given_out(served: Endpoint) -> None:
    served.answer = cut("前半。")
    one, _ = writer(served.url)
    pieces = []
    with pytest.raises(WriterError):
        pieces.extend(one.write(PROMPT, seconds=5))
    assert "".join(pieces) in ("", "前半。")


def test_an_endpoint_that_is_down() -> None:
    with endpoint(says()) as gone:
        url = gone.url
    one, _ = writer(url)
    with pytest.raises(WriterError) as caught:
        written(one)
    assert caught.value.code == "llm_unreachable"


def test_endless_output_is_cut_by_length_and_by_time(served: Endpoint) -> None:
    served.answer = endless("一直说下去")
    one, _ = writer(served.url, llm_max_tokens=50)
    assert 50 <= len(written(one)) <= 50 * 4 + 5
    served.answer = endless("慢", pause=0.05)
    with pytest.raises(WriterError) as caught:
        written(one, seconds=0.5)
    assert caught.value.code == "llm_timeout"


def test_a_reader_that_leaves_ends_the_reading(served: Endpoint) -> None:
    served.answer = endless("说", pause=0.01)
    one, usage = writer(served.url)
    pieces = one.write(PROMPT, seconds=30)
    assert next(pieces) == "说"
    pieces.close()  # type: ignore[attr-defined]
    until = time.monotonic() + 5
    while any(t.name == "writer" for t in threading.enumerate()) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(t.name == "writer" for t in threading.enumerate())
    assert usage.snapshot().calls == {"left": 1}


def test_redirects_are_not_followed(served: Endpoint) -> None:
    with endpoint(says("别处")) as other:

        def away(handler: object) -> None:
            handler.send_response(307)  # type: ignore[attr-defined]
            handler.send_header("Location", f"{other.url}/chat/completions")  # type: ignore[attr-defined]
            handler.send_header("Content-Length", "0")  # type: ignore[attr-defined]
            handler.end_headers()  # type: ignore[attr-defined]

        served.answer = away
        one, _ = writer(served.url)
        with pytest.raises(WriterError):
            written(one)
        assert other.keys == []


def test_off_unless_both_are_set() -> None:
    assert writer_of(Settings(), Usage()) is None
    with pytest.raises(SettingsError, match="FAZHI_LLM_MODEL"):
        writer_of(Settings(llm_base_url="http://127.0.0.1:1/v1"), Usage())
    with pytest.raises(SettingsError, match="FAZHI_LLM_BASE_URL"):
        writer_of(Settings(llm_model="m"), Usage())
    made = writer_of(Settings(llm_base_url="http://127.0.0.1:1/v1", llm_model="m"), Usage())
    assert isinstance(made, GuardedWriter)


def test_the_key_is_not_shown() -> None:
    settings = Settings(llm_base_url="http://127.0.0.1:1/v1", llm_model="m", llm_api_key=KEY)  # type: ignore[arg-type]
    assert KEY not in repr(settings) + str(settings.model_dump())
