"""Which stated figure answers: the one whose words say all that is asked, or none."""

from __future__ import annotations

import pytest

from assistant.unify import unify
from tests.reading import answers, stated, target

REVIEW = (
    "2024年共收到行政复议申请82件，受理75件，不予受理4件，审结70件。"
    "其中维持31件，撤回12件，纠错9件，纠错率12.86%。"
)
COURT = "全年办理行政应诉案件38件，其中一审26件、二审9件、再审3件。行政机关负责人出庭应诉率98%。"
AID = "受理法律援助案件410件，同比增长12.6%，比上年增加46件。挽回损失36.5万元。"
LIMITS = (
    "市本级受理行政复议20件。下半年办理公证33件。第二批清理证明事项15项。日均接听热线来电300件。"
)
HALVES = "下半年办理公证33件，全年办理公证90件。"
MONTHS = "1—6月受理行政复议40件，全年受理75件。"
NESTED = "审结行政复议案件70件（其中调解结案11件，占15.7%），信访积案30件。"
VILLAGES = "创建国家级民主法治村1个、省级民主法治村8个。"
OFFICES = "区综合执法局立案412起，罚款66.8万元；区应急局检查企业930家次，罚款41.5万元。"
COUNSEL = "2024年，政府法律顾问共审查重大决策3件、规范性文件7件、合同41份。"
OWN_LEVEL = "县本级收到行政复议申请19件。"
TWO_BODIES = "全年本县各级机关收到行政复议申请88件。县政府收到行政复议申请31件。"
FILES = "抽取行政处罚案卷26宗。作出行政处罚530件。"
SOME = "全县行政诉讼败诉率8.2%，较上年下降1.5个百分点。部分乡镇败诉率超过25%。"
KINDS_OF_CALLS = "咨询类诉求612件，投诉类诉求83件。受理省派工单29件，已处理完毕27件。"
MEDIATED = "全县640名人民调解员调解纠纷960件，成功951件，涉及金额318万元。"
GROWTH = "2024年新收行政复议申请66件，比2023年增加11件，增幅为20%。"
LABOUR = "劳动仲裁院立案96件，结案90件，其中调解撤诉55件，调撤率61.1%。"
KINDS = "行政处罚、行政强制、行政许可案件分别办结40件、6件和300件。"
TIERS = "市政府收到复议申请42件，区县政府共收到复议申请65件，区县政府部门收到复议申请71件。"
MEANS = "以撤销、变更等方式直接纠错的8件，经协调后撤回申请等方式间接纠错的31件。"
FINES = (
    "下达处罚决定书280份，罚没款数额总计964万元，案件平均罚款金额3.4万元。"
    "其中按日连续处罚案件12件，罚款金额为87万元。"
)
WORK = "督办事项共有86件，有51件已完成，正在办理35件。"
LISTED = "主动公开人事、财务等各类信息352条。"
SHARES = "网络转办182件，占诉求总量的35.1%；刑事案件27件，占受理总数的46.2%。"
NAMED = "印发了14家单位的“三定”规定和21家单位的编制调整通知。"


@pytest.mark.parametrize(
    ("question", "text", "figures"),
    [
        ("受理行政复议多少件", REVIEW, ["75件"]),
        ("区县政府收到多少件复议申请", TIERS, ["65件"]),
        ("区县政府部门收到多少件复议申请", TIERS, ["71件"]),
        ("乡镇政府收到多少件复议申请", TIERS, []),
        ("直接纠错多少件", MEANS, ["8件"]),
        ("间接纠错多少件", MEANS, ["31件"]),
        ("行政处罚罚没款多少", FINES, ["964万元"]),
        ("案件平均罚款多少", FINES, ["3.4万元"]),
        ("督办事项多少件", WORK, ["86件"]),
        ("主动公开信息多少条", LISTED, ["352条"]),
        ("网络转办占诉求总量多少", SHARES, ["35.1%"]),
        ("印发了多少家单位的“三定”规定", NAMED, ["14家"]),
        ("审结行政复议案件多少件", REVIEW, ["70件"]),
        ("行政复议办结了几件", REVIEW, ["70件"]),
        ("收到行政复议申请多少件", REVIEW, ["82件"]),
        ("不予受理的行政复议申请有多少件", REVIEW, ["4件"]),
        ("没受理的复议有几件", REVIEW, ["4件"]),
        ("行政复议维持多少件", REVIEW, ["31件"]),
        ("行政复议纠错率是多少", REVIEW, ["12.86%"]),
        ("行政复议纠错多少件", REVIEW, ["9件"]),
        ("受理和审结行政复议各多少件", REVIEW, ["75件", "70件"]),
        ("受理行政复议超过100件了吗", REVIEW, ["75件"]),
        ("行政应诉案件多少件", COURT, ["38件"]),
        ("一审行政诉讼多少件", COURT, ["26件"]),
        ("行政诉讼二审几件", COURT, ["9件"]),
        ("出庭应诉率", COURT, ["98%"]),
        ("受理法律援助案件多少件", AID, ["410件"]),
        ("法律援助同比增长百分之多少", AID, ["12.6%"]),
        ("法律援助案件增加多少件", AID, ["46件"]),
        ("挽回损失多少钱", AID, ["36.5万元"]),
        ("市本级受理行政复议多少件", LIMITS, ["20件"]),
        ("下半年办理公证多少件", LIMITS, ["33件"]),
        ("第二批清理证明事项多少项", LIMITS, ["15项"]),
        ("热线来电日均多少件", LIMITS, ["300件"]),
        ("全年办理公证多少件", HALVES, ["90件"]),
        ("下半年办理公证多少件", HALVES, ["33件"]),
        ("受理行政复议多少件", MONTHS, ["75件"]),
        ("1—6月受理行政复议多少件", MONTHS, ["40件"]),
        ("受理行政复议多少件", "1-12月受理行政复议75件。", ["75件"]),
        ("综合执法局罚款多少钱", OFFICES, ["66.8万元"]),
        ("应急局罚款多少钱", OFFICES, ["41.5万元"]),
        ("法律顾问审查合同多少份", COUNSEL, ["41份"]),
        ("收到行政复议申请多少件", OWN_LEVEL, ["19件"]),
        ("收到行政复议申请多少件", TWO_BODIES, ["88件"]),
        ("县政府收到行政复议申请多少件", TWO_BODIES, ["31件"]),
        ("行政处罚多少件", FILES, ["530件"]),
        ("劳动仲裁调撤率是多少", LABOUR, ["61.1%"]),
        ("败诉率是多少", SOME, ["8.2%"]),
        ("败诉率下降多少个百分点", SOME, ["1.5个百分点"]),
        ("投诉类多少件", KINDS_OF_CALLS, ["83件"]),
        ("人民调解员多少名", MEDIATED, ["640名"]),
        ("调解纠纷多少件", MEDIATED, ["960件"]),
        ("调解涉及金额多少万元", MEDIATED, ["318万元"]),
        ("行政复议申请增幅是百分之多少", GROWTH, ["20%"]),
        ("罚没款多少", "作出处罚9件（公安局6件，其他部门3件），罚没款合计7.5万元。", ["7.5万元"]),
        ("复议还有几件在审", "受理行政复议9件，审结7件，正在审理2件。", ["2件"]),
        ("受理纠纷多少件、调解成功多少件", "受理纠纷52件，调解成功50件。", ["52件", "50件"]),
        ("12月受理行政复议多少件", "12月受理行政复议7件。", ["7件"]),
        ("市场监管局受理行政复议多少件", "市场监管局受理行政复议7件。", ["7件"]),
        ("行政复议调解结案多少件", NESTED, ["11件"]),
        ("信访积案多少件", NESTED, ["30件"]),
        ("省级民主法治村多少个", VILLAGES, ["8个"]),
        ("国家级民主法治村几个", VILLAGES, ["1个"]),
        ("行政强制多少件", KINDS, ["6件"]),
        ("行政许可办结多少件", KINDS, ["300件"]),
        ("培训执法人员多少场多少人次", "培训执法人员3场420人次。", ["3场", "420人次"]),
    ],
)
def test_what_is_stated_is_found(question: str, text: str, figures: list[str]) -> None:
    assert answers(question, text) == figures


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("行政复议调解多少件", REVIEW),
        ("行政复议终止多少件", REVIEW),
        ("行政复议驳回多少件", REVIEW),
        ("行政复议未审结多少件", REVIEW),
        ("行政复议维持率", REVIEW),
        ("行政复议确认违法多少件", REVIEW),
        ("行政诉讼受理多少件", REVIEW),
        ("行政复议罚款多少元", REVIEW),
        ("受理行政复议多少人次", REVIEW),
        ("败诉率是多少", COURT),
        ("行政诉讼败诉多少件", COURT),
        ("负责人出庭多少次", COURT),
        ("法律援助下降多少", AID),
        ("法律援助审结多少件", AID),
        ("法律援助多少人", AID),
        ("受理行政复议多少件", LIMITS),
        ("办理公证多少件", LIMITS),
        ("上半年办理公证多少件", LIMITS),
        ("第一批清理证明事项多少项", LIMITS),
        ("信访积案调解多少件", NESTED),
        ("市级民主法治村多少个", VILLAGES),
        ("行政检查多少件", KINDS),
        ("12月受理行政复议多少件", "全年受理行政复议75件。"),
        ("十二月受理行政复议多少件", "全年受理行政复议75件。"),
        ("受理行政复议多少件", "1—6月受理行政复议40件。"),
        ("市场监管局受理行政复议多少件", "受理行政复议75件。"),
        ("受理多少件", "审结行政复议案件70件。"),
        ("审结多少件", "受理行政复议案件75件。"),
        ("受理行政复议多少件", "不予受理行政复议申请4件。"),
        ("不予受理行政复议多少件", "受理行政复议申请75件。"),
        ("行政复议纠错率", "行政复议维持率80%。"),
        ("调解成功率多少", "调解成功案件36件。"),
        ("律师有多少名", "全县有司法所18个。"),
        ("罚款多少钱", OFFICES),
    ],
)
def test_what_is_not_stated_is_not_found(question: str, text: str) -> None:
    assert answers(question, text) == []


@pytest.mark.parametrize("stage", ["受理", "收到", "审结", "不予受理", "未审结"])
@pytest.mark.parametrize("other", ["受理", "收到", "审结", "不予受理", "未审结"])
@pytest.mark.parametrize("thing", ["行政复议申请", "法律援助案件", "信访事项"])
def test_stages_are_never_mixed(stage: str, other: str, thing: str) -> None:
    found = answers(f"{stage}{thing}多少件", f"全年{other}{thing}52件。")
    assert found == (["52件"] if stage == other else [])


def test_levels_left_open_are_all_shown() -> None:
    assert set(answers("民主法治村多少个", VILLAGES)) == {"1个", "8个"}


def test_stages_left_open_are_told_apart() -> None:
    text = "行政复议案件受理75件，审结70件。"
    assert set(answers("行政复议案件多少件", text)) <= {"75件", "70件"}


def test_a_figure_stated_twice_is_one() -> None:
    text = "受理行政复议75件。\n全年受理行政复议案件75件。"
    assert answers("受理行政复议多少件", text) == ["75件"]


def test_two_figures_that_fit_alike_are_no_answer() -> None:
    text = "受理行政复议75件。\n受理行政复议57件。"
    assert answers("受理行政复议多少件", text) == []


def test_the_heading_may_name_the_object() -> None:
    assert answers("受理行政复议多少件", "全年受理75件。", path=("三、行政复议工作",)) == ["75件"]
    assert answers("受理行政复议多少件", "全年受理75件。", path=("三、信访工作",)) == []


def test_a_running_total_is_worth_less_than_a_years_figure() -> None:
    year, total = stated("办理法律援助案件410件。\n累计办理法律援助案件1200件。")
    asked = target("办理法律援助案件多少件")
    first, second = unify(asked, year), unify(asked, total)
    assert first is not None
    assert second is None or second.score < first.score


def test_a_score_is_at_most_one() -> None:
    (indicator,) = stated("受理行政复议案件75件。")
    match = unify(target("受理行政复议案件多少件"), indicator)
    assert match is not None
    assert 0 < match.score <= 1


@pytest.mark.parametrize(
    ("question", "text", "figures"),
    [
        ("政务服务事项有多少项", "区级保留政务服务事项515项。", ["515项"]),
        ("保留了多少件规范性文件", "清理后保留县政府行政规范性文件17件。", ["17件"]),
        ("有多少个村聘请了法律顾问", "县政府聘请法律顾问两名。", []),
        ("司法局作为被告的行政诉讼有多少件", "依法委托县司法局出庭应诉，共办理诉讼案件29件。", []),
        ("以公安局为被申请人的行政复议多少件", "以公安局为被申请人的行政复议案件25件。", ["25件"]),
        ("以公安局为被申请人的行政复议多少件", "收到行政复议案件25件。", []),
        ("行政处罚案件有多少件", "按申请事项分，行政处罚类349件。", []),
    ],
)
def test_parties_kinds_and_what_still_stands(question: str, text: str, figures: list[str]) -> None:
    assert answers(question, text) == figures
