"""Figures of more than what was asked for, of a part of it, or of other cases."""

from __future__ import annotations

import pytest

from tests.reading import answers

REVIEWED = (
    "全年对重大行政决策、规范性文件、行政执法决定及村居合同开展全流程审查690件。"
    "其中，行政规范性文件审查3件，重大行政执法决定审查12件，村居合同审查675件。"
)
CONTRACTS = "全年审查规范性文件、合同等8件。"
CHANNELS = "建立公众号、热线、企业服务平台等6个企业维权渠道。"
FILED = "向市政府、县人大常委会备案县政府规范性文件7件。"
REGISTERED = "办理公共场所卫生许可、护士执业注册、消毒产品许可等业务3150件。"
RATES = "办理投诉举报案件50余件，回复率、满意率100%。"
SCENES = "推动40个集成办事场景上线，12个场景共产生2万余件办件量。"
TRADES = "按要求完成30个行业上线，其中9个行业形成10个典型案例。"
POLICE = "全年共立刑事案件846起，破案376起；受理行政案件1241起，办结779起。"

TRAINED = "组织机关干部、村干部、网格员等1200人参加法治培训。"
LETTERS = "受理群众来信、来访、网上信访共450件次，其中来信60件次，网上信访300件次。"

LAWS = "开展宪法、民法典宣传活动46场次，其中宪法宣传周活动8场次。"
EXAMINED = "组织全县1280名执法人员参加考试，1190人通过，通过率93%。"


ALL_PAPERS = "清理出规范性文件和其他政策文件合计90件，其中继续保留40件，因其他原因废止50件。"
AROUND = "围绕法治督察、案卷评查等出台配套措施13项。"


@pytest.mark.parametrize(
    ("question", "text", "figures"),
    [
        ("清理出规范性文件多少件", ALL_PAPERS, []),
        ("清理出多少件文件", ALL_PAPERS, ["90件"]),
        ("废止的文件有多少件", ALL_PAPERS, ["50件"]),
        ("出台的配套措施有多少项", AROUND, ["13项"]),
        ("重大行政执法决定审查了多少件", REVIEWED, ["12件"]),
        ("村居合同审查了多少件", REVIEWED, ["675件"]),
        ("重大行政决策审查了多少件", REVIEWED, []),
        ("全流程审查多少件", REVIEWED, ["690件"]),
        ("审查合同多少件", CONTRACTS, []),
        ("企业维权的渠道有几个", CHANNELS, ["6个"]),
        ("备案了多少件县政府规范性文件", FILED, ["7件"]),
        ("办理卫生许可、护士注册等业务多少件", REGISTERED, ["3150件"]),
        ("参加法治培训的网格员有多少人", TRAINED, []),
        ("法治培训多少人", TRAINED, ["1200人"]),
        ("来信多少件", LETTERS, ["60件次"]),
        ("来访多少件", LETTERS, []),
        ("宣传活动多少场次", LAWS, ["46场次"]),
        ("宪法宣传周活动多少场次", LAWS, ["8场次"]),
        ("民法典宣传活动多少场次", LAWS, []),
        ("多少人参加考试", EXAMINED, ["1280名"]),
        ("考试通过的有多少人", EXAMINED, ["1190人"]),
        ("投诉举报的回复率是多少", RATES, ["100%"]),
        ("投诉举报的满意率是多少", RATES, ["100%"]),
        ("集成办事场景上线了多少个", SCENES, ["40个"]),
        ("上线了多少个行业", TRADES, ["30个"]),
        ("立案多少起刑事案件", POLICE, ["846起"]),
        ("办结了多少起刑事案件", POLICE, []),
        ("受理行政案件多少起", POLICE, ["1241起"]),
        ("办结行政案件多少起", POLICE, ["779起"]),
        ("行政诉讼受理多少件", POLICE, []),
        ("行政诉讼审结多少件", POLICE, []),
        ("行政诉讼审结多少件", "全县法院受理行政案件45件，审结41件。", ["41件"]),
        ("行政诉讼多少件", "全年受理一审行政案件29件。", ["29件"]),
    ],
)
def test_a_sum_of_several_and_a_part_told_behind_are_not_what_was_asked(
    question: str, text: str, figures: list[str]
) -> None:
    assert answers(question, text) == figures
