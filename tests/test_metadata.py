"""What is found about a document, what overrides it, and what stays unknown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Place
from assistant.errors import MetadataError
from assistant.places import Gazetteer
from assistant.settings import Settings
from ingest.load import load
from ingest.metadata import KEYS, Description, describe
from ingest.sources import Source, expand, read

GAZETTEER = Gazetteer()
BODY = "全年收到行政复议申请86件，受理71件，审结66件，行政机关负责人出庭应诉率为百分之百。"
NATION = ("全国",)


def described(
    text: str,
    name: str = "a.txt",
    overrides: Mapping[str, str] | None = None,
    url: str | None = None,
) -> Description:
    source = Source(key=name, name=name, data=text.encode(), url=url)
    return describe(load(source, Settings()), source, overrides or {}, GAZETTEER)


def names(place: Place | None) -> tuple[str, ...] | None:
    return place.names if place else None


LONGHUA = ("广东省", "深圳市", "龙华区")
GONGYI = ("河南省", "郑州市", "巩义市")

TITLES: list[tuple[str, str | None, tuple[str, ...] | None, int | None, str]] = [
    ("巩义市人民政府关于2022年法治政府建设情况的报告", "巩义市人民政府", GONGYI, 2022, "report"),
    ("关于巩义市2022年法治政府建设工作情况的报告", None, GONGYI, 2022, "report"),
    ("巩义市公安局2023年度推进法治政府建设工作总结", "巩义市公安局", GONGYI, 2023, "report"),
    ("2023年深圳市龙华区法治政府建设年度报告", None, LONGHUA, 2023, "report"),
    ("深圳市龙华区2021年度法治政府建设情况报告", None, LONGHUA, 2021, "report"),
    ("浙江省人民政府关于二〇二三年法治政府建设情况的报告",
     "浙江省人民政府", ("浙江省",), 2023, "report"),
    ("巩义市司法局法治政府建设工作报告", "巩义市司法局", GONGYI, None, "report"),
    ("中共巩义市委巩义市人民政府关于2024年法治政府建设情况的报告",
     "中共巩义市委巩义市人民政府", GONGYI, 2024, "report"),
    ("巩义市2022年法治政府建设情况和2023年工作计划的报告", None, GONGYI, 2022, "report"),
    ("巩义市法治政府建设实施方案（2021-2025年）", None, GONGYI, None, "policy"),
    ("司法部2023年法治政府建设年度报告", "司法部", NATION, 2023, "report"),
    ("2023年全国行政复议情况（数据摘要）", None, NATION, 2023, "report"),
    ("巩义市人民政府关于印发2024年度法治政府建设工作要点的通知",
     "巩义市人民政府", GONGYI, 2024, "policy"),
    ("国务院关于加强数字政府建设的指导意见", "国务院", NATION, None, "policy"),
    ("广州市越秀区2022年法治政府建设报告", None, ("广东省", "广州市", "越秀区"), 2022, "report"),
    ("巩义市高新技术产业开发区管委会2022年法治政府建设报告",
     "巩义市高新技术产业开发区管委会", (*GONGYI, "高新技术产业开发区"), 2022, "report"),
    ("巩义市城市管理局2022年法治政府建设报告", "巩义市城市管理局", GONGYI, 2022, "report"),
    ("丰河县2022年法治政府建设报告", None, ("丰河县",), 2022, "report"),
    ("丰河县人民政府2022年政府信息公开工作年度报告", "丰河县人民政府", ("丰河县",), 2022, "report"),
    ("法律援助申请办事指南", None, None, None, "guide"),
    ("《巩义市2023年法治政府建设报告》政策解读", None, GONGYI, 2023, "other"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "issuer", "place", "year", "kind"), TITLES)
def test_titles(
    title: str, issuer: str | None, place: tuple[str, ...] | None, year: int | None, kind: str
) -> None:
    found = described(f"{title}\n{BODY}\n{BODY}")
    assert found.title == title
    assert found.issuer == issuer
    assert names(found.place) == place
    assert found.year == year
    assert found.kind == kind
    assert (found.published, found.signed, found.adopted, found.audience) == (None,) * 4


@pytest.mark.parametrize(
    "lines",
    [
        ["巩义市人民政府", "关于2022年法治政府建设情况的报告"],
        ["巩义市人民政府关于2022年", "法治政府建设情况的报告"],
        ["巩义市人民政府关于2022年法治政府建设情况", "的报告"],
        ["巩政〔2023〕5号", "巩义市人民政府", "关于2022年法治政府建设情况的报告"],
        ["首页 > 政务公开 > 法治政府建设", "巩义市人民政府关于2022年法治政府建设情况的报告",
         "时间:2023-03-01 来源:"],
    ],
)  # fmt: skip
def test_title_over_several_lines_or_not_first(lines: list[str]) -> None:
    found = described("\n".join([*lines, "市委、市人大常委会：", BODY, BODY]))
    assert found.title == "巩义市人民政府关于2022年法治政府建设情况的报告"
    assert found.issuer == "巩义市人民政府"
    assert found.year == 2022


@pytest.mark.parametrize(
    ("opening", "year"),
    [
        ("2022年，我市坚持依法行政。现将有关情况报告如下：", 2022),
        ("我市坚持依法行政。现将2021年度法治政府建设情况报告如下：", 2021),
        ("现将我市2021年法治政府建设工作情况和2022年工作计划报告如下：", 2021),
        ("本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。", 2020),
        ("二〇二二年，我市坚持依法行政，扎实推进各项工作。", 2022),
        ("2021年以来，我市坚持依法行政，扎实推进各项工作。", None),
        ("今年以来，我市坚持依法行政。现将有关情况报告如下：", None),
        ("我市坚持依法行政，连续5年获评优秀，2023年将继续努力。", None),
    ],
)
def test_year_from_the_opening_never_from_publication(opening: str, year: int | None) -> None:
    text = (
        f"巩义市法治政府建设情况报告\n发布时间：2024-01-15 来源：市司法局\n{opening}{BODY}\n{BODY}"
    )
    found = described(text)
    assert found.year == year
    assert found.published == dt.date(2024, 1, 15)


@pytest.mark.parametrize(
    ("end", "signed", "issuer"),
    [
        ("2024年2月14日", dt.date(2024, 2, 14), None),
        ("二〇二四年二月十四日", dt.date(2024, 2, 14), None),
        ("巩义市人民政府\n2024年2月14日", dt.date(2024, 2, 14), "巩义市人民政府"),
        ("巩义市司法局　2024年2月14日", dt.date(2024, 2, 14), "巩义市司法局"),
        (
            "巩义市人民政府办公室\n2024年2月14日\n附件：1.统计表",
            dt.date(2024, 2, 14),
            "巩义市人民政府办公室",
        ),
        ("截至2024年2月14日。", None, None),
        ("特此报告。", None, None),
    ],
)
def test_signature(end: str, signed: dt.date | None, issuer: str | None) -> None:
    found = described(f"巩义市2023年法治政府建设情况报告\n{BODY}\n{BODY}\n{end}")
    assert found.signed == signed
    assert found.issuer == issuer
    assert names(found.place) == GONGYI


def test_date_in_parentheses_below_the_title() -> None:
    found = described(f"巩义市2023年法治政府建设情况报告\n（2024年1月20日）\n{BODY}\n{BODY}")
    assert found.signed == dt.date(2024, 1, 20)


def test_page_hints() -> None:
    page = f"""<html><head><title>2022年工作报告_巩义市人民政府</title>
    <meta name=ArticleTitle content="巩义市2022年法治政府建设情况报告">
    <meta name=PubDate content="2023-02-01 08:00"><meta name=ContentSource content=市司法局></head>
    <body><p>{BODY}</p><p>{BODY}</p></body></html>"""
    found = described(page, "t20230201_1.html", url="https://www.example.gov.cn/t.html")
    assert found.title == "巩义市2022年法治政府建设情况报告"
    assert found.published == dt.date(2023, 2, 1)
    assert found.source == "市司法局"
    assert found.url == "https://www.example.gov.cn/t.html"


def test_window_title_counts_only_where_the_text_has_it() -> None:
    body = f"<body><p>巩义市概况</p><p>{BODY}</p><p>{BODY}</p></body>"
    page = f"<html><head><title>{{}}</title></head>{body}</html>"
    assert described(page.format("巩义市概况 - 巩义市人民政府网")).title == "巩义市概况"
    assert described(page.format("巩义市人民政府门户网站")).title == "巩义市概况"


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("2023年，巩义市坚持依法行政，扎实推进各项工作。", GONGYI),
        ("我市坚持依法行政。现将巩义市2023年法治政府建设情况报告如下：", GONGYI),
        ("2023年，郑州市委坚强领导，全局上下扎实推进各项工作。", None),
        ("2023年，在郑州市委领导下，我局扎实推进各项工作。", None),
        ("2023年，我市扎实推进各项工作，得到郑州市肯定。", None),
    ],
)
def test_place_from_the_opening(opening: str, place: tuple[str, ...] | None) -> None:
    assert names(described(f"2023年度法治政府建设情况报告\n{opening}\n{BODY}").place) == place


def test_nothing_to_be_found() -> None:
    found = described(f"{BODY}\n{BODY}")
    assert found == Description()


STATUTE = """{title}
{acts}
第一条　为了规范行政行为，制定本条例。
第二条　本市行政区域内的行政行为，适用本条例。
第三条　本条例自2024年1月1日起施行。
"""


@pytest.mark.parametrize(
    ("acts", "issuer", "adopted"),
    [
        ("2023年8月1日 巩义市第五届人民代表大会常务委员会第三次会议通过\n2023年9月2日 省人大批准",
         "巩义市人民代表大会常务委员会", dt.date(2023, 9, 2)),
        ("2020年1月2日 中华人民共和国国务院令第700号公布\n2021年1月1日 施行",
         "国务院", dt.date(2020, 1, 2)),
        ("（2019年3月4日河南省人民政府令第5号公布　根据2022年5月6日《修改规章的决定》修正）",
         "河南省人民政府", dt.date(2022, 5, 6)),
        ("2021年5月6日 国务院第100次常务会议通过", "国务院", dt.date(2021, 5, 6)),
        ("2022年1月2日 中共中央政治局会议审议批准\n2022年2月3日 中共中央、国务院发布",
         "中共中央、国务院", dt.date(2022, 2, 3)),
        ("", None, None),
    ],
)  # fmt: skip
def test_statutes(acts: str, issuer: str | None, adopted: dt.date | None) -> None:
    found = described(STATUTE.format(title="巩义市行政行为条例（2023修订）", acts=acts))
    assert found.kind == "statute"
    assert found.title == "巩义市行政行为条例（2023修订）"
    assert found.issuer == issuer
    assert found.adopted == adopted
    assert (found.year, found.signed) == (None, None)


def test_a_statutes_file_name_tells_its_date() -> None:
    text = STATUTE.format(title="行政行为条例", acts="2003年4月27日 国务院令第375号公布")
    assert described(text, "行政行为条例(2010-12-20).txt").adopted == dt.date(2010, 12, 20)
    assert described(text, "行政行为条例(1999-12-20).txt").adopted == dt.date(2003, 4, 27)


def test_rules_without_articles_are_no_statute() -> None:
    assert described(f"巩义市依法行政工作办法\n{BODY}\n{BODY}").kind != "statute"


FRONT = """---
title: 摘要
issuer: 巩义市人民政府
jurisdiction: 河南省郑州市巩义市
kind: other
year: 2021
published: 2022-03-04
signed: 2022年3月1日
source: 公开报告
url: https://example.gov.cn/a
note: 摘要，非原文。
audience: internal
---
# 深圳市龙华区2023年法治政府建设情况报告

{}
"""


def test_front_matter_overrides_what_is_found_and_meta_overrides_that() -> None:
    text = FRONT.format(BODY)
    found = described(text, "a.md")
    assert found == Description(
        title="摘要",
        kind="other",
        issuer="巩义市人民政府",
        place=Place(names=GONGYI),
        year=2021,
        published=dt.date(2022, 3, 4),
        signed=dt.date(2022, 3, 1),
        source="公开报告",
        url="https://example.gov.cn/a",
        note="摘要，非原文。",
        audience="internal",
    )
    meta = {
        "year": "2020",
        "jurisdiction": "全国",
        "kind": "report",
        "published": "",
        "title": " 新 题 ",
    }
    changed = described(text, "a.md", meta)
    assert (changed.year, names(changed.place), changed.kind) == (2020, NATION, "report")
    assert (changed.published, changed.title) == (None, "新 题")


def test_null_makes_unknown() -> None:
    found = described(
        f"---\nyear: null\nissuer: ~\n---\n# 巩义市人民政府关于2023年工作的报告\n{BODY}", "a.md"
    )
    assert (found.year, found.issuer) == (None, None)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("year", "二三年", "1949 to 2100"),
        ("year", "20231", "1949 to 2100"),
        ("kind", "law", "report, statute, policy, guide, other"),
        ("audience", "everyone", "public, internal"),
        ("published", "2024-02-30", "2024-03-04"),
        ("adopted", "last week", "2024-03-04"),
        ("url", "ftp://a.example", "http"),
        ("jurisdicton", "光山县", "Did you mean 'jurisdiction'"),
        ("place", "光山县", "Known are: title"),
    ],
)
def test_impossible_values(key: str, value: str, says: str) -> None:
    with pytest.raises(MetadataError) as caught:
        described(BODY, overrides={key: value})
    assert says in str(caught.value)
    assert key in caught.value.message
    assert "--meta" in caught.value.message


@pytest.mark.parametrize("front", ["year: [2023]", "title: {a: b}", "year: true", "layout: post"])
def test_impossible_front_matter(front: str) -> None:
    with pytest.raises(MetadataError, match="front matter of 'a.md'"):
        described(f"---\n{front}\n---\n{BODY}", "a.md")


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=20), max_size=4))
def test_any_override_is_taken_or_refused(overrides: dict[str, str]) -> None:
    try:
        found = described(f"巩义市2023年工作报告\n{BODY}", overrides=overrides)
    except MetadataError as error:
        assert error.hint
        return
    for key, value in overrides.items():
        if key in {"title", "issuer", "source", "note"} and value.strip():
            shown: Any = getattr(found, key)
            assert shown in {None, " ".join(value.split())}


def test_real_report(shared_dir: Path) -> None:
    (ref,) = expand([str(shared_dir / "corpus" / "reports" / "guangshan-2023.txt")])
    source = read(ref, Settings())
    found = describe(load(source, Settings()), source, {}, GAZETTEER)
    assert found.issuer == "光山县人民政府"
    assert names(found.place) == ("河南省", "信阳市", "光山县")
    assert (found.kind, found.year) == ("report", 2023)
    assert (found.published, found.signed) == (dt.date(2024, 3, 4), dt.date(2024, 2, 14))


def test_real_laws(shared_dir: Path) -> None:
    for ref in expand([str(shared_dir / "corpus" / "laws")]):
        source = read(ref, Settings())
        found = describe(load(source, Settings()), source, {}, GAZETTEER)
        stem, date = re.fullmatch(r"(.+)\((.+)\)\.md", ref.name).groups()  # type: ignore[union-attr]
        assert found.kind == "statute", ref.name
        assert found.adopted == dt.date.fromisoformat(date), ref.name
        assert found.title in {stem, f"中华人民共和国{stem}"}
        assert found.year is None
        local = re.match(r"(河南省|.{2,3}市)", stem)
        assert found.place is not None, ref.name
        assert found.place.name == (local[1] if local else "全国"), ref.name


def test_samples(samples_dir: Path, shared_dir: Path) -> None:
    folder = samples_dir if any(samples_dir.glob("*.md")) else shared_dir / "samples"
    refs = expand([str(folder)])
    assert len(refs) >= 7
    for ref in refs:
        source = read(ref, Settings())
        loaded = load(source, Settings())
        found = describe(loaded, source, {}, GAZETTEER)
        assert found.title == loaded.front["title"]
        assert found.place is not None
        assert found.place.path == loaded.front["jurisdiction"]
        assert found.note
        assert found.kind == "report"
