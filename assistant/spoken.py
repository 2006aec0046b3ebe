"""The spoken form of an outcome: what a voice says over the telephone, and no longer than it may.

No brackets, marks, addresses or Markdown; Chinese numerals as they are said. What doesn't fit is
cut at the end of a sentence, else of a clause, never within a figure, and the voice says that there
is more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.aloud import spoken_data
from assistant.domain import Answer, Language, Outcome
from assistant.reading import read_aloud

_MARKS = re.compile(r"\s*\[\d{1,3}\]")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s，。；、）)】》]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MARKDOWN = re.compile(r"(?m)^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+)|[*`|~]+|(?<![\w])_+|_+(?![\w])")
_HEADING = re.compile(
    r"(?m)^(\s*(?:第[零一二三四五六七八九十百]+，)?)[(（][一二三四五六七八九十]+[)）]\s*"
)
_NAMES = re.compile(r"[《》〈〉“”‘’「」『』\"]")
_OPENING = re.compile(r"\s*[(（〔【\[{<]\s*")
_CLOSING = re.compile(r"\s*[)）〕】\]}>]")
# 受理量：六十件 is said 受理量是六十件; a date or a list (一是…) after the colon is left alone.
_FIGURE_NEXT = re.compile(
    r"[:：]\s*(?=(?:约|近|超过?|逾|不足|负|百分之)*[零一二两三四五六七八九十百千万亿点]++(?![年月日是、，方]))"
)
_PAUSES = re.compile(r"[，、：:,]*([。！？；.!?;])[，、：:,]*|([，、：:,])[，、：:,\s]+")
_LEADING = re.compile(r"(?m)^[\s，、：；。,:;]+")
_SENTENCE = re.compile(r"[^。！？；\n.!?;]*(?:[。！？；\n]|[.!?;](?=\s|$))+|[^。！？；\n]+$")
_CLAUSE = re.compile(r"[，、：,:](?=.)")
_SAID = re.compile(r"[\u3400-\u9fff]|[a-zA-Z0-9][\w.'-]*")
_IN_NUMBER = frozenset("零一二两三四五六七八九十百千万亿点分之负幺第")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ENGLISH_FIGURE = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s?([万亿]?)[余多]?((?:个?[\u4e00-\u9fff]{1,4})|[%‰])?"
)
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """What is said, how long that takes by the usual pace, and whether it is all there is."""

    text: str
    seconds: float
    complete: bool


def speech_of(outcome: Outcome, seconds: float) -> Speech:
    """The spoken form of an answer, or of an abstention's message, within ``seconds``."""
    text = outcome.answer if isinstance(outcome, Answer) else outcome.message
    return speech(text, outcome.language, seconds)


def speech(text: str, language: Language, seconds: float) -> Speech:
    """Any text of ours as it is said, within ``seconds``."""
    lines = [_line(line, language) for line in text.splitlines()]
    said = "".join(_ended(line) for line in lines if line)
    if duration(said) <= seconds:
        return Speech(text=said.strip(), seconds=round(duration(said), 1), complete=True)
    more = spoken_data()["more"]["en" if language == "en" else "zh"]
    kept = _cut(said, seconds - duration(more)).rstrip("，、：,: ")
    whole = f"{_ended(kept)}{more}"
    return Speech(text=whole, seconds=round(duration(whole), 1), complete=False)


def duration(text: str) -> float:
    """Seconds that a text takes: Chinese by characters, Latin words by words."""
    data = spoken_data()
    words = _SAID.findall(text)
    han = sum(1 for word in words if _HAN.match(word))
    return float(
        han / data["characters_per_second"] + (len(words) - han) / data["words_per_second"]
    )


def _line(line: str, language: Language) -> str:
    plain = _LINK.sub(r"\1", line)
    plain = _MARKDOWN.sub("", _ADDRESS.sub("", _MARKS.sub("", plain)))
    letters = [c for c in plain if c.isalpha()]
    if language == "en" and sum(map(_is_han, letters)) * 2 < len(letters):
        return _unbracketed(_ENGLISH_FIGURE.sub(_english_figure, plain))
    return _unbracketed(_HEADING.sub(r"\1", read_aloud(plain)))


def _unbracketed(text: str) -> str:
    """Without brackets and quotes: what stands in them is said between pauses."""
    comma = "，" if _HAN.search(text) else ", "
    said = _CLOSING.sub(comma, _OPENING.sub(comma, _NAMES.sub("", text)))
    said = re.sub(r"(?<=[\u3400-\u9fff]),(?=[\u3400-\u9fff])", "，", said)
    said = _FIGURE_NEXT.sub("是", said)
    said = _PAUSES.sub(lambda m: m[1] or (m[2] if _HAN.search(text) else f"{m[2]} "), said)
    said = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff。，；])", "", said)
    return _LEADING.sub("", said).strip(" ，、,")


def _ended(line: str) -> str:
    if not line or line[-1] in "。！？；：.!?;:":
        return f"{line} " if line and line[-1].isascii() else line
    return f"{line}。" if _HAN.search(line) else f"{line}. "


def _english_figure(match: re.Match[str]) -> str:
    units: dict[str, str] = spoken_data()["english_units"]
    digits, scale, unit = match[1], match[2], match[3] or ""
    if scale:
        whole = f"{float(digits.replace(',', '')) * _SCALES[scale]:,.2f}"
        digits = whole.rstrip("0").rstrip(".")
    return f"{digits} {units.get(unit, unit)}".strip()


def _cut(text: str, seconds: float) -> str:
    """The longest beginning that fits and ends with a sentence, a clause, or before a figure."""
    kept = ""
    rest = text
    for sentence in _SENTENCE.findall(text):
        if duration(kept + sentence) > seconds:
            break
        kept += sentence
        rest = text[len(kept) :]
    if kept:
        return kept
    ends = [m.start() for m in _CLAUSE.finditer(rest) if duration(rest[: m.start()]) <= seconds]
    return rest[: ends[-1]] if ends else _before_figure(rest, seconds)


def _before_figure(text: str, seconds: float) -> str:
    end = len(text)
    while end and duration(text[:end]) > seconds:
        end -= 1
    inside = text[end : end + 1]
    while end and (text[end - 1] in _IN_NUMBER or (inside and _same_word(text[end - 1], inside))):
        end -= 1
        inside = text[end]
    return text[:end]


def _same_word(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def _is_han(char: str) -> bool:
    return bool(_HAN.match(char))
