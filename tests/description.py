"""Descriptions of small texts, for the tests of what is found in them."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.domain import Place
from assistant.places import Gazetteer
from assistant.settings import Settings
from ingest.load import load
from ingest.metadata import Description, describe
from ingest.sources import Source

GAZETTEER = Gazetteer()
BODY = "全年收到行政复议申请86件，受理71件，审结66件，行政机关负责人出庭应诉率为百分之百。"
NATION = ("全国",)


def described(
    text: str,
    name: str = "a.txt",
    overrides: Mapping[str, str] | None = None,
    url: str | None = None,
) -> Description:
    source = Source(key=name, name=name, data=text.encode(), url=url)
    return describe(load(source, Settings()), source, overrides or {}, GAZETTEER)


def names(place: Place | None) -> tuple[str, ...] | None:
    return place.names if place else None


LONGHUA = ("广东省", "深圳市", "龙华区")
GONGYI = ("河南省", "郑州市", "巩义市")
