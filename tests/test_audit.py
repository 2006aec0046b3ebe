"""The audit: what agrees is listed, what doesn't is found, what isn't bound is left alone."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audit import Audit, audit, audited, compare
from assistant.audit_checks import Check
from assistant.concepts import load_concepts
from assistant.domain import Place
from assistant.errors import NotFound
from assistant.lexicon import load_lexicon
from assistant.library import Library
from assistant.rate_rules import load_rules
from assistant.stores import Stores
from ingest.pipeline import Pipeline
from tests.desk import Desk
from tests.reading import QINGHE, WUYI, report, stated
from tests.shelf import HEBEI, ZHEJIANG
from tests.small import stores_in

PATH = ("一、行政复议和应诉",)


def checks(text: str, year: int = 2024, place: Place = QINGHE) -> list[Check]:
    return compare(text, stated(text, report(year=year, place=place), PATH))


def found(text: str) -> list[tuple[str, str]]:
    return [(c.kind, c.formula) for c in checks(text) if not c.agrees]


def agreed(text: str) -> list[tuple[str, str]]:
    return [(c.kind, c.formula) for c in checks(text) if c.agrees]


AGREEING = [
    ("共办理行政应诉案件29件（一审14件、二审11件、再审4件）。", "14 + 11 + 4 = 29"),
    ("共办理行政应诉案件29件，其中一审14件，二审11件，再审4件。", "14 + 11 + 4 = 29"),
    ("办理行政应诉案件29件：一审14件；二审11件；再审4件。", "14 + 11 + 4 = 29"),
    ("办理一审案件14件、二审案件11件、再审案件4件，共计29件。", "14 + 11 + 4 = 29"),
    ("共办理行政应诉案件29件，分别为一审14件、二审11件、再审4件。", "14 + 11 + 4 = 29"),
    ("办理人大建议50件、政协提案80件，建议提案办理130件。", "50 + 80 = 130"),
    ("罚没款31.5万元，其中罚款20万元、没收11.5万元。", "200000 + 115000 = 315000"),
    ("受理行政复议60件，审结51件。其中撤回14件，调解2件，纠错11件。", "14 + 2 + 11 = 27 ≤ 51"),
    ("受理行政复议案件60件，审结51件，审结率85%。", "51 ÷ 60 = 85%"),
    ("复议审结51件，纠错11件，纠错率21.6%。", "11 ÷ 51 = 21.57% ≈ 21.6%"),
    (
        "行政复议审结51件，调解2件，撤回14件，行政复议调撤率31.4%。",
        "(2 + 14) ÷ 51 = 31.37% ≈ 31.4%",
    ),
    ("评查执法案卷100卷，合格95卷，合格率95%。", "95 ÷ 100 = 95%"),
    ("12345热线受理诉求12.5万件，办结12.3万件，办结率98.4%。", "123000 ÷ 125000 = 98.4%"),
    ("办理法律援助案件500件，其中农民工案件200件，占40%。", "200 ÷ 500 = 40%"),
    ("受理复议60件，审结51件，其中维持30件，占比50%。", "30 ÷ 60 = 50%"),
    ("审结案件51件，其中调解10件，占审结案件的19.6%。", "10 ÷ 51 = 19.61% ≈ 19.6%"),
    ("2024年收到复议申请200件，较上年的160件增加40件。", "200 - 160 = 40"),
    (
        "2024年收到复议申请200件，较上年的160件增长25%。",
        "(200 - 160) ÷ 160 = 25%",
    ),
    ("受理行政复议申请150件，比上年减少50件，下降25%。", "50 ÷ (150 + 50) = 25%"),
    ("败诉率由2023年的19.4%降至10.7%，下降8.7个百分点。", "19.4 - 10.7 = 8.7"),
    ("2024年新收复议案件86件，2023年72件，同比上升19.4%。", "(86 - 72) ÷ 72 = 19.44% ≈ 19.4%"),
    ("受理行政复议60件。\n今年共受理行政复议案件60件。", "60件 = 60件"),
    ("行政复议申请200件（2023年为160件），增长25%。", "(200 - 160) ÷ 160 = 25%"),
    ("办理公证600件。\n公证机构办理公证600件。", "600件 = 600件"),
    ("持证执法人员549人，占行政执法人员总数600人的91.5%。", "549 ÷ 600 = 91.5%"),
    ("复议案件同比增长25%，由2023年的160件变为200件。", "(200 - 160) ÷ 160 = 25%"),
]
WRONG = [
    ("sum", "共办理行政应诉案件29件（一审14件、二审12件、再审4件）。", "14 + 12 + 4 = 30 ≠ 29"),
    ("sum", "办理行政应诉案件29件：一审14件；二审11件；再审3件。", "14 + 11 + 3 = 28 ≠ 29"),
    ("sum", "共办理应诉案件29件，其中一审14件，二审11件，再审7件。", "14 + 11 + 7 = 32 > 29"),
    ("sum", "审查合同120份、协议15份、章程8份，合计153份。", "120 + 15 + 8 = 143 ≠ 153"),
    ("sum", "审结行政复议案件51件，其中撤回64件、纠错11件。", "64 > 51"),
    ("sum", "清理规范性文件36件，其中保留17件、失效9件、废止20件。", "17 + 9 + 20 = 46 > 36"),
    ("rate", "受理行政复议案件60件，审结51件，审结率75%。", "51 ÷ 60 = 85% ≠ 75%"),
    ("rate", "复议审结51件，纠错11件，纠错率31.6%。", "11 ÷ 51 = 21.57% ≠ 31.6%"),
    ("rate", "评查执法案卷100卷，合格95卷，合格率85%。", "95 ÷ 100 = 95% ≠ 85%"),
    ("share", "办理法律援助案件500件，其中农民工案件200件，占45%。", "200 ÷ 500 = 40% ≠ 45%"),
    ("share", "审结案件51件，其中调解10件，占审结案件的29.6%。", "10 ÷ 51 = 19.61% ≠ 29.6%"),
    ("change", "2024年收到复议申请200件，较上年的160件增加50件。", "200 - 160 = 40 ≠ 50"),
    (
        "change",
        "2024年收到复议申请200件，2023年为160件，同比增长35%。",
        "(200 - 160) ÷ 160 = 25% ≠ 35%",
    ),
    ("change", "受理行政复议申请150件，比上年减少50件，下降35%。", "50 ÷ (150 + 50) = 25% ≠ 35%"),
    (
        "change",
        "行政复议申请200件（2023年为160件），增长35%。",
        "(200 - 160) ÷ 160 = 25% ≠ 35%",
    ),
    ("share", "持证执法人员549人，占行政执法人员总数600人的81.5%。", "549 ÷ 600 = 91.5% ≠ 81.5%"),
    (
        "sum",
        "在51件已审结的行政复议案件中，维持30件，驳回5件，撤回12件，纠错11件。",
        "30 + 5 + 12 + 11 = 58 > 51",
    ),
    (
        "repeat",
        "对现行有效的110件规范性文件开展清理。\n清理规范性文件105件。",
        "110件 ≠ 105件",
    ),
    ("change", "败诉率由2023年的19.4%降至10.7%，下降9.7个百分点。", "19.4 - 10.7 = 8.7 ≠ 9.7"),
    ("sum", "一审、二审、再审案件分别为45件、13件、3件，三项共计51件。", "45 + 13 + 3 = 61 ≠ 51"),
    ("sum", "决定撤销22件、确认违法9件、责令履行5件，三类案件合计31件。", "22 + 9 + 5 = 36 ≠ 31"),
    (
        "change",
        "一审、二审行政诉讼案件分别为44件、25件；一审行政诉讼案件较上年的40件上升20%。",
        "(44 - 40) ÷ 40 = 10% ≠ 20%",
    ),
    (
        "change",
        "矛盾纠纷调处量同比上升8%（2023年200件，2024年250件）。",
        "(250 - 200) ÷ 200 = 25% ≠ 8%",
    ),
    (
        "sum",
        "办理应诉案件49件。其中，一审39件，二审15件，再审4件，经协调撤诉9件。",
        "39 + 15 + 4 = 58 > 49",
    ),
    (
        "sum",
        "清理规范性文件110件，其中，废止19件；修改3件；继续有效98件。",
        "19 + 3 + 98 = 120 > 110",
    ),
    ("rate", "12345热线受理群众诉求400件，办结群众诉求380件，办结率85%。", "380 ÷ 400 = 95% ≠ 85%"),
    (
        "sum",
        "受理法律援助案件500件，其中律师办理400件、机构办理100件；按性质，民事案件400件、刑事案件150件。",
        "150 + 400 = 550 > 500",
    ),
    ("sum", "审结复议案件60件。\n维持复议案件40件。\n纠错复议案件30件。", "40 + 30 = 70 > 60"),
    (
        "repeat",
        "出庭应诉率95%，其中县政府负责人出庭应诉率100%。\n行政机关负责人出庭应诉率90%。",
        "95% ≠ 90%",
    ),
    (
        "sum",
        "县法律援助中心受理案件795件，与2023年（930件）相比下降14.5%；其中刑事650件，民事295件，通知辩护类占33%。",
        "650 + 295 = 945 > 795",
    ),
    (
        "sum",
        "在复议决定纠错的40件案件里，撤销25件、确认违法12件、责令履行9件，因程序违法被纠错的16件。",
        "25 + 12 + 9 = 46 > 40",
    ),
    ("change", "新收复议申请223件，比2023年（190件）多43件。", "223 - 190 = 33 ≠ 43"),
    ("rate", "排查隐患600处，整改576处，整改率86%，其中重大隐患11处。", "576 ÷ 600 = 96% ≠ 86%"),
    ("repeat", "共受理行政复议60件。\n今年受理行政复议案件62件，审结51件。", "60件 ≠ 62件"),
    # measures that one concept makes
    ("repeat", "全县作出行政处罚决定90件。\n各执法部门作出行政处罚97件。", "90件 ≠ 97件"),
    ("repeat", "完成合法性审核120件。\n全年共开展合法性审核130件。", "120件 ≠ 130件"),
    ("repeat", "公布政务服务事项1200项，网办率达91%。\n网办率为95%。", "91% ≠ 95%"),
    ("repeat", "受理信访事项900件。\n信访部门共受理群众信访事项950件。", "900件 ≠ 950件"),
    ("repeat", "对照上位法清理规范性文件90件。\n清理规范性文件97件。", "90件 ≠ 97件"),
    ("rate", "排查安全隐患900处，整改到位810处，隐患整改率96%。", "810 ÷ 900 = 90% ≠ 96%"),
    ("repeat", "应急预案共90份，隐患整改率为91%。\n隐患整改率96%。", "91% ≠ 96%"),
    (
        "rate",
        "审结以县行政机关为被告的行政诉讼案件300件，判决行政机关败诉43件，败诉率18%。",
        "43 ÷ 300 = 14.33% ≠ 18%",
    ),
    (
        "sum",
        "在办结的175件行政复议案件中，作出维持决定的65件，占比37.1%；驳回复议请求的16件；"
        "另有49件因申请人自愿撤回而终止，15件以调解书结案，41件被直接纠错。",
        "65 + 16 + 49 + 15 + 41 = 186 > 175",
    ),
    (
        "sum",
        "梳理规范性文件187件，决定废止55件、修改10件，其余159件继续执行；报备文件30件。",
        "55 + 10 + 159 = 224 ≠ 187",
    ),
    (
        "sum",
        "登记行政复议申请90件。按途径分，邮寄50件、窗口40件；按结果分，受理80件、不予受理19件。",
        "80 + 19 = 99 > 90",
    ),
    ("sum", "办理应诉案件50件，按审级分，一审30件、二审25件。", "30 + 25 = 55 > 50"),
    (
        "sum",
        "审结复议案件90件，按结果划分：维持40件、驳回20件、纠错30件；"
        "纠错的案件中，撤销18件、确认违法15件、责令履行3件。",
        "18 + 15 + 3 = 36 > 30",
    ),
    (
        "rate",
        "以部门为被告的案件审结90件，胜诉81件，败诉9件，败诉率18%。",
        "9 ÷ 90 = 10% ≠ 18%",
    ),
    (
        "sum",
        "已审结的90件复议案件，维持的有50件，驳回的有10件，撤回的有9件，调解的有8件，纠错的有33件。",
        "50 + 10 + 9 + 8 + 33 = 110 > 90",
    ),
    ("repeat", "申请人撤回而终止的复议案件12件。\n行政复议撤回19件。", "12件 ≠ 19件"),
    (
        "change",
        "接待来访177批次、800人次，批次较2023年的150批次多37批次。",
        "177 - 150 = 27 ≠ 37",
    ),
]
# Sentences in which nothing disagrees, though careless arithmetic would say so.
INNOCENT = [
    "上级交办的重复信访事项16件，化解率95%。\n信访事项化解率90%。",
    "受理信访事项90件，办结80件，比2023年受理量70件多20件。",
    "行政处罚案件90件，少于2023年的120件；罚款30万元，三项数据变动较大。",
    "审结90件，胜诉60件，败诉9件，败诉率11%。",
    "接待来访177批次、800人次，批次较2023年的150批次增长18%。",
    "以撤销方式纠错的案件56件，占纠错总数的60.9%；以变更方式纠错的案件36件，占39.1%。",
    "办结信访事项20件。按审级分，一审行政诉讼案件30件、二审行政诉讼案件25件。",
    "审结案件90件，纠错30件；维持的案件中，听证审理33件、简易程序5件。",
    "参加培训300人，其中女性200人、党员150人。",
    "审结行政复议案件51件，其中撤回14件、纠错11件、听证审理40件。",
    "召开会议8次，其中常务会议5次，听取汇报3次，研究议题13项。",
    "共开展活动12场，发放资料3000份，接受咨询500人次，共计覆盖5000人。",
    "组织培训40次，开展宣讲20次、讲座10次，共计70次。",
    "发放资料2万余份，其中宪法资料8000份、民法典资料1.5万份。",
    "共化解纠纷3964件，包括婚姻家庭500件、邻里1200件、土地800件等。",
    "办结信访事项950件，受理1000件，按期办结率100%。",
    "全县办理行政复议案件65件（含上年结转5件），受理60件，办结58件。",
    "2023年、2024年分别受理案件50件、60件，分别增长10%和20%。",
    "收到复议申请113件，2023年为58件，受理103件，同比增长99.5%。",
    "受理行政复议案件60件，较去年增加10件，其中涉企案件20件，较去年减少5件。",
    "全县受理行政复议案件60件。\n县司法局受理行政复议案件55件。",
    "全年受理行政复议案件60件。\n上半年受理涉企行政复议案件20件。",
    "2024年受理行政复议案件60件。\n2023年受理行政复议案件50件。",
    "开展业务培训4次。\n组织专题培训5次。\n举办法治培训6期。",
    "发布政策解读45条，网站公开信息5000条，解读率100%。",
    "一审行政诉讼案件60件，败诉6件，败诉率10%；二审案件20件，败诉1件，败诉率5%。",
    "行政处罚类39件，占比31%；投诉举报类26件，占比27%。",
    "办理行政应诉案件29件（一审14件，同比增长10%；二审11件；再审4件）。",
    "审结行政复议案件45件（维持20件，其中县本级9件；撤销25件）。",
    "一审行政诉讼案件14件，二审11件，再审4件，合计29件。\n再审行政诉讼案件4件。",
    "在51件已审结的行政复议案件中，维持30件，驳回5件。",
    "听证审理行政复议案件12件。审结行政复议案件83件（其中维持34件、驳回9件）。",
    "2023年、2024年分别受理信访事项50件、60件。\n受理信访事项60件。",
    "人民调解组织受理案件300件。\n县司法局调解组织受理案件20件。",
    # a change of something else than the figure beside it
    "受理公证300件，比上年减少50件，其中涉外公证增长23.5%。",
    "开展行政检查400次，比上年多60次，入企检查频次同比下降31.2%。",
    "办理司法鉴定90件，较2023年多30件，投诉率同比下降50%。",
    "收到复议申请200件，其中受理180件；处罚类申请增幅最大，较上年增长12%。",
    "接待来访177批次、800人次，较上年的150批次多27批次，人次同比下降9.8%。",
    "行政处罚案件120件，被行政复议撤销2件。\n行政复议决定撤销9件。",
    "行政复议纠错率20%。\n办结政府信息公开申请90件，复议纠错率3%。",
    # parts that needn't be all, a change that is no whole
    "发布政策解读42条（文字解读21条、图文解读13条）。",
    "办理司法鉴定300件，较2023年多40件，其中法医临床鉴定180件。",
    # a rate whose name says more than the part beside it, and one whose figures stand elsewhere
    "审结复议案件201件，经调解结案16件、经和解由申请人撤回34件，调解和解率达24.9%。",
    "审结行政复议案件201件。\n办理了一批案件20件。\n纠错11件。\n复议纠错率达24.9%。",
    # what is gone over and what is kept; what is named by its sentence only
    "对县政府现行有效的187件规范性文件进行梳理。\n规范性文件继续有效153件。",
    "纳入重大行政决策事项9项，完成合法性审核145件。\n完成重大行政决策合法性审核7件。",
    "受理行政复议案件187件，审结150件，其余57件正在审理。",
    # a bare rate behind a town's or an office's figure, suits against the government alone
    "行政执法人员2000人，持证执法人员1900人，执法人员持证率95%；清河镇执法人员25人，持证率100%。",
    "12345热线满意率97%。\n12345热线受理诉求900件，其中交通运输局办结率97.5%、满意率88%。",
    "以县政府为被告的行政诉讼案件37件。\n一审行政诉讼案件60件、二审行政诉讼案件20件。",
    "12345热线办结诉求900件，办结率97%。\n12345热线受理诉求950件，按时办结率99%。",
    "开展行政检查80次，整改率97%。\n督促整改问题50个，整改率100%。",
    # a rate of what is singled out
    "领导包案化解疑难信访问题25件，化解率90%；全年信访受理900件。",
    "排查隐患600处，完成整改576处，整改率96%，其中重大隐患11处，重大隐患整改率100%。",
]


@pytest.mark.parametrize(("text", "formula"), AGREEING)
def test_what_agrees_is_listed(text, formula):
    assert formula in [told for _, told in agreed(text)]
    assert not found(text)


@pytest.mark.parametrize(("kind", "text", "formula"), WRONG)
def test_what_disagrees_is_found(kind, text, formula):
    assert found(text) == [(kind, formula)]


@pytest.mark.parametrize("text", INNOCENT)
def test_no_false_alarm(text):
    assert not found(text)


COUNTS = st.lists(st.integers(1, 5000), min_size=3, max_size=3)
LISTS = [
    "共办理行政应诉案件{t}件（一审{a}件、二审{b}件、再审{c}件）。",
    "办理行政应诉案件{t}件：一审{a}件，二审{b}件，再审{c}件。",
    "共办理行政应诉案件{t}件，分别为一审{a}件、二审{b}件、再审{c}件。",
    "办理一审案件{a}件、二审案件{b}件、再审案件{c}件，合计{t}件。",
]


@settings(max_examples=40, deadline=None)
@given(COUNTS, st.sampled_from(LISTS), st.integers(-3000, 3000))
def test_a_complete_list_agrees_exactly_when_it_adds_up(counts, pattern, error):
    total = sum(counts) + error
    if total <= 0:
        return
    text = pattern.format(t=total, a=counts[0], b=counts[1], c=counts[2])
    made = [c for c in checks(text) if c.kind == "sum"]
    # A list that ends early may make the total by chance; that reading is believed.
    lucky = total in (counts[0] + counts[1], counts[1] + counts[2])
    assert all(c.agrees for c in made) == (error == 0 or lucky)
    assert made


@settings(max_examples=40, deadline=None)
@given(st.integers(20, 3000), st.integers(1, 100), st.integers(0, 2))
def test_a_rate_rounded_as_reports_do_agrees(whole, percent, digits):
    part = max(1, whole * percent // 100)
    rate = (Decimal(100 * part) / whole).quantize(Decimal(1).scaleb(-digits))
    text = f"行政复议审结{whole}件，纠错{part}件，纠错率{rate}%。"
    assert not found(text)
    off = rate + 7
    assert found(f"行政复议审结{whole}件，纠错{part}件，纠错率{off}%。") or off > 100


def test_a_cut_off_rate_agrees_and_a_rounded_up_one_does_not():
    assert not found("复议审结51件，纠错11件，纠错率21.5%。")
    assert found("复议审结51件，纠错11件，纠错率21.7%。")


def test_shares_of_a_whole_that_most_of_them_agree_on():
    text = (
        "收到行政复议申请1000件。\n"
        "行政处罚类310件，占比31%；投诉举报类270件，占比27%；行政强制类200件，占比20%；"
        "信息公开类58件，占比9.4%。"
    )
    assert found(text) == [("share", "58 ÷ 1000 = 5.8% ≠ 9.4%")]
    (finding,) = [c for c in checks(text) if not c.agrees]
    assert finding.sure == "possible"
    assert len(agreed(text)) == 3


def test_a_finding_says_how_sure_it_is_and_what_it_rests_on():
    (check,) = checks("共办理行政应诉案件29件（一审14件、二审12件、再审4件）。")
    assert check.sure == "certain"
    assert [f.quantity.words for f in check.figures] == ["29件", "14件", "12件", "4件"]
    assert "14 + 12 + 4 = 30 ≠ 29" in check.message()
    assert "don't make up" in check.message("en")


def test_never_across_bodies_or_periods():
    text = "共办理行政应诉案件29件（2023年一审14件、二审12件、再审4件）。"
    assert not found(text)
    one, other = "受理行政复议60件。", "今年受理行政复议62件。"
    figures = stated(one, report(place=QINGHE), PATH) + stated(other, report(place=WUYI), PATH)
    assert not compare(one, figures)


LAST = "# 清河县2023年报告\n\n## 一、行政复议\n\n全年受理行政复议申请80件，审结70件。\n"
THIS = "# 清河县2024年报告\n\n## 一、行政复议\n\n全年受理行政复议申请100件，同比增长{}%。\n"


@pytest.mark.parametrize(("stated_growth", "agrees"), [(25, True), (35, False)])
def test_a_change_against_last_years_report(tmp_path, stated_growth, agrees):
    desk = Desk(tmp_path)
    desk.add("last", LAST, kind="report", year=2023, jurisdiction=HEBEI)
    desk.add("this", THIS.format(stated_growth), kind="report", year=2024, jurisdiction=HEBEI)
    done = _audit(desk.stores, "this")
    (check,) = (*done.findings, *done.checked)
    assert (check.kind, check.agrees, check.sure) == ("change", agrees, "likely")
    assert check.formula.startswith("(100 - 80) ÷ 80 = 25%")
    assert {c.title for c in done.citations} == {"清河县2023年报告", "清河县2024年报告"}
    desk.close()


def test_another_bodys_or_an_internal_report_is_not_last_years(tmp_path):
    desk = Desk(tmp_path)
    desk.add("last", LAST, kind="report", year=2023, jurisdiction=ZHEJIANG)
    hidden = {"kind": "report", "year": 2023, "jurisdiction": HEBEI, "audience": "internal"}
    desk.add("hidden", LAST.replace("80", "90"), **hidden)
    desk.add("this", THIS.format(25), kind="report", year=2024, jurisdiction=HEBEI)
    done = _audit(desk.stores, "this")
    assert not done.findings
    assert not done.checked
    with pytest.raises(NotFound):
        _audit(desk.stores, "hidden")
    desk.close()


def _audit(stores: Stores, name: str) -> Audit:
    library = Library(stores.catalogue)
    (document,) = audited([name], library)
    return audit(document, library)


def _verbatim(done: Audit, stores: Stores) -> None:
    """Every citation is its version's words, and every figure stands in its citation."""
    texts = {
        c.document_id: stores.catalogue.current_version(c.document_id).text for c in done.citations
    }
    for citation in done.citations:
        assert texts[citation.document_id][citation.start : citation.end] == citation.quote
    cited = {c.n: c for c in done.citations}
    for check in (*done.findings, *done.checked):
        for figure in check.figures:
            assert figure.quantity.words in cited[done.cited[figure.id]].quote


def test_the_real_report_agrees_with_itself(tmp_path: Path, shared_dir: Path):
    with stores_in(tmp_path) as stores:
        path = shared_dir / "corpus" / "reports" / "guangshan-2023.txt"
        Pipeline(stores).ingest([str(path)])
        library = Library(stores.catalogue)
        (document,) = audited(None, library)
        done = audit(document, library)
        assert done.agrees
        formulas = {c.formula for c in done.checked}
        assert {"14 + 11 + 4 = 29", "11 ÷ 51 = 21.57% ≈ 21.6%"} <= formulas
        _verbatim(done, stores)


def test_the_samples(tmp_path: Path, samples_dir: Path):
    with stores_in(tmp_path) as stores:
        Pipeline(stores).ingest([str(samples_dir)])
        library = Library(stores.catalogue)
        done = {d.slug: audit(d, library) for d in audited(None, library)}
        for one in done.values():
            _verbatim(one, stores)
        tongzhou = done.pop("tongzhou-2023")
        formulas = {c.formula for c in tongzhou.checked}
        assert {
            "1113 - 558 = 555",
            "(1113 - 558) ÷ 558 = 99.46% ≈ 99.5%",
            "236 ÷ 977 = 24.16% ≈ 24.2%",
            "48 + 10 + 28 + 150 = 236",
            "339 ÷ 1113 = 30.46% ≈ 30%",
        } <= formulas
        # The published figures themselves don't fit here; no other sentence is doubted.
        assert [(c.formula, c.sure) for c in tongzhou.findings] == [
            ("58 ÷ 1113 = 5.21% ≠ 5.4%", "possible")
        ]
        assert all(one.agrees for one in done.values())


def test_the_rules_name_what_the_lexicon_knows():
    measures, rules = load_lexicon().measures, load_rules()
    for name, rule in rules.rates.items():
        assert measures[name].unit == "%"
        for part in (*rule.wholes, *(p for way in rule.parts for p in way)):
            assert part in measures, part
    for group in rules.exclusive:
        assert group <= set(load_concepts().by_name)


def test_every_sentence_of_the_audit_stands_in_both_languages():
    file = resources.files("assistant").joinpath("data/audit.yaml")
    templates = yaml.safe_load(file.read_text(encoding="utf-8"))
    used = set()
    for path in Path(str(resources.files("assistant"))).glob("audit*.py"):
        used |= set(re.findall(r'"((?:sum|part|change|repeat)_\w+)"', path.read_text("utf-8")))
    kinds = {f"{kind}_{end}" for kind in ("rate", "share") for end in ("equal", "differs")}
    assert used - {"sum_checks"} | kinds == set(templates)
    for words in templates.values():
        assert set(words) == {"zh", "en"}
