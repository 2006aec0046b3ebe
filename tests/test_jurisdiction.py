"""The place that a document is about, from its title, its issuer or its opening."""

from __future__ import annotations

import pytest

from assistant.domain import Place
from assistant.places import Gazetteer
from ingest.jurisdiction import find_place, parts_of

GAZETTEER = Gazetteer()


def place(title: str, text: str = "") -> str | None:
    found = find_place(title, None, text, title, GAZETTEER, statute=False)
    return found.path if found else None


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("北京市房山区2023年法治政府建设年度报告", "北京市房山区"),
        ("房山区2023年法治政府建设年度报告", "北京市房山区"),
        ("深圳市坪山区法律援助中心2022年度工作情况", "广东省深圳市坪山区"),
        ("上海市城市管理局2023年度工作报告", "上海市"),
        ("巫溪县通城镇人民政府2025年法治政府建设情况", "重庆市巫溪县通城镇"),
        ("近四个月 四川省办结群众信访举报情况", "四川省"),
    ],
)
def test_names_that_end_like_common_words_and_names_further_on(title: str, path: str) -> None:
    assert place(title) == path


def test_a_short_name_counts_where_the_text_bears_it_out() -> None:
    assert place("2022年江苏司法行政系统工作情况", "江苏全省司法系统办理案件。") == "江苏省"
    assert place("宜春12345热线运行通报", "宜春市热线受理诉求。") == "江西省宜春市"
    assert place("长安大学法治教育情况", "全省高校开展法治教育。") is None
    assert place("近三年我市行政复议情况", "全市办理案件。") is None


NATIONWIDE = "截至2019年底，全国共有服务机构1.5万家。全国基层法律服务工作者6.7万人。"


def test_a_text_that_tells_only_what_there_is_nationwide_is_the_countrys() -> None:
    assert place("2019年度基层法律服务工作统计分析", NATIONWIDE) == "全国"
    assert place("2019年度工作统计分析", f"{NATIONWIDE}我市有300人。") is None


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("云港市澄江区", ("云港市", "澄江区")),
        ("雁岭州石门县", ("雁岭州", "石门县")),
        ("雁岭彝族自治州石门县", ("雁岭彝族自治州", "石门县")),
        ("巴彦盟乌兰旗", ("巴彦盟", "乌兰旗")),
        ("南粤省云港市澄江区", ("南粤省", "云港市", "澄江区")),
        ("云港市西江区", ("云港市", "西江区")),
        ("石门彝族自治县", ("石门彝族自治县",)),
        ("云港市市辖区", ("云港市市辖区",)),
        ("白州区", ("白州区",)),
    ],
)
def test_an_unknown_name_is_cut_where_a_wider_place_ends(name: str, parts: tuple[str, ...]) -> None:
    assert parts_of(name) == parts


def test_a_title_of_places_that_no_table_has_is_of_the_narrowest() -> None:
    title = "云港市澄江区2023年法治政府建设年度报告"
    assert find_place(title, None, "", title, Gazetteer(), statute=False) == Place(
        names=("云港市", "澄江区")
    )


@pytest.mark.parametrize(
    ("title", "context", "name"),
    [
        ("凉山州2023年法治政府建设报告", "", "凉山彝族自治州"),
        ("巴州2023年法治政府建设报告", "新疆维吾尔自治区", "巴音郭楞蒙古自治州"),
        ("巴州2023年法治政府建设报告", "四川省巴中市", "巴州区"),
        ("巴州区2023年法治政府建设报告", "", "巴州区"),
    ],
)
def test_a_title_may_call_a_prefecture_as_it_is_usually_called(
    title: str, context: str, name: str
) -> None:
    place = find_place(title, None, "", context, Gazetteer(), statute=False)
    assert place is not None
    assert place.name == name
