"""Questions without end, no two alike, out of what a running service holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from random import Random

import httpx
import yaml

SHARES = {"figure": 0.6, "change": 0.15, "lookup": 0.25}
_YEARS_BEYOND = 2  # years before and after those held: they must be abstained from
_PAGE = 1000


@dataclass(frozen=True, kw_only=True)
class Stock:
    """What questions are made of: names of places and measures, years, headings."""

    places: tuple[str, ...]
    measures: tuple[str, ...]
    years: tuple[int, ...]
    headings: tuple[str, ...]


def stock(client: httpx.Client) -> Stock:
    """What the service behind ``client`` holds."""
    rows = client.get("/v1/indicators", params={"limit": _PAGE}).raise_for_status().json()["rows"]
    documents = client.get("/v1/documents").raise_for_status().json()["documents"]
    headings: dict[str, None] = {}
    for one in documents:
        holding = client.get(f"/v1/documents/{one['id']}").raise_for_status().json()
        headings |= dict.fromkeys(
            path[-1].strip("一二三四五六七八九十、（）. ") for path in holding["sections"]
        )
    years = sorted({row["year"] for row in rows if row["year"]})
    return Stock(
        places=tuple(sorted({row["jurisdiction"] for row in rows if row["jurisdiction"]})),
        measures=tuple(sorted({row["measure"] for row in rows if row["measure"]})),
        years=tuple(range(years[0] - _YEARS_BEYOND, years[-1] + _YEARS_BEYOND + 1)),
        headings=tuple(one for one in headings if one),
    )


def questions(held: Stock, seed: int) -> Iterator[str]:
    """Questions in an order that ``seed`` fixes; it ends when every one has been given."""
    random, forms = Random(seed), _forms()
    kinds, weights = list(SHARES), list(SHARES.values())
    given: set[str] = set()
    in_vain = 0
    while in_vain < _PAGE:
        form = random.choice(forms[random.choices(kinds, weights)[0]])
        made = form.format(
            place=random.choice(held.places),
            year=random.choice(held.years),
            measure=random.choice(held.measures),
            heading=random.choice(held.headings),
        )
        in_vain = in_vain + 1 if made in given else 0
        if not in_vain:
            given.add(made)
            yield made


def _forms() -> dict[str, Sequence[str]]:
    file = resources.files("eval").joinpath("data/load.yaml")
    loaded: dict[str, Sequence[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded
