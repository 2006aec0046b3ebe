"""Stated figures with their year, place and measure, from sentences and from table rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.domain import NATION, Indicator, Period, Place
from assistant.quantity import plain_decimal
from tests.reading import QINGHE, report, stated, words


def by_words(text: str, **about: object) -> dict[str, Indicator]:
    """The figures of a text by their words; ``about`` describes the document."""
    return {i.quantity.words: i for i in stated(text, report(**about))}  # type: ignore[arg-type]


def period(text: str, figure: str, **about: object) -> Period:
    return by_words(text, **about)[figure].period


@pytest.mark.parametrize(
    ("text", "figure", "year", "scope"),
    [
        ("全年受理行政复议75件。", "75件", 2024, "year"),
        ("2023年受理行政复议60件。", "60件", 2023, "year"),
        ("2023年受理50件，2024年受理75件。", "50件", 2023, "year"),
        ("2023年受理50件，2024年受理75件。", "75件", 2024, "year"),
        ("受理75件，较2023年增加15件。", "15件", 2024, "year"),
        ("受理75件，比上年增加15件。", "15件", 2024, "year"),
        ("较2023年的60件增加到75件。", "60件", 2023, "year"),
        ("较2023年的60件增加到75件。", "75件", 2024, "year"),
        ("满意度由上年的91.2%上升至95.8%。", "91.2%", 2023, "year"),
        ("满意度由2023年的91.2%上升至95.8%。", "95.8%", 2024, "year"),
        ("累计办理法律援助案件1200件。", "1200件", 2024, "cumulative"),
        ("2021年以来累计办理法律援助案件1200件。", "1200件", 2024, "cumulative"),
        ("自2021年以来办理法律援助案件1200件。", "1200件", 2024, "cumulative"),
        ("2021—2024年办理法律援助案件1200件。", "1200件", None, "cumulative"),
        ("截至2024年底，全县共有律师56名。", "56名", 2024, "as_of"),
        ("审结70件，其中维持31件。", "31件", 2024, "part"),
        ("2025年力争办理法律援助案件500件。", "500件", 2025, "planned"),
        ("计划办理公证90件。", "90件", 2024, "planned"),
        ("根据《2021年工作要点》办结任务12项。", "12项", 2024, "year"),
        ("受理75件，上年为60件，增长25%。", "60件", 2023, "year"),
        ("受理75件，2023年同期60件，增长25%。", "60件", 2023, "year"),
        ("受理75件，2023年同期60件，增长25%。", "25%", 2024, "year"),
        ("受理75件（去年为60件），增长25%。", "60件", 2023, "year"),
        ("受理75件，同比增长25%（2023年为60件）。", "60件", 2023, "year"),
        ("安排经费 75 万元，较 2023 年 60 万元增长 25%。", "60 万元", 2023, "year"),
        ("收到80件，2023年为60件，受理75件。", "75件", 2024, "year"),
        ("2023年受理50件，审结40件，2024年受理75件，审结70件。", "70件", 2024, "year"),
        ("与2023年相比，案件从60件增加到75件。", "60件", 2023, "year"),
        ("对2019年3月至2022年6月印发的文件进行清理，废止75件。", "75件", 2024, "year"),
        ("对2022年度办结的75卷案卷进行自查。", "75卷", 2024, "year"),
        ("出台三年规划（2024—2026年）；安排法治建设项目75个。", "75个", 2024, "year"),
        ("案件从原来的60件增加到75件。", "60件", None, "year"),
        ("案件从上年的60件变为75件。", "60件", 2023, "year"),
        ("受理75件；上年同期受理60件。", "60件", 2023, "year"),
        ("2023年、2024年分别受理案件60件、75件。", "60件", 2023, "year"),
        ("2023年、2024年分别受理案件60件、75件。", "75件", 2024, "year"),
        ("全年累计受理案件75件。", "75件", 2024, "year"),
        ("全年累计受理案件75件（其中刑事20件、民事55件）。", "55件", 2024, "part"),
        ("累计为老人办理公证20件，全年办理公证75件。", "75件", 2024, "year"),
        ("调解员达500名，较2023年末增加30名。", "30名", 2024, "year"),
        ("事项由2023年的1200项调整为1300项。", "1200项", 2023, "as_of"),
        ("事项由2023年的1200项调整为1300项。", "1300项", 2024, "as_of"),
    ],
)
def test_period(text: str, figure: str, year: int | None, scope: str) -> None:
    found = period(text, figure)
    assert (found.year, found.scope) == (year, scope)


def test_a_report_without_a_year_lends_none() -> None:
    assert period("受理75件。", "75件", year=None).year is None
    assert period("满意度由上年的91.2%上升至95.8%。", "91.2%", year=None).year is None


def test_what_stands_under_a_plan_is_planned() -> None:
    (indicator,) = stated("办理公证90件。", path=("三、下一步工作打算",))
    assert (indicator.period.year, indicator.period.scope) == (2025, "planned")


def test_a_figure_of_another_year_counts_what_the_one_before_a_change_does() -> None:
    found = by_words("受理行政复议75件，同比增长25%（2023年为60件）。")
    assert found["60件"].measure == found["75件"].measure == "行政复议受理量"


@pytest.mark.parametrize(
    ("text", "figure", "names"),
    [
        ("受理行政复议75件。", "75件", QINGHE.names),
        ("全市受理行政复议120件。", "120件", QINGHE.names[:2]),
        ("全省受理行政复议9000件。", "9000件", QINGHE.names[:1]),
        ("全国受理行政复议50万件。", "50万件", (NATION,)),
        ("全国行政机关负责人出庭应诉率约为65%。", "65%", (NATION,)),
        ("获评全国先进集体3个。", "3个", QINGHE.names),
        ("败诉率低于全省1.7个百分点。", "1.7个百分点", QINGHE.names),
        ("在全省率先建成法治驿站6个。", "6个", QINGHE.names),
        ("全省通办6241件，跨省通办820件。", "6241件", QINGHE.names),
        ("全县受理行政复议75件。", "75件", QINGHE.names),
        ("邢台市共调处纠纷20000件。", "20000件", QINGHE.names[:2]),
        ("邢台市司法局转办案件20件。", "20件", QINGHE.names),
    ],
)
def test_place(text: str, figure: str, names: tuple[str, ...]) -> None:
    place = by_words(text)[figure].place
    assert place == Place(names=names)


def test_no_place_is_made_up() -> None:
    assert by_words("全市受理75件。", place=None)["75件"].place is None


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "收到行政复议申请82件，受理75件，不予受理4件，审结70件。",
            ["行政复议申请收到量", "行政复议受理量", "行政复议不予受理量", "行政复议审结量"],
        ),
        ("办理行政应诉案件38件，其中一审26件。", ["行政诉讼办理量", "一审行政诉讼案件数"]),
        ("行政复议纠错率12.86%。", ["行政复议纠错率"]),
        ("栽种树苗300株。", [None]),
    ],
)
def test_measure(text: str, measures: list[str | None]) -> None:
    assert [i.measure for i in stated(text)] == measures


def test_heads_of_a_row_say_what_when_and_in_what_unit() -> None:
    rows = "| 项目: 行政复议受理 | 2023年（件）: 60 | 2024年（件）: 1,075 |"
    first, second = stated(rows)
    assert (first.period.year, second.period.year) == (2023, 2024)
    assert [plain_decimal(i.quantity.value) for i in (first, second)] == ["60", "1075"]
    assert [i.quantity.unit for i in (first, second)] == ["件", "件"]
    assert [rows[i.quantity.start : i.quantity.end] for i in (first, second)] == ["60", "1,075"]
    assert first.measure == "行政复议受理量"


def test_a_row_keeps_its_figures_apart() -> None:
    rows = "| 类别: 维持 | 数量: 31件 | 占比: 44.3% |\n| 类别: 纠错 | 数量: 9件 | 占比: 12.9% |"
    found = stated(rows, path=("行政复议案件审理结果",))
    assert words(found) == ["31件", "44.3%", "9件", "12.9%"]
    assert ["维持" in i.frame.local for i in found] == [True, True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        "一审案件41件、二审案件7件，同比分别增长18.5%、下降5%。",
        "一审案件41件，二审案件7件，分别增长18.5%和5%。",
        "受理信访90件，一审案件41件、二审案件7件，分别增长18.5%、5%。",
    ],
)
def test_changes_shared_out_are_each_of_the_figure_in_their_place(text: str) -> None:
    found = by_words(text)
    first, second = found["18.5%"].frame.governs, found["5%"].frame.governs
    assert ("一审" in first, "二审" in first) == (True, False)
    assert ("一审" in second, "二审" in second) == (False, True)


def test_rooms_and_postal_codes_are_no_figures() -> None:
    assert words(stated("地址：办公楼405室，邮编330000，值班8人。")) == ["8人"]


def test_a_row_of_words_states_nothing() -> None:
    assert stated("| 项目: 信息公开 | 负责人: 办公室 |") == []


def test_statutes_state_no_figures() -> None:
    assert stated("处一百元以上五百元以下罚款。", report(kind="statute")) == []


def test_every_figure_is_bound_to_its_words() -> None:
    text = "收到申请82件，受理75件。\n审结70件（其中维持31件，占44.3%）。\n培训3批次420人次。"
    found = stated(text)
    assert words(found) == ["82件", "75件", "70件", "31件", "44.3%", "3批次", "420人次"]
    for indicator in found:
        quantity = indicator.quantity
        assert text[quantity.start : quantity.end] == quantity.words
        assert indicator.sentence_start <= quantity.start < quantity.end <= indicator.sentence_end
        assert "\n" not in text[indicator.sentence_start : indicator.sentence_end]
    assert len({i.id for i in found}) == len(found)


def test_the_same_text_gives_the_same_figures() -> None:
    text = "收到申请82件，受理75件，同比增长12.6%。"
    assert stated(text) == stated(text)


def test_figures_are_exact_decimals() -> None:
    (indicator,) = stated("罚没31.57万元。")
    assert indicator.quantity.value == Decimal("315700")


@pytest.mark.parametrize(
    ("text", "figure", "scope"),
    [
        ("在办结的51件行政复议案件中，维持20件；另有9件以调解书结案。", "9件", "part"),
        ("审结51件，其中撤回14件、调解2件、纠错11件，纠错率21.6%。", "11件", "part"),
        ("审结51件，其中撤回14件、调解2件、纠错11件，纠错率21.6%。", "21.6%", "year"),
        ("办理29件（一审14件、二审11件、再审4件）。", "4件", "part"),
        ("收到82件（2023年为60件）。", "60件", "year"),
        ("审结的51件案件中，撤销8件、确认违法3件。", "3件", "part"),
        ("其中维持8件，同时办理行政应诉案件29件。", "29件", "year"),
        ("全县20个司法所全部达标。", "20个", "as_of"),
        ("现有律师56名。", "56名", "as_of"),
        ("新选聘执法监督员15名。", "15名", "year"),
        ("共有209人申领行政执法证。", "209人", "year"),
        ("巡察覆盖单位15个。", "15个", "year"),
        ("审结的51件行政复议案件中，撤销8件、确认违法3件。", "3件", "part"),
        ("在70件已审结的行政复议案件中，维持31件，驳回8件。", "8件", "part"),
        ("办理应诉案件29件：一审14件，二审15件。", "15件", "part"),
        ("清理文件90件，清理结果为：保留60件、废止30件。", "30件", "part"),
        ("受理申请90件：占比30%。", "30%", "year"),
        ("人民调解员共计500名。", "500名", "as_of"),
        ("政务服务事项总数达到1200项。", "1200项", "as_of"),
        ("人民调解组织共有367个。", "367个", "as_of"),
        ("年度确定重大行政决策事项8项。", "8项", "year"),
        ("县政府共有行政诉讼案件29件。", "29件", "year"),
        ("一年来受理行政复议75件。", "75件", "year"),
        ("十年来受理行政复议750件。", "750件", "cumulative"),
        ("纠错案件中，撤销8件、确认违法3件。", "8件", "part"),
        ("工作中，开展检查8次。", "8次", "year"),
        ("国家级、省级民主法治示范村分别达到2个、34个。", "34个", "as_of"),
        ("| 序号: 1 | 名称: 容缺受理事项 | 数量（项）: 96 | 备注: 已公布 |", "96", "as_of"),
        ("今年以来受理行政复议75件。", "75件", "year"),
        ("共有法律明白人300名，开展法治讲座20场。", "20场", "year"),
        ("目录列入重大行政决策事项8项。", "8项", "year"),
        ("全县200个村（社区）实现法律顾问全覆盖。", "200个", "as_of"),
        ("普法活动覆盖15个乡镇。", "15个", "year"),
        ("| 项目: 政务服务事项（项） | 2024年: 1200 |", "1200", "as_of"),
        ("连续5年获得优秀等次。", "5年", "cumulative"),
    ],
)
def test_scope(text: str, figure: str, scope: str) -> None:
    assert period(text, figure).scope == scope


@pytest.mark.parametrize(
    ("text", "figure", "name"),
    [
        ("龙泉街道调委会调解纠纷90件。", "90件", "龙泉街道"),
        ("紫水派出所调解纠纷12起。", "12起", "紫水派出所"),
        ("调解纠纷90件，其中龙泉镇调委会调解12件。", "12件", "龙泉镇"),
        ("以街道乡镇为被申请人的案件339件。", "339件", "清河县"),
        ("各乡镇调解纠纷339件。", "339件", "清河县"),
        ("19个乡镇建成便民服务中心19个。", "便民服务中心19个", "清河县"),
    ],
)
def test_a_body_within_keeps_its_own_figure(text: str, figure: str, name: str) -> None:
    found = [i for i in stated(text) if figure.endswith(i.quantity.words)]
    assert found[-1].place is not None
    assert found[-1].place.name == name


@pytest.mark.parametrize(
    ("text", "figure", "measure"),
    [
        ("全县在册行政执法人员1701人，持证率90%。", "1701人", "行政执法人员数"),
        ("矛盾纠纷调解成功率较上年提高2个百分点，达96.7%。", "96.7%", "矛盾纠纷调解成功率"),
        ("执业律师由2023年末的97名增加到99名。", "99名", "律师数"),
        (
            "行政复议以撤销、确认违法、责令履行等方式直接纠正不当行政行为40件。",
            "40件",
            "行政复议纠错量",
        ),
        ("行政复议调解16件、经和解由申请人撤回34件。", "34件", "行政复议撤回量"),
        ("各级人民调解组织受理纠纷案件5219件。", "5219件", "人民调解受理量"),
        ("各级调解组织调处矛盾纠纷440件。", "440件", "矛盾纠纷调处量"),
        (
            "在办结的51件行政复议案件中，维持20件；另有9件以调解书结案。",
            "9件",
            "行政复议调解量",
        ),
        ("办结法律援助案件641件，受援人4288人。", "4288人", "法律援助受援人数"),
        ("受理法律援助案件663件，其中刑事85件。", "85件", "刑事法律援助案件数"),
        ("政务服务办件量57万件，收到好差评11万条。", "11万条", "好差评数"),
        ("县政府常务会议会前学法13次。", "13次", "学法次数"),
        ("人民调解组织受理案件51件。", "51件", "人民调解受理量"),
        ("受理信访事项2414件，及时受理率98.87%。", "98.87%", "信访及时受理率"),
        ("审核合同51份。", "51份", "合法性审核合同数"),
        ("出庭应诉率达95%，组织旁听庭审16场。", "16场", "旁听庭审场数"),
        ("公布重大行政决策事项8项。完成合法性审核139件。", "139件", "合法性审核件数"),
        ("组织述法，述法人员150人。会前学法13次，70余人参加。", "70余人", None),
        ("受理75件，行政复议申请量为80件。", "80件", "行政复议申请收到量"),
        ("办理行政处罚案件75件，2023年同期60件。", "60件", "行政处罚办理量"),
        ("在审结的51件行政复议案件中，维持20件。", "51件", "行政复议审结量"),
        ("行政复议撤回申请终止12件。", "12件", "行政复议撤回量"),
        ("行政复议终止12件。", "12件", "行政复议终止量"),
        ("对现行有效的110件规范性文件开展清理。", "110件", "规范性文件清理数"),
        ("政务大厅设窗口60个，政务服务办件量300件。", "300件", "政务服务办件量"),
        ("政务服务事项1200项全部进驻。", "1200项", "政务服务事项数"),
        ("一审行政诉讼案件14件，二审11件，合计25件。", "25件", "行政诉讼案件数"),
        ("法律援助办结30件；为农民工等群体追回损失300万元。", "300万元", "法律援助挽回损失"),
        ("中小学法治副校长60名。", "60名", "法治副校长数"),
        ("县政府办理行政应诉案件29件。", "29件", "行政诉讼办理量"),
        ("矛盾纠纷化解300件，调解成功率98%。", "98%", "矛盾纠纷调解成功率"),
        ("收到复议申请100件，经审查依法受理90件。", "90件", "行政复议受理量"),
        ("行政复议申请人自愿撤回申请12件。", "12件", "行政复议撤回量"),
        ("开展应急演练20场次，参演人员2.3万人次。", "2.3万人次", "应急演练参演人次"),
        ("60名律师担任200个村（社区）法律顾问。", "60名", "村居法律顾问律师数"),
        ("60名律师担任200个村（社区）法律顾问。", "200个", "村居法律顾问覆盖村(社区)数"),
        ("共有人民调解员500名，其中专职80名。", "80名", "专职人民调解员数"),
        ("信访受理90件，及时受理率、按期办结率分别为98%、100%。", "98%", "信访及时受理率"),
        ("热线受理90件，办结率、满意率分别为98%、97%。", "98%", "热线办结率"),
        ("热线受理量同比增长5.2%，达到3000件。", "3000件", "热线受理量"),
        ("12345热线受理诉求90件、办结诉求80件。", "80件", "热线办结量"),
        ("受理刑事法律援助案件40件、民事法律援助案件60件。", "40件", "刑事法律援助案件数"),
        ("受理刑事法律援助案件40件、民事法律援助案件60件。", "60件", "民事法律援助案件数"),
        ("政务大厅设窗口60个，政务服务办件300件。", "300件", "政务服务办件量"),
        ("受理行政复议75件；上年同期受理60件。", "60件", "行政复议受理量"),
        ("矛盾纠纷调处量：2023年60件，2024年75件。", "60件", "矛盾纠纷调处量"),
        ("收到行政复议申请90件，审查后受理80件。", "80件", "行政复议受理量"),
        ("人民调解员900名（专职90名），持证率76%。", "76%", None),
        ("全县行政执法人员500人，持证率94%。", "94%", "执法人员持证率"),
        ("行政执法人员持证率94%。", "94%", "执法人员持证率"),
        ("收到行政复议申请90件，比2023年（60件）多30件。", "30件", None),
        ("办理司法鉴定90件，较2023年少30件。", "30件", None),
        ("全年审核合同50份，合法性审核100件。", "100件", "合法性审核件数"),
        ("120个村（社区）由40名律师担任法律顾问。", "120个", "村居法律顾问覆盖村(社区)数"),
        ("120个村（社区）由40名律师担任法律顾问。", "40名", "村居法律顾问律师数"),
        ("审结行政复议案件90件，其中以维持方式结案40件。", "40件", "行政复议维持量"),
        ("清理规范性文件90件，继续施行40件。", "40件", "规范性文件保留数"),
        ("矛盾纠纷调处量上升8%（2023年50件，2024年60件）。", "50件", "矛盾纠纷调处量"),
    ],
)
def test_a_measure_is_of_the_nearest_thing(text: str, figure: str, measure: str | None) -> None:
    assert by_words(text)[figure].measure == measure


def test_a_table_takes_its_unit_from_the_line_above_whatever_else_is_in_parentheses() -> None:
    text = "（一）行政复议\n复议情况（单位：件）\n| 收到申请: 100 | 受理: 90 |"
    found = stated(text)
    assert [(i.quantity.unit, i.measure) for i in found] == [
        ("件", "行政复议申请收到量"),
        ("件", "行政复议受理量"),
    ]


def test_what_counts_the_rows_of_a_table_is_no_figure() -> None:
    assert words(stated("| 序号: 1 | 名称: 容缺受理事项（项） | 数量: 96 |")) == ["96"]


def test_a_column_counts_in_its_heads_unit() -> None:
    (fine,) = stated("| 部门: 市场监管局 | 罚款（万元）: 239 |")
    assert (plain_decimal(fine.quantity.value), fine.quantity.unit) == ("2390000", "元")


def test_what_it_was_before_is_of_no_known_year_and_what_it_became_has_its_name() -> None:
    text = "“企业开办”平均用时由4个工作日压缩至1个工作日。行政权力事项由原来的512项精简为468项。"
    found = [(i.quantity.words, i.period.year, i.frame.local) for i in stated(text)]
    assert found == [
        ("4个工作日", None, "“企业开办”平均用时"),
        ("1个工作日", 2024, "“企业开办”平均用时"),
        ("512项", None, "行政权力事项"),
        ("468项", 2024, "行政权力事项"),
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("一审20件、二审9件，两类共计29件。", ["20件", "9件", "29件"]),
        ("撤销20件、责令履行9件，两类纠错案件合计29件。", ["20件", "9件", "29件"]),
        ("本年受理50件，上年受理40件，两年共受理90件。", ["50件", "40件", "90件"]),
        ("推出服务举措两项，共享单位9家。", ["两项", "9家"]),
    ],
)
def test_how_many_a_total_is_of_is_no_figure(text: str, figures: list[str]) -> None:
    assert words(stated(text)) == figures


def test_what_several_years_come_to_is_no_years_figure() -> None:
    found = by_words("2024年受理法律援助案件500件、2023年受理400件，两年共受理900件。")
    assert (found["900件"].period.year, found["900件"].period.scope) == (None, "cumulative")
    (one,) = stated("2023年共受理行政复议60件。")
    assert (one.period.year, one.period.scope) == (2023, "year")


def test_what_is_divided_by_something_are_parts() -> None:
    found = by_words("应诉行政诉讼案件50件，按审级划分，一审30件，二审20件。")
    assert [found[w].period.scope for w in ("50件", "30件", "20件")] == ["year", "part", "part"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("清理文件110件，其中，废止9件；修改3件；继续有效98件。", {"9件", "3件", "98件"}),
        ("收到申请113件，其中受理103件；审结行政复议90件。", {"103件"}),
        ("审结45件，其中，维持20件；办理公证25件。", {"20件"}),
        ("排查隐患600处，其中重大隐患10处，完成隐患整改580处。", {"10处"}),
        ("执业律师67名，其中女性29名，较2023年末增加5名。", {"29名"}),
    ],
)
def test_a_list_of_parts_ends_where_another_thing_is_told(text: str, parts: set[str]) -> None:
    assert {i.quantity.words for i in stated(text) if i.period.scope == "part"} == parts


def test_a_hotlines_rate_is_its_own_though_its_requests_are_nearer() -> None:
    found = by_words("12345热线受理群众诉求400件，办结群众诉求380件，办结率95%，满意率99%。")
    assert [found[w].measure for w in ("95%", "99%")] == ["热线办结率", "热线满意率"]


def test_a_part_of_a_sentence_behind_a_semicolon_is_of_its_own_matter() -> None:
    found = by_words("办理信访事项900件；12345热线受理工单4000件，按时办结率98%，市民满意率93%。")
    assert found["93%"].measure == "热线满意率"


@pytest.mark.parametrize(
    "text",
    ["对重大决策、规范性文件、合同进行合法性审查75件。", "对重大决策和合同开展合法性审查75件。"],
)
def test_what_several_things_are_gone_through_for_is_of_no_one_of_them(text: str) -> None:
    (found,) = stated(text)
    assert found.measure == "合法性审核件数"


def test_each_of_several_changes_told_at_once_is_a_change() -> None:
    found = by_words("办结率98%，满意率93%，较上年分别提高0.4、2.1个百分点。")
    changes = [found[w].frame for w in ("0.4", "2.1个百分点")]
    assert all("提高" in frame.local for frame in changes)
    assert "办结率" in changes[0].head
    assert "满意率" in changes[1].head


def test_a_figure_behind_what_is_done_counts_the_noun_behind_it() -> None:
    found = by_words("组织案卷评查，抽取25个部门案卷75卷。")
    assert "部门" in found["25个"].frame.local
    assert found["75卷"].measure == "案卷抽查卷数"


@pytest.mark.parametrize(
    "text", ["评查22个部门75件行政处罚案卷。", "审查9个单位报送的规范性文件75件。"]
)
def test_papers_looked_at_are_not_what_they_are_of(text: str) -> None:
    assert by_words(text)["75件"].measure is None


def test_what_a_semicolon_ends_governs_nothing_behind_it() -> None:
    found = by_words("收到行政复议申请90件，与行政诉讼案件之比达到2.3:1；立案受理75件。")
    assert found["75件"].measure == "行政复议受理量"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("县公安局共受理行政案件75起，查处70起。", None),
        ("全县公安机关办理行政案件75起、刑事案件20起。", None),
        ("法院受理涉及我县的行政案件75起。", "行政诉讼受理量"),
    ],
)
def test_cases_that_police_handle_are_no_lawsuits(text: str, measure: str | None) -> None:
    assert by_words(text)["75起"].measure == measure


@pytest.mark.parametrize(
    ("text", "figure", "place"),
    [
        ("据省高院通报，全省行政机关平均败诉率为8.8%、平均出庭率为96%。", "96%", "河北省"),
        ("邢台市行政诉讼平均败诉率为8.8%。", "8.8%", "邢台市"),
        ("全市平均败诉率为8.8%，清河县败诉率为6%。", "6%", "清河县"),
        ("邢台市各级调解组织同期受理900件。", "900件", "邢台市"),
        ("案件评查平均得分95分，高于全市平均分。", "95分", "清河县"),
        ("现有司法所9个、人民调解员300名。", "300名", "清河县"),
        ("新河司法所有调解员3名。", "3名", "新河司法所"),
    ],
)
def test_whose_a_mean_is(text: str, figure: str, place: str) -> None:
    told = by_words(text)[figure].place
    assert told is not None
    assert told.name == place


@pytest.mark.parametrize(
    ("text", "figure", "measure"),
    [
        ("以确认违法方式纠错的复议案件31件。", "31件", "行政复议确认违法量"),
        ("公证业务由上年的460件变为510件。", "510件", "公证办理量"),
        ("去年印发的14份行政复议意见书均已收到书面回复。", "14份", "行政复议意见书数"),
        (
            "收到复议申请90件。按来源分，窗口接收40件、邮寄50件；按审查结果分，受理81件、不予受理9件。",
            "81件",
            "行政复议受理量",
        ),
        (
            "公证、司法鉴定办理量同比分别增长5%、下降6%，分别为700件、300件。",
            "300件",
            "司法鉴定办理量",
        ),
    ],
)
def test_what_is_counted_by_ways_and_results(text: str, figure: str, measure: str) -> None:
    assert by_words(text)[figure].measure == measure


def test_each_change_shared_out_keeps_its_own_direction() -> None:
    found = by_words("办结率98%、满意率93%，较上年分别提高3个百分点、降低2个百分点。")
    assert "办结率" in found["3个百分点"].frame.local
    assert found["2个百分点"].frame.local.endswith("降低")
    assert "满意率" in found["2个百分点"].frame.local


def test_what_stood_a_year_before_stands_too() -> None:
    found = by_words("执业律师由2023年末的71名增至76名，开展宣讲由2023年的20场增至30场。")
    assert [found[w].period.scope for w in ("71名", "76名", "20场", "30场")] == [
        "as_of",
        "as_of",
        "year",
        "year",
    ]


def test_a_part_that_is_done_something_to_is_still_one() -> None:
    found = by_words("热线受理诉求90件，其中当场答复60件、转派办理30件，办结88件。")
    assert [found[w].period.scope for w in ("60件", "30件", "88件")] == ["part", "part", "year"]


def test_parts_of_what_a_semicolon_names_again() -> None:
    text = "审结案件90件，其中维持60件、纠错30件；纠错的案件中，撤销20件、变更10件；"
    text += "就办案中的问题制发意见书7件。"
    found = by_words(text)
    assert [found[w].period.scope for w in ("20件", "10件", "7件")] == ["part", "part", "year"]


@pytest.mark.parametrize(
    ("text", "figure", "measure", "year"),
    [
        ("受理信访事项90件，比2023年受理量70件多20件。", "70件", "信访受理量", 2023),
        ("主动公开政府信息90条，2023年公开80条。", "80条", "主动公开信息数", 2023),
        ("执法人员持证率96%，2023年末为92%。", "92%", "执法人员持证率", 2023),
        ("行政处罚案件90件，少于2023年的120件。", "120件", "行政处罚案件数", 2023),
        ("行政处罚案件90件，少于2023年的120件，其中听证占3%。", "3%", None, 2024),
        ("行政复议受理数相当于2023年的111%。", "111%", None, 2024),
        ("新河镇司法所调处纠纷30件，是全县9个司法所中调处最多的。", "9个", "司法所数", 2024),
    ],
)
def test_figures_of_another_year_and_those_compared_with_them(
    text: str, figure: str, measure: str | None, year: int
) -> None:
    found = by_words(text)[figure]
    assert (found.measure, found.period.year) == (measure, year)


def test_what_is_covered_by_those_who_stand_there_stands() -> None:
    found = by_words("村（社区）法律顾问律师60名，覆盖200个村（社区），开展讲座20场。")
    assert [found[w].period.scope for w in ("60名", "200个", "20场")] == ["as_of", "as_of", "year"]


def test_how_many_data_are_spoken_of_is_no_figure() -> None:
    assert set(by_words("行政许可90件，行政检查80次；两项数据均来自平台。")) == {"90件", "80次"}
