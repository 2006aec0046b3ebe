"""Formulas: written, read back, worked out exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from assistant.formula import (
    agrees,
    averaged,
    divided,
    evaluate,
    grown,
    numbers,
    rounded,
    subtracted,
    summed,
)

D = Decimal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (summed([D(14), D(11), D(4)]), Fraction(29)),
        (averaged([D(60), D(1033)]), Fraction(1093, 2)),
        (subtracted(D("24.2"), D("21.6")), Fraction(26, 10)),
        (divided([D(51)], D(60)), Fraction(51, 60)),
        (divided([D(2), D(14)], D(51)), Fraction(16, 51)),
        (grown(D(1113), D(558)), Fraction(555, 558)),
        (grown(D(60), D(75)), Fraction(-1, 5)),
        ("2 × (3 + 4) ÷ 7 - 1", Fraction(1)),
    ],
)
def test_what_is_written_is_worked_out(text: str, value: Fraction) -> None:
    assert evaluate(text) == value


@pytest.mark.parametrize("text", ["", "51 ÷", "51 ÷ 0", "(1 + 2", "1 2", "__import__('os')", "5e3"])
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"formula|divides"):
        evaluate(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(85), "85"),
        (Fraction(97700, 1033), "94.58"),
        (Fraction(1, 8), "0.13"),
        (Fraction(5, 1000), "0.005"),
        (Fraction(-1, 3), "-0.33"),
        (Fraction(1000), "1000"),
    ],
)
def test_results_are_rounded_half_up_and_never_to_nothing(value: Fraction, shown: str) -> None:
    assert rounded(value) == D(shown)
    assert agrees(value, D(shown))


def test_another_result_does_not_agree() -> None:
    assert not agrees(Fraction(97700, 1033), D("94.5"))
    assert not agrees(Fraction(85), D("85.01"))


def test_numbers_stand_in_order() -> None:
    assert numbers("(2 + 14) ÷ 51") == [D(2), D(14), D(51)]
