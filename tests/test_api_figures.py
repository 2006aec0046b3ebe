"""``GET /v1/indicators`` and ``/v1/audit``: the tables that the command line shows."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from tests.api import Api
from ui.api.figures import MEDIA
from ui.audits import WireAudit
from ui.tables import WireIndicatorPage

CASES = {"measure": "行政复议受理量", "year": 2023}


def test_a_page_of_the_table(api: Api):
    whole = WireIndicatorPage.model_validate(api.client.get("/v1/indicators").json())
    assert whole.total == len(whole.rows) or len(whole.rows) == 100
    pages = [
        WireIndicatorPage.model_validate(
            api.client.get("/v1/indicators", params={"offset": offset, "limit": 7}).json()
        )
        for offset in (0, 7)
    ]
    assert [row for page in pages for row in page.rows] == whole.rows[:14]
    assert {page.total for page in pages} == {whole.total}


def test_filters_and_sources(api: Api):
    table = WireIndicatorPage.model_validate(api.client.get("/v1/indicators", params=CASES).json())
    assert {row.measure for row in table.rows} == {"行政复议受理量"}
    for row in table.rows:
        text = api.service.catalogue.current_version(row.document_id).text
        assert text[row.start : row.end] == row.quote
        assert text[row.figure_start : row.figure_end] == row.words


def test_a_place_without_a_document_gives_no_rows(api: Api):
    table = api.client.get("/v1/indicators", params={"jurisdiction": "罗山县"}).json()
    assert (table["rows"], table["reason"]) == ([], "jurisdiction_not_covered")


def test_as_csv(api: Api):
    response = api.client.get("/v1/indicators", params=CASES, headers={"Accept": "text/csv"})
    assert response.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert "60" in {row["数值"] for row in rows if "光山" in row["地区"]}


def test_as_a_workbook(api: Api):
    response = api.client.get("/v1/indicators", params=CASES | {"format": "xlsx"})
    assert response.headers["content-type"] == MEDIA["xlsx"]
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    assert 60 in {cell.value for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/json"),
        ("text/html, application/json;q=0.9, */*;q=0.1", "application/json"),
        ("text/*", "text/csv"),
        ("application/json;q=0.1, text/csv", "text/csv"),
    ],
)
def test_accept(api: Api, accept: str, kind: str):
    response = api.client.get("/v1/indicators", params=CASES, headers={"Accept": accept})
    assert response.headers["content-type"].startswith(kind)


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "text/csv;q=x", ""])
def test_what_there_is_no_format_for(api: Api, accept: str):
    response = api.client.get("/v1/indicators", headers={"Accept": accept})
    assert (response.status_code, response.json()["code"]) == (406, "not_acceptable")


def test_an_unknown_measure_and_document(api: Api):
    assert api.client.get("/v1/indicators", params={"measure": "外星人"}).status_code == 404
    assert api.client.get("/v1/indicators", params={"document": "nothing"}).status_code == 404


def test_an_audit(api: Api):
    audit = WireAudit.model_validate(api.client.get("/v1/audit/guangshan-2023").json())
    assert audit.agrees and audit.checked
    assert api.client.get("/v1/audit/nothing").status_code == 404
