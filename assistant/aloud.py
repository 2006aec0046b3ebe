"""Numbers as Mandarin says them: 1234.5 → 一千二百三十四点五, 2件 → 两件, 12345 → 一二三四五."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

import yaml

_LONGEST = 16  # digits of a number that is still said as one
_SCALES = ((10**8, "亿", 10**7), (10**4, "万", 10**3))
_PLACES = ((1_000, "千", 100), (100, "百", 10), (10, "十", 1))


@cache
def spoken_data() -> dict[str, Any]:
    """``data/spoken.yaml`` as it stands."""
    file = resources.files("assistant").joinpath("data/spoken.yaml")
    loaded: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def number(digits: str, *, counting: bool = False) -> str:
    """A plain decimal, commas allowed: ``1,234.50`` → 一千二百三十四点五零.

    ``counting``: a measure word follows, so that a bare 2 is 两. What is too long to be a number,
    or begins with a nought, is said digit by digit.
    """
    whole, _, fraction = digits.replace(",", "").partition(".")
    if len(whole) > _LONGEST or (len(whole) > 1 and whole[0] == "0"):
        said = one_by_one(whole)
    elif whole == "2" and counting and not fraction:
        return "两"
    else:
        said = re.sub(r"^一十", "十", _whole(int(whole)))
        said = re.sub(r"^二(?=[千万亿])", "两", said)
    return f"{said}点{one_by_one(fraction)}" if fraction else said


def one_by_one(digits: str) -> str:
    """Digits said one after another; other characters are left out."""
    names: str = spoken_data()["digits"]
    return "".join(names[int(d)] for d in digits if d in "0123456789")


def phone(digits: str) -> str:
    """A telephone number: digit by digit, 1 as 幺 but in the lines that have a name of their own.

    The parts that hyphens divide are said with a pause between.
    """
    data = spoken_data()
    if digits in data["phones_said"]:
        return str(data["phones_said"][digits])
    said = "，".join(one_by_one(part) for part in digits.split("-"))
    return said.replace("一", data["phone_one"])


def percent(digits: str) -> str:
    """The number of a percentage: 21.6 → 百分之二十一点六, 100 → 百分之百."""
    return "百分之" + ("百" if digits == "100" else number(digits))


def _whole(value: int) -> str:
    for scale, name, next_place in _SCALES:
        if value >= scale:
            return _whole(value // scale) + name + _rest(value % scale, next_place)
    for scale, name, next_place in _PLACES:
        if value >= scale:
            digit = spoken_data()["digits"][value // scale]
            return f"{digit}{name}{_rest(value % scale, next_place)}"
    return str(spoken_data()["digits"][value])


def _rest(value: int, place: int) -> str:
    """What follows a scale; 零 stands for the places that are skipped."""
    if not value:
        return ""
    return ("零" if value < place else "") + _whole(value)
