"""Amounts in text: found where they stand, in base units; what is no amount is left alone."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Quantity
from assistant.numerals import _MASKS, han_value, masked
from assistant.quantity import plain_decimal, quantities
from assistant.text import fold
from assistant.units import load_units


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("共办结128件", "128", "件"),
        ("共办结 128 件", "128", "件"),
        ("发放1,234份", "1234", "份"),
        ("罚款12,345,678元", "12345678", "元"),
        ("参加5 000人次", "5000", "人次"),
        ("１２３件", "123", "件"),
        ("占比４５．６％", "45.6", "%"),
        ("挽回31.5万元", "315000", "元"),
        ("投资1.2亿元", "120000000", "元"),
        ("投资1亿2000万元", "120000000", "元"),
        ("受理3万5000件", "35000", "件"),
        ("受理2万8千件", "28000", "件"),
        ("培训1千人", "1000", "人"),
        ("涉及2百户", "200", "户"),
        ("修路5千米", "5", "千米"),
        ("提高2.3百分点", "2.3", "个百分点"),
        ("下降0.5个百分点", "0.5", "个百分点"),
        ("提高三个百分点", "3", "个百分点"),
        ("共受理0件", "0", "件"),
        ("增长1.5倍", "1.5", "倍"),
        ("办理二十五件", "25", "件"),
        ("聘请两名", "2", "名"),
        ("走访一百零五户", "105", "户"),
        ("办理三千二百五十件", "3250", "件"),
        ("拨款一亿二千万元", "120000000", "元"),
        ("百分之百", "100", "%"),
        ("百分之九十八点五", "98.5", "%"),
        ("百分之12.6", "12.6", "%"),
        ("十分之七", "70", "%"),
        ("千分之五", "0.5", "%"),
        ("三分之一", "33.33", "%"),
        ("3人（次）", "3", "人次"),
    ],
)
def test_value_and_unit(text: str, value: str, unit: str) -> None:
    quantity = only(text)
    assert (plain_decimal(quantity.value), quantity.unit) == (value, unit)
    assert quantity.high is None


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("约3-5年", "3", "5", "年"),
        ("20—30件", "20", "30", "件"),
        ("3至5个工作日", "3", "5", "个工作日"),
        ("5%-10%", "5", "10", "%"),
        ("10-20万元", "100000", "200000", "元"),
        ("10万-20万元", "100000", "200000", "元"),
        ("5千元至2万元", "5000", "20000", "元"),
    ],
)
def test_a_range_has_two_ends(text: str, low: str, high: str, unit: str) -> None:
    quantity = only(text)
    assert quantity.high is not None
    found = (plain_decimal(quantity.value), plain_decimal(quantity.high), quantity.unit)
    assert found == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "qualifier", "words"),
    [
        ("接待500余人次", "余", "500余人次"),
        ("接待近2000人", "近", "近2000人"),
        ("受理31.5万余件", "余", "31.5万余件"),
        ("达标80%以上", "以上", "80%以上"),
        ("限不超过15个工作日", "不超过", "不超过15个工作日"),
        ("高达60件", None, "60件"),
        ("达到100%", None, "100%"),
        ("约20件左右", "约左右", "约20件左右"),
    ],
)
def test_qualifiers(text: str, qualifier: str | None, words: str) -> None:
    quantity = only(text)
    assert (quantity.qualifier, quantity.words) == (qualifier, words)


@pytest.mark.parametrize(
    "text",
    [
        "2023年12月3日召开会议",
        "2023—2025年实施",
        "二〇二三年",
        "县政办〔2023〕12号文件",
        "依照第3条和第二十一条",
        "拨打12345热线",
        "“最多跑1次”改革",
        "7×24小时自助",
        "3.15宣传活动",
        "电话0376-8850000",
        "13812345678",
        "构建1+3+N体系",
        "《关于5项制度的通知》",
        "A4纸",
        "一批新规",
        "几十件",
        "数百人",
        "两三件",
        "三四十人",
        "两个维护",
        "第2批",
        "详见 https://example.org/2023/60",
        "零件",
        "①②③",
        "九台区和三台县",
        "五台县、七台河市、三元区",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024年受理60件", ["60件"]),
        ("1.受理3件", ["3件"]),
        ("（2）受理4件", ["4件"]),
        ("12345热线受理5万件", ["5万件"]),
        ("网站公开信息12604条、政务微信推送730条", ["12604条", "730条"]),
        ("12333人社服务热线接听12345次", ["12345次"]),
        ("申请集中在工伤认定和交通管理，两类占受理的61%", ["61%"]),
        ("1-2月受理5件", ["5件"]),
        ("受理、审结、撤回60、51、14件", ["60", "51", "14件"]),
        ("第三批20件", ["20件"]),
        ("《2023年工作要点》3项", ["3项"]),
        ("受理60件审结51件", ["60件", "51件"]),
    ],
)
def test_amounts_beside_what_is_none(text: str, words: list[str]) -> None:
    assert [q.words for q in quantities(text)] == words


def test_a_list_shares_its_last_unit() -> None:
    assert [q.unit for q in quantities("60、51和14件")] == ["件"] * 3


def test_offsets_count_from_the_whole_text() -> None:
    text = "前文5件。\n共办结128件。"
    (quantity,) = quantities(text, 6)
    assert text[quantity.start : quantity.end] == "128件"


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("二十五", "25"),
        ("十", "10"),
        ("八点五", "8.5"),
        ("一千零一", "1001"),
        ("两万", "20000"),
        ("一亿二千万", "120000000"),
        ("三万亿", "3000000000000"),
        ("二〇二三", "2023"),
        ("12.5", "12.5"),
        ("1,200", "1200"),
    ],
)
def test_han_value(numeral: str, value: str) -> None:
    assert han_value(numeral) == Decimal(value)


@pytest.mark.parametrize("words", ["", "件", "十件", "三点", "点五", "1.2.3"])
def test_no_numeral(words: str) -> None:
    assert han_value(words) is None or words == "三点"


def test_masks_keep_the_length() -> None:
    plain = fold("〔2023〕12号，“5.12”，2023年")
    assert len(masked(plain)) == len(plain)


@pytest.mark.parametrize(
    ("value", "words"), [("1E+5", "100000"), ("12.50", "12.5"), ("0.0", "0"), ("70", "70")]
)
def test_plain_decimal(value: str, words: str) -> None:
    assert plain_decimal(Decimal(value)) == words


UNITS = st.sampled_from(["件", "人次", "%", "份", "元", "场", "项", "个", "家"])


@given(st.decimals(min_value=0, max_value=10**7, places=2), UNITS, st.sampled_from(["", "万"]))
def test_a_written_number_reads_as_itself(number: Decimal, unit: str, scale: str) -> None:
    if unit == "%":
        scale = ""
    written = plain_decimal(number)
    quantity = only(f"共有{written}{scale}{unit}，其他。")
    assert quantity.value == Decimal(written) * (10_000 if scale else 1)
    assert (quantity.unit, quantity.words) == (unit, f"{written}{scale}{unit}")


@given(
    st.text(
        alphabet="0123456789.,-—~、，。年月日件人次%万亿百千十二三第号分之约余《》“” \n",
        max_size=40,
    )
)
def test_found_amounts_are_verbatim_in_order_and_apart(text: str) -> None:
    end = 0
    for quantity in quantities(text):
        assert quantity.words == text[quantity.start : quantity.end]
        assert quantity.start >= end
        assert quantity.unit
        assert load_units().dimension(quantity.unit)
        end = quantity.end


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for quantity in quantities(text):
        assert text[quantity.start : quantity.end] == quantity.words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("本年度无一件案件被撤销。", "无一件"),
        ("全年未发生一起重大事故。", "未发生一起"),
        ("未发生1起安全事故。", "未发生1起"),
    ],
)
def test_none_at_all_is_nought(text: str, words: str) -> None:
    (found,) = quantities(text)
    assert (found.value, found.words) == (Decimal(0), words)


@pytest.mark.parametrize("text", ["无一例外。", "对一起案件进行研究。", "未发生一起以上"])
def test_one_as_an_article_is_no_figure(text: str) -> None:
    assert [q for q in quantities(text) if q.value == 1] == []


def test_money_whose_unit_is_left_out() -> None:
    viewed = only("总阅读量约87.3万。")
    assert (viewed.value, viewed.unit, viewed.qualifier) == (Decimal(873_000), "次", "约")
    assert (only("为农民工讨薪8.2亿。").unit, only("为农民工讨薪8.2亿。").value) == (
        "元",
        820_000_000,
    )
    assert quantities("服务群众3万。") == []


@pytest.mark.parametrize("before", load_units().before)
def test_an_amount_far_into_a_text_begins_with_the_word_before_it(before: str):
    for text in (f"{before}128件", f"{before} 128件", f"{before}3—5件", f"{before}3万5000件"):
        alone, far = quantities(text), quantities(f"{'在全县范围内办理案件' * 5}{text}")
        assert [(q.words, q.value, q.high, q.qualifier) for q in alone] == [
            (q.words, q.value, q.high, q.qualifier) for q in far
        ]
        assert len(alone) == 1


def test_no_numeral_is_masked_without_a_sign_of_what_masks_it():
    texts = ["《国务院令第5号》", "2019-2023年", "2023年5月6日", "5月6日", "2023-05-06", "1—6月"]
    texts += [
        "记者17日从县局获悉",
        "近五年来",
        "二〇二三年",
        "〔2023〕5号",
        "第三届",
        "一、总体情况",
    ]
    texts += ["(三)", "12345政务服务热线", "5.12防灾减灾日", "1+3+N", "24小时", "301室", "5号楼"]
    texts += ["13800000000", "A4", "www.a.cn", "记者17日从市局获悉", "近五年来", "排名前五位的是"]
    samples = Path(__file__).parents[1] / "samples"
    for path in samples.glob("*.md"):
        texts += re.split(r"[\n。；;]", path.read_text(encoding="utf-8"))
    matched = set()
    for text in map(fold, texts):
        for k, (signs, pattern) in enumerate(_MASKS):
            for match in pattern.finditer(text):
                matched.add(k)
                assert not signs or signs & set(text[match.start() :]), pattern
    circled = 1  # folded to plain digits before they get here
    assert len(matched) >= len(_MASKS) - circled
