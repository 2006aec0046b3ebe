"""Ingest, versions, duplicates, deletion and supersession, on real stores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.consistency import doctor, reindex
from assistant.domain import Document, Place
from assistant.embedding import HashingEmbedder
from assistant.errors import ModelError, NotFound
from assistant.stores import Stores
from assistant.supersession import law_name, newer_editions
from ingest.pipeline import Pipeline
from tests.small import SmallParser, stores_in, write


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with stores_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def pipeline(stores: Stores) -> Pipeline:
    return Pipeline(stores, SmallParser())


def everywhere(stores: Stores) -> set[str]:
    """The passage ids, after checking that the three stores agree."""
    assert doctor(stores) == []
    wanted = stores.catalogue.passage_ids()
    assert stores.vectors.ids() == stores.lexical.ids() == wanted
    return wanted


def test_a_document_is_found_in_every_store(
    stores: Stores, pipeline: Pipeline, tmp_path: Path
) -> None:
    path = write(tmp_path, "报告.txt", "全年受理行政复议60件。", "审结51件，纠错率21.6%。")
    report = pipeline.ingest([path])
    (result,) = report.results
    assert (result.status, result.version) == ("added", 1)
    assert (result.passages, result.indicators, report.embedded) == (2, 3, 2)
    document = stores.catalogue.document("报告")
    assert document == result.document
    version = stores.catalogue.current_version(document.id)
    passages = stores.catalogue.passages(version.id)
    assert [version.text[p.start : p.end] for p in passages] == [p.text for p in passages]
    best, _ = stores.lexical.search("受理多少件", 1)[0]
    assert best == passages[0].id
    vector = stores.embedder.query(passages[1].indexed_text)
    assert stores.vectors.search(vector, 1)[0][0] == passages[1].id
    assert len(everywhere(stores)) == 2


def test_ingest_is_idempotent(stores: Stores, pipeline: Pipeline, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "受理60件。")
    pipeline.ingest([path])
    before = stores.catalogue.index_version(), everywhere(stores)
    (result,) = pipeline.ingest([path]).results
    assert (result.status, result.version, result.passages) == ("unchanged", 1, 1)
    assert (stores.catalogue.index_version(), everywhere(stores)) == before


def test_a_changed_text_is_a_new_version_and_the_old_one_stays_citable(
    stores: Stores, pipeline: Pipeline, tmp_path: Path
) -> None:
    path = write(tmp_path, "a.txt", "受理60件。", "其他事项。")
    pipeline.ingest([path])
    old = stores.catalogue.current_version(stores.catalogue.document("a").id)
    old_ids = everywhere(stores)
    write(tmp_path, "a.txt", "受理61件。", "其他事项。")
    (result,) = pipeline.ingest([path]).results
    assert (result.status, result.version) == ("updated", 2)
    document = stores.catalogue.document("a")
    new = stores.catalogue.current_version(document.id)
    assert (new.number, new.state) == (2, "current")
    assert stores.catalogue.version(old.id).text == old.text
    assert [v.state for v in stores.catalogue.versions(document.id)] == ["superseded", "current"]
    assert not everywhere(stores) & old_ids
    assert [i.quantity.words for i in stores.catalogue.indicators()] == ["61件"]
    assert stores.catalogue.passages_by_ids(sorted(old_ids)) == []


def test_a_text_may_go_back_to_what_it_was(
    stores: Stores, pipeline: Pipeline, tmp_path: Path
) -> None:
    numbers = []
    for words in ("受理60件。", "受理61件。", "受理60件。"):
        path = write(tmp_path, "a.txt", words)
        numbers.append(pipeline.ingest([path]).results[0].version)
        everywhere(stores)
    assert numbers == [1, 2, 3]
    assert [i.quantity.words for i in stores.catalogue.indicators()] == ["60件"]


def test_new_metadata_without_new_text_is_taken_over(
    stores: Stores, pipeline: Pipeline, tmp_path: Path
) -> None:
    path = write(tmp_path, "a.txt", "受理60件。")
    pipeline.ingest([path])
    (result,) = pipeline.ingest([path], {"title": "另一题目", "place": "光山县"}).results
    assert (result.status, result.version) == ("refreshed", 1)
    assert stores.catalogue.document("a").title == "另一题目"
    (indicator,) = stores.catalogue.indicators()
    assert indicator.place is not None and indicator.place.name == "光山县"
    (wanted,) = everywhere(stores)
    assert [one for one, _ in stores.lexical.search("另一题目", 5)] == [wanted]
    (passage,) = stores.catalogue.passages_by_ids([wanted])
    assert passage.title == "另一题目"
    vector = stores.embedder.query(passage.indexed_text)
    assert stores.vectors.search(vector, 1)[0][1] == pytest.approx(1.0, abs=1e-4)
    (result,) = pipeline.ingest([path], {"title": "另一题目", "place": "光山县"}).results
    assert result.status == "unchanged"


def test_the_same_content_from_another_source_is_named_and_not_kept(
    stores: Stores, pipeline: Pipeline, tmp_path: Path
) -> None:
    first = write(tmp_path, "a.txt", "受理60件。")
    second = write(tmp_path, "b.txt", "受理60件。")
    results = pipeline.ingest([first, second]).results
    assert [one.status for one in results] == ["added", "duplicate"]
    assert results[1].document is not None and results[1].document.slug == "a"
    assert pipeline.ingest([second]).results[0].status == "duplicate"
    assert [one.slug for one in stores.catalogue.documents()] == ["a"]


def test_files_of_one_name_in_two_folders_are_two_documents(
    stores: Stores, pipeline: Pipeline, tmp_path: Path
) -> None:
    paths = [write(tmp_path, f"{n}/年度报告.txt", f"受理{n}件。") for n in (1, 2, 3)]
    assert {one.status for one in pipeline.ingest(paths).results} == {"added"}
    slugs = [one.slug for one in stores.catalogue.documents()]
    assert slugs == ["年度报告", "年度报告-2", "年度报告-3"]
    assert len(everywhere(stores)) == 3


def test_a_batch_goes_on_after_an_error(stores: Stores, pipeline: Pipeline, tmp_path: Path) -> None:
    good = [write(tmp_path, f"{n}.txt", f"受理{n}件。") for n in (1, 2)]
    empty = write(tmp_path, "empty.txt", "")
    strange = write(tmp_path, "strange.txt", "BUG")
    nul = write(tmp_path, "nul.txt", "受理\x00件")
    half = str(tmp_path / "half.txt")
    Path(half).write_bytes(b"\xff\xfe rubbish")
    missing = str(tmp_path / "missing.txt")
    report = pipeline.ingest([good[0], empty, missing, strange, nul, half, good[1]])
    assert [one.status for one in report.results] == ["added", *["failed"] * 5, "added"]
    codes = [one.error.code for one in report.failures if one.error]
    assert codes == ["empty_file", "bad_source", "unexpected", "bad_source", "bad_source"]
    assert report.counts["added"] == 2
    assert len(everywhere(stores)) == 2


class _NoModel(HashingEmbedder):
    def passages(self, texts: object) -> object:  # type: ignore[override]
        raise ModelError("The model is gone.")


def test_trouble_with_the_model_leaves_nothing_behind(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{n}.txt", f"受理{n}件。") for n in (1, 2)]
    with stores_in(tmp_path, _NoModel()) as stores:
        report = Pipeline(stores, SmallParser()).ingest(paths)
        assert [one.status for one in report.results] == ["failed", "failed"]
        assert stores.catalogue.documents() == []
        assert stores.catalogue.in_state("pending") == []
    with stores_in(tmp_path) as stores:
        report = Pipeline(stores, SmallParser()).ingest(paths)
        assert report.counts["added"] == 2
        everywhere(stores)


def test_delete_removes_from_every_store(
    stores: Stores, pipeline: Pipeline, tmp_path: Path
) -> None:
    path = write(tmp_path, "a.txt", "受理60件。")
    pipeline.ingest([path])
    write(tmp_path, "a.txt", "受理61件。")
    pipeline.ingest([path, write(tmp_path, "b.txt", "审结51件。")])
    versions = stores.catalogue.versions(stores.catalogue.document("a").id)
    assert pipeline.delete("a").slug == "a"
    assert len(everywhere(stores)) == 1
    with pytest.raises(NotFound, match="'a'"):
        stores.catalogue.document("a")
    for version in versions:
        with pytest.raises(NotFound):
            stores.catalogue.version(version.id)
    with pytest.raises(NotFound, match="'nothing'"):
        pipeline.delete("nothing")
    assert pipeline.ingest([path]).results[0].status == "added"


def test_documents_of_many_groups(stores: Stores, pipeline: Pipeline, tmp_path: Path) -> None:
    heard = []
    paths = [
        write(tmp_path, f"{n}.txt", *(f"第{n}号第{m}条，受理{m}件。" for m in range(450)))
        for n in range(5)
    ]
    report = pipeline.ingest(paths, advance=lambda *event: heard.append(event))
    assert report.counts["added"] == 5
    assert report.embedded == len(everywhere(stores)) == 2250
    assert ("read", 5, 5) in heard
    embedded = [done for stage, done, _ in heard if stage == "embed"]
    assert embedded == sorted(embedded) and embedded[-1] == 2250


def test_a_law_with_a_newer_edition_is_superseded_until_that_is_deleted(
    stores: Stores, tmp_path: Path
) -> None:
    class Dated(SmallParser):
        def parse(self, ref, overrides):  # type: ignore[no-untyped-def]
            parsed = super().parse(ref, {**overrides, "kind": "statute"})
            name, _, day = Path(ref.key).stem.partition("@")
            document = replace(
                parsed.document, title=name, adopted=dt.date.fromisoformat(day), slug=""
            )
            return replace(parsed, document=document)

    pipeline = Pipeline(stores, Dated())
    old = write(tmp_path, "行政复议法@2017-09-01.txt", "六十日内。")
    new = write(tmp_path, "中华人民共和国行政复议法@2023-09-01.txt", "自知道之日起六十日内。")
    other = write(tmp_path, "行政诉讼法@2017-06-27.txt", "六个月内。")
    pipeline.ingest([new, other])
    pipeline.ingest([old])
    by_title = {one.title: one for one in stores.catalogue.documents()}
    newer = by_title["中华人民共和国行政复议法"]
    assert by_title["行政复议法"].superseded_by == newer.id
    assert newer.superseded_by is None and by_title["行政诉讼法"].superseded_by is None
    assert pipeline.ingest([old]).results[0].status == "unchanged"
    pipeline.delete(newer.id)
    assert all(one.superseded_by is None for one in stores.catalogue.documents())


CHANGES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["write", "retitle", "delete", "reindex"])),
    max_size=8,
)


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(changes=CHANGES)
def test_any_order_of_changes_leaves_the_stores_in_agreement(
    changes: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("changes")
    texts: dict[str, str] = {}
    with stores_in(folder) as stores:
        pipeline = Pipeline(stores, SmallParser())
        for n, (name, change) in enumerate(changes):
            path = write(folder, f"{name}.txt", f"{name}受理{n % 3}件。")
            if change == "delete" and name in texts:
                pipeline.delete(name)
                del texts[name]
            elif change == "reindex":
                reindex(stores)
            else:
                title = {"title": f"题目{n}"} if change == "retitle" else {}
                assert not pipeline.ingest([path], title).failures
                texts[name] = Path(path).read_text(encoding="utf-8")
            everywhere(stores)
        found = {one.slug: one.id for one in stores.catalogue.documents()}
        assert {
            slug: stores.catalogue.current_version(key).text for slug, key in found.items()
        } == texts


def test_the_samples_through_the_real_parser(stores: Stores, samples_dir: Path) -> None:
    pipeline = Pipeline(stores)
    report = pipeline.ingest([str(samples_dir)], {})
    assert not report.failures and report.counts["added"] >= 6
    assert all(one.document and one.document.year for one in report.results if one.indicators)
    everywhere(stores)
    assert set(pipeline.ingest([str(samples_dir)]).counts) == {"unchanged"}


@pytest.mark.shared
def test_the_real_corpus_through_the_real_parser(stores: Stores, shared_dir: Path) -> None:
    report = Pipeline(stores).ingest([str(shared_dir / "corpus")])
    assert not report.failures and report.counts["added"] == 86
    everywhere(stores)
    superseded = {one.title for one in stores.catalogue.documents() if one.superseded_by}
    assert {law_name(one) for one in superseded} == {
        "妇女权益保障法",
        "慈善法",
        "未成年人保护法",
        "突发事件应对法",
        "立法法",
        "行政复议法",
    }


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("中华人民共和国行政复议法", "行政复议法"),
        ("行政复议法(2023-09-01)", "行政复议法"),
        ("中华人民共和国行政复议法（2023年修订）", "行政复议法"),
        ("《慈善法》（修正）", "慈善法"),
        ("河南省信访条例", "河南省信访条例"),
        ("不动产登记暂行条例", "不动产登记暂行条例"),
        ("办法（试行）", "办法(试行)"),
    ],
)
def test_law_names(title: str, name: str) -> None:
    assert law_name(title) == name


def test_editions_are_of_one_place_and_have_dates() -> None:
    def law(key: str, day: str | None, **more: object) -> Document:
        adopted = dt.date.fromisoformat(day) if day else None
        return replace(
            Document(id=key, slug=key, title="优化营商环境条例", kind="statute", adopted=adopted),
            **more,  # type: ignore[arg-type]
        )

    elsewhere = Place(names=("河南省",))
    documents = [
        law("a", "2017-01-01"),
        law("b", "2019-01-01"),
        law("c", None),
        law("d", "2018-01-01", kind="report"),
        law("e", "2019-01-01"),
        law("f", "2016-01-01", place=elsewhere),
    ]
    expected = {"a": "e", "b": None, "c": None, "e": None, "f": None}
    assert newer_editions(documents) == expected
