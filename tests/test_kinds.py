"""A figure's own phrase tells its kind: what there is or what came, an outcome, a group's."""

from __future__ import annotations

import pytest

from assistant.kinds import kinds_agree
from tests.reading import stated, target


@pytest.mark.parametrize(
    ("question", "text", "words", "agree"),
    [
        ("2024年新增经营主体多少户?", "新增经营主体800户，总量达到6000户。", "800户", True),
        ("2024年经营主体总量是多少?", "新增经营主体800户，总量达到6000户。", "800户", False),
        ("2024年调解纠纷多少件?", "调解成功纠纷45件。", "45件", False),
        ("2024年调解成功多少件?", "调解成功纠纷45件。", "45件", True),
        ("2024年案件平均罚款多少元?", "案件平均罚款1300元。", "1300元", True),
        ("2024年罚款多少元?", "案件平均罚款1300元。", "1300元", False),
        ("2024年直接纠错多少件?", "间接纠错7件。", "7件", False),
        ("2024年办理法律援助案件多少件?", "办理农民工法律援助案件66件。", "66件", False),
        ("2024年办理农民工法律援助案件多少件?", "办理农民工法律援助案件66件。", "66件", True),
        ("2024年公开信息多少条?", "公开人事任免类信息35条。", "35条", False),
        ("2024年A类经营主体多少户?", "对经营主体900户分类，其中A类500户。", "500户", True),
        ("2024年A类经营主体多少户?", "对经营主体900户分类，其中A类500户。", "900户", False),
        ("2024年B类经营主体多少户?", "对经营主体900户分类，其中A类500户。", "500户", False),
        ("2024年乙级防治站几家?", "建成甲级防治站3家。", "3家", False),
        ("2024年卫生监督员多少名?", "每万人口配备卫生监督员3名。", "3名", False),
        ("2024年每万人口卫生监督员几名?", "每万人口配备卫生监督员3名。", "3名", True),
        ("2024年短视频多少条?", "发布政策类、公告类、风采类短视频35条。", "35条", True),
        ("2024年信访下降多少?", "欠薪类信访下降12%。", "12%", False),
        ("2024年欠薪类信访下降多少?", "欠薪类信访下降12%。", "12%", True),
        ("2024年行政处罚案件多少件?", "评查行政处罚案卷120卷。", "120卷", False),
        ("2024年行政处罚案卷多少卷?", "评查行政处罚案卷120卷。", "120卷", True),
    ],
)
def test_a_figure_of_another_kind_is_not_meant(
    question: str, text: str, words: str, agree: bool
) -> None:
    frame = next(i.frame for i in stated(text) if i.quantity.words == words)
    assert kinds_agree(target(question), frame) is agree
