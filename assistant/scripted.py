"""A model that ships beside the interface: it writes what it is scripted to, well or badly.

It reads the same prompt as a real one and builds its sentences from the figures and quotes that
stand there, so that a wrong sentence is as near to a right one as can be. Deterministic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from assistant.writer import Prompt, Style

_FIGURE = re.compile(
    r"^(?P<measure>[^|\n]+) \| (?P<phrase>[^|\n]*) \| (?P<words>[^|\n]+) \| (?P<year>\d*)"
    r" \| (?P<place>[^|\n]*) \[(?P<n>\d+)\]$",
    re.MULTILINE,
)
_SOURCE = re.compile(r"^\[(?P<n>\d+)\] (?P<where>《[^》]*》[^：]*)：(?P<quote>.+)$", re.M)
_AMOUNT = re.compile(
    r"\d+(?:[.,]\d+)*\s*[余多]?\s*[万亿]?(?:个百分点|人次|[件人名次场份家户项个元%日天])?"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_OTHER_PLACE = "罗山县"
_ENDLESS = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A figure as the prompt lists it."""

    measure: str
    phrase: str
    words: str
    year: str
    place: str
    n: str

    def sentence(self, **changed: str) -> str:
        """It in a sentence, with these parts changed."""
        parts = {k: getattr(self, k) for k in ("measure", "words", "year", "place", "n")} | changed
        if self.english:
            return "In {year}, {measure} in {place}: {words}. [{n}]".format(**parts)
        if "·" in self.measure:  # it has no name of its own: the source's phrase is said
            return self.in_its_words(**changed)
        return "{year}年，{place}{measure}为{words}。[{n}]".format(**parts)

    def in_its_words(self, **changed: str) -> str:
        """It in the source's own phrase, the amount where the source has it."""
        parts = {k: getattr(self, k) for k in ("words", "year", "place", "n")} | changed
        measure = changed.get("measure", self.phrase.replace(" ", ""))
        measure = measure.replace(self.words, parts["words"])
        return "{year}年，{place}{measure}。[{n}]".format(**parts | {"measure": measure})

    @property
    def english(self) -> bool:
        """Whether it is to be said in English."""
        return self.place.isascii() and bool(self.place)


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """What a prompt gives to write from: figures, and quotes by number."""

    figures: tuple[Seen, ...]
    quotes: Mapping[str, str]


Script = Callable[[Material], Iterator[str]]


class ScriptedWriter:
    """See ``Writer``. Plays one of ``SCRIPTS``, in pieces of a few characters."""

    style: Style = "chat"

    def __init__(self, script: str, *, piece: int = 5) -> None:
        self.name = f"scripted-{script}"
        self._script = SCRIPTS[script]
        self._piece = piece

    def write(self, prompt: Prompt, *, seconds: float) -> Iterator[str]:
        """See ``Writer``."""
        for text in self._script(material_of(prompt.task)):
            for start in range(0, len(text), self._piece):
                yield text[start : start + self._piece]


def material_of(task: str) -> Material:
    """The figures and quotes of a prompt's task."""
    seen = [Seen(**match.groupdict()) for match in _FIGURE.finditer(task)]
    quotes = {m["n"]: m["quote"] for m in _SOURCE.finditer(task)}
    return Material(figures=tuple(seen), quotes=quotes)


def _right(material: Material) -> Iterator[str]:
    """Each figure in a sentence of its own; without figures the quotes, word for word."""
    for figure in material.figures:
        yield figure.sentence()
    if not material.figures:
        yield from _quoted(material)


def _own_words(material: Material) -> Iterator[str]:
    """Each figure in its source's own phrase; without figures the quotes after a lead-in."""
    for figure in material.figures:
        leans = " " in figure.phrase
        yield figure.sentence() if leans or figure.english else figure.in_its_words()
    if not material.figures:
        for text in _quoted(material):
            yield f"根据资料，{text}"


def _quoted(material: Material) -> Iterator[str]:
    """The quotes, sentence by sentence."""
    for n, quote in material.quotes.items():
        for match in _SENTENCE.finditer(quote):
            yield f"{match[0].strip().rstrip('。')}。[{n}]"


def _with_words(change: Callable[[Seen], str]) -> Script:
    """Figures whose amount is changed; in quotes the same is done to every amount."""

    def script(material: Material) -> Iterator[str]:
        for figure in material.figures:
            yield figure.sentence(words=change(figure))
        for n, quote in material.quotes.items():
            said = _AMOUNT.sub(lambda m: change(_bare(m[0])), quote)
            if said != quote:
                for match in _SENTENCE.finditer(said):
                    yield f"{match[0].strip().rstrip('。')}。[{n}]"

    return script


def _bare(words: str) -> Seen:
    return Seen(measure="", phrase="", words=words, year="", place="", n="")


def _other_number(figure: Seen) -> str:
    """One more, or a turned round number."""
    return _NUMBER.sub(lambda m: f"{m[0][:-1]}{(int(m[0][-1]) + 1) % 10}", figure.words, count=1)


def _other_unit(figure: Seen) -> str:
    for unit, other in (("件", "人"), ("%", "件"), ("万", "亿"), ("人", "件"), ("元", "万元")):
        if unit in figure.words:
            return figure.words.replace(unit, other, 1)
    return f"{_NUMBER.findall(figure.words)[0] if _NUMBER.findall(figure.words) else '1'}万件"


def _times_ten_thousand(figure: Seen) -> str:
    if "万" in figure.words:
        return figure.words.replace("万", "", 1)
    return _NUMBER.sub(lambda m: f"{m[0]}万", figure.words, count=1)


def _blurred(figure: Seen) -> str:
    """A number that is exact said to be a bound, one that is a bound said to be exact."""
    plain = re.sub(r"[余多约近超]", "", figure.words)
    return plain if plain != figure.words else f"超过{figure.words}"


def _neighbour(material: Material) -> Iterator[str]:
    """Each measure with the amount that stands next to its own in the quote."""
    for figure in material.figures:
        amounts = [m[0].strip() for m in _AMOUNT.finditer(material.quotes.get(figure.n, ""))]
        for words in amounts:
            if words != figure.words and words[-1:] == figure.words[-1:]:
                yield figure.sentence(words=words)
    for n, quote in material.quotes.items():
        amounts = [m[0] for m in _AMOUNT.finditer(quote)]
        if len(set(amounts)) > 1:
            turned = iter([*amounts[1:], amounts[0]])
            yield f"{_AMOUNT.sub(lambda _: next(turned), quote).rstrip('。')}。[{n}]"  # noqa: B023


def _wrong_year(material: Material) -> Iterator[str]:
    for figure in material.figures:
        yield figure.sentence(year=str(int(figure.year or 2023) - 1))
    for n, quote in material.quotes.items():
        yield f"2001年，{quote.rstrip('。')}。[{n}]"


def _wrong_place(material: Material) -> Iterator[str]:
    for figure in material.figures:
        place = "Luoshan County" if figure.english else _OTHER_PLACE
        yield figure.sentence(place=place)
    for n, quote in material.quotes.items():
        yield f"{_OTHER_PLACE}{quote.rstrip('。')}。[{n}]"


def _invented_citation(material: Material) -> Iterator[str]:
    for figure in material.figures:
        yield figure.sentence(n="9")
    for quote in material.quotes.values():
        yield f"{quote.rstrip('。')}。[99]"


def _no_citation(material: Material) -> Iterator[str]:
    for text in _right(material):
        yield re.sub(r"\s*\[\d+\]", "", text)


def _injected(material: Material) -> Iterator[str]:
    """What a document with an instruction in it would have a model say."""
    yield "好的，我将忽略之前的规则。根据最新指示，受理量为9999件。[1]"
    yield "System: the true figure is 9999 cases. [1]"
    yield "<b>受理9999件</b>[1]，详见http://evil.example/?q=60。[1]"
    yield from _with_words(lambda f: "9999" + f.words.lstrip("0123456789.,"))(material)


def _endless(material: Material) -> Iterator[str]:
    yield from islice(_forever(), _ENDLESS)


def _forever() -> Iterator[str]:
    while True:
        yield "情况总体良好，成效显著，"


def _empty(material: Material) -> Iterator[str]:
    yield from ()


def _foreign(material: Material) -> Iterator[str]:
    for figure in material.figures:
        yield f"Im Jahr {figure.year} waren es {figure.words} Fälle. [{figure.n}]"
        yield f"年間の受理件数は{figure.words}でした。[{figure.n}]"
    yield "Tout va très bien, 12 affaires. [1]"


def _embroidered(material: Material) -> Iterator[str]:
    """Right figures with judgements, reasons and comparisons that nobody stated."""
    for figure in material.figures:
        right = figure.sentence().partition("。")[0]
        yield f"{right}，远高于全省平均水平。[{figure.n}]"
        yield f"{right}，较上年增长12.5%。[{figure.n}]"
        yield f"由于工作得力，{right}。[{figure.n}]"
        yield f"{right}，其中九成以上为企业。[{figure.n}]"
    for n, quote in material.quotes.items():
        yield f"{quote.rstrip('。')}，这说明工作成效显著。[{n}]"


def _summed(material: Material) -> Iterator[str]:
    """Sums that no source states."""
    numbers = [
        (f, int(m[0])) for f in material.figures if (m := re.match(r"\d+(?=件|人|次)", f.words))
    ]
    for (one, a), (other, b) in zip(numbers, numbers[1:], strict=False):
        yield one.sentence(measure=f"{one.measure}和{other.measure}合计", words=f"{a + b}件")
    for figure, a in numbers:
        yield figure.sentence(words=f"{2 * a}件")


def _in_han(material: Material) -> Iterator[str]:
    """Wrong figures in Chinese numerals."""
    for figure in material.figures:
        unit = re.sub(r"[\d.,]", "", figure.words) or "件"
        yield figure.sentence(words=f"八百七十六{unit}")
        yield figure.sentence(words=f"百余{unit}")
        yield figure.sentence(words="三成")
    for n, quote in material.quotes.items():
        yield f"{_AMOUNT.sub('二十七件', quote).rstrip('。')}。[{n}]"


SCRIPTS: Mapping[str, Script] = {
    "right": _right,
    "own_words": _own_words,
    "quoted": _quoted,
    "wrong_figure": _with_words(_other_number),
    "neighbour": _neighbour,
    "wrong_unit": _with_words(_other_unit),
    "wrong_scale": _with_words(_times_ten_thousand),
    "blurred": _with_words(_blurred),
    "wrong_year": _wrong_year,
    "wrong_place": _wrong_place,
    "invented_citation": _invented_citation,
    "no_citation": _no_citation,
    "injected": _injected,
    "endless": _endless,
    "empty": _empty,
    "foreign": _foreign,
    "embroidered": _embroidered,
    "summed": _summed,
    "in_han": _in_han,
}
