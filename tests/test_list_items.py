"""What the items of a list share: the verb, the cause, the level, what is done behind it."""

from __future__ import annotations

from tests.framing import frames


def test_a_verb_governs_its_list() -> None:
    found = frames("办理公证90件、鉴定31件、法律援助410件。")
    assert "办理" in found["31件"].governs
    assert "办理" in found["410件"].governs


def test_a_list_shares_its_cause() -> None:
    assert (
        "因政府信息公开引起的"
        in frames("因政府信息公开引起的行政复议22件、行政诉讼1件")["1件"].governs
    )


def test_what_is_done_behind_a_list_is_done_to_all_of_it() -> None:
    found = frames("对9个科室、12个社区开展法治督察。")
    assert found["9个"].governs == "开展法治督察"
    assert frames("抽查企业40家、商户60户，开展宣传。")["40家"].governs == ""


def test_what_was_done_for_some_is_told_of_them() -> None:
    assert frames("为64家企业减免房租88.5万元。")["64家"].governs == "减免房租"
    assert frames("帮助90名农民工挽回损失60万元。")["90名"].governs == "挽回损失"
    # 追回工资 is one word of the field: it stands in the figure's own phrase.
    assert "追回工资" in frames("帮助90名农民工追回工资60万元。")["90名"].local
    assert frames("走访64家企业，减免房租88.5万元。")["64家"].governs == ""


def test_the_last_of_a_list_has_a_level_as_the_others_have() -> None:
    found = frames("建成3个省级、5个市级、8个县普法基地。")
    assert found["8个"].local == "县级普法基地"
    assert frames("建成县普法基地8个。")["8个"].local == "建成县普法基地"


def test_what_figures_are_of_may_stand_before_them() -> None:
    found = frames("收案中，公安领域、医保领域、人社领域分别为88件、41件、20件。")
    assert [found[w].local for w in ("88件", "41件", "20件")] == [
        "公安领域",
        "医保领域",
        "人社领域",
    ]
    assert {found[w].governs for w in ("88件", "41件", "20件")} == {"收案"}
