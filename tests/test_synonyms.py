"""Words that say the same."""

from __future__ import annotations

from importlib import resources

import yaml

from assistant.concepts import load_concepts
from assistant.synonyms import synonyms_of
from assistant.wording import share_found
from tests.reading import answers

OWED = "全年清偿拖欠民营企业账款820万元，追回工程款35万元。"


def test_a_word_has_the_others_of_its_groups_and_not_itself():
    assert "清偿" in synonyms_of("偿还")
    assert "偿还" in synonyms_of("清偿")
    assert "偿还" not in synonyms_of("偿还")
    assert synonyms_of("复议") == ()


def test_no_word_stands_twice_in_a_group_and_none_is_of_a_binding_concept():
    file = resources.files("assistant").joinpath("data/synonyms.yaml")
    concepts = load_concepts().by_word
    for group in yaml.safe_load(file.read_text(encoding="utf-8")):
        assert len(set(group)) == len(group) > 1
        bound = {"action", "stage", "rate", "level", "limit", "change"}
        assert not [w for w in group if w in concepts and concepts[w].kind in bound], group


def test_a_word_is_found_by_another_that_says_the_same():
    assert share_found("偿还", "清偿拖欠账款") == 0.95
    assert share_found("清偿", "清偿拖欠账款") == 1.0
    assert share_found("追缴", "清偿拖欠账款") == 0.0


def test_a_question_is_answered_by_another_word():
    assert answers("偿还拖欠民营企业的账款有多少", OWED) == ["820万元"]
