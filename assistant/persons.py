"""Questions after a person, which only words that name one can answer."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.tokens import tagged

_WHO = re.compile(r"是谁(?![的来])|叫什么(?:名字)?|姓名是|\bwho(?:'s| is| was)\b", re.IGNORECASE)
_PERSON = "nr"  # jieba's tag of personal names


def asks_person(question: str) -> bool:
    """Whether a question asks who somebody is (局长是谁), not who may or must do a thing."""
    return bool(_WHO.search(question))


def names_holder(text: str, question: str) -> bool:
    """Whether a text has a personal name right beside a word of the question (局长王某某).

    jieba takes many a word for a name, so that a name alone proves nothing.
    """
    asked = {word for word, tag in tagged(question) if tag[0] == "n" and len(word) > 1}
    return any(
        (left[0] in asked and right[1].startswith(_PERSON) and len(right[0]) > 1)
        or (right[0] in asked and left[1].startswith(_PERSON) and len(left[0]) > 1)
        for left, right in pairwise(tagged(text))
    )
