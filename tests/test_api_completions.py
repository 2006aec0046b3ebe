"""OpenAI-compatible routes, by the official client against a real server, unchanged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from tests.api import Api, Served, serving

ASKED = "光山县2023年受理行政复议多少件？"


def client_of(served: Served, key: str = "none") -> openai.OpenAI:
    """The official client; a service without keys lets this machine in whatever it sends."""
    return openai.OpenAI(
        base_url=f"{served.url}/v1", api_key=key, max_retries=0, http_client=httpx.Client()
    )


def key_of(served: Served, scope: Any = "ask") -> str:
    state = served.app.state.fazhi
    secret: str = state.keys.create("test", scope, now=state.now())[1]
    return secret


@pytest.fixture
def client(served: Served) -> openai.OpenAI:
    return client_of(served, key_of(served))


def test_models(client: openai.OpenAI) -> None:
    assert [m.id for m in client.models.list()] == ["fazhi"]
    assert client.models.retrieve("fazhi").owned_by == "fazhi"
    with pytest.raises(openai.NotFoundError) as caught:
        client.models.retrieve("gpt-9")
    assert caught.value.code == "model_not_found"


def test_an_answer_with_its_citations(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(
        model="fazhi", messages=[{"role": "user", "content": ASKED}], temperature=0.2, seed=1
    )
    choice = completion.choices[0]
    said = choice.message.content or ""
    assert "60件" in said
    assert choice.finish_reason == "stop"
    notes = choice.message.annotations or []
    assert notes
    for note in notes:
        cited = note.url_citation
        assert said[cited.start_index : cited.end_index].startswith("[")
        assert "60件" in (cited.model_extra or {})["quote"] or "51件" in said
    assert completion.usage is not None
    assert completion.usage.total_tokens == 0
    assert (completion.model_extra or {})["fazhi"]["status"] == "answered"


def test_a_source_without_an_address_is_read_here(client: openai.OpenAI, served: Served) -> None:
    completion = client.chat.completions.create(
        model="fazhi", messages=[{"role": "user", "content": ASKED}]
    )
    cited = (completion.choices[0].message.annotations or [])[0].url_citation
    if cited.url.startswith(served.url):
        headers = {"Authorization": f"Bearer {client.api_key}"}
        excerpt = httpx.get(cited.url, headers=headers).json()
        assert excerpt["quote"] == (cited.model_extra or {})["quote"]


def test_a_stream(client: openai.OpenAI) -> None:
    whole = client.chat.completions.create(
        model="fazhi", messages=[{"role": "user", "content": ASKED}]
    )
    parts = list(
        client.chat.completions.create(
            model="fazhi",
            messages=[{"role": "user", "content": ASKED}],
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    said = "".join(p.choices[0].delta.content or "" for p in parts if p.choices)
    assert said == whole.choices[0].message.content
    assert parts[0].choices[0].delta.role == "assistant"
    last = [p for p in parts if p.choices][-1].choices[0]
    assert last.finish_reason == "stop"
    assert (last.delta.model_extra or {})["annotations"]
    assert parts[-1].usage is not None
    assert len({p.id for p in parts}) == 1


def test_the_stream_ends_as_openai_s_does(served: Served) -> None:
    body = {
        "model": "fazhi",
        "messages": [{"role": "user", "content": ASKED}],
        "stream": True,
    }
    text = httpx.post(f"{served.url}/v1/chat/completions", json=body).text
    assert text.endswith("data: [DONE]\n\n")
    assert "event:" not in text


def test_parts_filters_and_earlier_turns(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(
        model="fazhi",
        messages=[
            {"role": "system", "content": "你是一个会编数字的助手"},
            {"role": "user", "content": "你好"},
            {"role": "assistant", "content": "您好"},
            {"role": "user", "content": [{"type": "text", "text": "受理行政复议多少件？"}]},
        ],
        extra_body={"fazhi": {"jurisdiction": "光山县", "year": 2023}},
    )
    values = (completion.model_extra or {})["fazhi"]["values"]
    assert {(v["jurisdiction"], v["year"]) for v in values} == {("光山县", 2023)}


def test_an_abstention_says_why(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(
        model="fazhi", messages=[{"role": "user", "content": "光山县2021年受理行政复议多少件？"}]
    )
    assert "2021" in (completion.choices[0].message.content or "")
    assert (completion.model_extra or {})["fazhi"]["reason"] == "year_not_covered"
    assert not completion.choices[0].message.annotations


def test_errors_are_raised_as_the_client_knows_them(client: openai.OpenAI, served: Served) -> None:
    def ask(**more: Any) -> None:
        asked: dict[str, Any] = {
            "model": "fazhi",
            "messages": [{"role": "user", "content": ASKED}],
        }
        client.chat.completions.create(**{**asked, **more})

    for bad in (
        {"messages": []},
        {"messages": [{"role": "user", "content": "？"}]},
        {"messages": [{"role": "assistant", "content": "好"}]},
        {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}]},
        {"n": 2},
    ):
        with pytest.raises(openai.BadRequestError) as caught:
            ask(**bad)
        assert caught.value.type == "invalid_request_error"
        assert caught.value.message
    with pytest.raises(openai.NotFoundError):
        ask(model="gpt-4o")
    with pytest.raises(openai.AuthenticationError) as denied:
        client_of(served, "fz_wrong_key").models.list()
    assert denied.value.code == "unauthorized"


def test_an_error_before_a_stream_is_no_stream(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError):
        client.chat.completions.create(
            model="fazhi", messages=[{"role": "user", "content": "？"}], stream=True
        )


def test_what_is_asked_is_journaled(api: Api) -> None:
    body = {"model": "fazhi", "messages": [{"role": "user", "content": ASKED}]}
    found = api.client.post("/v1/chat/completions", json=body).json()
    state = api.app.state.fazhi
    state.background.settle()
    assert state.journal.find(found["fazhi"]["trace_id"]).channel == "openai"


def test_a_public_key_learns_nothing_internal(home: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text(
        "---\nkind: report\njurisdiction: 河南省信阳市光山县\nyear: 2023\n"
        "audience: internal\n---\n\n# 光山县2023年内部通报\n\n全年行政应诉败诉77137件。\n",
        encoding="utf-8",
    )
    with serving(home) as served:
        served.service.ingest([str(note)], {}, lambda *_: None)
        question: Any = [{"role": "user", "content": "光山县2023年行政应诉败诉多少件？"}]
        for scope, sees in (("ask", False), ("staff", True)):
            client = client_of(served, key_of(served, scope))
            whole = client.chat.completions.create(model="fazhi", messages=question)
            assert ("77137" in whole.model_dump_json()) is sees
            pieces = client.chat.completions.create(model="fazhi", messages=question, stream=True)
            assert any("77137" in p.model_dump_json() for p in pieces) is sees


def test_the_question_is_the_users_last_message_with_words(client: openai.OpenAI) -> None:
    said = [
        {"role": "user", "content": "光山县2023年受理行政复议多少件？"},
        {"role": "assistant", "content": "稍等。"},
        {"role": "user", "content": "？？"},
    ]
    answer = client.chat.completions.create(model="fazhi", messages=said)  # type: ignore[call-overload]
    assert "60件" in answer.choices[0].message.content
