"""What identifies a caller is masked; figures, years and document numbers stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.masking import has_personal, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我的手机13812345678，怎么申请？", "我的手机〔手机号〕，怎么申请？"),
        ("打138 1234 5678", "打〔手机号〕"),
        ("打138-1234-5678。", "打〔手机号〕。"),
        ("+86 13812345678", "〔手机号〕"),
        ("８６不算，１３８１２３４５６７８", "８６不算，〔手机号〕"),
        ("一三八一二三四五六七八", "〔手机号〕"),
        ("幺三八零零一三八零零零", "〔手机号〕"),
        ("电话0376-8888666", "电话〔电话〕"),
        ("（010）65201234转801找我", "〔电话〕找我"),
        ("座机：8888666", "座机〔电话〕"),
        ("身份证411522199001011234", "身份证〔身份证号〕"),
        ("11010519491231002X的材料", "〔身份证号〕的材料"),
        ("110105 19491231 002x", "〔身份证号〕"),
        ("老号130503670401001", "老号〔身份证号〕"),
        ("卡6222 0202 0001 1234 567", "卡〔银行卡号〕"),
        ("卡6222020200011234567里", "卡〔银行卡号〕里"),
        ("6222-0202-0001-1234", "〔银行卡号〕"),
        ("发到 zhang.san+1@mail.example.cn 吧", "发到 〔邮箱〕 吧"),
        ("豫S12345的车和京A·D12345", "〔车牌号〕的车和〔车牌号〕"),
        ("我住在光山县正大街12号3单元501室", "我住在光山县〔住址〕"),
        ("信阳市光山县紫水街道司马光中路8号", "信阳市光山县紫水街道〔住址〕"),
        ("家住阳光花园3栋2单元501，漏水", "家住〔住址〕，漏水"),
        ("某某路12号3单元501室的纠纷", "〔住址〕的纠纷"),
        ("地址：朝阳区幸福里小区3号楼501", "地址：朝阳区〔住址〕"),
        ("罗陈乡李店村3组12号的地", "罗陈乡〔住址〕的地"),
        ("三号楼二单元五〇一室", "〔住址〕"),
    ],
)
def test_masked(text: str, masked: str):
    assert mask(text) == masked
    assert has_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "光山县2023年受理行政复议多少件？",
        "2021—2023年各年的行政复议受理量",
        "12345热线2023年接到多少件？",
        "拨打12348可以咨询吗？96119呢？",
        "光政〔2023〕12号文件说了什么？",
        "国发〔2015〕58号",
        "国务院令第711号",
        "2023-05-12发布的",
        "20231231之前",
        "罚款1234567元",
        "总额13812345678元",
        "共6222020200011234亿元",
        "31.5万件，同比增长21.6%",
        "0.12345678",
        "一是加强领导，二是落实责任，三是强化监督",
        "二〇二三年十二月三十一日",
        "第十一条第三款",
        "紫水街道2023年办理多少件？",
        "一带一路3号文件",
        "3号线2单元",
        "组织培训12场1234人次",
        "纠错11件，纠错率21.6%",
    ],
)
def test_left_alone(text: str):
    assert mask(text) == text
    assert not has_personal(text)


def test_several_at_once():
    text = "我是王某，13812345678，身份证411522199001011234，住光山县正大街12号，2023年的案子60件"
    assert mask(text) == (
        "我是王某，〔手机号〕，身份证〔身份证号〕，住光山县〔住址〕，2023年的案子60件"
    )


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"), st.text("甲乙丙，。 问", max_size=6))
def test_no_mobile_number_is_left(number: str, around: str):
    assert number not in mask(f"{around}{number}{around}")


@given(st.text(max_size=200))
def test_any_text_is_taken_and_masking_is_done_in_one_go(text: str):
    once = mask(text)
    assert mask(once) == once


@pytest.mark.timeout(10)
@pytest.mark.parametrize("unit", ["路", "村", "1", "1 ", "路1", "楼", "a.", "单元1", "省市区县"])
def test_long_texts_take_no_longer(unit: str):
    assert mask(unit * (20_000 // len(unit)))
