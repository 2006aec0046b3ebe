"""What is kept of the catalogue in memory, and what is read anew when it changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.library import Library, in_order
from assistant.stores import Stores
from ingest.pipeline import Pipeline
from tests.small import stores_in

REPORT = """\
---
title: {place}{year}年法治政府建设情况的报告
jurisdiction: {place}
year: {year}
kind: report
audience: {audience}
---
# 一、{place}行政复议

{year}年共受理行政复议{count}件。
"""


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with stores_in(tmp_path / "home") as stores:
        yield stores


def _add(stores: Stores, folder: Path, place: str, count: int, audience: str = "public") -> str:
    path = folder / f"{place}.md"
    text = REPORT.format(place=place, year=2023, count=count, audience=audience)
    path.write_text(text, encoding="utf-8")
    report = Pipeline(stores).ingest([str(path)])
    document = report.results[0].document
    assert document is not None
    return document.id


def _counts(library: Library, document_id: str) -> list[str]:
    figures = library.indicators([library.documents[document_id]])
    return [str(f.quantity.value) for f in figures]


def test_what_did_not_change_is_taken_over(stores: Stores, tmp_path: Path):
    kept, changed = (
        _add(stores, tmp_path, place, 60) for place in ("河南省信阳市光山县", "北京市通州区")
    )
    before = Library(stores.catalogue)
    assert _counts(before, kept) == _counts(before, changed) == ["60"]
    assert before.version(kept).number == before.version(changed).number == 1
    _add(stores, tmp_path, "北京市通州区", 70)
    assert not before.current()

    after = Library(stores.catalogue, before)
    assert dict(after.loaded_figures()).keys() == {kept} == dict(after.loaded_versions()).keys()
    assert dict(after.loaded_figures())[kept] is dict(before.loaded_figures())[kept]
    assert (_counts(after, kept), _counts(after, changed)) == (["60"], ["70"])
    assert after.version(changed).number == 2


def test_figures_that_are_refreshed_are_read_anew(stores: Stores, tmp_path: Path):
    document_id = _add(stores, tmp_path, "北京市通州区", 60)
    before = Library(stores.catalogue)
    figures = before.indicators(before.documents.values())
    version = before.version(document_id)
    stores.catalogue.refresh(before.documents[document_id], version.id, [])
    after = Library(stores.catalogue, before)
    assert len(figures) == 1
    assert _counts(after, document_id) == []


def test_what_is_deleted_is_gone_and_may_come_back(stores: Stores, tmp_path: Path):
    document_id = _add(stores, tmp_path, "北京市通州区", 60)
    before = Library(stores.catalogue)
    assert _counts(before, document_id) == ["60"]
    Pipeline(stores).delete(document_id)
    between = Library(stores.catalogue, before)
    assert not between.documents
    assert _add(stores, tmp_path, "北京市通州区", 80) == document_id
    assert _counts(Library(stores.catalogue, between), document_id) == ["80"]


def test_only_the_documents_asked_for_are_read(stores: Stores, tmp_path: Path):
    one = _add(stores, tmp_path, "河南省信阳市光山县", 60)
    _add(stores, tmp_path, "北京市通州区", 70)
    library = Library(stores.catalogue)
    library.figures([library.documents[one]])
    assert [key for key, _ in library.loaded_figures()] == [one]
    assert library.has_read([library.documents[one]])
    assert not library.has_read(library.documents.values())
    library.load()
    assert library.has_read(library.documents.values())


def test_documents_that_came_one_by_one_share_an_index(stores: Stores, tmp_path: Path):
    places = [f"测试省第{n}市" for n in range(52)]
    library = Library(stores.catalogue)
    for place in places:
        _add(stores, tmp_path, place, 60)
        library = Library(stores.catalogue, library)
        library.load()
    assert len(library.figures(library.documents.values())) < 5
    assert all(_counts(library, one) == ["60"] for one in library.documents)


def test_figures_come_in_the_order_of_their_documents(stores: Stores, tmp_path: Path):
    for place in ("河南省信阳市光山县", "北京市通州区", "河北省邯郸市临西县"):
        _add(stores, tmp_path, place, 60)
    library = Library(stores.catalogue)
    library.load()
    turned = list(reversed(library.documents.values()))
    ((index, own),) = library.figures(turned[:2])
    assert len(index.figures) == 3
    ordered = in_order(index.pick(own), turned)
    assert [i.document_id for i in ordered] == [d.id for d in turned[:2]]


def test_what_was_found_is_kept_while_nothing_changes(stores: Stores):
    library, found = Library(stores.catalogue), []
    for key in ("a", "b", "a"):
        library.remembered(key, lambda key=key: (found.append(key), key))
    assert found == ["a", "b"]


def test_places_of_internal_documents_are_for_staff(stores: Stores, tmp_path: Path):
    _add(stores, tmp_path, "河南省信阳市光山县", 60)
    _add(stores, tmp_path, "北京市通州区", 70, audience="internal")
    library = Library(stores.catalogue)
    assert [p.name for p in library.places()] == ["光山县"]
    assert [p.name for p in library.places("internal")] == ["通州区", "光山县"]
    assert library.years_of(library.documents.values()) == (2023,)
