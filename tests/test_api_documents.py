"""Documents as readers see them over HTTP."""

from __future__ import annotations

import pytest

from tests.api import Api
from ui.holdings import WireHolding
from ui.reading import WireExcerpt

ASKED = {"question": "光山县2023年受理行政复议多少件？"}


def test_the_list_is_paged_and_filtered(api: Api):
    whole = api.client.get("/v1/documents").json()
    assert whole["total"] == len(whole["documents"]) > 4
    page = api.client.get("/v1/documents", params={"offset": 1, "limit": 2}).json()
    assert page["documents"] == whole["documents"][1:3]
    slugs = [
        one["slug"]
        for one in api.client.get("/v1/documents", params={"year": 2023}).json()["documents"]
    ]
    assert "guangshan-2023" in slugs and "jinghai-2020" not in slugs
    there = api.client.get("/v1/documents", params={"jurisdiction": "光山县"}).json()
    assert there["total"] == 1


def test_one_by_slug_and_by_id(api: Api):
    by_slug = WireHolding.model_validate(api.client.get("/v1/documents/guangshan-2023").json())
    by_id = api.client.get(f"/v1/documents/{by_slug.document.id}").json()
    assert WireHolding.model_validate(by_id) == by_slug
    assert by_slug.passages and by_slug.sections
    assert api.client.get("/v1/documents/nothing").json()["code"] == "not_found"


def test_a_citation_is_found_in_its_text(api: Api):
    (cited, *_) = api.client.post("/v1/ask", json=ASKED).json()["citations"]
    span = {name: cited[name] for name in ("version", "start", "end")}
    path = f"/v1/documents/{cited['document_id']}/text"
    excerpt = WireExcerpt.model_validate(api.client.get(path, params=span).json())
    assert excerpt.quote == cited["quote"]
    assert excerpt.section == cited["section"]
    whole = api.client.get(path).json()
    assert whole["before"] + whole["quote"] + whole["after"] == (
        excerpt.before + excerpt.quote + excerpt.after
    )
    short = api.client.get(path, params=span | {"context": 5}).json()
    assert short["before"] == excerpt.before[-5:] and short["after"] == excerpt.after[:5]
    assert short["cut_before"] and short["cut_after"]


@pytest.mark.parametrize(
    ("span", "status"),
    [
        ({"start": 10, "end": 5}, 404),
        ({"start": 90_000_000}, 404),
        ({"start": -1}, 422),
        ({"version": 7}, 404),
        ({"version": 0}, 422),
    ],
)
def test_a_span_that_is_not_there(api: Api, span: dict[str, int], status: int):
    response = api.client.get("/v1/documents/guangshan-2023/text", params=span)
    assert response.status_code == status
    assert response.json()["code"]


def test_every_version_stays_readable(api: Api, home):
    report = home / "report.txt"
    for count in (60, 61):
        report.write_text(
            f"某县2024年法治政府建设年度报告\n\n一、行政复议\n2024年受理行政复议{count}件。\n",
            encoding="utf-8",
        )
        (result,) = api.service.ingest([str(report)], {}, lambda *_: None).results
        assert result.error is None
    states = api.client.get("/v1/documents/report/versions").json()["versions"]
    assert [(one["number"], one["state"]) for one in states] == [(1, "superseded"), (2, "current")]
    old = api.client.get("/v1/documents/report/text", params={"version": 1}).json()
    new = api.client.get("/v1/documents/report/text").json()
    assert "60件" in old["after"] and not old["current"]
    assert "61件" in new["after"] and new["current"]
