"""Stated changes against last year's report, whichever words either of them uses."""

from __future__ import annotations

import pytest

from assistant.audit import compare
from tests.reading import report, stated


def changes(now: str, then: str) -> list[tuple[bool, str, str]]:
    """Each comparison with last year's figures: whether it agrees, how sure, the formula."""
    earlier = stated(then, report(year=2023))
    return [
        (c.agrees, c.sure, c.formula)
        for c in compare(now, stated(now), earlier)
        if c.kind == "change"
    ]


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [
        (
            "公证机构办理公证700件，比上年减少300件。",
            "全年办理各类公证900件。",
            (False, "likely", "900 - 700 = 200 ≠ 300"),
        ),
        (
            "调解员500名，其中专职人民调解员90名，较上年末增加20名。",
            "共有人民调解员400名，其中专职70名。",
            (True, "likely", "90 - 70 = 20"),
        ),
        (
            "行政处罚案件数较2023年减少10件，为390件。",
            "全县办理行政处罚案件400件。",
            (True, "possible", "400 - 390 = 10"),
        ),
        (
            "行政处罚案件390件，罚款金额50万元，较上年行政处罚案件减少10件。",
            "行政处罚案件400件，罚款金额90万元。",
            (True, "likely", "400 - 390 = 10"),
        ),
        (
            "12348热线接受法律咨询300人次，较2023年增加50人次。",
            "12348热线接受法律咨询200人次。",
            (False, "likely", "300 - 200 = 100 ≠ 50"),
        ),
        (
            "双随机抽查279次，抽查市场主体689户次；抽查次数较上年减少33次，结果公示。",
            "开展双随机抽查300次。",
            (False, "likely", "300 - 279 = 21 ≠ 33"),
        ),
        (
            "矛盾纠纷调解成功率较上年降低9.7个百分点，达96.7%；调处矛盾纠纷595件。",
            "矛盾纠纷调解成功率为97%。",
            (False, "likely", "97 - 96.7 = 0.3 ≠ 9.7"),
        ),
        (
            "执业律师86名，比2023年末多8名，其中青年律师24名。",
            "执业律师80名。",
            (False, "likely", "86 - 80 = 6 ≠ 8"),
        ),
        (
            "县司法局完成合法性审核167件，同比增加38件。",
            "完成合法性审核120件。",
            (False, "likely", "167 - 120 = 47 ≠ 38"),
        ),
    ],
)
def test_a_change_meets_last_years_figure(now, then, told):
    assert changes(now, then) == [told]


def test_changes_shared_out_are_each_of_their_own_figure():
    now = "二审行政诉讼案件41件、再审行政诉讼案件7件，分别较上年增加22件、增加2件。"
    then = "二审行政诉讼案件21件，再审行政诉讼案件5件。"
    assert changes(now, then) == [
        (False, "likely", "41 - 21 = 20 ≠ 22"),
        (True, "likely", "7 - 5 = 2"),
    ]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("受理行政复议60件，比上年增加20件。", "县公安局为被申请人的行政复议受理30件。"),
        ("受理行政复议60件，比上年增加20件。", "五年来累计受理行政复议30件。"),
        ("受理行政复议60件，比上年增加20件。", "受理行政复议30件。\n受理行政复议35件。"),
    ],
)
def test_what_is_of_another_scope_says_nothing(now, then):
    assert changes(now, then) == []


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("网办率97.84%（其中全程网办率95%），高于上年。", "网办率98.84%。"),
        (
            "人调组织受理案件300件，调解案件280件，较2023年多60件、多40件。",
            "人民调解受理案件240件，调解案件230件。",
        ),
        ("罚款900万元，同比增长12.5%。", "交通运输局立案30件，结案20件，罚款26万元。"),
        ("人民调解员679名，比2020年末多5名。", "人民调解员650名。"),
        (
            "受理信访事项900件、办结890件，较2021年分别增长5%、8%。",
            "受理信访事项600件，办结500件。",
        ),
        # of the lawyers or of those below 35
        ("执业律师67名，其中三十五岁以下29名，较2023年末增加5名。", "执业律师62名。"),
        ("调解员500名，其中专职人民调解员90名，较上年末增加20名。", "专职人民调解员80名。"),
        ("罚款900万元，同比增长12.5%。", "行政处罚案件60件，案均罚款0.65万元。"),
        ("公证700件，其中涉外公证增长23.5%。", "办理各类公证900件。"),
    ],
)
def test_what_may_be_of_something_else_is_not_found_wrong(now: str, then: str) -> None:
    assert not [told for told in changes(now, then) if not told[0]]


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [
        (
            "调处矛盾纠纷240件（同比下降40%）。",
            "调处矛盾纠纷300件。",
            "(300 - 240) ÷ 300 = 20% ≠ 40%",
        ),
        ("跨省通办事项276项（同比多23项）。", "跨省通办事项270项。", "276 - 270 = 6 ≠ 23"),
        ("网办率97%（同比降低7个百分点）。", "网办率98%。", "98 - 97 = 1 ≠ 7"),
        (
            "行政处罚案件120件（同比增长20%），罚款400万元（同比增长90%）。",
            "行政处罚案件100件，罚款320万元。",
            "(4000000 - 3200000) ÷ 3200000 = 25% ≠ 90%",
        ),
    ],
)
def test_a_change_in_brackets_is_of_the_figure_before_them(now: str, then: str, told: str) -> None:
    assert [f for agrees, _, f in changes(now, then) if not agrees] == [told]


def test_changes_shared_out_before_what_has_changed() -> None:
    now = "公证、司法鉴定办理量较2023年分别增长10%、下降20%，分别为990件、300件。"
    assert changes(now, "全年办理公证900件，办理司法鉴定500件。") == [
        (False, "likely", "(500 - 300) ÷ 500 = 40% ≠ 20%"),
        (True, "likely", "(990 - 900) ÷ 900 = 10%"),
    ]


def test_changes_shared_out_among_all_that_a_sentence_tells() -> None:
    now = "办理公证990件，办理司法鉴定300件，分别较2023年增长10%、下降20%。"
    assert changes(now, "全年办理公证900件，办理司法鉴定500件。") == [
        (False, "likely", "(500 - 300) ÷ 500 = 40% ≠ 20%"),
        (True, "likely", "(990 - 900) ÷ 900 = 10%"),
    ]


def test_a_total_that_has_changed_is_no_part() -> None:
    now = "办理公证990件，其中涉企公证90件，公证总量较上年增长20%。"
    assert changes(now, "全年办理公证900件。") == [
        (False, "likely", "(990 - 900) ÷ 900 = 10% ≠ 20%"),
    ]
