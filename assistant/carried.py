"""What a figure's phrase says only together with the words beside it.

专职96人 behind 调解员1120人 are 专职调解员; 覆盖268人次 behind 举办培训班 were trained.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.concepts import load_concepts
from assistant.domain import Frame
from assistant.lexicon import binding_names
from assistant.text import REMEMBERED, fold

_ATTENDED = re.compile(r"(?:共|累计)?(?:覆盖|参训|受训|参学|听课|听讲)")
_KIND = re.compile(r"\s*(?:其中|有|含)?[,，:：]?\s*([\u4e00-\u9fff]{2,3})\s*")


def attended(frame: Frame) -> frozenset[str]:
    """What those who are counted as reached were reached by: the actions told right before."""
    taken = _ATTENDED.match(frame.local.strip())
    return binding_names(frame.head) if taken else frozenset()


@lru_cache(maxsize=REMEMBERED)
def spelt_out(local: str, governs: str) -> str:
    """A kind (专职) with the noun that it leaves out (调解员); empty where it is none."""
    kind = _KIND.fullmatch(fold(local))
    if kind is None or not governs or load_concepts().find(kind[1]):
        return ""
    things = [m for m in load_concepts().find(governs) if m.concept.kind == "object"]
    return kind[1] + things[-1].word if things and things[-1].end == len(governs.strip()) else ""
