"""``fazhi indicators`` and ``fazhi audit`` at the terminal, for programs and as files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from tests.command_line import Cli
from ui.exits import Exit
from ui.spreadsheets import heads, safe

REPORT = """---
kind: report
year: 2024
jurisdiction: 浙江省金华市武义县
url: https://www.example.gov.cn/report.html
---

# 武义县2024年法治政府建设年度报告

## 一、行政复议

全年受理行政复议案件133件，审结120件，罚没31.5万元。

-5类事项外，=1+1公式推广培训会3次。
"""


@pytest.fixture(scope="module")
def fazhi(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    folder = tmp_path_factory.mktemp("cli")
    path = folder / "wuyi.md"
    path.write_text(REPORT, encoding="utf-8")
    cli = Cli(folder / "home")
    assert cli("ingest", str(path)).exit_code == Exit.OK
    return cli


def test_a_table_with_its_sources(fazhi):
    result = fazhi("indicators", "--measure", "行政复议受理量", "--year", "2024")
    assert result.exit_code == Exit.OK
    assert "武义县" in result.stdout
    assert "133件 [1]" in result.stdout
    assert "“全年受理行政复议案件133件，审结120件，罚没31.5万元。”" in result.stdout
    assert "https://www.example.gov.cn/report.html" in result.stdout


def test_json(fazhi):
    body = fazhi.json("indicators", "--measure", "行政复议受理量")
    (row,) = body["rows"]
    assert (row["value"], row["unit"], row["year"]) == ("133", "件", 2024)
    assert row["jurisdiction"] == "浙江省金华市武义县"
    assert row["quote"][row["figure_start"] - row["start"] :].startswith("133件")
    assert body["reason"] is None


def test_an_unknown_measure(fazhi):
    result = fazhi("indicators", "--measure", "行政复议授理量")
    assert result.exit_code == Exit.USAGE
    assert "行政复议受理量" in result.stderr
    body = fazhi.json("indicators", "--measure", "行政复议授理量")
    assert body["error"]["code"] == "unknown_measure"


def test_nothing_found_has_its_own_exit_code(fazhi, tmp_path):
    target = tmp_path / "none.csv"
    result = fazhi("indicators", "--jurisdiction", "光山县", "--csv", str(target))
    assert result.exit_code == Exit.ABSTAINED
    assert "没有光山县的文件" in result.stdout
    assert not target.exists()
    assert fazhi("indicators", "--document", "nix").exit_code == Exit.FAILED


def test_a_csv_that_a_spreadsheet_opens(fazhi, tmp_path):
    target = tmp_path / "表.csv"
    target.write_text("older", encoding="utf-8")
    result = fazhi("indicators", "--csv", str(target))
    assert result.exit_code == Exit.OK
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == heads()
    values = {row["指标"]: row["数值"] for row in rows}
    assert values["行政复议受理量"] == "133"
    assert "315000" in values.values()
    assert {row["链接"] for row in rows} == {"https://www.example.gov.cn/report.html"}
    assert all(row["原句"] for row in rows)
    assert [p.name for p in tmp_path.iterdir()] == ["表.csv"]


def test_no_cell_is_a_formula(fazhi, tmp_path):
    for name in ("a.csv", "a.xlsx"):
        assert fazhi("indicators", f"--{name[2:]}", str(tmp_path / name)).exit_code == Exit.OK
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_a_workbook_with_numbers(fazhi, tmp_path):
    target = tmp_path / "a.xlsx"
    assert fazhi("indicators", "-m", "行政复议受理量", "--xlsx", str(target)).exit_code == 0
    sheet = openpyxl.load_workbook(target).active
    head, row = sheet.iter_rows()
    cells = dict(zip([cell.value for cell in head], row, strict=True))
    assert (cells["数值"].value, cells["数值"].data_type) == (133, "n")
    assert (cells["年份"].value, cells["年份"].data_type) == (2024, "n")
    assert cells["原句"].value == "全年受理行政复议案件133件，审结120件，罚没31.5万元。"
    assert cells["链接"].hyperlink.target == "https://www.example.gov.cn/report.html"


def test_a_file_that_cannot_be_written(fazhi, tmp_path):
    result = fazhi("indicators", "--csv", str(tmp_path / "nowhere" / "a.csv"))
    assert result.exit_code == Exit.FAILED
    assert "nowhere" in result.stderr


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "　="])
def test_text_that_looks_like_a_formula_is_prefixed(sign):
    assert safe(f"{sign}1+1").startswith("'")
    assert safe(f"合计{sign}1") == f"合计{sign.replace(chr(9), ' ')}1"


def test_text_that_a_workbook_refuses(tmp_path: Path):
    assert safe("a\x00b\x1fc\ud800") == "a b c?"
    assert len(safe("长" * 40_000)) < 32_767


WRONG = REPORT.replace("审结120件", "审结120件，审结率80.2%").replace("2024", "2023")


def test_an_audit_that_finds_nothing(fazhi):
    result = fazhi("audit", "--all")
    assert result.exit_code == Exit.OK


def test_an_audit_with_a_finding(tmp_path):
    path = tmp_path / "wrong.md"
    path.write_text(WRONG, encoding="utf-8")
    cli = Cli(tmp_path / "home")
    cli("ingest", str(path))
    result = cli("audit", "--all")
    assert result.exit_code == Exit.FAILED
    assert "120 ÷ 133 = 90.23% ≠ 80.2%" in result.stdout
    assert "“全年受理行政复议案件133件，审结120件，审结率80.2%" in result.stdout
    body = cli.json("audit", "--all")
    (document,) = body["documents"]
    (finding,) = document["findings"]
    assert (body["agrees"], finding["sure"], finding["kind"]) == (False, "likely", "rate")
    assert [f["words"] for f in finding["figures"]] == ["80.2%", "120件", "133件"]
    quotes = {c["n"]: c for c in document["citations"]}
    for figure in finding["figures"]:
        cited = quotes[figure["citation"]]
        at = figure["start"] - cited["start"]
        assert cited["quote"][at : at + len(figure["words"])] == figure["words"]


def test_which_documents_to_audit(fazhi):
    assert fazhi("audit").exit_code == Exit.USAGE
    assert fazhi("audit", "--all", "x").exit_code == Exit.USAGE
    assert fazhi("audit", "nix").exit_code == Exit.FAILED
