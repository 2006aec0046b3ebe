"""The new, the done and those sent are not all that is asked for, unless they are asked for."""

from __future__ import annotations

import pytest

from assistant.only_some import is_only_some
from tests.reading import stated, target


@pytest.mark.parametrize(
    ("question", "text", "some"),
    [
        ("有多少经营主体?", "将经营主体70户列入异常名录。", True),
        ("有多少经营主体?", "全县经营主体70户。", False),
        ("有多少名执法人员?", "出动执法人员70人次。", True),
        ("选派多少人参加培训?", "选派70人参加省级培训。", False),
        ("培训多少人?", "选派70人参加省级培训。", True),
        ("进政务服务中心的事项有多少?", "纳入政务服务中心事项70项。", False),
        ("有多少名调解员?", "配备“五老”调解员70名。", True),
        ("有多少名调解员?", "“巴渝夜话调解员”70名。", True),
        ("有多少名调解员?", "“人民调解员”70名。", False),
        ("有多少名夜话调解员?", "“夜话调解员”70名。", False),
        ("有多少名“五老”调解员?", "配备“五老”调解员70名。", False),
        ("有多少名调解员?", "村级调委会配备调解员70名。", True),
        ("村级有多少名调解员?", "村级调解员70名。", False),
        ("整改问题多少个?", "整改问题正在推进70个。", True),
        ("正在整改问题多少个?", "整改问题正在推进70个。", False),
    ],
)
def test_some_are_not_all(question: str, text: str, some: bool) -> None:
    (figure,) = stated(text)
    assert is_only_some(target(question), figure.frame, figure.quantity.unit) is some


def test_what_is_new_grew_alone() -> None:
    text = "新登记经营主体90户，同比增长8%，全县经营主体总量900户。"
    grown = next(i for i in stated(text) if i.quantity.words == "8%")
    assert is_only_some(target("经营主体总量增长百分之几?"), grown.frame, "%")
    assert not is_only_some(target("新登记经营主体增长百分之几?"), grown.frame, "%")


def test_a_part_of_what_is_new_is_not_all() -> None:
    text = "新登记经营主体90户，其中企业40户。"
    part = next(i for i in stated(text) if i.quantity.words == "40户")
    assert is_only_some(target("有多少企业?"), part.frame, "户")
    assert not is_only_some(target("新登记企业多少户?"), part.frame, "户")
