"""What is found about a document, what overrides it, and what stays unknown."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Place
from assistant.errors import MetadataError
from assistant.settings import Settings
from ingest.load import load
from ingest.metadata import KEYS, Description, describe
from ingest.sources import expand, read
from tests.description import BODY, GAZETTEER, GONGYI, NATION, described, names


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


@pytest.mark.parametrize(
    ("source", "place"),
    [("巩义市政务服务便民热线", GONGYI), ("河南日报", None)],
)
def test_the_body_a_text_is_from_tells_its_place(source: str, place: Any) -> None:
    found = described(f"2024年11月份便民热线受理情况\n来源：{source} 发布日期：2024-12-02\n{BODY}")
    assert (names(found.place) if found.place else None) == place
