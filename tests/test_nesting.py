"""Bodies that lie within others."""

from __future__ import annotations

from assistant.domain import Place
from assistant.nesting import holding


def test_what_another_lies_within_holds_it():
    nation, province = Place(names=("全国",)), Place(names=("河南省",))
    county = Place(names=("河南省", "信阳市", "光山县"))
    other = Place(names=("北京市", "通州区"))
    every = (nation, province, county, other, None)
    assert holding(every, every) == {nation, province}
    assert holding((county, other), (county, other)) == set()
    assert holding((province,), (county,)) == {province}
    assert holding((nation,), (nation,)) == set()
