"""Of two figures that fill a hole the one that says itself what is asked."""

from __future__ import annotations

import pytest

from tests.reading import answers

PERMITS = (
    "8项水利行政许可事项共计发放各类许可证459份。"
    "具体情况如下：取水许可证287份，河道采砂许可证43份。"
)
POWERS = "向社会公布州级部门权责清单，涉及行政职权事项共10类4181项，责任事项31396项。"
SCENES = "推动“一件事”40个集成办事场景上线，12个场景共产生2万余件办件量。"

LISTS = (
    "制定2023版区级乡镇职责清单，涵盖乡镇党委、政府承担的6个类别93项职权事项。"
    "顺利通过关于向乡镇下放行政执法职权改革的评估。"
    "不断健全权力清单动态管理机制，调整8个部门、15个乡镇103项行政职权事项，发挥权力清单的作用。"
)

WAGES = "为729名劳动者追发工资等待遇836万元，其中农民工462人、718万元。"
SETTLED = "排查矛盾纠纷126起，调解126起，调解成功119起，其中婚姻家庭纠纷34起、邻里纠纷52起。"
FINES = "作出行政处罚391件，罚没金额532万元。市场监管部门查办案件112起，罚没款183万元。"


TASKS = "《法治乡村三年行动方案》共有任务90项，其中61项已经完成，18项部分完成。"


@pytest.mark.parametrize(
    ("question", "text", "figures"),
    [
        ("法治乡村三年行动方案完成了多少项任务", TASKS, ["61项"]),
        ("法治乡村三年行动方案的任务部分完成的有多少项", TASKS, ["18项"]),
        ("法治乡村三年行动方案一共有多少项任务", TASKS, ["90项"]),
        ("一共发了多少份许可证", PERMITS, ["459份"]),
        ("发放许可证多少份", PERMITS, ["459份"]),
        ("取水许可证多少份", PERMITS, ["287份"]),
        ("采砂许可证多少份", PERMITS, ["43份"]),
        ("州级部门行政职权事项共有多少项", POWERS, ["4181项"]),
        ("行政职权事项共有多少类", POWERS, ["10类"]),
        ("乡镇职责清单涵盖多少项职权事项", LISTS, ["93项"]),
        ("“一件事”集成办事场景上线了多少个", SCENES, ["40个"]),
        ("追发工资待遇一共多少钱", WAGES, ["836万元"]),
        ("调解成功多少起纠纷", SETTLED, ["119起"]),
        ("罚没款一共多少钱", FINES, ["532万元"]),
    ],
)
def test_the_one_that_says_it_is_meant(question: str, text: str, figures: list[str]) -> None:
    assert answers(question, text) == figures
