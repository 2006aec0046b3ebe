"""The figure that a question comes nearest to, where it says all in words that no report uses.

``unify`` finds figures by the field's words. 老百姓对12345满意的占多少 says of 回访满意率 none of
them. What a question fixes (unit, action, body, days) must still agree (``admits``); of the figures
that are left the nearest by the embedding model is taken, if a logistic model fitted on questions
put in many ways (``python -m eval paraphrases --fit``) is sure enough that it is the one.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.domain import Frame, Indicator
from assistant.embedding import Embedder
from assistant.fit import fits
from assistant.likelihood import logistic
from assistant.offices import reports_for_all
from assistant.overlap import extra_of, locality_of, objects_beyond, share
from assistant.target import Target
from assistant.text import fold
from assistant.unify import Match, admits
from assistant.wording import object_worth, share_found

MOST = 300  # figures of fitting units that are compared; of more, nothing can be told apart
REMEMBERED = 20_000  # clauses whose vectors are kept, 1.5 kB each
_NOT_WORDS = re.compile(r"多少|几[个件次家名人条份]?|[^\u4e00-\u9fff]")
_EMPTY = frozenset("的了吗呢是有几哪些么在和与及对从被把由于按就都也还又各等个其该这那请问年")
_OFFICE = re.compile(
    r"([\u4e00-\u9fff]{2,8}?)(?:部门|局|委员会|大队|支队|中心|办公室|所|处)(?![长员])"
)
# The last characters of an office's name before its kind tell it from others: 综合执法, 公证.
_CORE = re.compile(r"[^的和与及到在由对向为给省市州盟县区旗]{2,4}$")
_SAID = 0.9  # share of what is asked from which the words were there, and told another thing
_TOUCH = 0.2  # least share of a question's pairs of characters that some clause must hold
_CLEAR = 0.1  # a lead beyond which more says nothing


@dataclass(frozen=True, kw_only=True)
class Model:
    """A logistic model. ``embedder`` is the model whose likenesses it was fitted on; ``least`` the
    likelihood from which a figure is taken."""

    embedder: str
    bias: float
    least: float
    weights: Mapping[str, float]

    def likelihood(self, features: Mapping[str, float]) -> float:
        """That a figure of these features is the one asked for, 0 to 1."""
        total = self.bias + sum(w * features[name] for name, w in self.weights.items())
        return logistic(total)


@cache
def load_model() -> Model:
    """The shipped model (``data/nearness.yaml``)."""
    file = resources.files("assistant").joinpath("data/nearness.yaml")
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Model(
        embedder=raw["embedder"], bias=raw["bias"], least=raw["least"], weights=raw["weights"]
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Nearest:
    """The nearest of some figures, with what tells whether it is the one."""

    indicator: Indicator
    features: Mapping[str, float]


class Nearness:
    """Nearness by one embedding model. Several threads may ask; vectors of clauses are kept."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._turn = threading.Lock()
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    @property
    def fitted(self) -> bool:
        """Whether the model is fitted to this embedding: likenesses by another mean another."""
        return self._embedder.name == load_model().embedder

    def match(self, target: Target, figures: Iterable[Indicator]) -> Match | None:
        """The figure that is surely enough meant, of those that fit in time and place."""
        found = self.nearest(target, figures)
        if found is None:
            return None
        model = load_model()
        likelihood = model.likelihood(found.features)
        return _match(found, likelihood) if likelihood >= model.least else None

    def nearest(self, target: Target, figures: Iterable[Indicator]) -> Nearest | None:
        """The nearest figure that nothing speaks against, however near."""
        fitting = [i for i in figures if fits(target, i.quantity.unit) is not None]
        if not fitting or len(fitting) > MOST or target.change:
            return None
        admitted = [admits(target, i) and _is_of_office(target, i.frame) for i in fitting]
        pairs = _pairs(target.text)
        if not any(ok and _touches(pairs, i) for ok, i in zip(admitted, fitting, strict=True)):
            return None  # nor is a model asked, which costs more than all the rest
        near = self._likenesses(target.text, fitting)
        ranked = sorted(range(len(fitting)), key=lambda n: -near[n])
        best = next(n for n in ranked if admitted[n])
        if not _is_plain(target, fitting[best].frame):
            return None
        words = fitting[best].quantity.words
        others = [n for n in ranked if fitting[n].quantity.words != words]
        second = next((near[n] for n in others if admitted[n]), near[best])
        refused = next((near[n] for n in others if not admitted[n]), near[best])
        features = {
            "likeness": near[best],
            "lead": _clipped(near[best] - second),
            "over_refused": _clipped(near[best] - refused),
            "alone": float(second == near[best]),
            "none_refused": float(refused == near[best]),
            **_of_words(target, fitting[best]),
        }
        return Nearest(indicator=fitting[best], features=features)

    def _likenesses(self, asked: str, figures: Sequence[Indicator]) -> list[float]:
        """Of a question to the clauses of figures, -1 to 1."""
        question = self._embedder.query(re.sub(r"\s+", " ", asked).strip())
        clauses = [_clause(i) for i in figures]
        vectors = self._vectors(clauses)
        return [float(question @ vectors[clause]) for clause in clauses]

    def _vectors(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        with self._turn:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, self._embedder.phrases(new), strict=True))
        with self._turn:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        return known


def _touches(pairs: Sequence[str], indicator: Indicator) -> bool:
    """Whether a figure's clause has anything at all of what is asked."""
    return _held(pairs, _near(indicator.frame)) >= _TOUCH


def _is_plain(target: Target, frame: Frame) -> bool:
    """Whether it was for want of words that a figure was not found.

    Not because it is of a narrower thing (律师 who advise villages), nor of one that only holds a
    word asked for (差评 in 好差评).
    """
    if (share(target, frame) or 0.0) >= _SAID:
        return False
    near = _near(frame)
    named = (w for c in target.about if not object_worth(c, frame) for w in c.words)
    hidden = any(w in near and not share_found(w, near) for w in (*target.words, *named))
    return not hidden and not objects_beyond(target, frame)


def _is_of_office(target: Target, frame: Frame) -> bool:
    """Whether every office that a question names is named about a figure, or reports it.

    Legal matters are those of the office of justice, whether it is named or not.
    """
    cores = (_CORE.search(m[1]) for m in _OFFICE.finditer(fold(target.text)))
    title = frame.path[0] if frame.path else ""
    around = fold(f"{title} {frame.sentence} {_near(frame)}")
    return all(core is None or core[0] in around or reports_for_all(core[0]) for core in cores)


def _of_words(target: Target, indicator: Indicator) -> dict[str, float]:
    """What the words tell, as far as they go."""
    frame = indicator.frame
    near = _near(frame)
    part = f"{near} {frame.sentence}"
    around = f"{part} {frame.lead} {' '.join(frame.path[1:])}"
    pairs = _pairs(target.text)
    words = [w for w in target.words if len(w) > 1]
    held = share(target, frame)
    return {
        "pairs_local": _held(pairs, frame.local),
        "pairs_near": _held(pairs, near),
        "pairs_sentence": _held(pairs, part),
        "pairs_around": _held(pairs, around),
        "words_near": min((share_found(w, near) for w in words), default=1.0),
        "words_around": min((share_found(w, around) for w in words), default=1.0),
        "share": held or 0.0,
        "shared": float(held is not None),
        "extra": extra_of(target, frame.local),
        "local": locality_of(target, frame),
        "unit": fits(target, indicator.quantity.unit) or 0.0,
        "same_unit": float(target.unit == indicator.quantity.unit),
        "bound": float(min(len(target.own), 2)),
        "things": float(min(len(target.about), 2)),
        "percent": float(target.dimension == "percent"),
        "length": min(len(target.text.strip()), 30) / 30,
    }


def _near(frame: Frame) -> str:
    """A figure's phrase with what governs and follows it."""
    return f"{frame.head} {frame.local} {frame.tail}"


def _pairs(text: str) -> list[str]:
    """Pairs of characters side by side that say something."""
    runs = _NOT_WORDS.sub(" ", fold(text)).split()
    pairs = (run[k : k + 2] for run in runs for k in range(len(run) - 1))
    return [pair for pair in pairs if not _EMPTY & set(pair)]


def _held(pairs: Sequence[str], text: str) -> float:
    plain = fold(text)
    return sum(pair in plain for pair in pairs) / len(pairs) if pairs else 0.0


def _clause(indicator: Indicator) -> str:
    """A figure's phrase with what governs it: 法律顾问费由街道财政列支每年6万元."""
    frame = indicator.frame
    return re.sub(r"\s+", "", f"{frame.head}{frame.local}") + indicator.quantity.words


def _clipped(lead: float) -> float:
    return max(-_CLEAR, min(_CLEAR, lead))


def _match(found: Nearest, likelihood: float) -> Match:
    """The figure as a match, whose score is the likelihood."""
    return Match(
        indicator=found.indicator,
        score=likelihood,
        extra=found.features["extra"],
        locality=found.features["local"],
        levels=frozenset(),
        stage=None,
        narrowed=False,
    )
