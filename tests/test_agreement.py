"""Slots of a question that a figure's words must agree with."""

from __future__ import annotations

import pytest

from tests.reading import answers

PERMITS = "准予审批203个，不予审批11个。"
APART = (
    "审批建设用地申请214个，从结果看，准予审批203个，不予审批11个；"
    "从方式看，常规审批172个，承诺制42个。"
)
POSTS = "集中下放行政审批（备案）事项37项。"
BOTH = "取消（下放）行政审批事项37项。"
NAMED = "督办“互联网+督查”问题线索64件。"
REST = "全年行政诉讼案件21件，已判维持的15件，其余6件法院还没有作出判决。"


TAKEN_BACK = "向乡镇赋权事项106项，对实施情况开展评估，收回承接不住的事项24项，保留82项。"
FILED = "备案部门规范性文件19件，未予备案3件。"
TASKS = "年度要点共部署任务58项，已完成51项，正在推进5项，2项暂缓实施。"


@pytest.mark.parametrize(
    ("question", "text", "figures"),
    [
        ("按简易方式审批的有多少个", PERMITS, []),
        ("不予审批的有多少个", PERMITS, ["11个"]),
        ("按常规方式审批的用地有多少个", APART, ["172个"]),
        ("走承诺制的用地申请有多少个", APART, ["42个"]),
        ("集中下放的行政审批事项有多少项", POSTS, ["37项"]),
        ("取消的行政审批事项有多少项", BOTH, []),
        ("督办“互联网+督查”线索多少件", NAMED, ["64件"]),
        ("还没有判决的行政诉讼有几件", REST, ["6件"]),
        ("还没开庭的行政诉讼有几件", "行政诉讼案件9件，6件已审结，3件尚未开庭。", ["3件"]),
        ("有多少执法人员持证", "持有行政执法证的人员34名。", ["34名"]),
        ("法律六进多少场", "开展法律“六进”活动28场。", ["28场"]),
        ("从乡镇收回了多少项赋权事项", TAKEN_BACK, ["24项"]),
        ("向乡镇赋权多少项", TAKEN_BACK, ["106项"]),
        ("没有备案的规范性文件几件", FILED, ["3件"]),
        ("备案了多少件规范性文件", FILED, ["19件"]),
        ("罚款多少钱", "退还企业罚款12.4万元。", []),
        ("给企业退了多少罚款", "退还企业罚款12.4万元。", ["12.4万元"]),
        ("退还企业罚款多少钱", "退还企业罚款12.4万元。", ["12.4万元"]),
        ("要点部署的任务完成了多少项", TASKS, ["51项"]),
    ],
)
def test_a_figure_answers_what_it_says_and_not_what_it_denies(
    question: str, text: str, figures: list[str]
) -> None:
    assert answers(question, text) == figures
