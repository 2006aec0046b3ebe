"""Concepts and measures as data: no word twice, what is named exists, names know themselves."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from typing import Any, get_args

import pytest
import yaml

from assistant.concepts import ConceptKind, load_concepts, names_in
from assistant.domain import Frame
from assistant.lexicon import Measure, load_lexicon
from assistant.measuring import measure_of
from assistant.quantity import quantities
from assistant.text import fold
from assistant.units import load_units


class _Unique(yaml.SafeLoader):
    """A loader that refuses a key written twice, which YAML itself lets pass."""


def _mapping(loader: _Unique, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = [key for key, times in Counter(keys).items() if times > 1]
    assert not twice, f"written twice: {twice}"
    loader.flatten_mapping(node)
    return {
        loader.construct_object(k): loader.construct_object(v, deep=True) for k, v in node.value
    }


_Unique.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read(name: str) -> dict[str, Any]:
    text = resources.files("assistant").joinpath("data", name).read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=_Unique)
    return data


CONCEPTS = read("concepts.yaml")
MEASURES = read("measures.yaml")


def test_kinds_are_known() -> None:
    assert set(CONCEPTS) <= set(get_args(ConceptKind))


def test_no_concept_and_no_word_stands_twice() -> None:
    real = {k: v for k, v in CONCEPTS.items() if k not in ("light", "stop")}
    names = Counter(name for entries in real.values() for name in entries)
    words = Counter(
        fold(word) for entries in real.values() for e in entries.values() for word in e["words"]
    )
    assert [n for n, times in names.items() if times > 1] == []
    assert [w for w, times in words.items() if times > 1] == []


def test_accepted_concepts_exist() -> None:
    known = load_concepts().by_name
    missing = [(c.name, a) for c in known.values() for a in c.accepts if a not in known]
    assert missing == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("未受理", "不予受理"),
        ("撤销并责令重作", "撤销重作"),
        ("调解成功率", "调解成功率"),
        ("不合格率", "不合格率"),
        ("调解、和解", "调解和解"),
        ("人民调解员", "调解员"),
        ("行政复议意见书", "意见书"),
    ],
)
def test_a_compound_is_not_its_part(words: str, name: str) -> None:
    assert names_in(words) - {"行政复议"} == {name}


def test_there_are_enough_measures() -> None:
    assert len(MEASURES) >= 220


def test_measures_are_complete() -> None:
    for name, entry in MEASURES.items():
        assert entry["needs"], name
        assert entry["definition"], name
        assert all(entry["en"]), name
        assert set(entry) <= {"needs", "unit", "en", "synonyms", "definition", "parent", "sums"}


def test_needs_exist() -> None:
    known = load_concepts().by_name
    assert [(m, n) for m, e in MEASURES.items() for n in e["needs"] if n not in known] == []


def test_units_are_base_units() -> None:
    units = load_units()
    assert [(m, e["unit"]) for m, e in MEASURES.items() if not units.dimension(e["unit"])] == []
    assert [m for m, e in MEASURES.items() if units.base(e["unit"]) != (e["unit"], 1)] == []


def test_parents_and_sums_exist() -> None:
    named = [
        (m, other)
        for m, e in MEASURES.items()
        for other in ([e["parent"]] if "parent" in e else []) + e.get("sums", [])
    ]
    assert [pair for pair in named if pair[1] not in MEASURES or pair[0] == pair[1]] == []


def test_no_measure_is_its_own_ancestor() -> None:
    for name in MEASURES:
        seen: list[str] = []
        current: str | None = name
        while current is not None:
            assert current not in seen, f"{name}: {seen}"
            seen.append(current)
            current = MEASURES[current].get("parent")


def test_what_sums_up_has_one_unit() -> None:
    for name, entry in MEASURES.items():
        units = {MEASURES[part]["unit"] for part in entry.get("sums", [])}
        assert units <= {entry["unit"]}, name


def test_no_two_measures_need_the_same() -> None:
    keys = Counter((frozenset(e["needs"]), e["unit"]) for e in MEASURES.values())
    assert [key for key, times in keys.items() if times > 1] == []


def test_no_name_means_two_measures() -> None:
    by_name: dict[str, set[str]] = {}
    for measure, entry in MEASURES.items():
        for name in (measure, *entry.get("synonyms", [])):
            by_name.setdefault(name, set()).add(measure)
    assert {n: m for n, m in by_name.items() if len(m) > 1} == {}


def test_names_hold_what_the_measure_needs() -> None:
    wrong = [
        (name, sorted(set(entry["needs"]) - names_in(name)))
        for measure, entry in MEASURES.items()
        for name in (measure, *entry.get("synonyms", []))
        if not set(entry["needs"]) <= names_in(name)
    ]
    assert wrong == []


def test_english_names_are_told_apart() -> None:
    shown = Counter((m.english, m.unit) for m in load_lexicon().measures.values())
    assert [key for key, times in shown.items() if times > 1] == []


def states(measure: Measure) -> str | None:
    """The measure that a figure named by the measure's own name states."""
    quantity = quantities(f"5{measure.unit}")[0]
    return measure_of(Frame(local=measure.name), quantity)


def test_a_figure_under_a_measures_own_name_states_it() -> None:
    measures = load_lexicon().measures
    missed = [(m.name, found) for m in measures.values() if (found := states(m)) != m.name]
    assert len(missed) <= len(measures) * 0.1, missed


@pytest.mark.parametrize(
    ("frame", "figure", "measure"),
    [
        (Frame(local="受理", head="全县行政复议"), "60件", "行政复议受理量"),
        (Frame(local="受理行政复议"), "60起", "行政复议受理量"),
        (Frame(local="省内通办事项", lead="跨省通办事项"), "594项", "省内通办事项数"),
        (Frame(local="告知承诺事项", lead="容缺受理事项"), "12项", "告知承诺事项数"),
        (Frame(local="时限压缩比", lead="申请材料压缩比"), "90%", "时限压缩比"),
        (Frame(local="办理公证", lead="受理法律援助案件"), "30件", "公证办理量"),
        (Frame(local="解决难题", head="形成帮办代办事项清单"), "35项", None),
        (Frame(local="其中女性", head="法律援助中心受理案件"), "10件", None),
        (Frame(local="受理"), "60人次", None),
    ],
)
def test_a_figure_states_the_measure_of_its_own_phrase(
    frame: Frame, figure: str, measure: str | None
) -> None:
    assert measure_of(frame, quantities(figure)[0]) == measure


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("能力提升行动方案", frozenset()),
        ("能力提升百分之五", frozenset({"增加"})),
        ("因其他原因废止", frozenset({"废止"})),
        ("其他5件", frozenset({"其他"})),
    ],
)
def test_a_piece_of_what_a_thing_is_called_is_no_concept(text: str, names: frozenset[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("清理规范性文件和其他政策文件80件", None),
        ("作出批示71次", None),
    ],
)
def test_a_measure_is_of_what_a_phrase_names_alone(text: str, measure: str | None) -> None:
    (quantity,) = quantities(text)
    local = text[: quantity.start]
    lead = f"召开常务会议14次，对法治建设工作{local}" if "批示" in text else local
    frame = Frame(local=local, governs="", head="", tail="", lead=lead, item="", path=())
    assert measure_of(frame, quantity) == measure
