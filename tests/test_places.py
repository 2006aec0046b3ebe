"""Places: what a name resolves to, and which known places a question means."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.divisions import pinyins, short_form
from assistant.domain import NATION, Place
from assistant.places import Gazetteer, PlaceMention

GAZETTEER = Gazetteer()
NATIONAL = Place(names=(NATION,))
GUANGSHAN = Place(names=("河南省", "信阳市", "光山县"))
TONGZHOU = Place(names=("北京市", "通州区"))
CHAOYANG = Place(names=("北京市", "朝阳区"))
LONGYOU = Place(names=("浙江省", "衢州市", "龙游县"))
YUNLING = Place(names=("云岭县",))
EXAMPLE = Place(names=("示例市",))
KNOWN = [GUANGSHAN, TONGZHOU, CHAOYANG, LONGYOU, YUNLING, EXAMPLE, NATIONAL]


def mentions(text: str, known: list[Place] | None = None) -> list[PlaceMention]:
    return GAZETTEER.mentions(text, KNOWN if known is None else known)


@pytest.mark.parametrize(
    ("name", "context", "path"),
    [
        ("光山县", "", "河南省信阳市光山县"),
        ("光山", "", "河南省信阳市光山县"),
        ("光山縣", "", "河南省信阳市光山县"),
        ("光山县人民政府", "", "河南省信阳市光山县"),
        ("中共光山县委", "", "河南省信阳市光山县"),
        ("国家税务总局光山县税务局", "", "河南省信阳市光山县"),
        ("北京市朝阳区人民政府", "", "北京市朝阳区"),
        ("河南省信阳市光山县司法局", "", "河南省信阳市光山县"),
        ("天津静海区", "", "天津市静海区"),
        ("静海县", "", "天津市静海区"),
        ("信阳市城市管理局", "", "河南省信阳市"),
        ("信阳市羊山新区管理委员会", "", "河南省信阳市羊山新区"),
        ("光山县示例镇人民政府", "", "河南省信阳市光山县示例镇"),
        ("朝阳区", "", "朝阳区"),
        ("朝阳区", "来源：长春市人民政府", "吉林省长春市朝阳区"),
        ("朝阳区人民政府", "北京市政府网站", "北京市朝阳区"),
        ("鼓楼区", "福建 福州 南京 福州", "福建省福州市鼓楼区"),
        ("吉林", "", "吉林省"),
        ("河南", "", "河南省"),
        ("重庆市江北区", "", "重庆市江北区"),
        ("司法部", "", NATION),
        ("中华人民共和国司法部", "", NATION),
        ("国务院", "", NATION),
        ("全国人民代表大会常务委员会", "", NATION),
        ("最高人民法院", "", NATION),
    ],
)
def test_resolve(name: str, context: str, path: str) -> None:
    place = GAZETTEER.resolve(name, context)
    assert place is not None and place.path == path


@pytest.mark.parametrize("name", ["云岭县", "", "大同世界", "平安建设", "新华社", "城区", "县政府"])
def test_unknown_names_resolve_to_nothing(name: str) -> None:
    assert GAZETTEER.resolve(name) is None


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("光山县2023年受理多少件", "光山县", GUANGSHAN),
        ("光山去年受理多少件", "光山", GUANGSHAN),
        ("光山縣受理多少", "光山縣", GUANGSHAN),
        ("河南省信阳市光山县的情况", "河南省信阳市光山县", GUANGSHAN),
        ("光山县司法局有几人", "光山县", GUANGSHAN),
        ("中共光山县委", "光山县", GUANGSHAN),
        ("北京的朝阳区受理多少", "北京的朝阳区", CHAOYANG),
        ("朝阳受理多少件", "朝阳", CHAOYANG),
        ("请问朝阳的受理量", "朝阳", CHAOYANG),
        ("云岭2022年受理多少", "云岭", YUNLING),
        ("示例市受理多少", "示例市", EXAMPLE),
        ("how many cases in Guangshan?", "Guangshan", GUANGSHAN),
        ("did guangshan county report", "guangshan county", GUANGSHAN),
        ("Guang Shan County", "Guang Shan County", GUANGSHAN),
        ("TONGZHOU DISTRICT figures", "TONGZHOU DISTRICT", TONGZHOU),
        ("Tongzhou District, Beijing", "Tongzhou District, Beijing", TONGZHOU),
        ("the yunling county report", "yunling county", YUNLING),
        ("chaoyang 2024", "chaoyang", CHAOYANG),
        ("全国新收多少件", "全国", NATIONAL),
        ("nationwide figures", "nationwide", NATIONAL),
        ("how many in China?", "China", NATIONAL),
        ("司法部的年报", "司法部", NATIONAL),
    ],
)
def test_a_known_place_is_found_exactly(text: str, words: str, place: Place) -> None:
    (mention,) = mentions(text)
    assert mention.words == words == text[mention.start : mention.end]
    assert mention.places == (place,) and mention.exact


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("信阳市受理多少", (GUANGSHAN,)),
        ("信阳受理多少", (GUANGSHAN,)),
        ("xinyang", (GUANGSHAN,)),
        ("河南省各县", (GUANGSHAN,)),
        ("北京市各区受理量", (TONGZHOU, CHAOYANG)),
        ("Beijing", (TONGZHOU, CHAOYANG)),
    ],
)
def test_a_parent_means_the_known_places_within_it(text: str, places: tuple[Place, ...]) -> None:
    (mention,) = mentions(text)
    assert mention.places == places and not mention.exact


def test_a_known_parent_comes_first_with_what_lies_within() -> None:
    city = Place(names=("河南省", "信阳市"))
    (mention,) = mentions("信阳市受理多少", [GUANGSHAN, city])
    assert mention.places == (city, GUANGSHAN) and mention.exact


def test_a_known_place_without_parents_is_put_where_the_table_has_it() -> None:
    bare = Place(names=("光山县",))
    assert mentions("信阳市受理多少", [bare])[0].places == (bare,)
    assert mentions("河南省信阳市光山县", [bare])[0].places == (bare,)


@pytest.mark.parametrize(
    ("text", "words", "named"),
    [
        ("罗山县受理多少", "罗山县", "河南省信阳市罗山县"),
        ("罗山受理多少", "罗山", "河南省信阳市罗山县"),
        ("Luoshan County cases", "Luoshan County", "河南省信阳市罗山县"),
        ("How many cases did Luoshan accept?", "Luoshan", "河南省信阳市罗山县"),
        ("上海市浦东新区受理多少", "上海市浦东新区", "上海市浦东新区"),
        ("深圳受理多少", "深圳", "广东省深圳市"),
        ("Shenzhen in 2023", "Shenzhen", "广东省深圳市"),
        ("In Xi'an how many", "Xi'an", "陕西省西安市"),
        ("长春市朝阳区受理多少", "长春市朝阳区", "吉林省长春市朝阳区"),
        ("Chaoyang City, Liaoning", "Chaoyang City, Liaoning", "辽宁省朝阳市"),
        ("河北省光山县", "河北省光山县", "河北省光山县"),
        ("火星县受理多少", "火星县", "火星县"),
        ("请问东方红区去年受理多少", "东方红区", "东方红区"),
        ("光山市受理多少", "光山市", "光山市"),
        ("示例县受理多少", "示例县", "示例县"),
        ("光山县示例镇有多少件", "光山县示例镇", "河南省信阳市光山县示例镇"),
        ("北京经济技术开发区有多少", "北京经济技术开发区", "北京市经济技术开发区"),
        ("Mars County in 2023", "Mars County", "Mars County"),
        ("鼓楼区受理多少", "鼓楼区", "鼓楼区"),
    ],
)
def test_a_place_that_is_not_known_is_named_all_the_same(text: str, words: str, named: str) -> None:
    (mention,) = mentions(text)
    assert mention.words == words
    assert mention.places == () and not mention.exact
    assert mention.named is not None and mention.named.path == named


@pytest.mark.parametrize(
    "text",
    [
        "和平解决争议",
        "平安建设怎么样",
        "长安网报道",
        "新华社和南开大学",
        "朝阳产业",
        "公安机关办理行政案件",
        "合作医疗、资源开发、通道建设",
        "长治久安",
        "创新县域治理，更新城区面貌",
        "应县级以上人民政府要求",
        "市和县两级",
        "地区、社区、小区、城区、辖区、景区、郊区、开发区、街道",
        "全县我县本县该县各县哪个县",
        "哪个区的行政复议受理量增长最快？",
        "各县区、市县、乡镇街道的情况",
        "我市全市全区本省外省跨省通办省级",
        "城市管理执法有哪些",
        "民主法治示范村、示范县有多少",
        "全国农业综合行政执法示范窗口",
        "which county has the most cases?",
        "how many districts are there in the county",
        "Guide me through the process",
        "the National Security Law",
        "national-level demonstration villages",
        "法律援助中心在哪个街道",
        "国家赔偿法怎么规定",
    ],
)
def test_words_that_only_look_like_places(text: str) -> None:
    known = [GUANGSHAN, Place(names=("青海省", "海东市", "平安区")), CHAOYANG, NATIONAL]
    assert mentions(text, known) == []


def test_an_ordinary_word_names_a_known_place_where_the_words_around_allow() -> None:
    pingan = Place(names=("青海省", "海东市", "平安区"))
    assert mentions("平安去年受理多少", [pingan])[0].places == (pingan,)
    assert mentions("平安建设成效如何", [pingan]) == []
    assert mentions("平安去年受理多少", [GUANGSHAN]) == []


def test_places_compared_stay_apart_and_context_does_not() -> None:
    assert [m.words for m in mentions("光山县和信阳市相比")] == ["光山县", "信阳市"]
    assert [m.words for m in mentions("通州和朝阳哪个多")] == ["通州", "朝阳"]
    assert [m.words for m in mentions("北京市2023年通州区受理多少")] == ["通州区"]
    assert [m.words for m in mentions("光山县落实国务院规定")] == ["光山县"]


def test_namesakes_among_the_known_are_all_meant() -> None:
    other = Place(names=("吉林省", "长春市", "朝阳区"))
    (mention,) = mentions("朝阳区受理多少", [CHAOYANG, other])
    assert mention.places == (CHAOYANG, other)
    (settled,) = mentions("吉林省长春市朝阳区受理多少", [CHAOYANG, other])
    assert settled.places == (other,)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("内蒙古自治区", "内蒙古"),
        ("恩施土家族苗族自治州", "恩施"),
        ("浦东新区", "浦东"),
        ("管城回族区", "管城"),
        ("赵县", ""),
        ("乌拉特前旗", ""),
    ],
)
def test_short_forms(name: str, short: str) -> None:
    assert short_form(name) == short


def test_sounds_of_names() -> None:
    assert "chaoyangqu" in pinyins("朝阳区")
    assert "chengdushi" in pinyins("成都市")


PIECES = st.sampled_from(
    [
        "光山",
        "县",
        "北京市",
        "朝阳",
        "区",
        "的",
        "和",
        "全国",
        "火星",
        "镇",
        " ",
        "Beijing",
        "District",
    ]
    + ["Tongzhou", ", ", "in ", "信阳", "市", "开发区", "\ud800", "2023年", "司法部", "'s ", "縣"]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join))


@example(text="AA DISTRICT北京市")  # an unknown district right before a known city
@given(text=TEXTS)
def test_mentions_lie_in_the_text_and_keep_to_the_known(text: str) -> None:
    last = 0
    for mention in mentions(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.words == text[mention.start : mention.end]
        assert set(mention.places) <= set(KNOWN)
        assert mention.named is not None
        assert not mention.exact or mention.places
        last = mention.end


@given(name=TEXTS, context=st.text(max_size=50))
def test_any_name_is_resolved_or_not(name: str, context: str) -> None:
    place = GAZETTEER.resolve(name, context)
    assert place is None or all(place.names)


@given(
    known=st.lists(st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=3), max_size=4)
)
def test_any_known_places_are_taken(known: list[list[str]]) -> None:
    places = [Place(names=tuple(names)) for names in known]
    GAZETTEER.mentions("光山县 and Beijing " + "".join(p.path for p in places), places)


@pytest.mark.parametrize(
    "unit", ["光山县", "火星县", "朝阳", "Beijing ", "区", "x", "\x00", "司法部"]
)
def test_ten_thousand_characters_take_little_time(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    begun = time.process_time()
    mentions(text)
    GAZETTEER.resolve(text, text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("name", ["云门经开区", "云门开发区", "云门经济开发区"])
def test_development_zones_are_known_by_their_short_names(name: str) -> None:
    zone = Place(names=("云门经济技术开发区",))
    (mention,) = GAZETTEER.mentions(f"{name}2023年罚款多少", (zone,))
    assert (mention.words, mention.places) == (name, (zone,))


@pytest.mark.parametrize("office", ["市监局", "市监部门"])
def test_the_market_office_is_no_city(office: str) -> None:
    (mention,) = GAZETTEER.mentions(f"光山{office}罚款多少", (GUANGSHAN,))
    assert (mention.words, mention.places) == ("光山", (GUANGSHAN,))


@pytest.mark.parametrize("text", ["光山县被告县政府的案件", "光山县书记县长信箱收到多少封信"])
def test_offices_beside_a_place_are_no_place_in_it(text: str) -> None:
    (mention,) = GAZETTEER.mentions(text, (GUANGSHAN,))
    assert mention.words == "光山县"


def test_an_autonomous_prefecture_is_known_by_its_short_name_whatever_follows() -> None:
    prefecture = Place(names=("湖北省", "恩施土家族苗族自治州"))
    (mention,) = GAZETTEER.mentions("恩施州人民调解员多少名", (prefecture,))
    assert (mention.words, mention.places) == ("恩施州", (prefecture,))


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("巴州2023年办了多少件复议", "巴州", "巴音郭楞蒙古自治州"),
        ("博州政府开了几次常务会议", "博州", "博尔塔拉蒙古自治州"),
        ("锡盟司法局受理多少件", "锡盟", "锡林郭勒盟"),
        ("恩施州2023年受理多少件", "恩施州", "恩施土家族苗族自治州"),
        ("巴州区2023年受理多少件", "巴州区", "巴州区"),
    ],
)
def test_what_prefectures_leagues_and_banners_are_usually_called(
    text: str, words: str, name: str
) -> None:
    (mention,) = mentions(text, [])
    assert mention.named is not None
    assert (mention.words, mention.named.name) == (words, name)


def test_a_usual_name_is_no_piece_of_other_words() -> None:
    assert mentions("发货到达旗舰店多少件", []) == []
