"""How much of what is asked the words around a figure hold, nearest first."""

from __future__ import annotations

from functools import lru_cache

from assistant.carried import spelt_out
from assistant.concepts import Concept, load_concepts, names_in
from assistant.domain import Frame
from assistant.synonyms import synonyms_of
from assistant.text import fold
from assistant.tokens import is_known_word

# What a word found in each part of a figure's frame is worth.
_TIERS = (("local", 1.0), ("head", 0.95), ("tail", 0.9), ("lead", 0.85), ("path", 0.8))
_NEAR = _TIERS[:3]
_WORTHS = (*_TIERS, ("item", 0.7))  # a word that stands earlier in the figure's item
_OPPOSING = frozenset("副非未不无反")  # what they open is not what follows them
_NO = ("不予", "未予", "未予以", "尚未", "未", "没有", "没有予以", "不")
_THINGS = frozenset({"不动产", "不锈钢", "无人机", "非机动车"})  # that oppose no other thing
_SHORT = 3
_HEADS = frozenset("员站点所室会团队组人书证班岗线网厅局部校镇村长师车者款费额库")
_BY_ANOTHER = 0.95  # what a word is worth by another that says the same
MOSTLY = 0.6  # least share of a word that counts as found


def object_worth(concept: Concept, frame: Frame) -> float:
    """What an object is worth by the nearest part of a frame that names it; 0: nowhere."""
    near = _worth_near(concept, frame.local, frame.head, frame.tail)
    if near or (kind := spelt_out(frame.local, frame.governs)) and _names(concept, kind):
        return near or 1.0
    further = _TIERS[len(_NEAR) :]
    return next((worth for part, worth in further if _names(concept, part_text(frame, part))), 0.0)


@lru_cache(maxsize=50_000)
def _worth_near(concept: Concept, *texts: str) -> float:
    """What it is worth by the figure's phrase, what governs it directly and what follows it."""
    tiers = zip(_NEAR, texts, strict=True)
    return next((worth for (_, worth), text in tiers if _names(concept, text)), 0.0)


def _names(concept: Concept, text: str) -> bool:
    return (
        concept.name in names_in(text)
        or any(stands_alone(w, text) for w in concept.words if w in text)
        or concept.spread(text)
        or (bool(concept.of) and concept.of <= names_in(text))
    )


def word_worth(word: str, frame: Frame) -> float:
    """What a word is worth by the nearest part of a frame that holds it."""
    best = 0.0
    for part, worth in _WORTHS:
        if worth <= best:  # nor is anything further off worth more
            break
        best = max(best, worth * share_found(word, part_text(frame, part)))
    return best


def word_weight(word: str) -> float:
    """Two characters weigh one; a single one says next to nothing."""
    return len(word) / 2 if len(word) > 1 else 0.15


def part_text(frame: Frame, part: str) -> str:
    """A part of a frame as text."""
    value = getattr(frame, part)
    return " ".join(value) if isinstance(value, tuple) else value


@lru_cache(maxsize=100_000)
def share_found(word: str, text: str) -> float:
    """Share of a word found in one piece in a text: all of it, or half and more.

    A part of a longer concept's word does not count: 差评 is not found in 好差评. Another word that
    says the same is worth a little less.
    """
    plain = _folded(text)
    share = _share_itself(word, plain)
    if share < _BY_ANOTHER and any(_share_itself(o, plain) == 1.0 for o in synonyms_of(word)):
        return _BY_ANOTHER
    return share


def _share_itself(word: str, plain: str) -> float:
    if word in plain:
        return 1.0 if stands_alone(word, plain) else 0.0
    # 副省长 is not found in 省长, nor 未成年 in 成年.
    firsts = 1 if word[0] in _OPPOSING else len(word)
    for size in range(len(word) - 1, 1, -1):
        if size / len(word) < MOSTLY:
            break
        for i in range(min(firsts, len(word) - size + 1)):
            piece = word[i : i + size]
            if i and not is_known_word(piece):
                continue  # 年人, of 老年人, is in 未成年人 too
            if piece in plain and not (i == 0 and _is_other(word, piece)):
                return size / len(word)
    return 0.0


@lru_cache(maxsize=2_000)  # one figure's texts are looked at for each word of a question
def _folded(text: str) -> str:
    return fold(text)


def _is_other(word: str, piece: str) -> bool:
    """Whether a short word without its last character is another thing: 工作站, 宣讲员."""
    return len(word) == _SHORT and (word[-1] in _HEADS or load_concepts().blank(piece))


def denies(text: str, word: str) -> bool:
    """Whether a text denies a word: 不予审批 of 审批, 未予备案 of 备案."""
    return any(f"{no}{word}" in text for no in _NO)


def is_opposing(word: str) -> bool:
    """Whether a word is told from another by its first character alone: 副省长, 未成年."""
    return len(word) > 2 and word[0] in _OPPOSING and word not in _THINGS


def stands_alone(word: str, plain: str) -> bool:
    """Whether a word stands in a text other than inside a longer concept."""
    longer = _longer(word)
    folded = fold(plain) if longer else ""
    if not any(other in folded for other in longer):
        return word in plain
    mentions = load_concepts().find(plain)
    start = plain.find(word)
    while start >= 0:
        end = start + len(word)
        if not any(m.start <= start and end <= m.end for m in mentions if m.word in longer):
            return True
        start = plain.find(word, start + 1)
    return False


@lru_cache(maxsize=20_000)
def _longer(word: str) -> frozenset[str]:
    """Words of other concepts that end in a concept's word: 好差评 of 差评."""
    by_word = load_concepts().by_word
    own = by_word.get(word)
    if own is None:
        return frozenset()
    return frozenset(
        longer
        for longer, concept in by_word.items()
        if longer != word and longer.endswith(word) and concept != own
    )
