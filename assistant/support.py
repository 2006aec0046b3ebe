"""Whether the words of a drafted sentence, its figures apart, rest on what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assistant.claim_words import load_claim_words
from assistant.concepts import load_concepts, names_in
from assistant.content import content_words
from assistant.domain import Quantity
from assistant.grounds import Fact, Grounds, Source, names_of
from assistant.lexicon import BINDING
from assistant.text import fold
from assistant.tokens import tagged
from assistant.wording import share_found

_MOSTLY = 0.75  # least share of a word that must stand in the source in one piece
_FOLLOWED = 0.85  # least share of a stretch's characters that a quote has in the same order
_DENSE = 0.55  # least share of the quote's stretch that is kept: the rest may be a condition
_RUN = 2  # characters in a row that count as found
_SHORT = 4  # a stretch of fewer characters goes with the next one
_BREAK = re.compile(r"[，,；;：:。！？!?\n]")
_LATIN = re.compile(r"[a-z]{2,}")
_NAMES = ("nr", "ns", "nt", "nz")
_DENIED = re.compile(r"(?:不得|不予|不|未|没有|无须|无需|禁止|严禁|非|拒绝)$")
_TITLE = re.compile(
    r"《[^《》]*》|第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?"
)


def unsupported(text: str, sources: Sequence[Source], facts: Sequence[Fact]) -> Iterator[str]:
    """Words of an unmarked sentence that stand in no cited source, told in words."""
    held = fold(" ".join([*(s.text for s in sources), *(n for f in facts for n in names_of(f))]))
    plain = fold(text)
    framing = load_claim_words().framing
    for word in _LATIN.findall(plain):
        if word not in held:
            yield f"{word!r} stands in no cited source"
    strange = _concepts(plain) - _concepts(held)
    if strange:
        yield f"{'、'.join(sorted(strange))} stands in no cited source"
    spoken = _placeless(plain, sources)
    names = {word for word, tag in tagged(spoken) if tag in _NAMES}
    for word in content_words(spoken):
        if len(word) < 2 or word in framing or names_in(word):
            continue
        least = 1.0 if word in names else _MOSTLY
        if share_found(word, held) < least and word not in held and not _made_of(word, held):
            yield f"{word!r} stands in no cited source"
    yield from _loaded(plain, held)


def _placeless(plain: str, sources: Sequence[Source]) -> str:
    """The text without its sources' places: 芦河市网办率 is not to be cut into 芦河 and 市网."""
    places = {fold(name) for s in sources if s.place for name in s.place.names}
    for name in sorted(places, key=len, reverse=True):
        plain = plain.replace(name, " ")
    return plain


def _concepts(text: str) -> frozenset[str]:
    """Concepts whose presence claims something: all but the slightest objects."""
    known = load_concepts().by_name
    return frozenset(
        n for n in names_in(text) if known[n].kind in (*BINDING, "limit") or known[n].weight >= 0.5
    ) - {"办理", "同比"}


def _made_of(word: str, held: str) -> bool:
    """Whether a word is one of the source beside framing (件数), or two of the source."""
    framing = load_claim_words().framing
    parts = ((word[:cut], word[cut:]) for cut in range(1, len(word)))
    return any(
        (left in framing and right in held)
        or (left in held and right in framing)
        or (len(left) > 1 and len(right) > 1 and left in held and right in held)
        for left, right in parts
    )


def _loaded(plain: str, held: str) -> Iterator[str]:
    for match in load_claim_words().loaded.finditer(plain):
        word = match[0]
        if len(word) == 1:
            around = (
                plain[match.start() : match.end() + 1],
                plain[match.start() - 1 : match.end()],
            )
            if any(len(a) > 1 and a in held for a in around):
                continue
        elif word in held:
            continue
        yield f"{word!r} is claimed by no cited source"


def astray(
    text: str, grounds: Grounds, cited: Sequence[Source], found: Sequence[Quantity]
) -> Iterator[str]:
    """Stretches of an unmarked sentence that don't follow a cited quote word for word, nearly.

    Where the answer is one of figures a stretch with a figure is judged by that alone.
    """
    figures = bool(grounds.answer.values)
    for start, end in _stretches(text):
        if figures and any(start <= q.start < end for q in found):
            continue
        words = _TITLE.sub("", text[start:end])
        plain = _bare(words)
        if len(plain) < _SHORT or _only_leads(words, cited):
            continue
        # A number with the characters beside it, which tell 60日内 from 60日后.
        close = [_bare(text[q.start - 1 : q.end + 1]) for q in found if start < q.start < end]
        quotes = [_bare(_TITLE.sub("", s.citation.quote)) for s in cited]
        if not any(follows(plain, q) and all(c in q for c in close) for q in quotes):
            yield f"{text[start:end].strip()!r} follows no cited quote"


def follows(said: str, quote: str) -> bool:
    """Whether ``said`` is the quote's words in the quote's order, with none of its turns lost."""
    matcher = SequenceMatcher(None, said, quote, autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size >= _RUN]
    if not blocks or sum(b.size for b in blocks) / len(said) < _FOLLOWED:
        return False
    start, end = blocks[0].b, blocks[-1].b + blocks[-1].size
    window = quote[start:end]
    if len(said) / len(window) < _DENSE or _DENIED.search(quote[max(0, start - 3) : start]):
        return False
    return all(said.count(h) == window.count(h) for h in load_claim_words().hinges)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Spans between two separators; a short one goes with the next."""
    cuts = [m.end() for m in _BREAK.finditer(_TITLE.sub(lambda m: "书" * len(m[0]), text))]
    start = 0
    for cut in [*cuts, len(text)]:
        if len(_bare(text[start:cut])) >= _SHORT or cut == len(text):
            yield start, cut
            start = cut


def _only_leads(words: str, cited: Sequence[Source]) -> bool:
    """Whether a stretch only says where it is from: place, year, title, 根据报告."""
    framing = load_claim_words().framing
    about = " ".join(s.about for s in cited)
    return all(w in framing or w in about for w in content_words(words)) and not names_in(words)


def _bare(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())
